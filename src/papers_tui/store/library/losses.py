"""Papers that are missing from a file which this program did not write so."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.model.library.marks import EMPTY, Library, Mark
from papers_tui.text.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from papers_tui.store.library.backups import Backup

SETTLE = 2.0
"""Seconds that a file must stay as it is before what is missing from it counts as taken out."""

PATIENCE = 30.0
"""Seconds to wait for a file that somebody keeps writing to."""

CUT = "it looks cut off at its end"

_FEW = 5


class Clock(NamedTuple):
    """Seconds that pass, and waiting for them."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] = time.sleep


class Loss(NamedTuple):
    """Papers that somebody has taken out of the file by hand."""

    file: Path
    papers: Library
    backup: Backup | None
    """The backup that has them, if one could be made."""

    @property
    def sentence(self) -> str:
        """The lost papers, and the way to bring them back, as a sentence."""
        is_one = len(self.papers) == 1
        gone = f"{counted(len(self.papers), 'paper')} {'is' if is_one else 'are'} gone"
        if self.backup is None:
            return f"{gone} from {self.file.name}"
        has = f"doctor --restore {self.backup.stamp} has {'it' if is_one else 'them'}"
        return f"{gone} from {self.file.name}; papers-tui {has}"


class Settling:
    """For how long the file has been as it is, as this program saw it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen: tuple[str, float] | None = None

    def rest(self, digest: str) -> float:
        """The seconds that a file with that digest must still stay so; 0 when it has settled."""
        now = self._clock.now()
        if self._seen is None or self._seen[0] != digest:
            self._seen = (digest, now)
        return max(0.0, self._seen[1] + SETTLE - now)


def missing(known: Library, library: Library, removed: set[str]) -> Library:
    """The papers that were there and are not, but for those that were removed by name."""
    gone = known.keys() - library.keys() - removed
    return Library((paper, mark) for paper, mark in known.items() if paper in gone)


def with_missing(library: Library, missed: Library) -> Library:
    """The library with those papers as they were, new ones at its end."""
    return Library({**library, **missed}) if missed else library


def shortened(known: Library, library: Library) -> Library:
    """The last paper of the file as it was, when one of its marks is gone."""
    if not _is_beginning(known, library):
        return EMPTY
    last = list(library)[-1]
    return Library({last: known[last]}) if _has_less(library[last], known[last]) else EMPTY


def cut(
    known: Library, library: Library, states: Callable[[str], Collection[Mark | None]]
) -> Library:
    """The papers, as they were, whose blocks have lost their ends, as where a writer broke off.

    At the end of a block stands the time of the last change, which nobody takes out by hand
    together with something else. `states` gives the earlier marks of a paper.
    """
    return Library(
        (paper, old)
        for paper, old in known.items()
        if old.changed is not None
        and (new := library.get(paper)) is not None
        and new.changed is None
        and _is_cut(new, old, states(paper))
    )


def with_times(known: Library, library: Library) -> Library:
    """The library with the times of those papers that have lost nothing but them."""
    times = {
        paper: old
        for paper, old in known.items()
        if (new := library.get(paper)) is not None
        and old.changed is not None
        and new.changed is None
        and _values(new)[:-2] == _values(old)[:-2]
    }
    return Library({**library, **times}) if times else library


def _is_cut(mark: Mark, old: Mark, states: Collection[Mark | None]) -> bool:
    """Whether a mark without a time is cut; else it is that of an old version that had none."""
    now, was = _values(mark)[:-2], _values(old)[:-2]
    if not any(before and not value for value, before in zip(now, was, strict=True)):
        return False
    if all(state is None or state.changed for state in states):
        return True
    is_part = all(not value or value == before for value, before in zip(now, was, strict=True))
    return is_part and mark not in states


def why_suspicious(
    known: Library, library: Library, raw: bytes, gone: Library, missed: Library
) -> str:
    """The reason why nobody can have meant that papers are missing; empty if there is none.

    `gone` are those that are not in the file, `missed` those of them that no earlier version
    lacks. Whoever takes out the last paper by hand takes out all of its block.
    """
    has_no_end = len(gone) > 1 or raw.rstrip().endswith(b"]]")
    if missed and has_no_end and _is_beginning(known, library):
        return CUT
    if len(gone) > _FEW and len(gone) * 5 > len(known):
        return "that is more than a fifth"
    return ""


def _is_beginning(known: Library, library: Library) -> bool:
    """Whether these are the papers that stand first among those that were there."""
    return bool(library) and set(list(known)[: len(library)]) == library.keys()


def _has_less(mark: Mark, old: Mark) -> bool:
    """Whether something that was set is set no more."""
    return any(one and not other for one, other in zip(_values(old), _values(mark), strict=True))


def _values(mark: Mark) -> tuple[object, ...]:
    return (
        mark.starred, mark.status, mark.tags, mark.note, mark.title, mark.added, mark.changed,
    )  # fmt: skip
