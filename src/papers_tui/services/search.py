"""Search in the archive: by a query, by another paper, and completion of a query's last word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.model.query.facts import with_pdfs
from papers_tui.model.query.fields import CHOICES, FIELDS
from papers_tui.model.query.syntax import Has, asks, quoted
from papers_tui.services.clock import utc_now
from papers_tui.store.archive.search.ranking import Asked, Found
from papers_tui.text.fold import fold, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence, Set
    from datetime import datetime

    from papers_tui.model.query.facts import Facts
    from papers_tui.model.query.parser import Query
    from papers_tui.store.archive.archive import Archive
    from papers_tui.store.archive.search.similar import Near
    from papers_tui.store.state import State

HAS_PDF = Has("pdf")
"""What is asked of the folder of PDFs, which is not looked through for anything else."""

_OFFERED = 8


class PaperSearch:
    """Answers from the archive and from what the reader did. Any thread may ask.

    `pdfs` gives the papers whose PDFs are there; it is asked when the query is about that.
    Asking raises nothing but `store.search.Stopped`, and that only after `stop`.
    """

    def __init__(
        self,
        archive: Archive,
        state: State,
        facts: Callable[[], Mapping[str, Facts]] = dict,
        now: Callable[[], datetime] = utc_now,
        pdfs: Callable[[], Set[str]] = frozenset,
    ) -> None:
        self._search = archive.search()
        self._state = state
        self._facts = facts
        self._now = now
        self._pdfs = pdfs

    @property
    def problem(self) -> str:
        """A sentence for the user on why the last answer was slow or is missing, or nothing."""
        return self._search.problem

    def prepare(self, report: Callable[[int, int], None] | None = None) -> None:
        """Have an archive of before made ready for search, which the first question else does.

        `report` gets how many papers of how many are in.
        """
        self._search.prepare(report)

    def stop(self) -> None:
        """End all questions that are being answered, each with `Stopped`."""
        self._search.stop()

    def find(self, query: Query, limit: int | None = None) -> Found:
        """The papers that a query finds, in its order, and how many there are without the limit."""
        return self._search.find(self._asked(query), limit)

    def filter(self, ids: Sequence[str], query: Query) -> tuple[str, ...]:
        """Those of some archived papers that a query finds.

        They keep their order unless the query asks for one.
        """
        return self._search.among(self._asked(query), ids)

    def similar(self, paper_id: str, limit: int = 20) -> tuple[Near, ...]:
        """The archived papers that are most like one of them, nearest first."""
        return self._search.near(paper_id, limit)

    def completions(self, word: str, limit: int = _OFFERED) -> tuple[str, ...]:
        """What the last word of a query may become: fields, and values of some of them."""
        minus = "-" if word.startswith("-") else ""
        name, colon, value = word.removeprefix("-").partition(":")
        field, value = fold(name), value.removeprefix('"')
        if not colon:
            offered = [f"{each}:" for each in FIELDS if field and each.startswith(field)]
        elif field in CHOICES:
            offered = [f"{field}:{each}" for each in CHOICES[field] if each.startswith(fold(value))]
        elif field == "tag":
            offered = [f"tag:{quoted(tag)}" for tag in self._tags(value)]
        elif field == "org":
            found = self._search.organizations(value, limit)
            offered = [f"org:{quoted(organization)}" for organization in found]
        else:
            offered = []
        return tuple(f"{minus}{each}" for each in offered[:limit])

    def _asked(self, query: Query) -> Asked:
        facts = self._facts_with_pdfs if asks(query.tree, HAS_PDF) else self._facts
        return Asked(query, facts, self._state.seen, self._now().date())

    def _facts_with_pdfs(self) -> Mapping[str, Facts]:
        return with_pdfs(self._facts(), self._pdfs())

    def _tags(self, beginning: str) -> Iterable[str]:
        """Tags that begin so, those on most papers first; of each the spelling used most."""
        counts: dict[str, int] = {}
        for facts in self._facts().values():
            for tag in facts.tags:
                counts[tag] = counts.get(tag, 0) + 1
        spellings: dict[str, str] = {}
        for tag in sorted(counts, key=lambda tag: (-counts[tag], tag)):
            if whole(tag).startswith(fold(beginning).lstrip()):
                spellings.setdefault(whole(tag), tag)
        return spellings.values()
