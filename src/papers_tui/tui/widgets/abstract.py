"""The paper under the cursor, in full."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from textual.message import Message

from papers_tui.model.date_style import DATES
from papers_tui.tui.render.highlight import marked_line
from papers_tui.tui.render.lines import SEARCH, plain
from papers_tui.tui.render.paper import paper_lines
from papers_tui.tui.widgets.reading_pane import ReadingPane

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from papers_tui.model.date_style import DateStyle
    from papers_tui.model.library.marks import Mark
    from papers_tui.model.paper import Paper
    from papers_tui.model.query.parser import Query
    from papers_tui.tui.render.lines import Line

_SHORT = 18
"""Rows below which a pane shows the texts before the links."""


class AbstractPane(ReadingPane):
    """One paper as wrapped text."""

    class TitlePassed(Message):
        """The title was scrolled out of sight, or comes into it."""

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        more_key: str,
        dates: DateStyle = DATES,
        place_of: Callable[[str], int] = lambda _: 0,
    ) -> None:
        """`place_of` gives how many characters of a paper were read by another run."""
        super().__init__(id=id)
        self._dates = dates
        self._places: dict[str, int] = {}
        """The number of characters above the pane for each paper shown before, by its id."""

        self._above = 0
        """The same of this paper, whatever the width; what did not fit is not forgotten."""

        self._sums: list[int] = []
        """The characters above each row, once they were counted."""

        self._place_of = place_of

        self._paper: Paper | None = None
        self._mark: Mark | None = None
        self._query: Query | None = None
        self._all_authors = False
        self.more_key = more_key
        """The key for all authors."""

    @property
    def paper(self) -> Paper | None:
        """The paper that is shown."""
        return self._paper

    @property
    def shows_title(self) -> bool:
        """Whether the title is in sight, on top of the text."""
        return self._paper is not None and self.top == 0

    def show(self, paper: Paper | None, mark: Mark | None = None) -> None:
        """Show the paper, as far down as it was left."""
        same = paper is not None and self._paper is not None and paper.id == self._paper.id
        if same and (paper, mark) == (self._paper, self._mark):
            return
        self._keep_place()
        before, top = [plain(line) for line in self._lines] if same else [], self.top
        self._paper, self._mark = paper, mark
        self._all_authors = same and self._all_authors
        self._above = self._place(paper.id) if paper is not None else 0
        self._lay_out()
        if same and top:
            self._hold(before, top)
        self.refresh()

    def _hold(self, before: list[str], top: int) -> None:
        """Keep the row in its place that was on top, as more is known of what stands above it."""
        now = [plain(line) for line in self._lines]
        rows = [number for number, text in enumerate(now) if text == before[top]]
        if rows and (nearest := min(rows, key=lambda row: abs(row - top))) != self.top:
            self.scroll_row_to(nearest)

    def forget_place(self, paper_id: str | None) -> None:
        """Show this paper from its top the next time."""
        self._places[paper_id or ""] = 0

    @property
    def places(self) -> Mapping[str, int]:
        """The number of characters above the pane for each paper that was shown."""
        self._keep_place()
        return self._places

    def scroll_row_to(self, top: int) -> bool:
        had_title = self.shows_title
        moved = super().scroll_row_to(top)
        if moved:
            self._above = self._characters[self.top]
        if had_title is not self.shows_title:
            self.post_message(self.TitlePassed())
        return moved

    def set_query(self, query: Query | None) -> None:
        """Let the words of a search stand out, or none."""
        self._query = query
        self._lay_out()
        self.refresh()

    def say(self, *lines: Line) -> None:
        self._keep_place()
        self._paper, self._above = None, 0
        super().say(*lines)

    def show_all_authors(self) -> None:
        """Show all authors, or fold them again."""
        self._all_authors = not self._all_authors
        self._lay_out()
        self.refresh()

    def fit(self) -> None:
        self._lay_out()

    def follow(self, link: str) -> None:
        if link == "authors":
            self.show_all_authors()
        elif link.startswith(SEARCH):
            self.post_message(self.SearchClicked(link.removeprefix(SEARCH)))
        else:
            super().follow(link)

    def _lay_out(self) -> None:
        if self.size.width:
            width, margin = self.column
            self._lines = [(margin, *line) for line in self._rows(width)]
        self._strips.clear()
        self._sums = []
        row = bisect_right(self._characters, self._above) - 1 if self._above else 0
        self.top = min(row, self.furthest)

    @property
    def _characters(self) -> list[int]:
        """The number of characters above each row, an empty row counted as one."""
        if not self._sums:
            texts = (plain(line).replace(" ", "") for line in self._lines)
            self._sums = [0, *accumulate(max(1, len(text)) for text in texts)]
        return self._sums

    def _keep_place(self) -> None:
        if self._paper is not None:
            self._places[self._paper.id] = self._above

    def _place(self, paper_id: str) -> int:
        place = self._places.get(paper_id)
        return self._place_of(paper_id) if place is None else place

    def _rows(self, width: int) -> Iterable[Line]:
        if self._paper is None:
            return self.message_rows(width)
        lines = paper_lines(
            self._paper,
            width,
            all_authors=self._all_authors,
            short=self.page < _SHORT,
            mark=self._mark,
            more_key=self.more_key,
            dates=self._dates,
        )
        return [marked_line(line, self._query) for line in lines] if self._query else lines
