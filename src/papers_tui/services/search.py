"""Search in the archive: by a query, by another paper, and completion of a query's last word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.model.period import hub_day
from papers_tui.model.query import dates
from papers_tui.model.query.facts import Facts, joined, local_day
from papers_tui.model.query.fields import CHOICES, DATE_FIELDS, FIELDS
from papers_tui.model.query.match import LINKED, matches
from papers_tui.model.query.relative import Days, fixed
from papers_tui.model.query.syntax import Has, Is, Relative, leaves, quoted
from papers_tui.services.clock import utc_now
from papers_tui.store.archive.search.ranking import Asked, Found
from papers_tui.text.fold import fold, folded_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence, Set
    from datetime import date, datetime

    from papers_tui.model.paper import Paper
    from papers_tui.model.query.parser import Query
    from papers_tui.store.archive.archive import Archive
    from papers_tui.store.archive.search.similar import Near
    from papers_tui.store.state import State

HAS_PDF = Has("pdf")
"""The query that needs the folder of PDFs, which is not looked through for anything else."""

FOLLOWED = Is("followed")
"""The query that needs the watches."""

_OFFERED = 8


class PaperSearch:
    """Answers from the archive and from what the user did. Any thread may ask.

    `pdfs` gives the papers whose PDFs are there; it is asked when the query is about that.
    `names` gives those of the queries for `in:`; `followed` gives what the watches find.
    Asking raises nothing but `store.archive.search.search.Stopped`, and that only after `stop`.
    """

    def __init__(
        self,
        archive: Archive,
        state: State,
        facts: Callable[[], Mapping[str, Facts]] = dict,
        now: Callable[[], datetime] = utc_now,
        pdfs: Callable[[], Set[str]] = frozenset,
        names: Callable[[], Iterable[str]] = tuple,
        followed: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        self._archive = archive
        self._search = archive.search()
        self._state = state
        self._facts = facts
        self._now = now
        self._pdfs = pdfs
        self._names, self._followed = names, followed

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

    def find_forgiving(self, query: Query, limit: int | None = None) -> Found:
        """The papers that a query finds, else those with most of its bare words."""
        asked = self._asked(query)
        found = self._search.find(asked, limit)
        return found if found.total else self._search.find_partial(asked, limit)

    def filter(
        self, ids: Sequence[str], query: Query, unknown: Sequence[Paper] = ()
    ) -> tuple[str, ...]:
        """The papers among these that a query finds.

        They keep their order unless the query asks for one. Those that are not archived are
        among the `unknown`, with what little is known of them.
        """
        asked = self._asked(query)
        found = self._search.among(asked, ids)
        if not unknown:
            return found
        marks, seen = asked.facts(), asked.seen()

        def facts(paper_id: str) -> Facts:
            known = marks.get(paper_id, Facts())
            day = seen.get(paper_id)
            return known._replace(seen=True, seen_on=day) if day else known

        also = {one.id for one in unknown if matches(asked.query, one, facts(one.id))}
        if query.sort:
            return (*found, *(paper for paper in ids if paper in also))
        return tuple(paper for paper in ids if paper in also.union(found))

    def listed_since(self, day: date) -> tuple[str, ...]:
        """The archived papers that were listed on that day or later, the newest first."""
        return self._search.listed_since(day)

    def filter_each(self, ids: Sequence[str], queries: Sequence[Query]) -> list[tuple[str, ...]]:
        """For each of the queries, those of some archived papers that it finds, in their order."""
        asked = [self._asked(query._replace(sort=None)) for query in queries]
        return self._search.among_each(asked, ids) if ids else [() for _ in queries]

    def similar(self, paper_id: str, limit: int = 20) -> tuple[Near, ...]:
        """The archived papers that are most like one of them, nearest first."""
        return self._search.near(paper_id, limit)

    def completions(self, word: str) -> tuple[str, ...]:
        """Completions of the last word of a query: fields, and values of some of them."""
        minus = "-" if word.startswith("-") else ""
        name, colon, value = word.removeprefix("-").partition(":")
        field, value = fold(name), value.removeprefix('"')
        if not colon:
            offered = [f"{each}:" for each in FIELDS if field and each.startswith(field)]
        elif field in CHOICES:
            offered = [f"{field}:{each}" for each in CHOICES[field] if each.startswith(fold(value))]
        elif field in DATE_FIELDS:
            offered = [f"{field}:{each}" for each in dates.WORDS if each.startswith(fold(value))]
        elif field == "in":
            offered = [f"in:{quoted(name)}" for name in self._names() if _begins(name, value)]
        elif field == "tag":
            offered = [f"tag:{quoted(tag)}" for tag in self._tags(value)]
        elif field == "org":
            found = self._search.organizations(value, _OFFERED)
            offered = [f"org:{quoted(organization)}" for organization in found]
        else:
            offered = []
        return tuple(f"{minus}{each}" for each in offered[:_OFFERED])

    def _asked(self, query: Query) -> Asked:
        asked = set(leaves(query.tree))
        if any(isinstance(leaf, Relative) for leaf in asked):
            newest = self._archive.newest_known_day(hub_day(self._now()))
            query = fixed(query, Days(newest, local_day(self._now())))
        # The archive is read here: while it answers a query it can answer no other question.
        linked = self._archive.linked() if any(Has(what) in asked for what in LINKED) else {}
        followed = self._followed() if FOLLOWED in asked else ()

        def facts() -> Mapping[str, Facts]:
            known = self._facts()
            if HAS_PDF in asked:
                known = joined(known, {key: {"pdf": True} for key in self._pdfs()})
            known = joined(known, {key: {"followed": True} for key in followed})
            return joined(known, {key: {"linked": kinds} for key, kinds in linked.items()})

        return Asked(query, facts, self._state.seen_days, self._now().date())

    def _tags(self, beginning: str) -> Iterable[str]:
        """Tags that begin so, those on most papers first; of each the spelling used most."""
        from papers_tui.model.library.grouping import most_used

        spellings: dict[str, str] = {}
        for tag in most_used(tag for facts in self._facts().values() for tag in facts.tags):
            if _begins(tag, beginning):
                spellings.setdefault(folded_name(tag), tag)
        return spellings.values()


def _begins(name: str, beginning: str) -> bool:
    return folded_name(name).startswith(fold(beginning).lstrip())
