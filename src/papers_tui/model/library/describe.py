"""A change in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.model.library.changes import (
    Add,
    Change,
    Put,
    Remove,
    SetNote,
    SetStatus,
    Single,
    Star,
    Tag,
    Unstar,
    Untag,
    singles,
)
from papers_tui.text.tex.convert import to_unicode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from papers_tui.model.library.marks import Library

_LONGEST_TITLE = 40
_MOST_TAGS = 4


def describe(change: Change, known: Mapping[str, str]) -> str:
    """The change in one sentence without its full stop; `known` are titles by arXiv id."""
    parts = tuple(singles(change))
    papers = dict.fromkeys(part.id for part in parts)
    if not papers:
        return "Nothing changed"
    if len(papers) > 1:
        whom = f"{len(papers)} papers"
    else:
        only = next(iter(papers))
        whom = f'"{_short(to_unicode(known.get(only, "")) or only)}"'
    sentences = tuple(dict.fromkeys(_sentence(part, whom) for part in parts))
    if len(sentences) == 1:
        return sentences[0]
    return _tags(parts, whom) or f"Changed {whom}"


def _tags(parts: Sequence[Single], whom: str) -> str:
    """A change of several tags and of nothing else; empty for another one."""
    added = dict.fromkeys(part.tag for part in parts if isinstance(part, Tag))
    removed = dict.fromkeys(part.tag for part in parts if isinstance(part, Untag))
    if not all(isinstance(part, Tag | Untag) for part in parts):
        return ""
    if not removed:
        return f"Tagged {whom} with {_named(added)}"
    off = f"{_named(removed)} off"
    if added:
        return f"Tagged {whom} with {_named(added)} and took {off}"
    return f"Took the tags {off} {whom}"


def _named(tags: Iterable[str]) -> str:
    """The first of the tags, and how many there are beside them."""
    names = [f'"{tag}"' for tag in tags]
    more = len(names) - _MOST_TAGS
    return ", ".join(names[:_MOST_TAGS]) + (f" and {more} more" if more > 0 else "")


def titles(change: Change, library: Library) -> dict[str, str]:
    """The titles, as far as they are known, of the papers that the change is about."""
    known = {part.id: getattr(part, "title", "") for part in singles(change)}
    return {
        paper: (library[paper].title if paper in library else "") or title
        for paper, title in known.items()
    }


def _sentence(change: Single, whom: str) -> str:
    match change:
        case Star():
            return f"Starred {whom}"
        case Unstar():
            return f"Unstarred {whom}"
        case Tag():
            return f'Tagged {whom} with "{change.tag}"'
        case Untag():
            return f'Took the tag "{change.tag}" off {whom}'
        case SetStatus(status=None):
            return f"Took the status off {whom}"
        case SetStatus():
            return f"Marked {whom} as {change.status}"
        case SetNote(note=""):
            return f"Deleted the note on {whom}"
        case SetNote():
            return f"Wrote the note on {whom}"
        case Add():
            return f"Added {whom}"
        case Remove():
            return f"Removed {whom}"
        case Put():
            return f"Put back {whom}"


def _short(title: str) -> str:
    if len(title) <= _LONGEST_TITLE:
        return title
    cut = title[: _LONGEST_TITLE - 1]
    return f"{cut.rsplit(' ', 1)[0].rstrip(' :,')}…"
