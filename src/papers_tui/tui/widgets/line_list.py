"""A list of lines that are given ready to be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.tui.render.lines import Line, Span
from papers_tui.tui.widgets.line_view import LineView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Size
    from textual.strip import Strip


class LineList(LineView):
    """Shows lines, or a sentence when there are none."""

    _lines: Sequence[Line] = ()
    _current = range(0)

    @property
    def total(self) -> int:
        return len(self._lines)

    @property
    def lines(self) -> Sequence[Line]:
        """The lines, or the sentence in their place."""
        return self._lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(1, self.total)

    def show(
        self, lines: Sequence[Line], otherwise: str = "", current: int = -1, height: int = 1
    ) -> None:
        """Show these lines, one of them as the current one, or `height` lines from it on."""
        before = self.total
        self._lines = lines or ((Span(f"  {otherwise}", "muted"),),)
        self._current = range(current, current + height) if current >= 0 else range(0)
        self.top = min(self.top, self.furthest)
        self.refresh(layout=self.total != before)

    def fit(self) -> None:
        super().fit()
        if self._current:
            self.reveal(self._current[0])

    def reveal(self, row: int) -> None:
        """Scroll no further than it takes to have the row in sight."""
        self.scroll_row_to(max(min(self.top, row), row - self.page + 1))

    def row(self, number: int) -> Strip:
        return self.strip(self._lines[number], current=number in self._current)
