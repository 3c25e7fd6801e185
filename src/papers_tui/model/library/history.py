"""Taking a change back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from papers_tui.model.library.changes import (
    Change,
    Put,
    Remove,
    SetNote,
    SetStatus,
    Several,
    Single,
    Star,
    Tag,
    Unstar,
    Untag,
    apply,
    singles,
)

if TYPE_CHECKING:
    from papers_tui.model.library.marks import Library

_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def inverse(before: Library, change: Change) -> Change:
    """What takes the change back from a library that was so before it; one step for one step.

    It takes back only what the change did, so that what others said meanwhile stays.
    """
    if not isinstance(change, Several):
        return _inverse(before, change)
    steps: list[Change] = []
    for single in singles(change):
        steps.insert(0, _inverse(before, single))
        before = apply(before, single, _ANY_TIME)
    return Several(tuple(steps))


def _inverse(before: Library, change: Single) -> Change:
    old = before.get(change.id)
    new = apply(before, change, _ANY_TIME).get(change.id)
    if old == new:
        return Several()
    if old is None:
        return _unmade(change)
    if new is None:
        return Put(change.id, old, before.before(change.id))
    match change:
        case Star():
            return Unstar(change.id)
        case Unstar():
            return Star(change.id)
        case Tag():
            return Untag(change.id, change.tag)
        case Untag():
            return Tag(change.id, change.tag, at=old.tags.index(change.tag))
        case SetStatus():
            return SetStatus(change.id, old.status)
        case SetNote():
            return SetNote(change.id, old.note, was=new.note)
        case _:
            return Several()


def _unmade(change: Single) -> Change:
    """What takes back a change that brought the paper into the list."""
    match change:
        case Star():
            return Unstar(change.id)
        case Tag():
            return Untag(change.id, change.tag)
        case SetStatus():
            return SetStatus(change.id, None)
        case SetNote():
            return SetNote(change.id, "", was=change.note)
        case Put():
            return Remove(change.id)
        case _:
            return Remove(change.id, if_bare=True)


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
