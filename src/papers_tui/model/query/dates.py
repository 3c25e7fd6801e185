"""Dates and ranges of dates as queries write them, fixed or counted from a day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from papers_tui.model.period import Day, Month, Week

WORDS = ("today", "yesterday", "this-week", "last-week", "this-month", "last-month")
"""Dates that are counted from a day, beside -1, -2 and so on."""

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_WEEK = re.compile(r"(\d{4})-[wW](\d{2})", re.ASCII)
_AGO = re.compile(r"-(\d{1,4})", re.ASCII)
_SPELLED = re.compile(
    r"\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})|\d{1,2}\.-?\d{1,2}\.-?(?:\d{4}|\d{2})"
    r"|\d{1,2}\.?-[a-z]{3,9}\.?,?-(?:\d{4}|\d{2})|[a-z]{3,9}\.?-\d{1,2},?-\d{4}",
    re.ASCII,
)
"""A day with its year in a form that dates are shown in, a hyphen for each space."""

_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?-")
_UNFINISHED = re.compile(r"[\d./wW-]*", re.ASCII)
_UNFINISHED_NAME = re.compile(
    r"\d{1,2}\.? [a-z]{0,9}\.?,?(?: \d{0,3})?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct"
    r"|nov|dec)[a-z]{0,6}\.?(?: \d{0,2}(?:,? \d{0,3})?)?",
    re.ASCII,
)
_A_DAY = timedelta(days=1)
ANY_DAY = date(2024, 1, 1)
"""A day to count from where nothing is counted."""

Span = tuple[date | None, date | None]


class NoSuchDate(ValueError):
    """A written date that is well-formed, but in no calendar; its text is the date."""


def span(text: str, today: date) -> Span | None:
    """The first and the last day of a date or range; None for an open end.

    None when the text is no date at all. Raises `NoSuchDate`.
    """
    first, dots, last = text.lower().partition("..")
    if not dots:
        return _days(first, today)
    if not last and (ago := _AGO.fullmatch(first)):
        return today - (int(ago[1]) - 1) * _A_DAY, None  # -7.. are the last seven days
    start = _days(first, today) if first else (None, None)
    end = _days(last, today) if last else (None, None)
    if start is None or end is None or not (first or last):
        return None
    return start[0], end[1]


def is_relative(text: str) -> bool:
    """Whether the date or range depends on the day that it is counted from."""
    ends = text.lower().split("..")
    return any(end in WORDS or _AGO.fullmatch(end) for end in ends)


def is_counted_in_days(text: str) -> bool:
    """Whether both ends of a range are so many days back, so that their order is always the same.

    That of weeks and months depends on the day: last week may end before this month begins.
    """
    return all(end in ("today", "yesterday") or _AGO.fullmatch(end) for end in text.split(".."))


def is_unfinished(text: str) -> bool:
    """Whether more letters could make a date or range of the text."""
    last = text.lower().rpartition(".")[2]
    if any(word.startswith(last) for word in WORDS):
        return True
    if _UNFINISHED_NAME.fullmatch(text.lower()):
        return True
    return len(last) < len("2025-12-11") and _UNFINISHED.fullmatch(text) is not None


def _days(text: str, today: date) -> tuple[date, date] | None:
    if ago := _AGO.fullmatch(text):
        day = today - int(ago[1]) * _A_DAY
        return day, day
    if text in WORDS:
        return _named(text, today)
    if weekday := _WEEKDAY.match(text):
        text = text[weekday.end() :]
    try:
        if week := _WEEK.fullmatch(text):
            return _ends(Week(int(week[1]), int(week[2])))
        if match := _DATE.fullmatch(text):
            return _fixed(*(int(part) if part else 0 for part in match.groups()))
        if _SPELLED.fullmatch(text):
            return _spelled(text)
    except ValueError:
        raise NoSuchDate(text) from None
    return None


def _spelled(text: str) -> tuple[date, date]:
    from papers_tui.model.date_parsing import parse_period

    found = parse_period(text.replace("-", " "), ANY_DAY)
    if not isinstance(found, Day):
        raise ValueError(text)
    return found.day, found.day


def _named(word: str, today: date) -> tuple[date, date]:
    match word:
        case "today":
            return today, today
        case "yesterday":
            return today - _A_DAY, today - _A_DAY
        case "this-week":
            return _ends(Week.of(today))
        case "last-week":
            return _ends(Week.of(today).step(-1))
        case "this-month":
            return _ends(Month.of(today))
    return _ends(Month.of(today).step(-1))


def _fixed(year: int, month: int, day: int) -> tuple[date, date]:
    if day:
        return _ends(Day(date(year, month, day)))
    if month:
        return _ends(Month(year, month))
    return date(year, 1, 1), date(year, 12, 31)


def _ends(period: Day | Week | Month) -> tuple[date, date]:
    return period.first, period.last
