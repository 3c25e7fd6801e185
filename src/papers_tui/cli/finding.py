"""Finding papers in the archive: the one place where the commands get their finder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from papers_tui.model.facts import Facts
from papers_tui.model.match import matches
from papers_tui.text.fold import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from papers_tui.cli.context import Stores
    from papers_tui.model.paper import Paper
    from papers_tui.model.query import Query
    from papers_tui.store.archive import Archive
    from papers_tui.store.state import State

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Found:
    """The ids of papers, best first, and how many there were before the limit."""

    ids: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Near:
    """A paper near another one, how near, and by which words."""

    id: str
    score: float
    words: tuple[str, ...]


class Finder:
    """Goes through every archived day."""

    def __init__(
        self,
        archive: Archive,
        state: State,
        facts: Callable[[], Mapping[str, Facts]] = dict,
    ) -> None:
        self._archive, self._state, self._facts = archive, state, facts

    def find(self, query: Query, limit: int | None = None) -> Found:
        """The archived papers that the query finds."""
        ids = tuple(dict.fromkeys(key for _, key in reversed(self._archive.ids_by_day())))
        found = self.filter(ids, query)
        return Found(found[:limit], len(found))

    def filter(self, ids: Sequence[str], query: Query) -> tuple[str, ...]:
        """Those of the papers that the query finds, in the order given."""
        marks = self._facts()
        seen = self._state.seen()
        return tuple(
            paper.id
            for paper in self._papers(ids)
            if matches(query, paper, replace(marks.get(paper.id, Facts()), seen=paper.id in seen))
        )

    def similar(self, paper_id: str, limit: int) -> tuple[Near, ...]:
        """The papers that share the most words of the title."""
        paper = self._archive.paper(paper_id)
        if paper is None:
            return ()
        telling = {word for word in words(paper.title) if len(word) > 3}
        ids = tuple(dict.fromkeys(key for _, key in self._archive.ids_by_day()))
        near = [
            Near(other.id, float(len(shared)), tuple(sorted(shared)))
            for other in self._papers(ids)
            if other.id != paper_id and (shared := telling & set(words(other.title)))
        ]
        return tuple(sorted(near, key=lambda one: (-one.score, one.id))[:limit])

    def _papers(self, ids: Sequence[str]) -> Iterator[Paper]:
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            papers = self._archive.papers(some)
            yield from (papers[key] for key in some if key in papers)


def finder(stores: Stores) -> Finder:
    """What finds papers in those files."""
    return Finder(stores.archive, stores.state, stores.marks.facts)
