"""The archived papers that are most like one of them, as a list on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.store.archive.search.search import Stopped
from papers_tui.text.tex.convert import to_unicode
from papers_tui.tui.commands import Place
from papers_tui.tui.reader.actions.base import command
from papers_tui.tui.reader.lists.results import Results
from papers_tui.tui.render.messages import Message, joined, message_lines

if TYPE_CHECKING:
    from papers_tui.model.paper import Paper
    from papers_tui.tui.reader.lists.archive_search import ArchiveSearch
    from papers_tui.tui.reader.window import Window
    from papers_tui.tui.render.lines import Line
    from papers_tui.tui.widgets.bars import BarText


_NONE = "No archived paper is similar to this one."


class SimilarPapers(Results):
    """The command `list.similar`, and its list."""

    def __init__(self, window: Window, search: ArchiveSearch) -> None:
        super().__init__(window, search)
        self._paper_id = self._title = ""
        self._words: dict[str, str] = {}
        """The words that the papers share with the one they are like, by their ids."""

    @command("list.similar")
    def list_similar(self) -> None:
        """List the archived papers that are most like the one under the cursor."""
        paper = self._window.paper
        if paper is not None:
            touches = self._window.touches
            self._awaited = self._window.only("find", self._find, paper, touches)

    @command("list.order")
    def order(self) -> None:
        self._window.say("The nearest papers come first.")

    @command("list.refresh")
    def refresh(self) -> None:
        self._window.say("Similar papers are looked for in the archive only.")

    def show_again(self, at: str | None, line: int | None = None) -> None:
        """Come back on screen, the cursor on that paper."""
        self._window.show_source(self)
        self._window.show_ids(tuple(self._words), at, line=line)

    @property
    def key(self) -> str:
        """The papers that are like this one, among all lists."""
        return f"similar {self._paper_id}"

    def title(self) -> list[BarText]:
        """The paper, and how many are like it."""
        like = f'like "{to_unicode(self._title)}"'
        return [(self._window.count(), "bold"), (like, "bold $text-accent")]

    def note(self) -> Message:
        """The words that the paper under the cursor shares with the one it is like."""
        if words := self._words.get(self._window.cards.current or ""):
            row = self._window.size.width - 2
            return Message(joined(f"shared: {words}".split(", "), ", ", row))
        return Message(f"{self._key('app.back')} goes back.")

    def order_name(self) -> str:
        """The order of the list."""
        return "nearest first"

    def why_empty(self) -> list[Line]:
        """The reason why there are no papers."""
        return message_lines(_NONE)

    async def _find(self, paper: Paper, touches: int) -> None:
        try:
            near = await self._search.ask(self._search.papers.similar, paper.id)
        except Stopped:
            return
        self._awaited = None
        if not near or not self._window.is_untouched_since(touches):
            if self._window.opened_at <= touches:  # else another list was asked for since
                again = f"Similar papers are found; {self._key('list.similar')} lists them."
                self._window.say(again if near else _NONE)
            self._window.give_early()
            return
        self.begin()
        self._window.place = Place.LIST
        self._paper_id, self._title = paper.id, paper.title
        self._words = {one.id: ", ".join(one.words) for one in near}
        self._window.show_source(self)
        self._window.hush()
        self._window.show_ids(tuple(self._words), None)
