"""Parser, and the arguments that several commands declare."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, NoReturn

from papers_tui import __version__
from papers_tui.cli import streams
from papers_tui.cli.errors import UsageError
from papers_tui.model.date_parsing import parse_period, parse_period_of
from papers_tui.model.library.marks import TAG_RULE, parse_tag
from papers_tui.model.period import (
    DatedPeriod,
    Day,
    Month,
    Period,
    Trending,
    Week,
    calendar_day,
    hub_day,
)
from papers_tui.text.cells import wrap
from papers_tui.text.clean import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_LONGEST_MESSAGE = 300
_TOO_MANY = "unrecognized arguments: "
"""The beginning of argparse's message about words that a command does not take."""


class Parser(argparse.ArgumentParser):
    """One command's grammar; what it cannot understand raises UsageError."""

    def __init__(self, prog: str, description: str, epilog: str | None = None) -> None:
        # With a width, argparse need not load what finds it out.
        width = min(streams.columns(sys.stdout, os.environ), streams.WIDEST) - 2
        super().__init__(
            prog=prog,
            description="\n\n".join(_wrapped(part, width) for part in description.split("\n\n")),
            epilog=epilog,
            allow_abbrev=False,
            formatter_class=partial(argparse.RawDescriptionHelpFormatter, width=width),
        )
        self.add_argument("--version", action="version", version=f"papers-tui {__version__}")
        self.add_argument("--offline", action="store_true", help="never use the network")

    @property
    def options(self) -> frozenset[str]:
        """All of its options, as they are typed."""
        return frozenset(self._option_string_actions)

    def error(self, message: str) -> NoReturn:
        """Raise UsageError; the message may quote what was typed, so it is made safe to print."""
        message = message.replace(f"{_TOO_MANY}-- ", _TOO_MANY)  # ours, in front of all words
        raise UsageError(f"{one_line(message, _LONGEST_MESSAGE)}; see {self.prog} --help")

    def _print_message(self, message: str, file: object = None) -> None:
        """Print help or version; argparse's own passes over an output that cannot be written."""
        streams.write(message)


def add_period(parser: argparse._ActionsContainer) -> argparse._MutuallyExclusiveGroup:
    """Declare the lists, which `chosen_period` reads. More may join the group."""
    lists = parser.add_mutually_exclusive_group()
    lists.add_argument(
        "--date", type=parse_day, metavar="D", help="a day: 2025-12-11, yesterday, -3"
    )
    lists.add_argument("--week", type=parse_week, metavar="W", help="a week: 2025-W50, -1")
    lists.add_argument("--month", type=_month, metavar="M", help="a month: 2025-12, -1")
    lists.add_argument("--trending", action="store_true", help="what the hub calls trending")
    return lists


def chosen_period(options: argparse.Namespace) -> Period | None:
    """The list that was asked for; None for the newest day."""
    if options.trending:
        return Trending()
    period: Period | None = options.date or options.week or options.month
    return period


def add_where(parser: argparse.ArgumentParser) -> None:
    """Declare a query that papers must meet, which `read_where` reads."""
    parser.add_argument("--where", metavar="QUERY", help="only papers that the query finds")


def add_limit(parser: argparse.ArgumentParser, default: str) -> None:
    """Declare a limit; `default` says for the help what it is without the option."""
    help_text = f"at most so many papers (default: {default})"
    parser.add_argument("--limit", type=_positive, metavar="N", help=help_text)


def add_format(parser: argparse.ArgumentParser, choices: Sequence[str], default: str) -> None:
    """Declare the format; `default` names the one of a terminal."""
    help_text = f"{', '.join(choices)} (default: {default} on a terminal, json in a pipe)"
    parser.add_argument("--format", choices=choices, metavar="F", help=help_text)


def add_ids(parser: argparse.ArgumentParser, nargs: str = "+") -> None:
    """Declare papers, which `read_ids` reads."""
    help_text = "arXiv ids or links; - reads them from stdin"
    parser.add_argument("ids", metavar="ID", nargs=nargs, help=help_text)


def add_id(parser: argparse.ArgumentParser, *, takes_several: bool = True) -> None:
    """Declare one paper, which `read_ids` reads; stdin may name several where that makes sense."""
    help_text = f"an arXiv id or link; - reads {'ids' if takes_several else 'it'} from stdin"
    parser.add_argument("id", metavar="ID", help=help_text)


def add_no_hooks(parser: argparse.ArgumentParser) -> None:
    """Declare that the programs of [hooks] are left alone, which the registry reads."""
    parser.add_argument(
        "--no-hooks", action="store_true", help="do not start the programs of [hooks]"
    )


def add_tag(parser: argparse.ArgumentParser) -> None:
    """Declare a tag."""
    parser.add_argument("tag", metavar="TAG", type=tag_argument, help=TAG_RULE)


def when(text: str, today: date | None = None) -> DatedPeriod:
    """A day, week or month as people type it; raises ArgumentTypeError for anything else.

    Words such as yesterday start from the hub's day, unless another one is given.
    """
    now = datetime.now(UTC)
    period = parse_period(text, today or hub_day(now), today or calendar_day(now))
    if period is None or isinstance(period, Trending):
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2025-12-11 or 2025-12")
    return period


def first_day(text: str) -> date:
    """The first day of what `when` takes; raises ArgumentTypeError."""
    return when(text).first


def tag_argument(text: str) -> str:
    """The tag; raises ArgumentTypeError for what is none."""
    tag = parse_tag(text)
    if tag is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no tag: {TAG_RULE}")
    return tag


def _positive(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return int(text)


def parse_day(text: str) -> Period:
    """A day as people type it; raises ArgumentTypeError."""
    return _of_kind(text, Day, "a day such as 2025-12-11, yesterday or -3")


def parse_week(text: str) -> Period:
    """A week as people type it; raises ArgumentTypeError."""
    return _of_kind(text, Week, "a week such as 2025-W50, or -1 for the last one")


def _month(text: str) -> Period:
    return _of_kind(text, Month, "a month such as 2025-12, or -1 for the last one")


def _of_kind(text: str, kind: type[DatedPeriod], form: str) -> Period:
    now = datetime.now(UTC)
    period = parse_period_of(kind, text, hub_day(now), calendar_day(now))
    if period is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not {form}")
    return period


def _wrapped(text: str, width: int) -> str:
    return "\n".join(wrap(text, width))
