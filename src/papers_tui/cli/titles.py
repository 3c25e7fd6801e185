"""Titles of papers that the reading list has none of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.hub.errors import HubError
from papers_tui.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from papers_tui.cli.context import Context, Stores
    from papers_tui.services.hub_connection import Connection
    from papers_tui.services.lists import Reader

MOST_SECONDS = 5.0
"""How long a change that is already done may wait for the hub."""


def archived_titles(stores: Stores, ids: Sequence[str]) -> dict[str, str]:
    """The titles that the archive knows."""
    papers = stores.archive.papers(ids)
    return {key: papers[key].title for key in ids if key in papers and papers[key].title}


def fetched_titles(context: Context, stores: Stores, ids: Sequence[str]) -> dict[str, str]:
    """The titles that the hub tells within `MOST_SECONDS`; the papers are archived."""
    titles: dict[str, str] = {}

    async def fetch(reader: Reader, _: Connection) -> None:
        import asyncio

        from papers_tui.cli.impatience import Impatient

        asyncio.get_running_loop().set_default_executor(Impatient())

        async def ask(key: str) -> None:
            try:
                titles[key] = (await reader.fetch_paper(key)).title
            except (HubError, StoreError):
                return

        try:
            async with asyncio.timeout(MOST_SECONDS):
                await asyncio.gather(*map(ask, ids))
        except TimeoutError:
            return

    if ids:
        try:
            context.fetch(stores, fetch)
        except HubError:
            return titles  # the address of the hub is none
    return {key: title for key, title in titles.items() if title}
