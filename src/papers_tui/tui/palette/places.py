"""The places that the palette leads to: dates, tags, the latest papers, saved and new searches."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from papers_tui.model.period import calendar_day, hub_day
from papers_tui.text.tex.convert import to_unicode
from papers_tui.text.wording import counted
from papers_tui.tui.palette.offers import Offer

if TYPE_CHECKING:
    from papers_tui.model.period import Period
    from papers_tui.model.settings import Settings
    from papers_tui.tui.reader.screen import ReaderScreen

_RECENT = 20
_LEAST_SEARCH = 3


def date_offers(reader: ReaderScreen, typed: str) -> list[Offer]:
    """The list of the date that is typed, if it is one."""
    from papers_tui.model.date_parsing import parse_period

    now = reader.session.now()
    period = parse_period(typed, hub_day(now), calendar_day(now))
    if period is None:
        return []
    return [
        Offer(reader.dates.title(period), "The list of that date", partial(_go, reader, period))
    ]


def search_offers(reader: ReaderScreen, typed: str) -> list[Offer]:
    """A search for what is typed, once it is long enough for one."""
    query = typed.strip()
    if len(query) < _LEAST_SEARCH:
        return []
    return [Offer(query, "Everything archived", partial(_search, reader, query))]


def settings_now(reader: ReaderScreen) -> Settings:
    """The settings as they are in the file now. Loads and reads: for a thread."""
    from papers_tui.store.settings.load import load

    return load(reader.session.paths.config)


def saved_offers(reader: ReaderScreen, settings: Settings) -> list[Offer]:
    """The searches and the watches of the settings."""
    named = [
        *((name, query, query) for name, query in settings.searches),
        *((name, f"Watch: {query}", query) for name, query in settings.watches),
    ]
    return [Offer(name, shown, partial(_search, reader, query)) for name, shown, query in named]


def tag_offers(reader: ReaderScreen) -> list[Offer]:
    """The papers with each of the tags in use."""
    from papers_tui.model.library.grouping import tags_in_use

    library = reader.marks.library
    papers = Counter(tag for mark in library.values() for tag in mark.tags)
    return [
        Offer(tag, counted(papers[tag], "paper"), partial(_search_tag, reader, tag))
        for tag in tags_in_use(library)
    ]


def recent_offers(reader: ReaderScreen) -> list[Offer]:
    """The papers that were seen last. Reads files: for a thread."""
    ids = reader.session.state.last_seen(_RECENT)
    papers = reader.session.archive.papers(ids)
    return [
        Offer(to_unicode(papers[key].title), "", partial(_open, reader, key))
        for key in ids
        if key in papers
    ]


def _go(reader: ReaderScreen, period: Period) -> None:
    reader.lazy.navigation.go(period)


def _search(reader: ReaderScreen, query: str) -> None:
    reader.lazy.search_results.run(query)


def _search_tag(reader: ReaderScreen, tag: str) -> None:
    from papers_tui.model.query.syntax import quoted

    _search(reader, f"tag:{quoted(tag)}")


def _open(reader: ReaderScreen, paper_id: str) -> None:
    reader.lazy.search_results.open(paper_id)
