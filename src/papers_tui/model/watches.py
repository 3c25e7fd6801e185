"""Watches: queries with a name that are followed as papers arrive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.model.query.errors import QueryError
from papers_tui.model.query.parser import Query, parse
from papers_tui.model.query.syntax import And, Dated, phrase, quoted, without_names
from papers_tui.model.settings import LONGEST_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from papers_tui.model.paper import Paper
    from papers_tui.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Watch:
    """A query that is followed."""

    name: str
    query: Query

    @property
    def canonical(self) -> str:
        """The query written so that it changes only when its meaning does.

        The queries behind `in:` are written out.
        """
        return str(Query(without_names(self.query.tree)))

    def since(self, day: date) -> Query:
        """The query, for papers that were listed on that day or later; the newest come first."""
        return Query(And((self.query.tree, Dated("day", day, None))), sort="day")


@dataclass(frozen=True, slots=True)
class BrokenWatch:
    """A watch whose query makes no sense."""

    name: str
    line: int
    """In the settings file; 0 where that is unknown."""

    problem: str

    @property
    def sentence(self) -> str:
        """The name of the watch, and what is wrong with its query."""
        return f"the watch {self.name} makes no sense: {self.problem}"


class NewWatch(NamedTuple):
    """A watch that may be made: its name, and its query as one types it."""

    name: str
    query: str

    @property
    def field(self) -> str:
        """The field that the query begins with."""
        return self.query.partition(":")[0]


def read_watches(settings: Settings) -> tuple[tuple[Watch, ...], tuple[BrokenWatch, ...]]:
    """The watches of the settings, and those that cannot be followed."""
    good, broken = [], []
    named = settings.named
    for name, text in settings.watches:
        try:
            good.append(Watch(name, parse(text, named=named)))
        except QueryError as error:
            line = settings.lines.get(f"watches.{name}", 0)
            broken.append(BrokenWatch(name, line, error.sentence))
    return tuple(good), tuple(broken)


def suggested(paper: Paper, logins: dict[str, str], most: int | None) -> Iterator[NewWatch]:
    """Watches that a paper suggests: an author by the account, if any, for people share names."""
    for name in paper.authors[:most]:
        login = logins.get(name)
        query = f"author:@{login}" if login else f"author:{phrase(name)}"
        yield NewWatch(name, query)
    if paper.organization:
        yield NewWatch(paper.organization, f"org:{phrase(paper.organization)}")
    if paper.submitted_by:
        yield NewWatch(f"by {paper.submitted_by}", f"by:{quoted(paper.submitted_by)}")
    for keyword in paper.ai_keywords:
        yield NewWatch(keyword, f"keyword:{phrase(keyword)}")
    yield NewWatch(paper.title[:LONGEST_NAME], phrase(paper.title))
