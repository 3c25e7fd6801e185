"""Undo and redo, for the complete session: marks of papers, and what was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from papers_tui.model.errors import PapersError
from papers_tui.tui.reader.actions.base import Action, command

if TYPE_CHECKING:
    from collections.abc import Callable

    from papers_tui.tui.reader.window import Window


class Step(NamedTuple):
    """One step: each function does its part and says what it did, or None for nothing.

    It raises PapersError when that cannot be done now; the step can then be tried again.
    """

    back: Callable[[], str | None]
    forth: Callable[[], str | None]


class Undo(Action):
    """The commands `change.*`."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._back: list[Step] = []
        self._forth: list[Step] = []

    def made(self, step: Step) -> None:
        """Note a change; what was taken back before it is forgotten."""
        self._back.append(step)
        self._forth.clear()

    @command("change.undo")
    def undo(self) -> None:
        if not self._back:
            self._window.say("There is nothing to undo.")
        elif self._has_done(self._back[-1].back):
            self._forth.append(self._back.pop())

    @command("change.redo")
    def redo(self) -> None:
        if not self._forth:
            self._window.say("There is nothing to redo.")
        elif self._has_done(self._forth[-1].forth):
            self._back.append(self._forth.pop())

    def _has_done(self, part: Callable[[], str | None]) -> bool:
        try:
            sentence = part()
        except PapersError as error:
            self._window.complain(str(error))
            return False
        self._window.say(f"{sentence}." if sentence else "There was nothing left to change.")
        return True
