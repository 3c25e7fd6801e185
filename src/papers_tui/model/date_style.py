"""Dates and times in the form that the settings name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from papers_tui.model.period import Day, Period, Week

if TYPE_CHECKING:
    from datetime import date, datetime

    from papers_tui.model.settings import Settings

_PLAIN = "21 Aug 2026"
FORMS = {
    _PLAIN: ("{0.day} {0:%B %Y}", "{0.day} {0:%b} {0:%y}"),
    "2026-08-21": ("{0:%Y-%m-%d}", "{0:%Y-%m-%d}"),
    "08/21/2026": ("{0:%m/%d/%Y}", "{0:%m/%d/%y}"),
    "21.08.2026": ("{0:%d.%m.%Y}", "{0:%d.%m.%y}"),
}
"""The name of the setting, a date in a sentence, and one in a narrow column."""


class DateStyle(NamedTuple):
    """The form of dates, and whether the clock counts to 12 or to 24."""

    form: str = _PLAIN
    hours: int = 24

    @classmethod
    def of(cls, settings: Settings) -> DateStyle:
        """The style that the settings name."""
        return cls(settings.date_format, settings.clock)

    def day(self, when: date) -> str:
        """A date in a sentence: 21 August 2026."""
        return FORMS[self.form][0].format(when)

    def short_day(self, when: date) -> str:
        """A date for a narrow column: 21 Aug 26."""
        return FORMS[self.form][1].format(when)

    def typed_day(self, when: date) -> str:
        """A date in figures, as one types it."""
        return when.isoformat() if self.form == _PLAIN else self.day(when)

    def title(self, period: Period) -> str:
        """The name of a list: Friday 21 August 2026."""
        if isinstance(period, Day):
            return f"{period.day:%A} {self.day(period.day)}"
        if isinstance(period, Week) and self.form != _PLAIN:
            return f"Week {period.number}, {self.day(period.first)} to {self.day(period.last)}"
        return period.title

    def near(self, when: date) -> str:
        """A day not far away: Friday 21 August."""
        return f"{when:%A} {self._without_year(when)}"

    def span(self, first: date, last: date) -> str:
        """Days not far away, from one to another: 4 to 17 August."""
        if first == last:
            return self._without_year(last)
        if self.form == _PLAIN and (first.year, first.month) == (last.year, last.month):
            return f"{first.day} to {self._without_year(last)}"
        return f"{self._without_year(first)} to {self._without_year(last)}"

    def _without_year(self, when: date) -> str:
        return f"{when.day} {when:%B}" if self.form == _PLAIN else self.day(when)

    def moment(self, when: datetime) -> str:
        """A date and a time of day on the user's clock: 21 August 2026, 14:05."""
        return f"{self.day(when.astimezone())}, {self.clock(when)}"

    def clock(self, moment: datetime) -> str:
        """The time of day on the user's clock."""
        local = moment.astimezone()
        if self.hours == 24:
            return f"{local:%H:%M}"
        return f"{(local.hour - 1) % 12 + 1}:{local:%M} {'am' if local.hour < 12 else 'pm'}"


DATES = DateStyle()
"""The style without settings."""
