"""The filter on the list on screen: the same language as search, shown as a chip."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from papers_tui.tui.reader.actions.base import Action

if TYPE_CHECKING:
    from collections.abc import Callable

    from papers_tui.model.query.parser import Query
    from papers_tui.tui.reader.lists.results import ArchiveSearch
    from papers_tui.tui.reader.window import Window
    from papers_tui.tui.widgets.bars import BarText


class Filter(Action):
    """The filter of the list. One that lets nothing through is not applied."""

    def __init__(self, window: Window, search: Callable[[], ArchiveSearch]) -> None:
        """`search` gives the search in the archive, which no start needs."""
        super().__init__(window)
        self._search = search
        self.text = ""
        self._query: Query | None = None
        self._listed: tuple[str, ...] = ()

    def applied(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the papers that are let through; all when that would be none."""
        self._listed = ids
        if self._query is None:
            return ids
        kept = self._search().papers.filter(ids, self._query)
        if not kept and ids:
            self._window.say(f"Nothing here has {self.text}; all of the list is shown.")
        return kept or ids

    def typed(self, text: str) -> None:
        """Filter by what is typed so far."""
        self._filter(text, typing=True)

    def entered(self, text: str) -> None:
        """Keep the filter as it is on screen, or take it off when nothing is typed."""
        text = self._search().finished(text)
        self._filter(text, typing=False)
        self._window.close_field()

    def given_up(self) -> None:
        """Take the filter off."""
        self._window.workers.cancel_group(self._window, "find")
        self._window.close_field()
        self.clear()

    def clear(self) -> bool:
        """Take the filter off; False when there was none."""
        had = self._query is not None
        self._query, self.text = None, ""
        if had:
            self._window.show_ids(self._listed, self._window.cards.current)
        return had

    def chip(self) -> list[BarText]:
        """The filter, with the character that says it can be taken off."""
        return [(f"{self.text} ✕", "bold $text-accent")] if self._query is not None else []

    def _filter(self, text: str, *, typing: bool) -> None:
        if not text.strip():
            self.clear()
            return
        query = self._search().read(text, typing=typing)
        if query is not None:
            self._window.only("find", self._filtered, text.strip(), query)

    async def _filtered(self, text: str, query: Query) -> None:
        kept = await asyncio.to_thread(self._search().papers.filter, self._listed, query)
        if not kept:
            self._window.say(f"Nothing here has {text}")
            return
        self.text, self._query = text, query
        self._window.hush()
        self._window.show_ids(self._listed, self._window.cards.current)
