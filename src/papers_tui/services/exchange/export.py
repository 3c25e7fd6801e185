"""Papers handed to other programs: as text, and in files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from papers_tui.export.citation_keys import assign
from papers_tui.export.item import DEFAULTS, Item, Options
from papers_tui.model.errors import PapersError
from papers_tui.model.paper import Paper
from papers_tui.model.settings import CITE_KEY
from papers_tui.store.errors import StateError, why_unwritten
from papers_tui.text.clean import harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from papers_tui.export.formats import Format
    from papers_tui.model.library.marks import Library, Mark
    from papers_tui.store.archive.archive import Archive
    from papers_tui.store.state import State

_ATTEMPTS = 3
"""Another program may give the same key at the same moment, but not again and again."""


class ExportError(PapersError):
    """The file could not be written."""


class Exporter:
    """Papers put together from all stores, for other programs."""

    def __init__(
        self,
        archive: Archive,
        state: State,
        library: Library,
        watches: Callable[[Sequence[str]], Mapping[str, tuple[str, ...]]] = lambda _: {},
        cite_key: str = CITE_KEY,
    ) -> None:
        """`watches` gives the names of the watches that find each of some papers.

        `cite_key` is the pattern of keys for papers without one.
        """
        self._cite_key = cite_key
        self._archive, self._state, self.library = archive, state, library
        self._watches = watches
        self.problem = ""
        """A sentence for the user when citation keys could not be kept, or nothing."""

    def items(self, ids: Sequence[str]) -> tuple[Item, ...]:
        """The papers in that order, each once; of an unknown one the id and the list's title."""
        ids = tuple(dict.fromkeys(ids))
        papers, seen = self._archive.papers(ids), self._state.seen_among(ids)
        marks = {key: self.library.get(key) for key in ids}
        watches = self._watches(ids)
        return tuple(
            Item(
                papers.get(key) or _unknown(key, mark),
                mark,
                key in seen,
                watches=watches.get(key, ()),
            )
            for key, mark in marks.items()
        )

    def render(self, ids: Sequence[str], form: Format, options: Options = DEFAULTS) -> str:
        """The papers as text in that format."""
        items = self.keyed_items(ids) if form.has_keys else self.items(ids)
        return form.render(items, options)

    def keyed_items(self, ids: Sequence[str]) -> tuple[Item, ...]:
        """The papers with their citation keys, which are kept from now on, for bibliographies."""
        items = self.items(ids)
        keys = self._keys([item.paper for item in items])
        published = self._archive.publications(tuple(keys))
        return tuple(
            replace(item, key=keys[item.paper.id], publication=published.get(item.paper.id))
            for item in items
        )

    def _keys(self, papers: Sequence[Paper]) -> dict[str, str]:
        """The papers' keys, which are kept from now on."""
        for _ in range(_ATTEMPTS):
            kept = self._state.citation_keys()
            keys = assign(papers, kept, self._cite_key)
            if keys.items() <= kept.items():
                break
            try:
                self._state.keep_citation_keys(keys)
            except StateError as error:
                self.problem = str(error)
                break
        return keys


def _unknown(paper_id: str, mark: Mark | None) -> Paper:
    """A paper as the reading list alone knows it."""
    return Paper(id=paper_id, title=mark.title if mark else "")


def write(path: Path, text: str) -> None:
    """Put the text into the file, all of it or nothing; what was in it is written over.

    What is no file, such as a pipe or /dev/stdout, is written to as it is. Raises ExportError.
    """
    from papers_tui.store.files import atomic

    data = text.encode("utf-8")
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(data)
            return
        if not path.parent.is_dir():
            raise FileNotFoundError
        atomic.write(path, data)
    except OSError as error:
        raise ExportError(
            f"{harmless(str(path))} could not be written: {why_unwritten(error)}"
        ) from error
