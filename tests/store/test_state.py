"""Papers seen, the last place, and small settings."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from papers_tui.store.errors import StateError
from papers_tui.store.sqlite.database import Database
from papers_tui.store.state import STATE, State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOON = datetime(2026, 8, 20, 12, tzinfo=UTC)
ONE, TWO = "2501.00001", "2501.00002"


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with closing(State.open(tmp_path / "state.db")) as state:
        yield state


def test_what_was_seen_is_known_after_a_new_start(state: State, tmp_path: Path) -> None:
    state.mark_seen([ONE, TWO], NOON)
    state.mark_unseen([TWO, "2501.00003"])
    state.close()
    again = State.open(tmp_path / "state.db")
    assert again.seen() == {ONE}
    assert again.seen_among([TWO, ONE]) == frozenset({ONE})
    assert again.problem == ""
    again.close()


def test_any_number_of_papers_is_seen_at_once(state: State) -> None:
    ids = [f"2501.{number:05}" for number in range(1_234)]
    state.mark_seen(ids, NOON)
    state.mark_seen(ids, NOON)
    assert state.seen_among([*ids, "0000.00000"]) == set(ids) == state.seen()
    assert state.seen_among([]) == frozenset()
    state.close()


def test_a_place_is_remembered_for_each_list_until_it_is_too_old(state: State) -> None:
    state.remember("day:2026-08-20", ONE, NOON - timedelta(hours=1))
    state.remember("day:2026-08-20", TWO, NOON, 12)
    state.remember("trending", ONE, NOON)
    assert state.position("day:2026-08-20", NOON) == (TWO, 12)
    assert state.position("day:2026-08-20", NOON + timedelta(microseconds=1)) is None
    assert state.position("trending", NOON) == (ONE, 0)
    assert state.position("week:2026-W01", NOON) is None
    state.close()


def test_a_place_in_an_abstract_is_kept_until_it_is_too_old(state: State) -> None:
    assert state.place_in_abstract(ONE, NOON) == 0
    state.keep_places_in_abstracts({ONE: 700, TWO: 0}, NOON)
    assert state.place_in_abstract(ONE, NOON) == 700
    assert state.place_in_abstract(ONE, NOON + timedelta(microseconds=1)) == 0
    state.keep_places_in_abstracts({ONE: 0}, NOON)
    assert state.place_in_abstract(ONE, NOON) == 0
    many = {f"2501.{number:05}": 9 for number in range(2_001)}
    state.keep_places_in_abstracts(many, NOON + timedelta(seconds=1))
    assert sum(state.place_in_abstract(one, NOON) == 9 for one in many) == 2_000
    state.close()


@pytest.mark.parametrize("kept", ["", "x", "2608.00001 x", "-3", "2608.00001 -3", "²"])
def test_a_place_that_is_no_number_is_the_beginning(state: State, kept: str) -> None:
    rows = [(key, kept, 10**18) for key in ("trending", f"text {ONE}", f"abstract {ONE}")]
    state._database.change(
        lambda db: db.executemany("REPLACE INTO position VALUES (?, ?, ?)", rows)
    )
    assert (state.position("trending", NOON) or ("", 0))[1] == 0
    assert (state.place_in_text(ONE) or (0, 0))[1] in (0, -1)
    assert state.place_in_abstract(ONE, NOON) == 0
    state.close()


def test_a_setting_keeps_its_newest_value(state: State) -> None:
    assert state.get("order") is None
    state.put("order", "upvotes")
    state.put("order", "")
    assert state.get("order") == ""
    state.close()


def test_a_damaged_day_is_none_and_can_be_set_again(state: State, tmp_path: Path) -> None:
    day = NOON.date()
    for scope in ("one", "two"):
        state.follow(scope, "llm", day, [ONE])
    state.mark_seen([ONE, TWO], NOON)
    with closing(sqlite3.connect(tmp_path / "state.db")) as db, db:
        db.execute("UPDATE follow SET since = '2026-0q-20' WHERE scope = 'one'")
        db.execute("UPDATE seen SET at = ? WHERE paper = ?", (2**62, ONE))
    assert state.follow_marks() == {"two": ("llm", day)}
    assert state.seen_days() == {ONE: date.min, TWO: NOON.astimezone().date()}
    state.follow("one", "llm", day + timedelta(days=1))
    assert state.follow_marks()["one"] == ("llm", day + timedelta(days=1))


def test_a_citation_key_is_kept_for_good_and_for_one_paper(state: State, tmp_path: Path) -> None:
    assert state.citation_keys() == {}
    state.keep_citation_keys({ONE: "li2025nets"})
    state.keep_citation_keys({ONE: "other", TWO: "Li2025Nets", "2501.00003": "more"})
    state.close()
    again = State.open(tmp_path / "state.db")
    assert again.citation_keys() == {ONE: "li2025nets", "2501.00003": "more"}
    again.close()


def test_a_file_from_before_citation_keys_is_carried_over(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    first = STATE._replace(tables=STATE.tables[:3], migrations=STATE.migrations[:1])
    old = State(Database(path, first))
    old.mark_seen([ONE], NOON)
    old.close()
    state = State.open(path)
    state.keep_citation_keys({ONE: "li2025nets"})
    assert (state.seen(), state.citation_keys(), state.problem) == ({ONE}, {ONE: "li2025nets"}, "")
    state.close()


def test_after_closing_nothing_is_found_and_nothing_is_lost_silently(state: State) -> None:
    state.mark_seen([ONE], NOON)
    state.close()
    state.close()
    assert state.seen() == set()
    with pytest.raises(StateError, match="closed"):
        state.mark_seen([TWO], NOON)
