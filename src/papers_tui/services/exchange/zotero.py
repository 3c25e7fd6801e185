"""Papers sent to Zotero, each once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from papers_tui.export.zotero import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from papers_tui.services.exchange.export import Exporter
    from papers_tui.store.state import State

_SCOPE = "sent zotero"
_AT_ONCE = 25
"""Papers in a request: when one fails, the others are known to be there."""


class Zotero(Protocol):
    """The part of Zotero's client that is needed here; see `hub.zotero.Zotero`."""

    async def save(self, records: Sequence[Mapping[str, Any]], page: str) -> None: ...


class Sent(NamedTuple):
    """The papers that were sent now, and those that had been sent before."""

    now: tuple[str, ...]
    before: tuple[str, ...]


class ZoteroSender:
    """Sends papers to Zotero and remembers them: Zotero adds once more what it has already."""

    def __init__(
        self, zotero: Zotero, exporter: Exporter, state: State, now: Callable[[], datetime]
    ) -> None:
        self._zotero, self._exporter = zotero, exporter
        self._state, self._now = state, now

    async def send(self, ids: Sequence[str], *, again: bool = False) -> Sent:
        """Send the papers that were not sent before, or `again` all of them.

        Raises HubError when Zotero does not take them, and StateError when what was sent could
        not be recorded.
        """
        known = await asyncio.to_thread(self._state.reported, _SCOPE)
        ids = tuple(dict.fromkeys(ids))
        before = tuple(key for key in ids if key in known and not again)
        sent = tuple(key for key in ids if key not in before)
        for start in range(0, len(sent), _AT_ONCE):
            some = sent[start : start + _AT_ONCE]
            items = await asyncio.to_thread(self._exporter.items, some)
            await self._zotero.save(list(map(record, items)), items[0].paper.arxiv_url)
            await asyncio.to_thread(self._state.report, {_SCOPE: some}, self._now())
        return Sent(sent, before)
