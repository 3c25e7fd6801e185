"""The reading list: marks by paper."""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, KeysView, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from papers_tui.text.clean import one_line

if TYPE_CHECKING:
    from datetime import datetime

LONGEST_TAG = 60
"""Characters in a tag, at most."""

TAG_RULE = f"one line of 1 to {LONGEST_TAG} characters without commas"


class Status(StrEnum):
    """The stages of reading, in their order."""

    TO_READ = "to-read"
    READING = "reading"
    READ = "read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The marks of one paper. Every string but the note is safe to print."""

    starred: bool = False
    status: Status | None = None
    tags: tuple[str, ...] = ()
    """Each once, in the order of the file."""

    note: str = ""
    """As it was written; `harmless` makes it safe to show."""

    title: str = ""
    added: datetime | None = None
    """The moment at which the paper came into the list, in UTC."""

    changed: datetime | None = None
    """The moment of the last change of any mark, in UTC."""

    @property
    def is_bare(self) -> bool:
        """Whether nothing is set."""
        return not (self.starred or self.status or self.tags or self.note)


class Library(Mapping[str, Mark]):
    """Marks by arXiv id, in the order of the file. Changing it makes a new one.

    Two libraries are equal when they have the same marks, in whatever order.
    """

    __slots__ = ("_marks",)

    def __init__(self, marks: Mapping[str, Mark] | Iterable[tuple[str, Mark]] = ()) -> None:
        self._marks = dict(marks)

    def __getitem__(self, paper: str) -> Mark:
        return self._marks[paper]

    def __iter__(self) -> Iterator[str]:
        return iter(self._marks)

    def __len__(self) -> int:
        return len(self._marks)

    def __contains__(self, paper: object) -> bool:
        return paper in self._marks

    def keys(self) -> KeysView[str]:
        return self._marks.keys()

    def items(self) -> ItemsView[str, Mark]:
        return self._marks.items()

    def __eq__(self, other: object) -> bool:
        return self._marks == other._marks if isinstance(other, Library) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Library({self._marks!r})"

    def with_mark(self, paper: str, mark: Mark) -> Library:
        """The library with that mark; a paper new to it goes to the end."""
        return Library({**self._marks, paper: mark})

    def with_mark_after(self, paper: str, mark: Mark, after: str | None) -> Library:
        """The library with a new paper right behind another one; None is the beginning.

        When that other one is gone the new one goes to the end.
        """
        if paper in self._marks or (after is not None and after not in self._marks):
            return self.with_mark(paper, mark)
        items = list(self._marks.items())
        place = 0 if after is None else list(self._marks).index(after) + 1
        return Library([*items[:place], (paper, mark), *items[place:]])

    def without(self, paper: str) -> Library:
        """The library without that paper."""
        return Library((other, mark) for other, mark in self._marks.items() if other != paper)

    def differing(self, other: Library) -> set[str]:
        """The papers that are in only one of the two, or have different marks in them."""
        ours, theirs = self._marks, other._marks
        differing = {
            paper
            for paper, mark in ours.items()
            if (their := theirs.get(paper)) is not mark and their != mark
        }
        return differing | (theirs.keys() - ours.keys())

    def before(self, paper: str) -> str | None:
        """The paper in front of that one; None when it is the first, or not there."""
        from_end = reversed(self._marks)
        if next(from_end, None) == paper:
            return next(from_end, None)
        previous = None
        for other in self._marks:
            if other == paper:
                return previous
            previous = other
        return None


class LibraryDraft(Library):
    """A library that changes in place, so that many changes in one step copy it only once."""

    __slots__ = ("is_changed",)

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.is_changed = False

    def with_mark(self, paper: str, mark: Mark) -> LibraryDraft:
        """The draft itself, with that mark."""
        self._marks[paper] = mark
        self.is_changed = True
        return self

    def with_mark_after(self, paper: str, mark: Mark, after: str | None) -> LibraryDraft:
        """The draft itself, with a new paper right behind another one; None is the beginning."""
        if after is not None and after == next(reversed(self._marks), None):
            return self.with_mark(paper, mark)
        self._marks = dict(super().with_mark_after(paper, mark, after))
        self.is_changed = True
        return self

    def without(self, paper: str) -> LibraryDraft:
        """The draft itself, without that paper."""
        self.is_changed = self._marks.pop(paper, None) is not None or self.is_changed
        return self


EMPTY = Library()


def parse_tag(text: str) -> str | None:
    """The tag in what somebody typed: one line of 1 to 60 characters without commas; else None."""
    tag = one_line(text, 4 * LONGEST_TAG)
    return tag if 0 < len(tag) <= LONGEST_TAG and "," not in tag else None
