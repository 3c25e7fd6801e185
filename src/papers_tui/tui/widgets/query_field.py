"""The line in which a search or a filter is typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message
from textual.widgets import Input

if TYPE_CHECKING:
    from textual.binding import BindingType


class QueryField(Input):
    """One line with the earlier ones behind it, and completion of its last word."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "leave", "Leave"),
        ("up", "earlier(1)", "Earlier"),
        ("down", "earlier(-1)", "Later"),
    ]

    @dataclass
    class Left(Message):
        """Esc was pressed."""

    def __init__(self, placeholder: str, earlier: list[str], value: str = "") -> None:
        super().__init__(value, placeholder=placeholder, id="query", select_on_focus=False)
        self._earlier = earlier
        self._at = -1

    def action_leave(self) -> None:
        """Give up what is typed."""
        self.post_message(self.Left())

    def action_earlier(self, step: int) -> None:
        """Take an earlier search, or a later one."""
        self._at = max(-1, min(self._at + step, len(self._earlier) - 1))
        self.value = self._earlier[self._at] if self._at >= 0 else ""
        self.cursor_position = len(self.value)
