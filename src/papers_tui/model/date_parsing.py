"""Dates as people type them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from papers_tui.model.period import DatedPeriod, Day, Month, Period, Trending, Week

if TYPE_CHECKING:
    from collections.abc import Sequence

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CENTURY = 2000
_LEAP_GAP = 9
"""Years back within which there is a 29th of February."""

_ISO_DAY = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})\.?", re.ASCII)
_DIGITS = re.compile(r"(20\d\d)(\d\d)(\d\d)", re.ASCII)
_ISO_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})", re.ASCII)
_ISO_WEEK = re.compile(r"(\d{4})-?w(\d{1,2})", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4}|\d{2})?", re.ASCII)
_AGO = re.compile(r"-(\d{1,4})|(\d{1,4}) days? ago", re.ASCII)
_DAY_MONTH = re.compile(r"(\d{1,2})\.? ([a-z]{3,9})\.?(?:,? (\d{4}|\d{2}))?", re.ASCII)
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:,? (\d{4}))?", re.ASCII)
_MONTH_NAME = re.compile(r"([a-z]{3,9})\.?(?: (\d{4}))?", re.ASCII)
_WEEKDAY = re.compile(r"(last )?([a-z]{3,9})", re.ASCII)
_WEEKDAY_BEFORE = re.compile(r"([a-z]{3,9}),? (?=\d)", re.ASCII)
_WEEK_NAME = re.compile(r"(?:week |w)(\d{1,2})(?:,? (\d{4}))?", re.ASCII)
_WEEK_TITLE = re.compile(r"week \d{1,2}, .* to (.+)", re.ASCII)
_HUB_PAGE = re.compile(
    r"(?:https?://)?[^\s/]+/papers/(?:date|week|month)/([\dw-]+)/?(?:[?#]\S*)?", re.ASCII
)
_CLOCK = re.compile(
    r"(?:t|,? )\d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?(?: ?[ap]m)?(?:z|[+-]\d\d:?\d\d)?\Z", re.ASCII
)
_HYPHENS = str.maketrans("\u2010\u2011\u2012\u2013\u2212\uff0d", "------")
_COUNT_BACK = re.compile(r"-(\d{1,4})", re.ASCII)


def parse_period(text: str, today: date, calendar: date | None = None) -> Period | None:
    """The list of a day, a week, a month or of what is trending that is meant, or None.

    Understood are 2025-12-11, 2025/12/11, 20251211, 2025-12, 2025-W50, 11.12.2025, 12/11/2025,
    11 dec, december 11, dec 2025, today, yesterday, -3, 3 days ago, friday, last friday, last week,
    last month, trending, the titles of lists, and links to the hub's lists; a time of day behind a
    date says nothing. Relative words start from `today`. Weekdays are counted from
    the day of the `calendar`, which on weekends is another one than the hub's. A date without a
    year is the latest one that is not after today.
    """
    words = " ".join(text.translate(_HYPHENS).lower().split())
    if page := _HUB_PAGE.fullmatch(words):
        words = page[1]
    words = _CLOCK.sub("", words)
    try:
        found = _relative(words, today) or _weekday(words, calendar or today)
        return found or _spelled(words, today) or _titled(words, today)
    except (ValueError, OverflowError):
        return None


def parse_period_of(
    kind: type[DatedPeriod], text: str, today: date, calendar: date | None = None
) -> DatedPeriod | None:
    """The period of that kind that is meant: one by its name, by a day in it, or -1, the last.

    A day is not guessed from a week or a month.
    """
    if kind is not Day and (match := _COUNT_BACK.fullmatch(text.strip())):
        try:
            return _containing(kind, today).step(-int(match[1]))
        except (ValueError, OverflowError):
            return None
    period = parse_period(text, today, calendar)
    if isinstance(period, Day):
        return _containing(kind, period.day)
    return period if isinstance(period, Week | Month) and isinstance(period, kind) else None


def _containing(kind: type[DatedPeriod], day: date) -> DatedPeriod:
    if kind is Week:
        return Week.of(day)
    return Month.of(day) if kind is Month else Day(day)


def _relative(words: str, today: date) -> Period | None:
    known: dict[str, Period] = {
        "today": Day(today),
        "yesterday": Day(today - timedelta(days=1)),
        "this week": Week.of(today),
        "last week": Week.of(today).step(-1),
        "this month": Month.of(today),
        "last month": Month.of(today).step(-1),
        "trending": Trending(),
    }
    if words in known:
        return known[words]
    if match := _AGO.fullmatch(words):
        return Day(today - timedelta(days=int(match[1] or match[2])))
    return None


def _weekday(words: str, today: date) -> Period | None:
    match = _WEEKDAY.fullmatch(words)
    if match and (weekday := _place(match[2], _WEEKDAYS)) is not None:
        back = (today.weekday() - weekday) % 7
        return Day(today - timedelta(days=back or (7 if match[1] else 0)))
    return None


def _iso(words: str) -> Period | None:
    if match := _ISO_DAY.fullmatch(words):
        return Day(date(int(match[1]), int(match[3]), int(match[4])))
    if match := _DIGITS.fullmatch(words):
        return Day(date(int(match[1]), int(match[2]), int(match[3])))
    if match := _ISO_MONTH.fullmatch(words):
        return Month.of(date(int(match[1]), int(match[2]), 1))
    if match := _ISO_WEEK.fullmatch(words):
        return Week.of(date.fromisocalendar(int(match[1]), int(match[2]), 1))
    return None


def _spelled(words: str, today: date) -> Period | None:
    """A date in figures or with a month's name."""
    if match := _WEEK_NAME.fullmatch(words):
        return _week(int(match[1]), int(match[2]) if match[2] else None, today)
    return _iso(words) or _named(words, today)


def _titled(words: str, today: date) -> Period | None:
    """A list by its title: a day behind its weekday, or a week with its last day."""
    if (match := _WEEKDAY_BEFORE.match(words)) and _place(match[1], _WEEKDAYS) is not None:
        return _spelled(words[match.end() :], today)
    if match := _WEEK_TITLE.fullmatch(words):
        last = _spelled(match[1], today)
        return Week.of(last.day) if isinstance(last, Day) else None
    return None


def _week(number: int, year: int | None, today: date) -> Week:
    """The week of that year, or the latest one of that number that has started."""
    if year is not None:
        return Week.of(date.fromisocalendar(year, number, 1))
    newest = Week.of(today)
    years = (newest.year - back for back in range(_LEAP_GAP))
    weeks = (_week_or_none(each, number) for each in years)
    found = next((week for week in weeks if week and week.first <= today), None)
    if found is None:
        raise ValueError("no such week in any year")
    return found


def _week_or_none(year: int, number: int) -> Week | None:
    try:
        return Week.of(date.fromisocalendar(year, number, 1))
    except ValueError:
        return None


def _named(words: str, today: date) -> Period | None:
    if match := _DOTTED.fullmatch(words):
        return Day(_latest(int(match[1]), int(match[2]), _year(match[3]), today))
    if match := _SLASHED.fullmatch(words):
        return Day(_latest(int(match[2]), int(match[1]), _year(match[3]), today))
    if match := _DAY_MONTH.fullmatch(words):
        return Day(_latest(int(match[1]), _month(match[2]), _year(match[3]), today))
    if match := _MONTH_DAY.fullmatch(words):
        return Day(_latest(int(match[2]), _month(match[1]), _year(match[3]), today))
    if match := _MONTH_NAME.fullmatch(words):
        return Month.of(_latest(1, _month(match[1]), _year(match[2]), today))
    return None


def _year(text: str | None) -> int | None:
    """The year, of two digits one of this century; None where there is none."""
    if not text:
        return None
    return int(text) + (_CENTURY if len(text) == len("26") else 0)


def _month(name: str) -> int:
    """The month's number; raises ValueError for no month."""
    place = _place(name, _MONTHS)
    if place is None:
        raise ValueError(name)
    return place + 1


def _latest(day: int, month: int, year: int | None, today: date) -> date:
    if year is not None:
        return date(year, month, day)
    for back in range(_LEAP_GAP):
        found = _date_or_none(today.year - back, month, day)
        if found is not None and found <= today:
            return found
    raise ValueError("no such date in any year")


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _place(word: str, names: Sequence[str]) -> int | None:
    """The place of the name that the word is or begins; the patterns want three letters of it."""
    return next((place for place, name in enumerate(names) if name.startswith(word)), None)
