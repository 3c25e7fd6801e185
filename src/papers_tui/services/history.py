"""What can be undone, and done again, for the whole session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from papers_tui.model.library.history import inverse

if TYPE_CHECKING:
    from papers_tui.model.library.changes import Change
    from papers_tui.model.library.marks import Library


@dataclass(frozen=True, slots=True)
class Step:
    """A change that is still to be made, and the sentence of the one that it is about."""

    sentence: str
    change: Change


class History:
    """Two piles of steps: one step taken from the one puts its inverse on the other."""

    def __init__(self) -> None:
        self._back: list[Step] = []
        self._forth: list[Step] = []

    def done(self, before: Library, change: Change, sentence: str) -> None:
        """Note a change that was made; what was taken back before it is forgotten."""
        self._back.append(Step(sentence, inverse(before, change)))
        self._forth.clear()

    def back(self, now: Library) -> Step | None:
        """What takes the last change back."""
        return _moved(self._back, self._forth, now)

    def forth(self, now: Library) -> Step | None:
        """What makes the change again that was taken back last."""
        return _moved(self._forth, self._back, now)


def _moved(steps: list[Step], others: list[Step], now: Library) -> Step | None:
    if not steps:
        return None
    step = steps.pop()
    others.append(Step(step.sentence, inverse(now, step.change)))
    return step
