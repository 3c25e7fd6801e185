"""List the papers of a day, a week or a month, or what is trending.

Without a choice it is the newest day. What is archived and fresh is not fetched again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.errors import CommandError
from papers_tui.cli.grammar.parser import (
    add_format,
    add_limit,
    add_period,
    add_where,
    chosen_period,
)
from papers_tui.cli.output.formats import LISTS, print_papers
from papers_tui.cli.rows import rows_of
from papers_tui.hub.errors import HubError
from papers_tui.model.period import Trending

if TYPE_CHECKING:
    import argparse

    from papers_tui.cli.context import Context, Stores
    from papers_tui.model.period import Period
    from papers_tui.services.hub_connection import HubConnection
    from papers_tui.services.lists import PaperLists
    from papers_tui.store.archive.archive import Stored


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which list, what of it, and in which form."""
    add_period(parser)
    add_where(parser)
    add_limit(parser, "all; 100 of what is trending")
    add_format(parser, LISTS, "table")


def run(options: argparse.Namespace, context: Context) -> int:
    """Put out the list."""
    from papers_tui.cli.inputs import read_where

    query = read_where(options.where, context.environment)

    def work(stores: Stores) -> None:
        stored = _stored(context, stores, chosen_period(options), options.limit or 0)
        ids = stored.ids
        if query is not None:
            from papers_tui.cli.context import finder

            ids = finder(stores).filter(ids, query)
        if not ids:
            streams.tell(_nothing(stored, filtered=query is not None))
        print_papers(rows_of(stores, ids[: options.limit]), options.format, context.environment)

    context.with_stores(work)
    return 0


def _stored(context: Context, stores: Stores, period: Period | None, wanted: int) -> Stored:
    """The list, fetched when it is not there or old; an old one when it cannot be fetched."""
    reader = context.reader(stores)
    known = reader.archived(period or reader.newest_known())
    if known is not None and (context.offline or _is_fresh(reader, stores, period, known, wanted)):
        return known
    if context.offline:
        raise CommandError(f"{_name(period)} is not archived; leave out --offline to fetch it")

    async def work(reader: PaperLists, _: HubConnection) -> Stored:
        return await _fetched(reader, period, wanted)

    try:
        return context.fetch(stores, work)
    except HubError as error:
        if known is None:
            raise
        streams.warn(f"{error} Shown is what was fetched on {known.fetched:%Y-%m-%d %H:%M} UTC.")
        return known


def _is_fresh(
    reader: PaperLists, stores: Stores, period: Period | None, known: Stored, wanted: int
) -> bool:
    if isinstance(period, Trending) and len(known.ids) < wanted and not known.complete:
        return False
    # Which day is the newest is another question than whether its list is settled.
    asked = stores.archive.newest_day() if period is None else True
    return asked is not None and not reader.is_stale(known)


async def _fetched(reader: PaperLists, period: Period | None, wanted: int) -> Stored:
    answer = await (reader.newest() if period is None else reader.refresh(period))
    if answer.note:
        streams.tell(answer.note)
    stored = answer.stored
    while len(stored.ids) < wanted and (more := await reader.more(stored)) is not None:
        stored = more
    return stored


def _nothing(stored: Stored, *, filtered: bool) -> str:
    if filtered and stored.ids:
        return f"none of the {len(stored.ids)} papers of {stored.period.title} is found by --where"
    return f"there are no papers for {stored.period.title}"


def _name(period: Period | None) -> str:
    return period.title if period else "the newest day"
