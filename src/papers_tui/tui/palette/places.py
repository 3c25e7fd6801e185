"""Where the palette can lead: dates, tags, the papers of late, whatever is typed as a search."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.command import Provider

from papers_tui.model.date_parsing import parse_period
from papers_tui.model.library.grouping import tags_in_use
from papers_tui.model.period import calendar_day, hub_day
from papers_tui.model.query.syntax import quoted
from papers_tui.text.tex.convert import to_unicode
from papers_tui.text.wording import counted
from papers_tui.tui.commands import Place
from papers_tui.tui.palette.entries import Offer
from papers_tui.tui.reader.screen import ReaderScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.command import Hits
    from textual.types import IgnoreReturnCallbackType

    from papers_tui.model.period import Period

_RECENT = 20
_SHOWN = 6
_LEAST_SEARCH = 3
_FIRST, _LAST = 1_000.0, 0.01
"""Scores above and below all that letters make, which are some tens at most."""


class PlacesProvider(Provider):
    """Dates, tags and papers, read once when the palette opens, and matched while one types."""

    async def startup(self) -> None:
        self._tags: list[Offer] = []
        self._recent: list[Offer] = []
        if isinstance(self.screen, ReaderScreen):
            self._tags = list(_tags(self.screen))
            self._recent = await asyncio.to_thread(_recent, self.screen)

    async def discover(self) -> Hits:
        for way in (*self._recent[:_SHOWN], *self._tags):
            yield way.shown()

    async def search(self, query: str) -> Hits:
        if not isinstance(self.screen, ReaderScreen):
            return
        for way, fixed in self._ways(self.screen, query):
            if (hit := way.hit(query, self.match_style, fixed)) is not None:
                yield hit

    def _ways(self, reader: ReaderScreen, query: str) -> Iterator[tuple[Offer, float]]:
        """Candidates, and their score where it does not depend on the title."""
        if (way := _date(reader, query)) is not None:
            yield way, _FIRST
        yield from ((way, 0.0) for way in (*self._tags, *self._recent))
        if len(query.strip()) >= _LEAST_SEARCH:
            yield _search(reader, query.strip()), _LAST


def _date(reader: ReaderScreen, query: str) -> Offer | None:
    """The list of the date that is typed."""
    now = reader.session.now()
    period = parse_period(query, hub_day(now), calendar_day(now))
    if period is None:
        return None
    return Offer(f"Go to {period.title}", "The list of that date.", lambda: _go(reader, period))


def _go(reader: ReaderScreen, period: Period) -> None:
    reader.place = Place.LIST
    reader.hub_list.go(period)


def _tags(reader: ReaderScreen) -> Iterator[Offer]:
    library = reader.marks.library
    for tag in tags_in_use(library):
        papers = sum(tag in mark.tags for mark in library.values())
        query = f"tag:{quoted(tag)}"
        yield Offer(f"Tag: {tag}", counted(papers, "paper"), _searcher(reader, query))


def _recent(reader: ReaderScreen) -> list[Offer]:
    """The papers that were seen last. Reads files: for a thread."""
    ids = reader.session.state.last_seen(_RECENT)
    papers = reader.session.archive.papers(ids)
    return [
        Offer(f"Paper: {to_unicode(papers[key].title)}", "Seen lately.", _reader_of(reader, key))
        for key in ids
        if key in papers
    ]


def _reader_of(reader: ReaderScreen, paper_id: str) -> IgnoreReturnCallbackType:
    return lambda: reader.lazy.search_results.open(paper_id)


def _search(reader: ReaderScreen, query: str) -> Offer:
    return Offer(f"Search: {query}", "Everything that is archived.", _searcher(reader, query))


def _searcher(reader: ReaderScreen, query: str) -> IgnoreReturnCallbackType:
    return lambda: reader.lazy.search_results.run(query)
