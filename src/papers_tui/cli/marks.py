"""What the reading list says about papers, for the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from papers_tui.cli import streams
from papers_tui.model.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from papers_tui.store.paths import Paths


class Mark(Protocol):
    """What a reader has said about one paper."""

    @property
    def starred(self) -> bool: ...
    @property
    def status(self) -> str | None: ...
    @property
    def tags(self) -> tuple[str, ...]: ...
    @property
    def note(self) -> str: ...


UNMARKED: Mark = Facts()


class Marks:
    """The reading list, read when it is first asked for and not changed."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._read: Mapping[str, Mark] | None = None

    def of(self, ids: Sequence[str]) -> Mapping[str, Mark]:
        """What is said about those of the papers about which anything is said."""
        library = self._library()
        return {key: library[key] for key in ids if key in library}

    def facts(self) -> Mapping[str, Facts]:
        """The same about every paper, for queries."""
        return {key: _facts(mark) for key, mark in self._library().items()}

    def _library(self) -> Mapping[str, Mark]:
        if self._read is None:
            self._read = self._load()
        return self._read

    def _load(self) -> Mapping[str, Mark]:
        state = self._paths.state.parent
        # Without either file there is nothing to read, and no need to load what reads it.
        if not (self._paths.library.exists() or (state / "library.journal").exists()):
            return {}
        from papers_tui.store.library import LibraryFile

        loaded = LibraryFile(self._paths.library, state).load()
        if loaded.problem:
            streams.warn(f"{loaded.problem} (shown is the last good reading list)")
        return loaded.library


def _facts(mark: Mark) -> Facts:
    return Facts(starred=mark.starred, status=mark.status, tags=mark.tags, note=mark.note)
