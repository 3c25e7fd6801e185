"""Dates and times as the settings want them shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

_FORMS = {
    "21 Aug 2026": ("{0.day} {0:%B %Y}", "{0.day} {0:%b} {0:%y}"),
    "2026-08-21": ("{0:%Y-%m-%d}", "{0:%Y-%m-%d}"),
    "08/21/2026": ("{0:%m/%d/%Y}", "{0:%m/%d/%y}"),
    "21.08.2026": ("{0:%d.%m.%Y}", "{0:%d.%m.%y}"),
}
"""What the setting is called, a date in a sentence, and one in a narrow column."""


class Dates:
    """The forms of one run of the reader."""

    def __init__(self) -> None:
        self.long, self.short = _FORMS["21 Aug 2026"]
        self.hours = 24

    def choose(self, date_format: str, hours: int) -> None:
        """Show dates in one of the forms that the settings know, and hours to 12 or 24."""
        self.long, self.short = _FORMS[date_format]
        self.hours = hours


DATES = Dates()
"""One for the whole program, which shows all its dates alike; chosen when the reader begins."""


def day(when: date) -> str:
    """A date in a sentence: 21 August 2026."""
    return DATES.long.format(when)


def short_day(when: date) -> str:
    """A date for a narrow column: 21 Aug 26."""
    return DATES.short.format(when)


def clock(moment: datetime) -> str:
    """The time of day on the user's clock."""
    local = moment.astimezone()
    if DATES.hours == 24:
        return f"{local:%H:%M}"
    return f"{(local.hour - 1) % 12 + 1}:{local:%M} {'am' if local.hour < 12 else 'pm'}"
