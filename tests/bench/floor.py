"""The floor: rows that scroll, a text beside them, and nothing else.

usage: python tests/bench/floor.py
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.app import App
from textual.containers import Horizontal
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

PAPERS, HEIGHT = 50, 6
ROWS = (
    "Paper {number}: what a title of common length",
    "has to say about its subject",
    "▲12    talk 3  code 1.2k  Some Institute +4",
    "A summary in a sentence or two, which takes",
    "up two lines of the card that it stands in",
    "",
)


class Cards(ScrollView, can_focus=True):
    """As many rows as the papers need, drawn where one looks."""

    BINDINGS: ClassVar[list[BindingType]] = [("j", "by(1)", "Down"), ("k", "by(-1)", "Up")]

    def on_mount(self) -> None:
        self.virtual_size = Size(40, PAPERS * HEIGHT)
        self.focus()

    def action_by(self, cards: int) -> None:
        """Scroll by cards."""
        self.scroll_to(y=self.scroll_offset.y + cards * HEIGHT, animate=False)

    def render_line(self, y: int) -> Strip:
        number, row = divmod(y + self.scroll_offset.y, HEIGHT)
        text = ROWS[row].format(number=number)
        return Strip([Segment(text)]).adjust_cell_length(self.size.width)


class Floor(App[None]):
    """A list and a text, side by side."""

    CSS = "Cards { width: 2fr; } Static { width: 3fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Cards()
            yield Static("What an abstract says, at the length that abstracts have. " * 24)


if __name__ == "__main__":
    Floor().run()
