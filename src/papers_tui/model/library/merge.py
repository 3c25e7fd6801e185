"""Merging two versions of the reading list, so that nothing that was added is lost."""

from __future__ import annotations

import re
from typing import TypeVar

from papers_tui.model.library.marks import Library, Mark, Status

_Value = TypeVar("_Value")
_BARE = Mark()
_STATUSES = (None, *Status)


def merge(base: Library, ours: Library, theirs: Library) -> Library:
    """The library that two sides changed, in their order and then ours.

    A field that one side changed is as that side has it. Where both changed it: tags as sets, the
    status of the later change, both notes, a star if either gave one. Edit beats delete.
    """
    merged = (
        (paper, _merged(base.get(paper), ours.get(paper), theirs.get(paper)))
        for paper in dict.fromkeys((*theirs, *ours))
    )
    return Library((paper, mark) for paper, mark in merged if mark is not None)


def unite(one: Mark, other: Mark) -> Mark:
    """Two marks of the same paper made one; neither loses anything but a status.

    The status is that of the later change.
    """
    return merge_marks(_BARE, one, other)


def _merged(base: Mark | None, ours: Mark | None, theirs: Mark | None) -> Mark | None:
    if ours == theirs or base == theirs:
        return ours
    if base == ours:
        return theirs
    if ours is None or theirs is None:
        return ours or theirs
    return merge_marks(base or _BARE, ours, theirs)


def merge_marks(base: Mark, ours: Mark, theirs: Mark) -> Mark:
    """The mark that two sides changed."""
    first, last = sorted((ours, theirs), key=_rank)
    starred = {ours.starred, theirs.starred} - {base.starred}
    return Mark(
        starred=not base.starred if starred else base.starred,
        status=_newer(base.status, first.status, last.status),
        tags=_merge_tags(base.tags, first.tags, last.tags),
        note=merge_notes(base.note, ours.note, theirs.note),
        title=_newer(base.title, first.title, last.title) or ours.title or theirs.title,
        added=min((when for when in (ours.added, theirs.added) if when), default=None),
        changed=max((when for when in (ours.changed, theirs.changed) if when), default=None),
    )


def merge_notes(base: str, ours: str, theirs: str) -> str:
    """The note that one side wrote, or what both wrote with an empty line between."""
    if ours == theirs or base == theirs:
        return ours
    if base == ours:
        return theirs
    short, long = sorted((ours, theirs), key=lambda note: (len(note), note))
    return long if contains(long, short) else "\n\n".join(sorted((ours, theirs)))


def contains(note: str, part: str) -> bool:
    """Whether the note has all of the part in complete words: "no" is no part of "not yet"."""
    return not part or re.search(rf"(?<!\w){re.escape(part)}(?!\w)", note) is not None


def _merge_tags(
    base: tuple[str, ...], first: tuple[str, ...], last: tuple[str, ...]
) -> tuple[str, ...]:
    if first == last or base == last:
        return first
    if base == first:
        return last
    kept = (tag for tag in base if tag in first and tag in last)
    added = (tag for tag in (*first, *last) if tag not in base)
    return tuple(dict.fromkeys((*kept, *added)))


def _newer(base: _Value, first: _Value, last: _Value) -> _Value:
    """The value that was changed; that of the later side where both changed it."""
    return first if last == base else last


def _rank(mark: Mark) -> tuple[float, int, str, tuple[str, ...], str, bool]:
    """Later changes last; among those of one moment any order that both sides agree on."""
    when = mark.changed.timestamp() if mark.changed else 0.0
    return (when, _STATUSES.index(mark.status), mark.title, mark.tags, mark.note, mark.starred)
