"""The paper under the cursor, in full."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from papers_tui.tui import view
from papers_tui.tui.lines import Line, Span, plain
from papers_tui.tui.marked import marked_line
from papers_tui.tui.rows import wrapped
from papers_tui.tui.widgets.line_view import LineView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.selection import Selection
    from textual.strip import Strip

    from papers_tui.model.library import Mark
    from papers_tui.model.paper import Paper
    from papers_tui.model.query import Query

_WIDEST = 88
"""The longest line, in cells, that an eye follows back with ease."""

_MARGIN = 2
_SHORT = 18
"""Rows below which a pane shows the texts before the links."""


class Detail(LineView):
    """One paper as wrapped text; `wide` centres it in the whole window."""

    ALLOW_SELECT = True

    @dataclass
    class LinkClicked(Message):
        """A link in the text was clicked."""

        url: str

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        more_key: str = "+",
    ) -> None:
        super().__init__(id=id)
        self._paper: Paper | None = None
        self._mark: Mark | None = None
        self._said: tuple[Line, ...] = ()
        self._query: Query | None = None
        self._lines: list[Line] = []
        self._strips: dict[int, Strip] = {}
        self._all_authors = False
        self.more_key = more_key
        """What to press for all authors."""

    @property
    def total(self) -> int:
        return len(self._lines)

    @property
    def paper(self) -> Paper | None:
        """The paper that is shown."""
        return self._paper

    @property
    def plain(self) -> str:
        """The whole text as it is shown, without styles."""
        return "\n".join(plain(line) for line in self._lines)

    def show(self, paper: Paper | None, mark: Mark | None = None) -> None:
        """Show the paper from its top; the same one again keeps its place."""
        same = paper is not None and self._paper is not None and paper.id == self._paper.id
        if same and (paper, mark) == (self._paper, self._mark):
            return
        self._paper, self._mark = paper, mark
        self._all_authors = same and self._all_authors
        self.top = self.top if same else 0
        self._lay_out()
        self.refresh()

    def set_query(self, query: Query | None) -> None:
        """Let the words of a search stand out, or none."""
        self._query = query
        self._lay_out()
        self.refresh()

    def say(self, *lines: Line) -> None:
        """Show lines of another kind, such as why there is no paper."""
        self._paper, self._said, self.top = None, lines, 0
        self._lay_out()
        self.refresh()

    def show_all_authors(self) -> None:
        """Show all authors, or fold them again."""
        self._all_authors = not self._all_authors
        self._lay_out()
        self.refresh()

    def page_down(self) -> bool:
        """Scroll by a page less a line; False at the end."""
        return self.scroll_rows(max(1, self.page - 1))

    def page_up(self) -> bool:
        return self.scroll_rows(-max(1, self.page - 1))

    def row(self, number: int) -> Strip:
        strip = self._strips.get(number)
        if strip is None:
            strip = self._strips[number] = self.strip(self._lines[number])
        return strip

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        selection = self.text_selection
        if selection is not None and (span := selection.get_span(self.top + y)):
            strip = self._marked(strip, *span)
        return strip.apply_offsets(0, self.top + y)

    def fit(self) -> None:
        self._lay_out()

    def restyle(self) -> None:
        self._strips.clear()
        super().restyle()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        return selection.extract(self.plain), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        link = event.style.meta.get("link") if event.style else None
        if link == "authors":
            self.show_all_authors()
        elif link:
            self.post_message(self.LinkClicked(link))

    def _lay_out(self) -> None:
        if self.size.width:
            width = min(_WIDEST, self.text_width - 2 * _MARGIN)
            indent = (self.text_width - width) // 2 if self.has_class("-wide") else _MARGIN
            margin = Span(" " * max(_MARGIN, indent))
            self._lines = [(margin, *line) for line in self._rows(width)]
        self._strips.clear()
        self.top = min(self.top, self.furthest)

    def _rows(self, width: int) -> Iterable[Line]:
        if self._paper is None:
            return wrapped(self._said, width)
        lines = view.detail(
            self._paper,
            width,
            all_authors=self._all_authors,
            short=self.page < _SHORT,
            mark=self._mark,
            more_key=self.more_key,
        )
        return [marked_line(line, self._query) for line in lines] if self._query else lines

    def _marked(self, strip: Strip, start: int, end: int) -> Strip:
        last = strip.cell_length if end == -1 else min(end, strip.cell_length)
        start = min(start, last)
        style = self.screen.get_component_rich_style("screen--selection")
        before, inside, after = strip.divide([start, last, strip.cell_length])
        return type(strip).join([before, inside.apply_style(style), after])
