"""Linked models, datasets and spaces, with a cursor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from papers_tui.model.details import Linked
from papers_tui.tui.render.lines import Line, Span
from papers_tui.tui.render.linked import LinkedRow, linked_lines
from papers_tui.tui.render.rows import wrapped
from papers_tui.tui.widgets.line_view import LineView
from papers_tui.tui.widgets.reading_pane import MARGIN, Column

if TYPE_CHECKING:
    from textual import events
    from textual.strip import Strip

    from papers_tui.model.details import Repository

_BAR = 2
"""The cells of the cursor's bar, in the margin that other parts of a paper have as well."""


class LinkedPane(LineView):
    """Models, datasets and spaces; the keys that move go from one to the next."""

    @dataclass
    class Chosen(Message):
        """One of them is to be opened."""

        url: str

    def __init__(self) -> None:
        super().__init__(id="linked")
        self._linked = Linked()
        self._message: tuple[Line, ...] = ()
        self._rows: list[LinkedRow] = []
        self._stops: list[int] = []
        """The rows on which the cursor may be."""
        self._at = 0
        self._margin = Span(" " * (MARGIN - _BAR))

    @property
    def total(self) -> int:
        return len(self._rows)

    @property
    def current(self) -> Repository | None:
        """The repository under the cursor."""
        return self._rows[self._stops[self._at]].repository if self._stops else None

    def show(self, linked: Linked, *message: Line) -> None:
        """Show these, or what there is to say when there are none; the cursor stays on its own."""
        before = self.current
        self._linked, self._message = linked, message
        self._lay_out()
        at = [number for number, row in enumerate(self._stops) if self._is_at(row, before)]
        self._at = at[0] if at else 0
        self.top = min(self.top, self.furthest) if at else 0
        self.refresh()

    def go(self, rows: int) -> bool:
        if not self._stops:
            return self.scroll_rows(rows)
        return self._go_to(self._at + rows)

    def row(self, number: int) -> Strip:
        current = bool(self._stops) and number == self._stops[self._at]
        bar = Span("▌ " if current else "  ", "accent")
        return self.strip((self._margin, bar, *self._rows[number].line), current=current)

    def fit(self) -> None:
        self._lay_out()
        super().fit()

    def on_click(self, event: events.Click) -> None:
        number = self.top + event.y
        if number in self._stops:
            self._go_to(self._stops.index(number))
            on_name = event.style and event.style.meta.get("link")
            if self.current and (on_name or event.chain == 2):
                self.post_message(self.Chosen(self.current.url))

    def _go_to(self, at: int) -> bool:
        at = max(0, min(at, len(self._stops) - 1))
        moved, self._at = at != self._at, at
        row = self._stops[at]
        first = 0 if at == 0 else row  # the heading above the first one comes into sight with it
        self.scroll_row_to(max(min(self.top, first), row - self.page + 1))
        self.refresh()
        return moved

    def _is_at(self, row: int, repository: Repository | None) -> bool:
        found = self._rows[row].repository
        return bool(found and repository and found.url == repository.url)

    def _lay_out(self) -> None:
        if not self.size.width:
            return
        width, margin = Column.within(self.text_width)
        self._margin = margin._replace(text=margin.text[_BAR:])
        self._rows = linked_lines(self._linked, width)
        if not self._rows:
            self._rows = [LinkedRow(line) for line in wrapped(self._message, width)]
        self._stops = [number for number, row in enumerate(self._rows) if row.repository]
        self._at = min(self._at, max(0, len(self._stops) - 1))
