"""The base of panes with running text: their column, links to click, text to select."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

from papers_tui.tui.render.lines import Line, Span, plain
from papers_tui.tui.render.rows import wrapped
from papers_tui.tui.widgets.line_view import LineView

if TYPE_CHECKING:
    from textual import events
    from textual.selection import Selection
    from textual.strip import Strip

WIDEST = 88
"""Cells of the longest line: longer ones are hard to read."""

MARGIN = 2


class Column(NamedTuple):
    """The place of the text in its pane."""

    width: int
    margin: Span

    @classmethod
    def within(cls, room: int) -> Column:
        """The column in the middle of so many cells."""
        width = min(WIDEST, room - 2 * MARGIN)
        return cls(width, Span(" " * max(MARGIN, (room - width) // 2)))


class ReadingPane(LineView):
    """Lines of text in one column, in the middle of a pane that is wider than that."""

    ALLOW_SELECT = True

    @dataclass
    class LinkClicked(Message):
        """A link in the text was clicked."""

        url: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._lines: list[Line] = []
        self._strips: dict[int, Strip] = {}
        self._message: tuple[Line, ...] = ()

    @property
    def total(self) -> int:
        return len(self._lines)

    @property
    def plain(self) -> str:
        """The complete text as it is shown, without styles."""
        return "\n".join(plain(line) for line in self._lines)

    @property
    def column(self) -> Column:
        """The column for the pane's size."""
        return Column.within(self.text_width)

    def say(self, *lines: Line) -> None:
        """Show lines of another kind, such as why there is no text."""
        self._message, self.top = lines, 0
        self.fit()
        self.refresh()

    def message_rows(self, width: int) -> list[Line]:
        """Those lines in rows of that width."""
        return list(wrapped(self._message, width))

    def follow(self, link: str) -> None:
        """Follow a clicked link."""
        self.post_message(self.LinkClicked(link))

    def row(self, number: int) -> Strip:
        strip = self._strips.get(number)
        if strip is None:
            strip = self._strips[number] = self.strip(self._lines[number])
        return strip

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        selection = self.text_selection
        if selection is not None and (span := selection.get_span(self.top + y)):
            strip = self._selected(strip, *span)
        # A selection asks for one row and where its characters stand; a frame does not.
        return strip if self.draws else strip.apply_offsets(0, self.top + y)

    def restyle(self) -> None:
        self._strips.clear()
        super().restyle()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text without the margin before its lines."""
        margin = len(self.column.margin.text)
        lines = selection.extract(self.plain).split("\n")
        return "\n".join(line[_spaces(line, margin) :] for line in lines), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        link = event.style.meta.get("link") if event.style else None
        if link and self.text_selection is None:  # else text was selected up to there
            self.follow(link)

    def _selected(self, strip: Strip, start: int, end: int) -> Strip:
        last = strip.cell_length if end == -1 else min(end, strip.cell_length)
        start = min(start, last)
        style = self.screen.get_component_rich_style("screen--selection")
        before, inside, after = strip.divide([start, last, strip.cell_length])
        return type(strip).join([before, inside.apply_style(style), after])


def _spaces(line: str, most: int) -> int:
    """The number of spaces at the start of the line, up to so many."""
    return min(most, len(line) - len(line.lstrip(" ")))
