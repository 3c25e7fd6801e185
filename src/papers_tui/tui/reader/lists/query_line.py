"""The line in which a search or a filter is typed: opened, followed, left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.tui.commands import Place
from papers_tui.tui.reader.actions.base import Action, command
from papers_tui.tui.reader.lists.completion import Completion
from papers_tui.tui.widgets.bars import Bar
from papers_tui.tui.widgets.query_input import QueryField

if TYPE_CHECKING:
    from papers_tui.tui.reader.actions.undo import Undo
    from papers_tui.tui.reader.lists.archive_search import ArchiveSearch
    from papers_tui.tui.reader.lists.filter import Filter
    from papers_tui.tui.reader.lists.search_results import SearchResults
    from papers_tui.tui.reader.window import Window
    from papers_tui.tui.widgets.query_input import QueryListener


class QueryLine(Action):
    """The commands `list.search` and `list.filter`."""

    def __init__(
        self,
        window: Window,
        search: ArchiveSearch,
        results: SearchResults,
        filtering: Filter,
        undo: Undo,
    ) -> None:
        super().__init__(window)
        self._search, self._results, self._filter = search, results, filtering
        self._undo = undo

    @command("list.search")
    def search(self) -> None:
        self._results.begin()
        hint = "Search everything archived: words, author:, org:, tag:, upvotes:>50, day:2026-08"
        self._open("Search", self._results, hint, self._results.earlier(), "")

    @command("list.filter")
    def filter(self) -> None:
        if self._window.field is None:
            self._filter.begin()
        hint = "Filter this list: words, has:code, is:unseen, upvotes:>20"
        self._open("Filter", self._filter, hint, [], self._filter.text)

    def _open(
        self, label: str, listener: QueryListener, hint: str, earlier: list[str], value: str
    ) -> None:
        window = self._window
        window.place = Place.LIST
        if window.field is not None:
            return
        offers = Bar(id="offers")
        completion = Completion(window, self._search.papers, offers)
        save = self._save if listener is self._results else None
        field = QueryField(label, listener, completion, hint, earlier, value, save)
        window.open_field(field, offers)
        completion.typed(value)

    def _save(self, text: str) -> None:
        from papers_tui.tui.reader.lists.save_search import SaveSearch

        SaveSearch(self._window, self._undo).ask(text)
