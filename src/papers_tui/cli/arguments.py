"""The command line's grammar."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial

from papers_tui import __version__
from papers_tui.cli.start import ReaderOptions, read
from papers_tui.model.dates import parse_period
from papers_tui.model.period import Day, Month, Period, Trending, Week, hub_day

Task = Callable[[Mapping[str, str]], int]
"""What the arguments ask for: the environment in, the exit status out."""


def parse(given: Sequence[str]) -> Task:
    """What the arguments ask for; on wrong usage the program ends with status 2."""
    options = _parser().parse_args(given)
    if options.command == "help":
        return partial(_help, options.topic)
    period = options.date or options.week or options.month
    if options.trending:
        period = Trending()
    return partial(read, ReaderOptions(period=period, offline=options.offline, demo=options.demo))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="papers-tui",
        description="Read Hugging Face Daily Papers in the terminal, online or not.",
        epilog="Without a choice the newest day is opened.",
    )
    parser.add_argument("--version", action="version", version=f"papers-tui {__version__}")
    lists = parser.add_mutually_exclusive_group()
    lists.add_argument("--date", type=_day, metavar="D", help="a day: 2025-12-11, yesterday, -3")
    lists.add_argument("--week", type=_week, metavar="W", help="an ISO week: 2025-W50")
    lists.add_argument("--month", type=_month, metavar="M", help="a month: 2025-12")
    lists.add_argument("--trending", action="store_true", help="what the hub calls trending")
    parser.add_argument("--offline", action="store_true", help="never use the network")
    parser.add_argument(
        "--demo", action="store_true", help="a small sample, without the network or your files"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    helping = commands.add_parser("help", help="this text, or the keys")
    helping.add_argument("topic", nargs="?", choices=["keys"])
    return parser


def _day(text: str) -> Period:
    return _period(text, Day, "a day such as 2025-12-11, yesterday or -3")


def _week(text: str) -> Period:
    return _period(text, Week, "a week such as 2025-W50")


def _month(text: str) -> Period:
    return _period(text, Month, "a month such as 2025-12")


def _period(text: str, kind: type[Period], form: str) -> Period:
    period = parse_period(text, hub_day(datetime.now(UTC)))
    if isinstance(period, Day) and kind is Week:
        period = Week.of(period.day)
    if isinstance(period, Day) and kind is Month:
        period = Month.of(period.day)
    if not isinstance(period, kind):
        raise argparse.ArgumentTypeError(f"{text!r} is not {form}")
    return period


def _help(topic: str | None, _environment: Mapping[str, str]) -> int:
    if topic is None:
        _parser().print_help()
        return 0
    from papers_tui.tui.keys_table import keys_table

    sys.stdout.write(keys_table())
    return 0
