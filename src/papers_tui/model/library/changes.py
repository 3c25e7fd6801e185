"""Changes of the reading list, as values, and how they apply."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from papers_tui.model.library.marks import Library, LibraryDraft, Mark, Status
from papers_tui.model.library.merge import merge_notes, unite
from papers_tui.text.clean import one_line, own

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

AT_END = ""
"""In place of an id: what is put behind it goes to the end."""


# Without slots, for which Python would make each class twice: few of these live at a time.
@dataclass(frozen=True)
class Star:
    """Star a paper. Its title, here and below, is kept when the paper is new to the list."""

    id: str
    title: str = ""


@dataclass(frozen=True)
class Unstar:
    """Take the star away."""

    id: str


@dataclass(frozen=True)
class Tag:
    """Give a tag that `parse_tag` has let through."""

    id: str
    tag: str
    title: str = ""
    at: int | None = None
    """Its place among the tags; the end when None."""


@dataclass(frozen=True)
class Untag:
    """Take a tag away."""

    id: str
    tag: str


@dataclass(frozen=True)
class SetStatus:
    """Set the status, or with None take it away."""

    id: str
    status: Status | None
    title: str = ""


@dataclass(frozen=True)
class SetNote:
    """Write the note, or with an empty one take it away."""

    id: str
    note: str
    title: str = ""
    was: str | None = None
    """The note that was edited: when another one is there by then, both are kept. None: any."""


@dataclass(frozen=True)
class Add:
    """Take a paper into the list with nothing set, or give the title of one that has none."""

    id: str
    title: str = ""


@dataclass(frozen=True)
class Remove:
    """Take a paper out with all its marks."""

    id: str
    if_bare: bool = False
    """Only when nothing is set."""


@dataclass(frozen=True)
class Put:
    """Put a paper back as it was; when it is there, unite both."""

    id: str
    mark: Mark
    after: str | None = None
    """The paper it stood behind; None when it was the first, AT_END for the end."""


@dataclass(frozen=True)
class Several:
    """Changes made in one step."""

    changes: tuple[Change, ...] = ()


Single = Star | Unstar | Tag | Untag | SetStatus | SetNote | Add | Remove | Put
Change = Single | Several
_Edit = Star | Unstar | Tag | Untag | SetStatus | SetNote


def singles(change: Change) -> Iterable[Single]:
    """The changes of single papers that a change is made of."""
    if not isinstance(change, Several):
        yield change
        return
    for part in change.changes:
        yield from singles(part)


def named(change: Change) -> frozenset[str]:
    """The ids of the papers that a change is about."""
    return frozenset(single.id for single in singles(change))


def apply(library: Library, change: Change, now: datetime) -> Library:
    """The library after the change; a change of nothing leaves it as it is.

    A paper with nothing set any more leaves the library.
    """
    draft = LibraryDraft(library)
    for single in singles(change):
        apply_to(draft, single, now)
    return Library(draft) if draft.is_changed else library


def apply_to(draft: LibraryDraft, change: Single, now: datetime) -> None:
    """Make the change in the draft."""
    _applied(draft, change, now.replace(microsecond=0))


def _applied(library: Library, change: Single, now: datetime) -> Library:
    mark = library.get(change.id)
    match change:
        case Put():
            united = change.mark if mark is None else unite(mark, change.mark)
            return library.with_mark_after(change.id, united, change.after)
        case Remove():
            gone = mark is not None and (mark.is_bare or not change.if_bare)
            return library.without(change.id) if gone else library
        case Add():
            return _added(library, change, now)
        case _:
            return _edited(library, change, now)


def _added(library: Library, change: Add, now: datetime) -> Library:
    mark = library.get(change.id)
    title = one_line(change.title)
    if mark is None:
        return library.with_mark(change.id, Mark(title=title, added=now, changed=now))
    if mark.title or not title:
        return library
    return library.with_mark(change.id, replace(mark, title=title))


def _edited(library: Library, change: _Edit, now: datetime) -> Library:
    old = library.get(change.id)
    new = _set(old or Mark(), change)
    if new == (old or Mark()):
        return library
    if new.is_bare:
        return library.without(change.id)
    title = new.title or one_line(getattr(change, "title", ""))
    added = now if old is None else old.added
    new = replace(new, title=title, added=added, changed=now)
    return library.with_mark(change.id, new)


def _set(mark: Mark, change: _Edit) -> Mark:
    match change:
        case Star() | Unstar():
            return replace(mark, starred=isinstance(change, Star))
        case Tag():
            if change.tag in mark.tags:
                return mark
            place = len(mark.tags) if change.at is None else change.at
            return replace(mark, tags=(*mark.tags[:place], change.tag, *mark.tags[place:]))
        case Untag():
            return replace(mark, tags=tuple(tag for tag in mark.tags if tag != change.tag))
        case SetStatus():
            return replace(mark, status=change.status)
        case SetNote():
            was = mark.note if change.was is None else change.was
            return replace(mark, note=merge_notes(was, own(change.note), mark.note))


def with_old_notes(change: Change, library: Library) -> Change:
    """The change, each new note with the one that it replaces, so that none is lost."""
    if isinstance(change, Several):
        return Several(tuple(with_old_notes(part, library) for part in change.changes))
    if not isinstance(change, SetNote) or change.was is not None:
        return change
    return replace(change, was=library[change.id].note if change.id in library else "")
