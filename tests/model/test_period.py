"""Days, weeks and months: names, neighbors, bounds, and the hub's idea of today."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.model.period import (
    FIRST_DAY,
    DatedPeriod,
    Day,
    Month,
    Trending,
    Week,
    clamp,
    days_of,
    hub_day,
    is_settled,
    is_weekday,
    parse_key,
)

DATES = st.dates(FIRST_DAY, date(2060, 1, 1))
PERIODS: st.SearchStrategy[DatedPeriod] = st.one_of(
    DATES.filter(is_weekday).map(Day), DATES.map(Week.of), DATES.map(Month.of)
)


@given(PERIODS)
def test_a_key_names_its_period(period: DatedPeriod) -> None:
    assert parse_key(period.key) == period


@pytest.mark.parametrize("key", ["", "day:2025-02-30", "week:2025-W60", "month:2025-13", "day:x"])
def test_what_is_no_key_is_no_period(key: str) -> None:
    assert parse_key(key) is None


def test_trending_has_a_key_too() -> None:
    assert parse_key("trending") == Trending()


@given(PERIODS, st.integers(-40, 40))
def test_stepping_there_and_back_ends_where_it_began(period: DatedPeriod, count: int) -> None:
    assert period.step(count).step(-count) == period


@given(PERIODS)
def test_neighbors_touch_and_do_not_overlap(period: DatedPeriod) -> None:
    after = period.step(1)
    assert period.last < after.first
    assert after.first - period.last <= timedelta(days=3)


@given(PERIODS, DATES)
def test_a_clamped_period_can_exist(period: DatedPeriod, newest: date) -> None:
    clamped = clamp(period, newest)
    assert type(clamped) is type(period)
    assert clamped.last >= FIRST_DAY
    assert clamped.first <= newest


def test_the_days_of_a_week_are_its_weekdays() -> None:
    days = [day.isoformat() for day in days_of(Week(2026, 53))]
    assert days == ["2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31", "2027-01-01"]


@pytest.mark.parametrize("period", [Week.of(date.max), Month.of(date.max)])
def test_the_last_periods_of_the_calendar_end_with_it(period: DatedPeriod) -> None:
    assert period.last == date.max
    assert clamp(period, date(2025, 12, 11)) != period


def test_titles_read_as_dates() -> None:
    assert Day(date(2025, 12, 11)).title == "Thursday 11 December 2025"
    assert Week(2025, 50).title == "Week 50, 8 to 14 December 2025"
    assert Week(2025, 14).title == "Week 14, 31 March to 6 April 2025"
    assert Month(2025, 12).title == "December 2025"


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        ("2026-09-15T01:29:00", "2026-09-14"),  # 21:29 in New York, in summer
        ("2026-09-15T01:30:00", "2026-09-15"),
        ("2026-12-02T02:29:00", "2026-12-01"),  # in winter it is an hour later
        ("2026-12-02T02:30:00", "2026-12-02"),
        ("2026-11-21T02:30:00", "2026-11-20"),  # Friday night is not Saturday
        ("2026-11-22T12:00:00", "2026-11-20"),
        ("2026-11-23T02:30:00", "2026-11-23"),  # Sunday night is Monday
        ("2026-03-08T06:59:00", "2026-03-06"),
        ("2026-03-04T02:29:00", "2026-03-03"),  # summer begins on the second Sunday of March
        ("2026-03-10T01:30:00", "2026-03-10"),
        ("2026-10-30T01:30:00", "2026-10-30"),  # and ends on the first of November
        ("2026-11-03T02:29:00", "2026-11-02"),
    ],
)
def test_the_newest_day_is_new_york_s(utc: str, day: str) -> None:
    now = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert hub_day(now).isoformat() == day


def test_a_list_is_settled_two_weeks_after_its_last_day() -> None:
    fetched = datetime(2025, 12, 25, tzinfo=UTC)
    assert is_settled(Day(date(2025, 12, 11)), fetched)
    assert not is_settled(Day(date(2025, 12, 12)), fetched)
    assert not is_settled(Week(2025, 50), fetched)
    assert not is_settled(Trending(), fetched)
