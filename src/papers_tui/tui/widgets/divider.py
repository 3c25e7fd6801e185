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
        self._is_heavy = False

    def mark_text(self, has_focus: bool) -> None:
        """Be the heavy border of the text when the keys go there."""
        if has_focus is not self._is_heavy:
            self._is_heavy = has_focus
            self.refresh()

    def render(self) -> Content:
        upright = self.size.width == 1
        line = ("┃" if self._is_heavy else "│") if upright else ("━" if self._is_heavy else "─")
        text = "\n".join(line * self.size.height) if upright else line * self.size.width
        return Content.styled(text, "$text-accent") if self._is_heavy else Content(text)

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
