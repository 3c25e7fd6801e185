"""A month at a time, with what is archived of each day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from papers_tui.model.period import Month, is_weekday

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events

    from papers_tui.tui.widgets.bars import BarText

_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_CELL = 7
_UNSEEN, _SEEN = "●", "✓"
_MOST = 99
"""The highest number of unseen papers that has room in a cell."""

_HEAD = 2


class Calendar(Widget):
    """Days with the number of unseen papers, checked when all were seen, bare when not archived."""

    @dataclass
    class Picked(Message):
        """A day was clicked."""

        day: date

    def __init__(self, day: date, first: date, last: date, today: date | None = None) -> None:
        super().__init__(id="calendar")
        self._first, self._last = first, last
        self._today = today or last
        self.day = max(first, min(day, last))
        self._archived: Mapping[date, int] = {}
        self._unseen: Mapping[date, int] = {}

    def mark(self, archived: Mapping[date, int], unseen: Mapping[date, int]) -> None:
        """Show how many papers each archived day has, and how many of them are unseen."""
        self._archived, self._unseen = archived, unseen
        self.refresh()

    def go(self, day: date) -> None:
        """Move to a day, or to the nearest one that can have a list."""
        self.day = max(self._first, min(day, self._last))
        self.refresh()

    def move(self, days: int) -> None:
        """Move by days; going day by day passes over weekends."""
        day = self.day + timedelta(days=days)
        while abs(days) == 1 and not is_weekday(day):
            day += timedelta(days=days)
        self.go(day)

    def move_months(self, count: int) -> None:
        """Move by months, to the same day of the month or the last one."""
        month = Month.of(self.day).step(count)
        self.go(min(month.last, month.first + timedelta(days=self.day.day - 1)))

    def render(self) -> Content:
        parts: list[BarText] = [(f" {self.day:%B %Y}\n", "bold")]
        parts.append(
            ("".join(f" {name:<{_CELL - 1}}" for name in _NAMES) + "\n", "$foreground-muted")
        )
        for week in self._weeks():
            for day in week:
                text, style = self._cell(day)
                parts += [(text, style), (" " * (_CELL - len(text)), "")]
            parts.append(("\n", ""))
        parts += [
            ("\n ", ""),
            (_UNSEEN, "bold $text-accent"),
            (" unseen papers   ", "$foreground-muted"),
        ]
        parts += [(_SEEN, "$text-success"), (" all seen   ", "$foreground-muted")]
        parts += [("today", "underline"), ("   [ ] chosen", "$foreground-muted")]
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        weeks = self._weeks()
        week, weekday = event.y - _HEAD, event.x // _CELL
        if (
            0 <= week < len(weeks)
            and weekday < len(_NAMES)
            and self._is_shown(weeks[week][weekday])
            and self._first <= weeks[week][weekday] <= self._last
        ):
            self.go(weeks[week][weekday])
            self.post_message(self.Picked(self.day))

    def _weeks(self) -> list[list[date]]:
        """The weeks from Monday to Sunday in which the month has days."""
        month = Month.of(self.day)
        start = month.first.toordinal() - month.first.weekday()
        days = [date.fromordinal(start + number) for number in range(6 * len(_NAMES))]
        weeks = [days[i : i + len(_NAMES)] for i in range(0, len(days), len(_NAMES))]
        return [week for week in weeks if any(map(self._is_shown, week))]

    def _is_shown(self, day: date) -> bool:
        return (day.year, day.month) == (self.day.year, self.day.month)

    def _cell(self, day: date) -> BarText:
        if not self._is_shown(day):
            return "", ""
        unseen, archived = self._unseen.get(day, 0), self._archived.get(day, 0)
        mark = f"{_UNSEEN}{min(unseen, _MOST)}" if unseen else _SEEN if archived else ""
        text = f" {day.day:>2}{mark}"
        today = " underline" if day == self._today else ""
        if day == self.day:
            return f"[{text[1:]}]", f"bold reverse{today}"
        if not is_weekday(day) or not self._first <= day <= self._last:
            return text, f"$foreground-muted{today}"
        style = "bold $text-accent" if unseen else "$text-success" if archived else ""
        return text, f"{style}{today}".strip()
