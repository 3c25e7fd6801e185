"""Papers put together as a text, a page, a mail, a feed or messages of a chat.

Without --date, --week or --since it is the newest day. With --new each paper is sent once in the
series that --name names; what was sent is recorded once it is written. --again repeats the last
issue.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

from papers_tui.cli import streams
from papers_tui.cli.errors import GO_ONLINE, CommandError, UsageError
from papers_tui.cli.grammar.parser import add_no_hooks, add_where, first_day, parse_day, parse_week
from papers_tui.cli.schedules import AT, DAILY, WEEKLY, schedule
from papers_tui.cli.watches import KNOWN, fetch, no_watch, start_hooks, warn_of_broken
from papers_tui.model.period import Day, Week
from papers_tui.model.query import fields
from papers_tui.text.clean import brief
from papers_tui.text.wording import counted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from papers_tui.cli.context import Context
    from papers_tui.export.digest.parts import Digest
    from papers_tui.services.exchange.digest import DigestOptions, Digests, Issue
    from papers_tui.services.session import Session

EXAMPLES = (
    "papers-tui digest --week -1",
    "papers-tui digest --watches --new --format atom -o papers.xml",
)

FORMATS = ("markdown", "html", "email", "atom", "slack", "discord")
SORTS = tuple(name for name in fields.SORTS if name != "relevance")

T = TypeVar("T")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the papers, the form and the recipient."""
    span = parser.add_mutually_exclusive_group()
    span.add_argument("--date", metavar="D", help="a day: 2025-12-11, yesterday, -3")
    span.add_argument("--week", metavar="W", help="a week: 2025-W50, -1")
    span.add_argument("--since", metavar="D", help="all since that day")
    parser.add_argument("--watches", action="store_true", help="only what your watches found")
    add_where(parser)
    parser.add_argument("--new", action="store_true", help="only what was not sent before")
    parser.add_argument("--name", metavar="N", help="the series (default: daily, or weekly)")
    parser.add_argument("--format", choices=FORMATS, default=FORMATS[0], metavar="F",
                        help=f"{', '.join(FORMATS)} (default: {FORMATS[0]})")  # fmt: skip
    parser.add_argument("--sort", choices=SORTS, default=SORTS[0], metavar="S",
                        help=f"{', '.join(SORTS)} (default: {SORTS[0]})")  # fmt: skip
    parser.add_argument("--again", action="store_true", help="the last issue of the series again")
    parser.add_argument("--to", metavar="ADDRESS", help="the recipient of the email")
    parser.add_argument("--from", dest="sender", metavar="ADDRESS", help="the sender of the email")
    parser.add_argument("--schedule", choices=(DAILY, WEEKLY), metavar=f"{DAILY}|{WEEKLY}",
                        help="show what runs this digest by the clock")  # fmt: skip
    parser.add_argument("--at", metavar="HH:MM", help=f"the time of day (default: {AT})")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--install", action="store_true", help="install what --schedule shows")
    way.add_argument("--uninstall", action="store_true", help="take away what was installed")
    help_text = "written completely or not at all (default: stdout)"
    parser.add_argument("-o", dest="output", metavar="FILE", help=help_text)
    add_no_hooks(parser)


def run(options: argparse.Namespace, context: Context) -> int:
    """Put the digest together and write it."""
    _check(options)
    if options.schedule:
        name = _wanted(options, context).name  # so that no mistake is installed
        return schedule(options, context, name)
    if options.output in (None, "-") and streams.is_closed(sys.stdout):
        raise CommandError("stdout is closed; nothing was written")
    wanted = _wanted(options, context)
    with context.session() as session:
        watches = session.watches()
        if options.watches and not context.settings.watches:
            raise no_watch(context)
        digests = session.digests()
        if options.again:
            _write(options, digests, wanted, digests.last(wanted.name))
            return 0
        broken = warn_of_broken(watches, [])
        new_watches = watches.begin()
        _fetch(session, context, digests, wanted)
        watches.settle()
        if wanted.new:
            with watches.alone():
                issue = _send(options, digests, wanted)
            if issue is None and wanted.watches and new_watches:
                streams.report(KNOWN)
            if issue is not None and wanted.watches:
                start_hooks(session, {paper: issue.watches[paper] for paper in issue.ids}, context)
        else:
            _check_archived(session, context, digests.days(wanted))
            _write(options, digests, wanted, digests.issue(wanted))
    if broken:
        raise broken
    return 0


def _check(options: argparse.Namespace) -> None:
    if options.output is not None:
        streams.output_file(options.output)
    for option in ("to", "sender", "name"):
        value = getattr(options, option)
        shown = "from" if option == "sender" else option
        if value is not None and (not value.strip() or not value.isprintable()):
            raise UsageError(
                f"--{shown} must be one line of text; leave out line ends and the like"
            )
        if value is not None and option != "name":
            _check_addresses(shown, value)
    if not options.schedule and (options.install or options.uninstall or options.at):
        raise UsageError(
            "--install, --uninstall and --at need a schedule; add --schedule daily or weekly"
        )
    if options.schedule and options.again:
        raise UsageError("--again repeats one issue by hand; leave out --schedule or --again")
    if options.format == "email" and not options.to:
        raise UsageError("an email needs a recipient; add --to ADDRESS")
    if options.format != "email" and (options.to or options.sender):
        given = "--to" if options.to else "--from"
        raise UsageError(f"{given} is for email; leave it out, or add --format email")


def _check_addresses(option: str, text: str) -> None:
    from papers_tui.export.digest.email import check_addresses

    try:
        check_addresses(text)
    except ValueError as error:
        raise UsageError(f"--{option} {brief(text)!r}: {error}; write name@host") from error


def _wanted(options: argparse.Namespace, context: Context) -> DigestOptions:
    from papers_tui.cli.inputs import read_where
    from papers_tui.services.exchange.digest import DigestOptions

    period = _read(parse_day, options.date) or _read(parse_week, options.week)
    return DigestOptions(
        name=options.name or options.schedule or (WEEKLY if options.week else DAILY),
        period=period if isinstance(period, Day | Week) else None,
        since=_read(first_day, options.since),
        watches=options.watches,
        where=read_where(options.where, context),
        new=options.new,
        sort=options.sort,
    )


def _fetch(session: Session, context: Context, digests: Digests, wanted: DigestOptions) -> None:
    watches = session.watches()
    if wanted.period is not None:
        fetch(session, context, wanted.period.first, wanted.period.last)
    else:
        first = digests.first_day(wanted) or watches.newest()
        own = watches.first_day() if wanted.watches else first
        fetch(session, context, min(first, own))


def _check_archived(session: Session, context: Context, days: Sequence[date]) -> None:
    """Raise CommandError where not one of the lists is archived: no digest can be made of them.

    A warning says how many are missing of those that are known to be there.
    """
    missing = [day for day in days if session.lists.archived(Day(day)) is None]
    if days and len(missing) == len(days):
        way_out = GO_ONLINE if context.offline else "try again later"
        first, last = context.dates.day(days[0]), context.dates.day(days[-1])
        span = first if first == last else f"{first} to {last}"
        raise CommandError(f"nothing of {span} is archived; {way_out}")
    newest = session.lists.newest_known().day
    lost = sum(day <= newest for day in missing)
    if lost and context.offline:  # else the fetch has said so
        lacking = (
            f"of {counted(len(days), 'day')} {lost} {'is' if lost == 1 else 'are'} not archived"
        )
        streams.warn(f"{lacking}; leave out --offline to fetch {'it' if lost == 1 else 'them'}")


def _send(options: argparse.Namespace, digests: Digests, wanted: DigestOptions) -> Issue | None:
    """Write the next issue of the series and record it; None when there is nothing in it."""
    issue = digests.issue(wanted)
    if not _write(options, digests, wanted, issue):
        return None
    digests.record(wanted, issue)
    return issue


def _write(
    options: argparse.Namespace, digests: Digests, wanted: DigestOptions, issue: Issue
) -> bool:
    """Write the issue, all of it; False when there is nothing in it."""
    if not issue.ids:
        streams.report("there is nothing new" if wanted.new else "there is nothing in this digest")
        return False
    path = None if options.output is None else streams.output_file(options.output)
    text = _rendered(options, digests, wanted, issue, path)
    if path is None:
        streams.write(text)
        streams.flush()
    else:
        from papers_tui.services.exchange.export import write

        write(path, text)
    return True


def _rendered(
    options: argparse.Namespace,
    digests: Digests,
    wanted: DigestOptions,
    issue: Issue,
    path: Path | None,
) -> str:
    digest = digests.digest(wanted, issue)
    match options.format:
        case "html":
            from papers_tui.export.digest import html

            return html.render(digest)
        case "email":
            from papers_tui.export.digest import email

            return email.render(digest, options.to, options.sender or "")
        case "atom":
            return _feed(digest, path)
        case "slack" | "discord":
            from papers_tui.export.digest import chat

            return chat.slack(digest) if options.format == "slack" else chat.discord(digest)
        case _:
            from papers_tui.export.digest import markdown

            return markdown.render(digest)


def _feed(digest: Digest, path: Path | None) -> str:
    from papers_tui.export.digest import atom

    try:
        before = path.read_text("utf-8") if path is not None and path.is_file() else ""
        return atom.render(digest, before)
    except (OSError, ValueError) as error:
        reason = f"{path} cannot be added to: {error}"
        raise CommandError(f"{reason}; name another file") from error


def _read(parse: Callable[[str], T], text: str | None) -> T | None:
    """The value of an option; raises UsageError."""
    import argparse

    try:
        return None if text is None else parse(text)
    except argparse.ArgumentTypeError as error:
        raise UsageError(f"{error}; see papers-tui digest --help") from error
