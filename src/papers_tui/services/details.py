"""The discussion of a paper, what is linked to it, and its full text."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from papers_tui.hub.errors import NoFullText
from papers_tui.hub.wire_details import read_raw
from papers_tui.model.errors import PapersError
from papers_tui.services.clock import utc_now
from papers_tui.services.lists import PaperLists, connected

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from papers_tui.model.details import Details
    from papers_tui.model.paper import Entry
    from papers_tui.store.archive.archive import Archive

STALE = timedelta(hours=1)
"""The age from which on a discussion that is looked at should be fetched again."""

_ASK_AGAIN = timedelta(days=1)


class Hub(Protocol):
    """The part of the hub's client that is needed here; see `hub.client.Hub`."""

    async def details(self, paper_id: str) -> tuple[Entry, Details]: ...
    async def full_text(self, paper_id: str) -> str: ...


@dataclass(frozen=True, slots=True)
class ArchivedDetails:
    """Details as they are archived."""

    details: Details
    fetched: datetime
    """In UTC."""

    def is_stale(self, now: datetime) -> bool:
        """Whether a look at them should fetch them again."""
        return now - self.fetched > STALE


@dataclass(frozen=True, slots=True)
class DetailsAnswer:
    """Details, and why they are old or missing."""

    kept: ArchivedDetails | None
    problem: str = ""
    """A sentence, or nothing."""


class PaperDetails:
    """Details and full texts of single papers, archived or from the hub.

    What does not begin with `fetch` or `refresh` reads the archive alone and never raises; the
    others raise HubError or StoreError. The hub's answers decide whether the run is offline.
    """

    def __init__(
        self,
        archive: Archive,
        lists: PaperLists,
        connect: Callable[[], Awaitable[Hub]] | None,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._archive = archive
        self._lists = lists
        self._connect = connect
        self._now = now

    def must_ask(self, kept: ArchivedDetails | None) -> bool:
        """Whether a look at a paper asks the hub: it may, and nothing fresh is archived."""
        return self._connect is not None and (kept is None or kept.is_stale(self._now()))

    def details(self, paper_id: str) -> ArchivedDetails | None:
        """The archived discussion and linked repositories, or None when they were never fetched."""
        found = self._archive.details(paper_id)
        details = read_raw(found[0]) if found else None
        return ArchivedDetails(details, found[1]) if found and details else None

    async def current(self, paper_id: str) -> DetailsAnswer:
        """The details, fresh or fetched; if neither, old ones or none, and why. Never raises."""
        kept = self.details(paper_id)
        if not self.must_ask(kept):
            return DetailsAnswer(kept)
        try:
            return DetailsAnswer(await self.refresh_details(paper_id))
        except PapersError as error:
            return DetailsAnswer(kept, str(error))

    async def refresh_details(self, paper_id: str) -> ArchivedDetails:
        """Fetch them and archive them, with what the answer says of the paper itself."""
        hub = await self._hub()
        entry, details = await self._lists.tracking_offline(hub.details(paper_id))
        now = self._now()
        await asyncio.to_thread(self._keep, entry, details, now)
        return ArchivedDetails(details, now)

    def full_text(self, paper_id: str) -> str | None:
        """The archived full text as Markdown, or None."""
        found = self._archive.full_text(paper_id)
        return found[0] or None if found else None

    async def fetch_full_text(self, paper_id: str, *, again: bool = False) -> str:
        """Fetch the full text and archive it; raises NoFullText when the hub has none.

        That is remembered, and the hub not asked again for a day unless `again` says so. Where it
        has none any more, the archived text is the answer.
        """
        known = await asyncio.to_thread(self._archive.full_text, paper_id)
        if known and not known[0] and not again and self._now() - known[1] < _ASK_AGAIN:
            raise NoFullText(paper_id)
        hub = await self._hub()
        try:
            text = await self._lists.tracking_offline(hub.full_text(paper_id))
        except NoFullText:
            await asyncio.to_thread(self._archive.store_full_text, paper_id, "", self._now())
            if known and known[0]:
                return known[0]
            raise
        await asyncio.to_thread(self._archive.store_full_text, paper_id, text, self._now())
        return text

    def _keep(self, entry: Entry, details: Details, now: datetime) -> None:
        """Archive both; the JSON of a list stays, which says more of a paper than its own does."""
        if self._archive.raw(entry.paper.id):
            entry = entry._replace(raw=b"")
        self._archive.add((entry,), now)
        self._archive.store_details(entry.paper.id, details.raw, now)

    async def _hub(self) -> Hub:
        return await connected(self._connect)
