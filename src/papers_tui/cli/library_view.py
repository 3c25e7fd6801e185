"""What the reading list says about papers, for the commands."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.model.library.marks import Library, Mark

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from papers_tui.model.query.facts import Facts
    from papers_tui.store.paths import Paths

UNMARKED = Mark()


class Marks:
    """The reading list, read when it is first asked for."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths

    @cached_property
    def library(self) -> Library:
        """What it says; where the file is in trouble, its last good version, with a warning."""
        state = self._paths.state.parent
        # Without either file there is nothing to read, and no need to load what reads it.
        if not (self._paths.library.exists() or (state / "library.journal").exists()):
            return Library()
        from papers_tui.store.library.file import LibraryFile

        file = LibraryFile(self._paths.library, state)
        loaded = file.load()
        if loaded.problem:
            streams.warn(f"{loaded.problem}{_what_is_shown(loaded.library)}")
        else:
            file.remember()
        return loaded.library

    def of(self, ids: Sequence[str]) -> Mapping[str, Mark]:
        """What is said about those of the papers about which anything is said."""
        return {key: self.library[key] for key in ids if key in self.library}

    def with_pdf(self) -> frozenset[str]:
        """The papers whose PDFs are kept."""
        from papers_tui.services.pdfs import Pdfs

        return Pdfs(self._paths.pdf).ids()

    def facts(self, seen: Container[str]) -> Mapping[str, Facts]:
        """The same about every paper, for queries, with what was seen."""
        from papers_tui.model.query import facts

        return {key: facts.of(mark, seen=key in seen) for key, mark in self.library.items()}


def _what_is_shown(library: Library) -> str:
    return "; what is shown of it is its last good version" if library else ""
