"""A few things to do with what was clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from papers_tui.tui.dialogs.base import Dialog
from papers_tui.tui.render.lines import Span
from papers_tui.tui.render.wrap import fit
from papers_tui.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.binding import BindingType
    from textual.events import Click
    from textual.widget import Widget

_WIDTH = 60


class Menu(Dialog[int]):
    """The result is the number of the row that was picked."""

    KEYS: ClassVar[str] = "Enter does it · ↑ ↓ choose · Esc closes"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,q", "dismiss", "Close"),
        ("down,j,tab", "go(1)", "Down"),
        ("up,k,shift+tab", "go(-1)", "Up"),
        ("enter", "pick", "Pick"),
    ]

    def __init__(self, name: str, choices: Sequence[str]) -> None:
        """`name` is what was clicked; `choices` are one line each."""
        super().__init__()
        self._box_name, self._choices = name, choices
        self._rows = LineList(id="menu-rows")
        self._at = 0

    def parts(self) -> Iterable[Widget]:
        yield self._rows

    def on_mount(self) -> None:
        self.name_box(fit(self._box_name, _WIDTH))
        self._draw()

    def action_go(self, step: int) -> None:
        """Go to another row."""
        self._at = (self._at + step) % len(self._choices)
        self._draw()

    def action_pick(self) -> None:
        """Close with the row at the bar."""
        self.dismiss(self._at)

    def on_click(self, event: Click) -> None:
        """Pick what is clicked."""
        if event.widget is self._rows and self._rows.top + event.y < len(self._choices):
            self.dismiss(self._rows.top + event.y)

    def _draw(self) -> None:
        lines = [
            (Span("▌ " if row == self._at else "  ", "accent"), Span(text))
            for row, text in enumerate(self._choices)
        ]
        self._rows.show(lines, current=self._at)
