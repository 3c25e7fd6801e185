"""Papers and lists put into the archive, read again, and replaced."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.model.order import Order, title_key
from papers_tui.model.paper import Entry, Listing, Paper
from papers_tui.model.period import Day, Month, Trending, Week
from papers_tui.model.query.parser import parse
from papers_tui.store.archive import paper_rows
from papers_tui.store.archive.archive import Archive
from papers_tui.store.archive.search import index_rows
from papers_tui.store.archive.search.ranking import Asked
from tests.support.patience import examples
from tests.support.strategies.papers import TIMES, a_list, listings, papers

if TYPE_CHECKING:
    from collections.abc import Callable

ONE, TWO, THREE = "2501.00001", "2501.00002", "2501.00003"
FEW_IDS = st.sampled_from([ONE, TWO, THREE])
DAY = Day(date(2026, 8, 20))
NOON = datetime(2026, 8, 20, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
FEW = examples(0.5)


def fresh(folder: str) -> Archive:
    return Archive.open(Path(folder) / "archive.db")


def together(listing: Listing) -> dict[str, Paper]:
    known: dict[str, Paper] = {}
    for paper in listing.papers:
        known[paper.id] = known.get(paper.id, paper).updated(paper)
    return known


@FEW
@given(listings(), TIMES)
def test_what_goes_in_comes_out_after_the_file_was_closed(listing: Listing, at: datetime) -> None:
    with TemporaryDirectory() as folder:
        writer = fresh(folder)
        stored = writer.store(Trending(), listing, at)
        writer.close()
        reader = fresh(folder)
        assert reader.problem == ""
        assert reader.listing(Trending()) == stored
        assert stored.fetched == at
        assert (stored.complete, stored.unreadable) == (listing.complete, listing.unreadable)
        assert stored.ids == tuple(together(listing))
        assert reader.papers(stored.ids) == together(listing)
        for paper_id in stored.ids:
            raws = [e.raw for e in listing.entries if e.paper.id == paper_id and e.raw]
            assert reader.raw(paper_id) == (raws[-1] if raws else b"")
        reader.close()


@FEW
@given(papers(st.just(ONE)), papers(st.just(ONE)), st.integers(-1, 1))
def test_a_newer_answer_wins_and_an_older_one_fills_gaps(
    first: Paper, second: Paper, hours: int
) -> None:
    with TemporaryDirectory() as folder:
        archive = fresh(folder)
        archive.add([Entry(first, b"1")], NOON)
        archive.add([Entry(second, b"2")], NOON + timedelta(hours=hours))
        late = hours < 0
        assert archive.paper(ONE) == (second.updated(first) if late else first.updated(second))
        assert archive.raw(ONE) == (b"1" if late else b"2")
        archive.close()


def test_an_answer_without_its_json_keeps_the_json_of_an_older_one(archive: Archive) -> None:
    archive.add([Entry(Paper(id=ONE, title="a"), b"{}")], NOON)
    archive.add([Entry(Paper(id=ONE, title="b"))], LATER)
    assert archive.raw(ONE) == b"{}"


def test_a_paper_remembers_every_day_it_was_listed_on(archive: Archive) -> None:
    other, reports = DAY.step(1), date(2026, 8, 3)
    archive.store(other, a_list(ONE), NOON)
    archive.store(DAY, a_list(ONE), NOON)
    archive.store(Week.of(reports), a_list(ONE), NOON)
    archive.add([Entry(Paper(id=ONE, title="t", listed=(reports,)))], NOON)
    paper = archive.paper(ONE)
    assert paper is not None
    assert paper.listed == (reports, DAY.day, other.day)


def test_the_newest_answer_replaces_the_list_and_keeps_the_papers(archive: Archive) -> None:
    archive.store(DAY, a_list(ONE, TWO), NOON)
    stored = archive.store(DAY, a_list(THREE), LATER)
    assert stored == archive.listing(DAY)
    assert (stored.ids, stored.fetched) == ((THREE,), LATER)
    assert archive.count() == 3


@pytest.mark.parametrize(
    ("worse", "at"),
    [
        (a_list(), LATER),
        (a_list(unreadable=2), LATER),
        (a_list(THREE, unreadable=1), LATER),
        (a_list(ONE, TWO, THREE), NOON - timedelta(seconds=1)),
    ],
)
def test_a_worse_list_leaves_the_old_one_alone(
    archive: Archive, worse: Listing, at: datetime
) -> None:
    old = archive.store(DAY, a_list(ONE, TWO), NOON)
    assert archive.store(DAY, worse, at) == old == archive.listing(DAY)
    assert set(archive.papers([THREE])) == {key.id for key in worse.papers} & {THREE}


@pytest.mark.parametrize(
    "better", [a_list(THREE), a_list(ONE, THREE, unreadable=1), a_list(ONE, TWO, complete=False)]
)
def test_a_list_that_is_no_worse_takes_its_place(archive: Archive, better: Listing) -> None:
    archive.store(DAY, a_list(ONE, TWO), NOON)
    archive.store(DAY, better, LATER)
    stored = archive.listing(DAY)
    assert stored is not None
    assert stored.ids == tuple(paper.id for paper in better.papers)
    assert (stored.fetched, stored.complete) == (LATER, better.complete)


@FEW
@given(listings(FEW_IDS), listings(FEW_IDS))
def test_a_further_page_goes_behind_what_is_there(first: Listing, second: Listing) -> None:
    with TemporaryDirectory() as folder:
        archive = fresh(folder)
        archive.store(Trending(), first, NOON)
        stored = archive.extend(Trending(), second, LATER)
        both = Listing((*first.entries, *second.entries))
        assert stored == archive.listing(Trending())
        assert stored.ids == tuple(together(both))
        assert stored.fetched == NOON
        assert stored.complete == second.complete
        assert stored.unreadable == first.unreadable + second.unreadable
        assert archive.papers(stored.ids) == together(both)
        archive.close()


def test_a_further_page_of_no_list_is_its_first(archive: Archive) -> None:
    assert archive.extend(Trending(), a_list(ONE), NOON) == archive.listing(Trending())


@FEW
@given(st.lists(papers(), max_size=12, unique_by=lambda paper: paper.id))
def test_every_order_is_what_a_plain_sort_gives(found: list[Paper]) -> None:
    with TemporaryDirectory() as folder:
        archive = fresh(folder)
        archive.store(Trending(), Listing(tuple(map(Entry, found))), NOON)
        keys: dict[Order, Callable[[Paper], float | str]] = {
            Order.LISTED: lambda paper: 0,
            Order.UPVOTES: lambda paper: _downward(paper.upvotes),
            Order.COMMENTS: lambda paper: _downward(paper.comments),
            Order.STARS: lambda paper: _downward(paper.github_stars),
            Order.TITLE: lambda paper: title_key(paper.title),
        }
        for order in Order:
            stored = archive.listing(Trending(), order)
            assert stored is not None
            assert list(stored.ids) == [paper.id for paper in sorted(found, key=keys[order])]
        archive.close()


def _downward(count: int | None) -> float:
    return 1 if count is None else -count


def test_titles_sort_by_their_first_letter_in_either_case() -> None:
    titles = ["“Zebra” Crossing", "apples", "$\\alpha$-Bench", "Bananas", "_beta_", "3D", "…",
              "Über Alles", "Éclair", "upper", "ÅNGSTRÖM", "eclipse"]  # fmt: skip
    assert sorted(titles, key=title_key) == [
        "…", "3D", "$\\alpha$-Bench", "ÅNGSTRÖM", "apples", "Bananas", "_beta_", "Éclair",
        "eclipse", "Über Alles", "upper", "“Zebra” Crossing",
    ]  # fmt: skip


@given(st.text(max_size=40))
def test_the_key_of_a_key_is_the_key_also_of_one_that_an_earlier_version_made(title: str) -> None:
    assert title_key(title_key(title)) == title_key(title)
    assert title_key(earlier_title_key(title)) == title_key(title)


def earlier_title_key(title: str) -> str:
    return re.sub(r"\A[\W_]+", "", title.casefold())


def test_titles_that_an_earlier_version_archived_are_in_order(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles = {"2501.00001": "zebra", "2501.00002": "Über", "2501.00003": "Apple"}
    found = [Paper(id=key, title=title) for key, title in titles.items()]
    for module in (paper_rows, index_rows):
        monkeypatch.setattr(module, "title_key", earlier_title_key)
    archive.store(DAY, Listing(tuple(map(Entry, found))), NOON)
    monkeypatch.undo()
    new = Paper(id="2501.00004", title="vélo")
    archive.store(DAY, Listing(tuple(map(Entry, (*found, new)))), NOON)
    in_order = ("2501.00003", "2501.00002", "2501.00004", "2501.00001")
    stored = archive.listing(DAY, Order.TITLE)
    assert stored is not None
    assert stored.ids == in_order
    asked = Asked(parse("sort:title"), dict, dict, DAY.day)
    assert archive.search().find(asked).ids == in_order
    assert archive.search().find(asked, 2).ids == in_order[:2]


def test_a_paper_of_a_list_that_is_lost_stands_behind_all_titles(tmp_path: Path) -> None:
    archive = fresh(str(tmp_path))
    archive.store(DAY, a_list(ONE, TWO), NOON)
    archive.close()
    with closing(sqlite3.connect(tmp_path / "archive.db")) as db, db:
        db.execute("DELETE FROM paper WHERE id = ?", (ONE,))
    archive = fresh(str(tmp_path))
    stored = archive.listing(DAY, Order.TITLE)
    archive.close()
    assert stored is not None
    assert stored.ids == (TWO, ONE)


def test_every_order_has_a_name_for_people() -> None:
    assert len({order.title for order in Order}) == len(Order)


def test_days_are_counted_and_other_lists_are_no_days(archive: Archive) -> None:
    before = DAY.step(-1)
    archive.store(DAY, a_list(TWO, ONE), NOON)
    archive.store(before, a_list(), NOON)
    archive.store(Day(date(2024, 2, 29)), a_list(THREE), NOON)
    for other in (Week.of(DAY.day), Month.of(DAY.day), Trending()):
        archive.store(other, a_list(ONE), NOON)
    assert list(archive.days().items()) == [(date(2024, 2, 29), 1), (before.day, 0), (DAY.day, 2)]
    assert archive.ids_by_day() == [(date(2024, 2, 29), THREE), (DAY.day, TWO), (DAY.day, ONE)]
    assert archive.newest_archived_day(DAY.day) == DAY.day
    assert archive.newest_archived_day(before.day) == date(2024, 2, 29)
    assert archive.newest_archived_day(date(2024, 2, 28)) is None


@pytest.mark.parametrize(
    ("listing", "fetched", "empty"),
    [
        (a_list(), datetime(2026, 8, 21, 12, tzinfo=UTC), True),
        (a_list(), datetime(2026, 8, 20, 12, tzinfo=UTC), False),
        (a_list(unreadable=17), datetime(2026, 8, 21, 12, tzinfo=UTC), False),
        (a_list(ONE), datetime(2026, 8, 21, 12, tzinfo=UTC), False),
    ],
)
def test_a_day_is_empty_when_it_was_over_and_nothing_was_on_it(
    archive: Archive, listing: Listing, fetched: datetime, empty: bool
) -> None:
    assert not archive.is_empty_day(DAY.day)
    archive.store(DAY, listing, fetched)
    assert archive.is_empty_day(DAY.day) is empty


def test_the_newest_day_is_remembered_with_when_it_was_asked(archive: Archive) -> None:
    assert archive.newest_day() is None
    archive.set_newest_day(DAY.day, NOON)
    elsewhere = LATER.astimezone(timezone(timedelta(hours=-4)))
    archive.set_newest_day(DAY.day, elsewhere)
    assert archive.newest_day() == (DAY.day, LATER)


def test_more_ids_than_one_statement_takes_are_no_trouble(archive: Archive) -> None:
    ids = [f"2501.{number:05}" for number in range(2_345)]
    archive.store(Month.of(DAY.day), a_list(*ids), NOON)
    assert archive.papers([*ids, "0000.00000"]).keys() == set(ids)
    assert archive.papers([]) == {}


def test_a_count_that_no_integer_column_holds_is_the_greatest_that_one_does(
    archive: Archive,
) -> None:
    archive.add([Entry(Paper(id=ONE, title="t", upvotes=10**30))], NOON)
    paper = archive.paper(ONE)
    assert paper is not None
    assert paper.upvotes == 2**63 - 1


def test_what_was_never_fetched_is_not_there(archive: Archive) -> None:
    assert archive.listing(DAY) is None
    assert archive.paper(ONE) is None
    assert archive.raw(ONE) == b""
    assert archive.days() == {}
    assert archive.count() == 0
