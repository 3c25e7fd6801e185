"""Taking a change back."""

from __future__ import annotations

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
    """The change that takes this one back, in the library as it was before; one step for each step.

    It takes back only what the change did, so that what others changed since then stays.
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
        return _removal(change)
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


def _removal(change: Single) -> Change:
    """The change that takes back one that brought the paper into the list."""
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
