"""The versions of the reading list that this run has seen.

An editor that was opened before the last change, and saves after it, knows nothing of it. Whose
change its file is made from is not written anywhere, but it shows: it is the version that the file
differs from the least.
"""

from __future__ import annotations

from dataclasses import astuple
from typing import TYPE_CHECKING

from papers_tui.model.library.marks import Mark
from papers_tui.model.library.merge import merge

if TYPE_CHECKING:
    from papers_tui.model.library.marks import Library

_MOST = 50
_FIELDS = len(Mark.__dataclass_fields__)


class Versions:
    """Those versions, the oldest first."""

    def __init__(self) -> None:
        self._versions: list[Library] = []
        self._touched: set[str] = set()

    @property
    def latest(self) -> Library | None:
        """The last good version; None when there was none yet."""
        return self._versions[-1] if self._versions else None

    def note(self, library: Library) -> None:
        """Take the library for the latest version."""
        latest = self.latest
        if latest is library:
            return
        if latest is not None:
            self._touched |= latest.differing(library)
        self._versions = [*self._versions[1 - _MOST :], library]

    def reconciled(self, theirs: Library) -> Library:
        """A library that others have written, with the changes since the version they read.

        What is a version of this run to the letter is what they want.
        """
        latest = self.latest
        if latest is None or any(theirs == version for version in self._versions):
            return theirs
        base = min(reversed(self._versions), key=lambda version: self._distance(version, theirs))
        merged = theirs if base is latest else merge(base, latest, theirs)
        return theirs if merged == theirs else merged

    def _distance(self, one: Library, other: Library) -> int:
        """How many fields differ, among the papers that have changed in this run."""
        return sum(_differences(one.get(paper), other.get(paper)) for paper in self._touched)


def _differences(one: Mark | None, other: Mark | None) -> int:
    if one == other:
        return 0
    if one is None or other is None:
        return _FIELDS
    return sum(a != b for a, b in zip(astuple(one), astuple(other), strict=True))
