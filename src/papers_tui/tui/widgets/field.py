"""A line at the foot of the window in which something to look for is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol

from textual.widgets import Input

if TYPE_CHECKING:
    from textual.binding import BindingType


class Follower(Protocol):
    """What follows what is typed."""

    def typed(self, text: str) -> None: ...
    def entered(self, text: str) -> None: ...
    def given_up(self) -> None: ...


class Field(Input):
    """One line; its follower is told of every change."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "leave", "Leave")]

    def __init__(self, follower: Follower, hint: str, value: str) -> None:
        super().__init__(value, placeholder=hint, id="query", select_on_focus=False)
        self._follower = follower

    def action_leave(self) -> None:
        """Give up what is typed."""
        self._follower.given_up()

    def changed(self, text: str) -> None:
        """Tell of what is typed now."""
        self._follower.typed(text)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.changed(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._follower.entered(event.value)
