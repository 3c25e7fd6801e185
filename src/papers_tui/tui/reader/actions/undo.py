"""Undo and redo, for the complete session: marks of papers, what was seen, what is followed."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.model.errors import PapersError
from papers_tui.tui.reader.actions.base import Action, command

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any, TypeAlias

    from papers_tui.tui.reader.window import Window

    Part: TypeAlias = (
        Callable[[], str | None]
        | Callable[[], Coroutine[Any, Any, str]]
        | Callable[[], Coroutine[Any, Any, str | None]]
    )


class Step(NamedTuple):
    """One step: each function does its part and says what it did, or None for nothing.

    It raises PapersError when that cannot be done now; the step can then be tried again. A function
    that takes time, as one that writes a file, returns a coroutine for that.
    """

    back: Part
    forth: Part


class Undo(Action):
    """The commands `change.*`."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._back: list[Step] = []
        self._forth: list[Step] = []
        self._waiting: deque[Callable[[], None]] = deque()
        """Commands that were given while a step that takes time was at work."""

        self._is_at_work = False
        self._changes = 0
        """The number of changes so far."""

    def made(self, step: Step) -> None:
        """Note a change; what was taken back before it is forgotten."""
        self._back.append(step)
        self._forth.clear()
        self._changes += 1

    @command("change.undo")
    def undo(self) -> None:
        self._take(self._back, self._forth)

    @command("change.redo")
    def redo(self) -> None:
        self._take(self._forth, self._back)

    def _take(self, steps: list[Step], others: list[Step]) -> None:
        """Take the last of the steps, which is then the last of the others."""
        if self._is_at_work:
            self._waiting.append(lambda: self._take(steps, others))
            return
        is_undo = steps is self._back
        if not steps:
            self._window.say(f"There is nothing to {'undo' if is_undo else 'redo'}.")
            return
        step = steps.pop()
        place, later_place, changes = len(steps), len(others), self._changes

        def ended(is_done: bool) -> None:
            to, at = (others, later_place) if is_done else (steps, place)
            if to is self._back or changes == self._changes:  # a change leaves nothing to redo
                to.insert(at, step)

        self._do(step.back if is_undo else step.forth, ended)

    def _do(self, part: Part, ended: Callable[[bool], None]) -> None:
        """Do the part, at once or in the background, and report it."""
        try:
            done = part()
        except PapersError as error:
            ended(False)
            self._window.complain(str(error))
            return
        if done is None or isinstance(done, str):
            ended(True)
            self._report(done)
            return
        self._is_at_work = True
        self._window.run_worker(self._finish(done, ended), group="undo")

    async def _finish(
        self, work: Coroutine[Any, Any, str | None], ended: Callable[[bool], None]
    ) -> None:
        try:
            sentence = await work
        except PapersError as error:
            ended(False)
            self._window.complain(str(error))
        else:
            ended(True)
            self._report(sentence)
        finally:
            self._is_at_work = False
        while self._waiting and not self._is_at_work:
            self._waiting.popleft()()

    def _report(self, sentence: str | None) -> None:
        self._window.say(f"{sentence}." if sentence else "There was nothing left to change.")
