"""The paper under the cursor, in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.tui.render import paper as paper_lines
from papers_tui.tui.render.dates import DATES
from papers_tui.tui.render.highlight import marked_line
from papers_tui.tui.render.lines import SEARCH
from papers_tui.tui.widgets.text_pane import ReadingPane

if TYPE_CHECKING:
    from collections.abc import Iterable

    from papers_tui.model.library.marks import Mark
    from papers_tui.model.paper import Paper
    from papers_tui.model.query.parser import Query
    from papers_tui.tui.render.dates import DateStyle
    from papers_tui.tui.render.lines import Line

_SHORT = 18
"""Rows below which a pane shows the texts before the links."""


class Detail(ReadingPane):
    """One paper as wrapped text."""

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        more_key: str = "+",
        dates: DateStyle = DATES,
    ) -> None:
        super().__init__(id=id)
        self._dates = dates
        self._places: dict[str, int] = {}
        """The rows that were on top of the papers shown before, by their ids."""

        self._paper: Paper | None = None
        self._mark: Mark | None = None
        self._query: Query | None = None
        self._all_authors = False
        self.more_key = more_key
        """What to press for all authors."""

    @property
    def paper(self) -> Paper | None:
        """The paper that is shown."""
        return self._paper

    def show(self, paper: Paper | None, mark: Mark | None = None) -> None:
        """Show the paper, as far down as it was left."""
        same = paper is not None and self._paper is not None and paper.id == self._paper.id
        if same and (paper, mark) == (self._paper, self._mark):
            return
        if self._paper is not None:
            self._places[self._paper.id] = self.top
        self._paper, self._mark = paper, mark
        self._all_authors = same and self._all_authors
        self.top = self._places.get(paper.id, 0) if paper is not None else 0
        self._lay_out()
        self.refresh()

    def forget_place(self, paper_id: str | None) -> None:
        """Show this paper from its top the next time."""
        self._places.pop(paper_id or "", None)

    def set_query(self, query: Query | None) -> None:
        """Let the words of a search stand out, or none."""
        self._query = query
        self._lay_out()
        self.refresh()

    def say(self, *lines: Line) -> None:
        if self._paper is not None:
            self._places[self._paper.id] = self.top
        self._paper = None
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
        self.top = min(self.top, self.furthest)

    def _rows(self, width: int) -> Iterable[Line]:
        if self._paper is None:
            return self.message_rows(width)
        lines = paper_lines.detail(
            self._paper,
            width,
            all_authors=self._all_authors,
            short=self.page < _SHORT,
            mark=self._mark,
            more_key=self.more_key,
            dates=self._dates,
        )
        return [marked_line(line, self._query) for line in lines] if self._query else lines
