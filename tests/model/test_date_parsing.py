"""Dates as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.model.date_parsing import parse_period, parse_period_of
from papers_tui.model.date_style import FORMS, DateStyle
from papers_tui.model.period import DatedPeriod, Day, Month, Trending, Week

WEDNESDAY = date(2025, 12, 10)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("2025-12-11", "day:2025-12-11"),
        ("2025-12-1", "day:2025-12-01"),
        ("2025/12/11", "day:2025-12-11"),
        ("2025.12.11.", "day:2025-12-11"),
        ("20251211", "day:2025-12-11"),
        ("2025\u201112\u201111", "day:2025-12-11"),
        ("2025-12-11T03:04:05.000Z", "day:2025-12-11"),
        ("2025-12-11 14:05:06+0100", "day:2025-12-11"),
        ("11 December 2025, 2:05 pm", "day:2025-12-11"),
        ("https://huggingface.co/papers/date/2025-12-11", "day:2025-12-11"),
        ("hf.co/papers/week/2025-W50?x=1", "week:2025-W50"),
        ("https://huggingface.co/papers/month/2025-12/", "month:2025-12"),
        ("today", "day:2025-12-10"),
        (" Yesterday ", "day:2025-12-09"),
        ("-3", "day:2025-12-07"),
        ("3 days ago", "day:2025-12-07"),
        ("friday", "day:2025-12-05"),
        ("last friday", "day:2025-12-05"),
        ("wed", "day:2025-12-10"),
        ("tues", "day:2025-12-09"),
        ("thurs", "day:2025-12-04"),
        ("sept 3", "day:2025-09-03"),
        ("last wednesday", "day:2025-12-03"),
        ("11.12.2024", "day:2024-12-11"),
        ("11.12.", "day:2024-12-11"),
        ("9.12.", "day:2025-12-09"),
        ("5.1.25", "day:2025-01-05"),
        ("11 dec", "day:2024-12-11"),
        ("december 9", "day:2025-12-09"),
        ("29 feb", "day:2024-02-29"),
        ("Dec 11, 2024", "day:2024-12-11"),
        ("2025-12", "month:2025-12"),
        ("dec 2024", "month:2024-12"),
        ("march", "month:2025-03"),
        ("last month", "month:2025-11"),
        ("2025-W50", "week:2025-W50"),
        ("last week", "week:2025-W49"),
        ("week 50", "week:2025-W50"),
        ("W51", "week:2024-W51"),
        ("week 53", "week:2020-W53"),
        ("Week 34, 2024", "week:2024-W34"),
        ("2025/11", "month:2025-11"),
        ("trending", "trending"),
        ("08/21/2024", "day:2024-08-21"),
        ("08/21/24", "day:2024-08-21"),
        ("21.08.24", "day:2024-08-21"),
        ("21 aug 24", "day:2024-08-21"),
        ("Wednesday 21 August 2024", "day:2024-08-21"),
        ("Wed, 2024-08-21", "day:2024-08-21"),
        ("Week 34, 19 to 25 August 2024", "week:2024-W34"),
        ("Week 1, 30 December to 5 January 2025", "week:2025-W01"),
    ],
)
def test_a_typed_date_is_understood(typed: str, key: str) -> None:
    period = parse_period(typed, WEDNESDAY)
    assert period is not None
    assert period.key == key


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "2025-02-30",
        "2025-W60",
        "0.0.",
        "32 dec",
        "fridge",
        "frisday",
        "junk",
        "marvelous 2025",
        "decoy 11",
        "-99999",
        "21/08/2024",
        "2025/12-11",
        "20251311",
        "12345678",
        "14:05",
        "week 60",
        "w0",
        "week 53, 2025",
        "https://huggingface.co/papers/2507.21049",
        "week 34, x",
    ],
)
def test_what_is_no_date_is_not_guessed(typed: str) -> None:
    assert parse_period(typed, WEDNESDAY) is None


@given(st.text() | st.text(st.sampled_from("0123456789-w. adecfriy"), max_size=14))
def test_nothing_typed_is_an_error(typed: str) -> None:
    period = parse_period(typed, WEDNESDAY)
    assert period is None or isinstance(period, Day | Week | Month | Trending)


@pytest.mark.parametrize("typed", ["9999-W52", "9999-12", "9999-12-31"])
def test_the_last_dates_of_the_calendar_are_dates(typed: str) -> None:
    for kind in (Day, Week, Month):
        period = parse_period_of(kind, typed, WEDNESDAY)
        assert period is None or period.last == date.max


@given(st.dates(date(2023, 5, 4), date(2060, 1, 1)))
def test_an_iso_date_is_that_date(day: date) -> None:
    assert parse_period(day.isoformat(), WEDNESDAY) == Day(day)


@given(st.dates(date(2023, 5, 4), date(2060, 1, 1)), st.sampled_from([*FORMS]))
def test_the_titles_of_lists_are_dates(day: date, form: str) -> None:
    for period in (Day(day), Week.of(day), Month.of(day)):
        assert parse_period(DateStyle(form).title(period), WEDNESDAY) == period


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("friday", "day:2025-12-12"),
        ("last friday", "day:2025-12-12"),
        ("last sunday", "day:2025-12-07"),
        ("today", "day:2025-12-12"),
        ("-1", "day:2025-12-11"),
        ("last week", "week:2025-W49"),
    ],
)
def test_on_a_sunday_weekdays_are_counted_from_it_and_days_from_friday(
    typed: str, key: str
) -> None:
    period = parse_period(typed, date(2025, 12, 12), date(2025, 12, 14))
    assert period is not None
    assert period.key == key


@pytest.mark.parametrize(
    ("kind", "typed", "key"),
    [
        (Week, "-1", "week:2025-W49"),
        (Week, "-52", "week:2024-W50"),
        (Week, "2025-12-05", "week:2025-W49"),
        (Week, "2025-w49", "week:2025-W49"),
        (Month, "-1", "month:2025-11"),
        (Month, "friday", "month:2025-12"),
        (Day, "-1", "day:2025-12-09"),
    ],
)
def test_a_period_of_a_kind_is_counted_back_in_that_kind(
    kind: type[DatedPeriod], typed: str, key: str
) -> None:
    period = parse_period_of(kind, typed, WEDNESDAY)
    assert period is not None
    assert period.key == key


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Day, "2025-12"),
        (Week, "2025-12"),
        (Month, "2025-W49"),
        (Week, "trending"),
        (Week, "-99999"),
    ],
)
def test_a_kind_is_not_guessed_from_another(kind: type[DatedPeriod], typed: str) -> None:
    assert parse_period_of(kind, typed, WEDNESDAY) is None
