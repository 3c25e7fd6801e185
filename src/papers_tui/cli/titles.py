"""Titles for papers that the reading list knows by their ids alone."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.fetching import MOST_SECONDS, fetch_missing
from papers_tui.hub.errors import HubError, Missing
from papers_tui.model.errors import PapersError
from papers_tui.model.library.changes import Add, Several
from papers_tui.store.errors import LibraryError
from papers_tui.store.library.journal import DatedChange

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from papers_tui.cli.context import Context
    from papers_tui.services.session import Session

_VERY_MANY = 1_000
"""Papers whose details take half a minute."""

_MOST_NAMED = 20


def complete(context: Context, ids: Sequence[str]) -> bool:
    """Fetch what is not archived of the papers, and give titles to those without; False if stopped.

    Of very many, only those without a title are waited for. What has come is kept also where it is
    stopped, or where nobody answers any more.
    """
    with context.session() as session:
        try:
            if not context.offline:
                wanted = _worth_waiting(session, ids)
                _warn_unknown(fetch_missing(context, session, wanted))
        except KeyboardInterrupt:
            return False
        except HubError as error:
            streams.warn(f"{error} Import it again to fetch the missing details.")
        finally:
            keep_titles(session, archived_titles(session, _untitled(session, ids)))
    return True


def _worth_waiting(session: Session, ids: Sequence[str]) -> Sequence[str]:
    """The papers to be fetched at once: all of them, or of very many those without a title."""
    if len(ids) <= _VERY_MANY or len(session.lists.missing(ids)) <= _VERY_MANY:
        return ids
    streams.report("authors and abstracts of so many papers are fetched when you export them")
    return _untitled(session, ids)


def _untitled(session: Session, ids: Sequence[str]) -> list[str]:
    library = session.library_file.load().library
    return [key for key in ids if key in library and not library[key].title]


def _warn_unknown(ids: Sequence[str]) -> None:
    """Name the papers, if any, that nobody knows: their ids may be mistyped."""
    if ids:
        more = f" and {len(ids) - _MOST_NAMED:,} more" if len(ids) > _MOST_NAMED else ""
        names, noun = ", ".join(ids[:_MOST_NAMED]), "id" if len(ids) == 1 else "ids"
        streams.warn(f"neither the hub nor arXiv knows {names}{more}; look at the {noun} again")


def keep_titles(session: Session, titles: Mapping[str, str]) -> None:
    """Write the titles into the reading list, for papers that are still in it."""
    file = session.library_file
    with suppress(LibraryError):
        still_there = file.load().library
        adds = tuple(Add(key, title) for key, title in titles.items() if key in still_there)
        if adds:
            file.apply([DatedChange(Several(adds), file.now())])
            file.remember()


def archived_titles(session: Session, ids: Sequence[str]) -> dict[str, str]:
    """The titles that the archive knows."""
    papers = session.archive.papers(ids)
    return {key: papers[key].title for key in ids if key in papers and papers[key].title}


def fetched_titles(context: Context, session: Session, ids: Sequence[str]) -> dict[str, str]:
    """The titles that come within `MOST_SECONDS`; the papers are archived.

    A paper that neither the hub nor arXiv knows is warned of: its id may be mistyped.
    """
    titles: dict[str, str] = {}
    unknown: list[str] = []

    async def fetch() -> None:
        import asyncio

        async def ask(key: str) -> None:
            try:
                titles[key] = (await session.lists.fetch_paper(key)).title
            except Missing:
                unknown.append(key)
            except PapersError:
                return

        try:
            async with asyncio.timeout(MOST_SECONDS):
                await asyncio.gather(*map(ask, ids))
        except TimeoutError:
            return

    if ids:
        try:
            context.fetch(session, fetch)
        except HubError:
            return titles  # the address of the hub is none
    _warn_unknown([key for key in ids if key in unknown])
    return {key: title for key, title in titles.items() if title}
