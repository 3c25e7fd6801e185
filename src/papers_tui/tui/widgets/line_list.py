"""Lines that are given as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.tui.render.lines import Line, Span
from papers_tui.tui.widgets.line_view import LineView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.strip import Strip


class Rows(LineView):
    """Shows lines, or a sentence when there are none."""

    _lines: Sequence[Line] = ()

    @property
    def total(self) -> int:
        return len(self._lines)

    def show(self, lines: Sequence[Line], otherwise: str = "") -> None:
        """Show these lines from the top."""
        self._lines = lines or ((Span(otherwise, "muted"),),)
        self.top = 0
        self.refresh()

    def row(self, number: int) -> Strip:
        return self.strip(self._lines[number])
