"""Titles of papers that the reading list has none of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.hub.errors import HubError, Missing
from papers_tui.model.errors import PapersError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from papers_tui.cli.context import Context
    from papers_tui.services.session import Session

MOST_SECONDS = 5.0
"""How long a change that is already done may wait for the hub."""


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
