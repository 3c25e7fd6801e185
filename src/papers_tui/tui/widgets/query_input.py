"""The line in which a search or a filter is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from papers_tui.tui.widgets.field import Field, Follower

if TYPE_CHECKING:
    from textual.binding import BindingType

    from papers_tui.tui.reader.lists.completion import Completing


class QueryField(Field):
    """One line with the earlier ones behind it, and completion of its last word."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("up", "earlier(1)", "Earlier"),
        ("down", "earlier(-1)", "Later"),
        ("tab", "complete", "Complete"),
    ]

    def __init__(
        self, follower: Follower, completing: Completing, hint: str, earlier: list[str], value: str
    ) -> None:
        super().__init__(follower, hint, value)
        self._completing = completing
        self._earlier = earlier
        self._at = -1

    def action_complete(self) -> None:
        """Complete the last word."""
        self.value = self._completing.completed(self.value)
        self.cursor_position = len(self.value)

    def changed(self, text: str) -> None:
        super().changed(text)
        self._completing.typed(text)

    def action_earlier(self, step: int) -> None:
        """Take an earlier search, or a later one."""
        self._at = max(-1, min(self._at + step, len(self._earlier) - 1))
        self.value = self._earlier[self._at] if self._at >= 0 else ""
        self.cursor_position = len(self.value)
