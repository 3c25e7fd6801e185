"""Each query of the table finds what a walk through the JSON finds, no more and no less."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

from papers_tui.hub.wire import read_listing
from papers_tui.model.period import Day
from papers_tui.model.query.parser import parse
from papers_tui.store.archive.archive import Archive
from papers_tui.store.archive.search.ranking import Asked
from tests.support.data import synthetic
from tests.support.data.query_table import TABLE, facts
from tests.support.oracles.brute_force import Item, united
from tests.support.recorded import DAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from papers_tui.model.query.facts import Facts
    from papers_tui.store.archive.search.search import Search

MADE = 1_500
TODAY = date(2026, 8, 21)

World = tuple["Search", dict[str, Item], "dict[str, Facts]"]


def recorded(archive: Archive) -> Iterator[Item]:
    """The recorded days, where they are."""
    for file in DAYS:
        answer, day = json.loads(file.read_bytes()), date.fromisoformat(file.stem)
        at = datetime.combine(day + timedelta(1), time(12), UTC)
        archive.store(Day(day), read_listing(answer), at)
        for sent in answer:
            days = {file.stem, (sent["paper"].get("submittedOnDailyAt") or file.stem)[:10]}
            yield Item(sent, frozenset(days))


def made(archive: Archive) -> Iterator[Item]:
    for day, listing in synthetic.days(MADE):
        archive.store(Day(day), listing, datetime.combine(day + timedelta(1), time(12), UTC))
        for entry in listing.entries:
            sent = json.loads(entry.raw)
            yield Item(sent, frozenset(sent["days"]))


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with TemporaryDirectory() as folder:
        archive = Archive.open(Path(folder) / "archive.db")
        items: dict[str, Item] = {}
        for item in (*made(archive), *recorded(archive)):
            items[item.id] = united(items[item.id], item) if item.id in items else item
        yield archive.search(), items, {key: facts(key) for key in items}
        archive.close()


@pytest.mark.parametrize(("query", "wanted"), TABLE, ids=[query or "nothing" for query, _ in TABLE])
def test_a_query_finds_what_the_json_says(
    world: World, query: str, wanted: Callable[[Item], bool]
) -> None:
    search, items, known = world
    found = search.find(Asked(parse(query), lambda: known, dict, TODAY))
    assert search.problem == ""
    by_hand = {key for key, item in items.items() if wanted(item)}
    assert set(found.ids) ^ by_hand == set()
    assert len(found.ids) == found.total
