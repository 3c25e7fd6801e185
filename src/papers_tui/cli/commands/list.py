"""List the papers of a day, a week or a month, or what is trending.

Without one of these it is the newest day. What is archived and fresh is not fetched again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.errors import GO_ONLINE, CommandError
from papers_tui.cli.grammar.parser import (
    add_limit,
    add_period,
    add_where,
    chosen_period,
)
from papers_tui.cli.output.formats import add_list_format, print_papers
from papers_tui.cli.rows import rows_of
from papers_tui.hub.errors import HubError
from papers_tui.model.period import Trending
from papers_tui.text.wording import counted

if TYPE_CHECKING:
    import argparse

    from papers_tui.cli.context import Context
    from papers_tui.model.period import Period
    from papers_tui.services.lists import PaperLists
    from papers_tui.services.session import Session
    from papers_tui.store.archive.archive import Stored

EXAMPLES = (
    'papers-tui list --date yesterday --where "has:code upvotes:>20"',
    "papers-tui list --week -1 --format ids | papers-tui tag weekly -",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the list, the papers of it and the format."""
    add_period(parser)
    add_where(parser)
    add_limit(parser, "all; 100 of what is trending")
    add_list_format(parser)


def run(options: argparse.Namespace, context: Context) -> int:
    """Print the list."""
    from papers_tui.cli.inputs import read_where

    query = read_where(options.where, context)

    def work(session: Session) -> None:
        stored = _stored(context, session, chosen_period(options), options.limit or 0)
        ids = stored.ids
        if query is not None:
            ids = session.search().filter(ids, query)
        if not ids:
            title = context.dates.title(stored.period)
            streams.report(_nothing(stored, title, filtered=query is not None))
        print_papers(rows_of(session, ids[: options.limit]), options, context)

    context.with_session(work)
    return 0


def _stored(context: Context, session: Session, period: Period | None, wanted: int) -> Stored:
    """The list, fetched when it is not there or old; an old one when it cannot be fetched."""
    lists = session.lists
    known = lists.archived(period or lists.newest_known())
    if known is not None and (context.offline or _is_fresh(session, period, known, wanted)):
        return known
    if context.offline:
        name = context.dates.title(period) if period else "the newest day"
        raise CommandError(f"{name} is not archived; {GO_ONLINE}")

    try:
        return context.fetch(session, lambda: _fetched(lists, period, wanted))
    except HubError as error:
        if known is None:
            raise
        fetched = context.dates.moment(known.fetched)
        streams.warn(f"{error} Shown is the list as it was fetched on {fetched}.")
        return known


def _is_fresh(session: Session, period: Period | None, known: Stored, wanted: int) -> bool:
    if isinstance(period, Trending) and len(known.ids) < wanted and not known.complete:
        return False
    if session.lists.missing(known.ids):  # damaged in the archive, and at the hub as ever
        return False
    # Which day is the newest is another question than whether its list is settled.
    asked = session.archive.newest_day() if period is None else True
    return asked is not None and not session.lists.is_stale(known)


async def _fetched(lists: PaperLists, period: Period | None, wanted: int) -> Stored:
    answer = await (lists.newest() if period is None else lists.refresh(period))
    if answer.note:
        streams.report(answer.note)
    stored = answer.stored
    while len(stored.ids) < wanted and (more := await lists.more(stored)) is not None:
        stored = more
    return stored


def _nothing(stored: Stored, title: str, *, filtered: bool) -> str:
    if filtered and stored.ids:
        return f"none of the {counted(len(stored.ids), 'paper')} of {title} is found by --where"
    return f"there are no papers for {title}"
