"""The line in which a search or a filter is typed: opened, followed, left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.tui.commands import Place
from papers_tui.tui.reader.actions.base import Action

if TYPE_CHECKING:
    from papers_tui.tui.widgets.query_input import QueryListener


class QueryLine(Action):
    """The commands `list.search`, `list.filter` and `list.similar`."""

    def search(self) -> None:
        searching = self._window.lazy.search_results
        searching.begin()
        hint = "Search everything archived: words, author:, org:, tag:, upvotes:>50, day:2026-08"
        self._open(searching, hint, searching.earlier(), "")

    def filter(self) -> None:
        hint = "Filter this list: words, has:code, is:unseen, upvotes:>20"
        self._open(self._window.filter, hint, [], self._window.filter.text)

    def similar(self) -> None:
        self._window.lazy.search_results.similar()

    def _open(self, follower: QueryListener, hint: str, earlier: list[str], value: str) -> None:
        from papers_tui.tui.reader.lists.completion import Completion
        from papers_tui.tui.widgets.bars import Bar
        from papers_tui.tui.widgets.query_input import QueryField

        window = self._window
        window.place = Place.LIST
        if window.query("#query"):
            return
        offers = Bar(id="offers")
        completing = Completion(window, window.lazy.search_results.finder, offers)
        field = QueryField(follower, completing, hint, earlier, value)
        window.mount(offers, field, before="#status")
        field.focus()
        completing.typed(value)
