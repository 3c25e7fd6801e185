"""The border between the panes, which can be dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events


class Divider(Widget):
    """A line; `drag` is called with the place on the screen, `drop` when the button is released."""

    def __init__(self, drag: Callable[[int, int], object], drop: Callable[[], object]) -> None:
        super().__init__(id="divider")
        self._drag, self._drop = drag, drop

    def render(self) -> Content:
        upright = self.size.width == 1
        return Content("\n".join("│" * self.size.height) if upright else "─" * self.size.width)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        event.stop()
        self.capture_mouse()
        self.add_class("-dragged")

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self.app.mouse_captured is self:
            self._drag(event.screen_x, event.screen_y)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        event.stop()
        if self.app.mouse_captured is self:
            self.release_mouse()
            self.remove_class("-dragged")
            self._drop()
