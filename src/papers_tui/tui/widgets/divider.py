"""The border between the panes, which can be dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.geometry import Offset


class Divider(Widget):
    """A line; `drag` is called with the place on the screen, `drop` when the button is released."""

    ALLOW_SELECT = False

    def __init__(self, drag: Callable[[int, int], object], drop: Callable[[], object]) -> None:
        super().__init__(id="divider")
        self._drag, self._drop = drag, drop
        self._is_heavy = self._was_moved = False

    def show_focus(self, on_text: bool) -> None:
        """Draw a heavy line while the keys go to the pane of the text."""
        if on_text is not self._is_heavy:
            self._is_heavy = on_text
            self.refresh()

    def render(self) -> Content:
        upright = self.size.width == 1
        line = ("┃" if self._is_heavy else "│") if upright else ("━" if self._is_heavy else "─")
        text = "\n".join(line * self.size.height) if upright else line * self.size.width
        return Content.styled(text, "$text-accent") if self._is_heavy else Content(text)

    def grabs(self, _at: Offset) -> bool:
        """Whether the mouse is held where a button is pressed, until that is released."""
        return True

    def on_mouse_down(self, event: events.MouseDown) -> None:
        event.stop()
        self.add_class("-dragged")

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self.app.mouse_captured is self:
            if event.button:
                self._was_moved = True
                self._drag(event.screen_x, event.screen_y)
            else:  # it was released outside the window
                self._let_go()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        event.stop()
        if self.app.mouse_captured is self:
            self._let_go()

    def _let_go(self) -> None:
        self.release_mouse()
        self.remove_class("-dragged")
        was_moved, self._was_moved = self._was_moved, False
        if was_moved:
            self._drop()
