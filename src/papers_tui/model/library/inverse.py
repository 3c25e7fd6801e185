"""Taking a change back."""

from __future__ import annotations

from datetime import UTC, datetime

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
    apply_to,
    singles,
)
from papers_tui.model.library.marks import Library, LibraryDraft, Mark

_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)


def inverse(before: Library, change: Change) -> Change:
    """The change that takes this one back, in the library as it was before; one step for each step.

    It takes back only what the change did, so that what others changed since then stays.
    """
    if not isinstance(change, Several):
        return _inverse(LibraryDraft(before), change)
    draft = LibraryDraft(before)
    steps = [_inverse(draft, single) for single in singles(change)]
    return Several(tuple(reversed(steps)))


def _inverse(draft: LibraryDraft, change: Single) -> Change:
    """The change that takes this one back, which is made in the draft."""
    old = draft.get(change.id)
    alone = LibraryDraft(Library({change.id: old} if old else {}))
    apply_to(alone, change, _ANY_TIME)
    new = alone.get(change.id)
    may_leave = old is not None and (new is None or old.is_bare)
    place = draft.before(change.id) if may_leave else None  # it takes time
    apply_to(draft, change, _ANY_TIME)
    if old == new:
        return Several()
    if old is None:
        return _removal(change)
    if new is None:
        return Put(change.id, old, place)
    back = _edit_back(change, old, new)
    if old.is_bare and back != Several():  # it would leave the list, in which it was bare
        return Several((back, Put(change.id, old, place)))
    return back


def _edit_back(change: Single, old: Mark, new: Mark) -> Change:
    """The change that gives a paper which is in the list back what one has changed of it."""
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
