"""The lists that the hub keeps: days, ISO weeks, months and what is trending."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

FIRST_DAY = date(2023, 5, 4)
"""The first day with a list, by the hub's own client code."""

SETTLED_AFTER = timedelta(days=14)
"""Papers may be submitted, and gather counts, for two weeks after their day."""

_FRIDAY = 4
_FEED_TURNS = timedelta(hours=2, minutes=30)


@dataclass(frozen=True, slots=True)
class Day:
    """One day's list."""

    day: date

    @property
    def key(self) -> str:
        """The name of the list in the archive: day:2025-12-11."""
        return f"day:{self.day.isoformat()}"

    @property
    def title(self) -> str:
        """The name of the list for people: Thursday 11 December 2025."""
        return f"{self.day:%A} {self.day.day} {self.day:%B %Y}"

    @property
    def first(self) -> date:
        """The day itself."""
        return self.day

    @property
    def last(self) -> date:
        """The day itself."""
        return self.day

    def step(self, count: int) -> Day:
        """`count` weekdays on, or back when negative: the hub has no list on weekends."""
        day, direction = self.day, timedelta(days=1 if count > 0 else -1)
        for _ in range(abs(count)):
            day += direction
            while not is_weekday(day):
                day += direction
        return Day(day)


@dataclass(frozen=True, slots=True)
class Week:
    """An ISO week's list."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Week:
        """The week in which the day lies."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @property
    def name(self) -> str:
        """The week as ISO 8601 writes it: 2025-W50."""
        return f"{self.year:04}-W{self.number:02}"

    @property
    def key(self) -> str:
        """The name of the list in the archive: week:2025-W50."""
        return f"week:{self.name}"

    @property
    def title(self) -> str:
        """The name of the list for people: Week 50, 8 to 14 December 2025."""
        first, last = self.first, self.last
        start = f"{first.day}" if first.month == last.month else f"{first.day} {first:%B}"
        return f"Week {self.number}, {start} to {last.day} {last:%B %Y}"

    @property
    def first(self) -> date:
        """Its Monday; raises ValueError for a week that the year does not have."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its Sunday; of the last week that a calendar has, its last day."""
        return self.first + min(timedelta(days=6), date.max - self.first)

    def step(self, count: int) -> Week:
        """`count` weeks on, or back when negative."""
        return Week.of(self.first + timedelta(weeks=count))


@dataclass(frozen=True, slots=True)
class Month:
    """A month's list."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Month:
        """The month in which the day lies."""
        return cls(day.year, day.month)

    @property
    def name(self) -> str:
        """The month as ISO 8601 writes it: 2025-12."""
        return f"{self.year:04}-{self.number:02}"

    @property
    def key(self) -> str:
        """The name of the list in the archive: month:2025-12."""
        return f"month:{self.name}"

    @property
    def title(self) -> str:
        """The name of the list for people: December 2025."""
        return f"{self.first:%B %Y}"

    @property
    def first(self) -> date:
        """Its first day; raises ValueError for a number that is no month's."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        if self.number == 12:
            return date(self.year, 12, 31)  # also in the last year that a calendar has
        return date(self.year, self.number + 1, 1) - timedelta(days=1)

    def step(self, count: int) -> Month:
        """`count` months on, or back when negative."""
        months = self.year * 12 + self.number - 1 + count
        return Month(months // 12, months % 12 + 1)


@dataclass(frozen=True, slots=True)
class Trending:
    """The hub's own ranking over all days; it has no date and no neighbors."""

    key = "trending"
    title = "Trending"


DatedPeriod = Day | Week | Month
Period = Day | Week | Month | Trending


def is_weekday(day: date) -> bool:
    """Whether the hub may have a list on that day: 0 of 596 recorded lists are on a weekend."""
    return day.weekday() <= _FRIDAY


def weekday_on_or_before(day: date) -> date:
    """The day itself; of a Saturday and a Sunday, the Friday before."""
    return day - timedelta(days=max(0, day.weekday() - _FRIDAY))


def hub_day(now: datetime) -> date:
    """The day whose list the hub shows as the newest: New York's, and the next from 21:30 on.

    Source: the hub's own client code (currentDailyFeedDate). Saturday and Sunday give Friday.
    """
    return weekday_on_or_before(calendar_day(now))


def calendar_day(now: datetime) -> date:
    """The day that is counted from: New York's, and the next from 21:30 on, weekends too."""
    return (_new_york(now) + _FEED_TURNS).date()


def days_of(period: DatedPeriod) -> tuple[date, ...]:
    """The weekdays of a period, oldest first."""
    return days_of_span(period.first, period.last)


def days_of_span(first: date, last: date) -> tuple[date, ...]:
    """The weekdays from one day to another, oldest first."""
    days = (first + timedelta(days=count) for count in range((last - first).days + 1))
    return tuple(day for day in days if is_weekday(day))


def is_settled(period: Period, fetched: datetime) -> bool:
    """Whether a copy fetched then will not change any more."""
    return not isinstance(period, Trending) and fetched.date() >= period.last + SETTLED_AFTER


def around(kind: type[DatedPeriod], day: date) -> DatedPeriod:
    """The period of that kind in which the day lies; a weekend's day is its Friday."""
    if kind is Week:
        return Week.of(day)
    if kind is Month:
        return Month.of(day)
    return Day(weekday_on_or_before(day))


def clamp(period: Period, newest: date) -> Period:
    """The nearest period of the same kind that can exist, from `FIRST_DAY` to the newest day."""
    if isinstance(period, Trending):
        return period
    if period.last < FIRST_DAY:
        return around(type(period), FIRST_DAY)
    return around(type(period), newest) if period.first > newest else period


def parse_key(key: str) -> Period | None:
    """The period with that key, or None."""
    if key == Trending.key:
        return Trending()
    try:
        if match := _WEEK_KEY.fullmatch(key):
            week = Week(int(match[1]), int(match[2]))
            return week if week.first else None
        if match := _MONTH_KEY.fullmatch(key):
            month = Month(int(match[1]), int(match[2]))
            return month if month.first else None
        if match := _DAY_KEY.fullmatch(key):
            return Day(date.fromisoformat(match[1]))
    except ValueError:
        return None
    return None


_WEEK_KEY = re.compile(r"week:(\d{4})-W(\d{2})", re.ASCII)
_MONTH_KEY = re.compile(r"month:(\d{4})-(\d{2})", re.ASCII)
_DAY_KEY = re.compile(r"day:(\d{4}-\d{2}-\d{2})", re.ASCII)


def _new_york(now: datetime) -> datetime:
    """The wall clock in New York, from the rule in force since 2007.

    The rule is written out because a bare machine, or Windows, has no time zone data.
    """
    utc = now.astimezone(UTC).replace(tzinfo=None)
    begins = _sunday(utc.year, 3, 2) + timedelta(hours=7)
    ends = _sunday(utc.year, 11, 1) + timedelta(hours=6)
    return utc - timedelta(hours=4 if begins <= utc < ends else 5)


def _sunday(year: int, month: int, number: int) -> datetime:
    first = datetime(year, month, 1)  # noqa: DTZ001 - compared with a naive UTC time
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (number - 1))
