"""Dates that are counted from a day."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.model.library.marks import Mark
from papers_tui.model.query import facts
from papers_tui.model.query.dates import span
from papers_tui.model.query.parser import parse
from papers_tui.model.query.relative import Days, fixed

FRIDAY = date(2026, 8, 21)
SATURDAY = date(2026, 8, 22)
DAYS = Days(newest=FRIDAY, today=SATURDAY)


@pytest.mark.parametrize(
    ("relative", "absolute"),
    [
        ("day:today", "day:2026-08-21"),
        ("day:yesterday", "day:2026-08-20"),
        ("day:-3", "day:2026-08-18"),
        ("day:-7..", "day:2026-08-15.."),
        ("day:-1..", "day:2026-08-21.."),
        ("day:-7..-1", "day:2026-08-14..2026-08-20"),
        ("day:..yesterday", "day:..2026-08-20"),
        ("day:this-week", "day:2026-W34"),
        ("day:last-week", "day:2026-08-10..2026-08-16"),
        ("day:last-month..today", "day:2026-07-01..2026-08-21"),
        ("published:this-month", "published:2026-08"),
        ("seen:today", "seen:2026-08-22"),
        ("added:-2..", "added:2026-08-21.."),
        ("-(day:today OR seen:today)", "-(day:2026-08-21 OR seen:2026-08-22)"),
    ],
)
def test_own_history_counts_from_today_and_the_rest_from_the_newest_day(
    relative: str, absolute: str
) -> None:
    assert fixed(parse(relative), DAYS) == parse(absolute)


def test_a_range_that_only_some_days_turn_around_is_none() -> None:
    assert parse("day:this-month..last-week") != parse("day:last-week..this-month")


def test_dates_in_a_named_query_are_fixed_too() -> None:
    assert fixed(parse("x in:new", named={"new": "day:today"}), DAYS).tree == (
        parse("x day:2026-08-21").tree
    )


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("day:9999-W52", "day:9999-12-27..9999-12-31"),
        ("day:9999-12", "day:9999-12-01..9999-12-31"),
        ("day:0001-W01", "day:0001-01-01..0001-01-07"),
    ],
)
def test_the_first_and_the_last_dates_of_the_calendar_are_dates(period: str, days: str) -> None:
    assert parse(period) == parse(days)


@pytest.mark.parametrize(
    "moment",
    [
        datetime.min.replace(tzinfo=timezone(timedelta(hours=5))),
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-5))),
    ],
)
def test_a_moment_that_is_in_no_other_time_zone_has_its_own_day(moment: datetime) -> None:
    assert facts.of(Mark(added=moment)).added_on == moment.date()


@given(st.dates(date(2001, 1, 1), date(2200, 1, 1)), st.integers(1, 2000))
def test_an_open_range_back_has_so_many_days(today: date, count: int) -> None:
    first, last = span(f"-{count}..", today) or (None, None)
    assert last is None
    assert first is not None
    assert (today - first).days + 1 == count
