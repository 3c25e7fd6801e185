"""Titles of papers that the reading list has none of."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.hub import FROM_ARXIV
from papers_tui.hub.errors import HubError, Missing
from papers_tui.model.errors import PapersError
from papers_tui.model.library.changes import Add, Several
from papers_tui.store.errors import LibraryError
from papers_tui.store.library.journal import DatedChange

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from papers_tui.cli.context import Context
    from papers_tui.services.session import Session

MOST_SECONDS = 5.0
"""How long a change that is already done may wait for the hub."""


_FEW = 20
"""Papers up to which the hub is asked, which knows more of each than arXiv does."""


def complete_titles(context: Context, ids: Sequence[str]) -> bool:
    """Give papers without a title theirs, many of them from arXiv; False when stopped.

    What has come is kept also where it is stopped, or where nobody answers any more.
    """
    with context.session() as session:
        library = session.library_file.load().library
        untitled = [key for key in ids if key in library and not library[key].title]
        titles = archived_titles(session, untitled)
        missing = [key for key in untitled if key not in titles]
        try:
            if missing and not context.offline:
                if len(missing) <= _FEW:
                    titles |= fetched_titles(context, session, missing)
                else:
                    context.fetch(session, lambda: _fetch_many(context, session, missing, titles))
        except KeyboardInterrupt:
            return False
        except HubError as error:
            streams.warn(f"{error} The next import of the same goes on with the titles.")
        finally:
            keep_titles(session, titles)
    return True


async def _fetch_many(
    context: Context, session: Session, ids: Sequence[str], titles: dict[str, str]
) -> None:
    from contextlib import aclosing

    from papers_tui.cli.progress import Bar

    bar = Bar(sys.stderr, context.environment)
    done = 0
    async with aclosing(session.lists.fetch_papers(ids)) as hundreds:
        async for papers in hundreds:
            titles.update((paper.id, paper.title) for paper in papers if paper.title)
            done = min(done + FROM_ARXIV, len(ids))
            bar.counted(done, len(ids), "titles")


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
    for key in unknown:
        streams.warn(f"neither the hub nor arXiv knows {key}; look at the id again")
    return {key: title for key, title in titles.items() if title}
