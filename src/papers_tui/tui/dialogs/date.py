"""Going to a date: typed, or picked from a calendar of what is archived."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.widgets import Input

from papers_tui.model.date_style import DateStyle
from papers_tui.model.period import FIRST_DAY, Day, Period, calendar_day, hub_day
from papers_tui.tui.dialogs.base import Dialog
from papers_tui.tui.widgets.bars import Bar
from papers_tui.tui.widgets.calendar import Calendar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from textual.binding import BindingType
    from textual.events import Key
    from textual.widget import Widget

    from papers_tui.services.session import Session


_DAY_KEYS = {"left": -1, "right": 1}


class GoTo(Dialog[Period]):
    """The result is the list to go to, or None. Arrows move in the calendar while one types."""

    NAME: ClassVar[str] = "Go to"
    KEYS: ClassVar[str] = "Enter opens · ← → day · PageUp month · Esc closes"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "dismiss", "Close"),
        ("up", "days(-7)", "Week before"),
        ("down", "days(7)", "Week after"),
        ("pageup", "months(-1)", "Month before"),
        ("pagedown", "months(1)", "Month after"),
        ("shift+left,ctrl+left", "days(-1)", "Day before"),
        ("shift+right,ctrl+right", "days(1)", "Day after"),
    ]

    def __init__(
        self, session: Session, find_unseen: Callable[[], dict[date, list[str]]], day: date
    ) -> None:
        super().__init__()
        self._session = session
        self._find_unseen = find_unseen
        self._today = max(hub_day(session.now()), FIRST_DAY)
        self._counted_from = calendar_day(session.now())
        self._calendar = Calendar(day, FIRST_DAY, self._today, calendar_day(session.now()))
        self._dates = DateStyle.of(session.settings)
        self._outcome = Bar(id="goto-outcome")
        self._example = self._dates.typed_day(day)

    def parts(self) -> Iterable[Widget]:
        year, week, _ = self._today.isocalendar()
        hint = f"{self._example}, yesterday, -3, last friday, {year}-W{week:02}"
        yield Input(placeholder=hint, id="goto-date", select_on_focus=False)
        yield self._outcome
        yield self._calendar

    def on_mount(self) -> None:
        self._say(Day(self._calendar.day))
        self.when_drawn(self._mark_days)

    @work(group="calendar")
    async def _mark_days(self) -> None:
        days, unseen = await asyncio.to_thread(
            lambda: (self._session.archive.days(), self._find_unseen())
        )
        self._calendar.mark(days, {day: len(ids) for day, ids in unseen.items()})

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        period = self._parsed(event.value)
        if isinstance(period, Day):
            self._calendar.go(period.day)
        self._say(period)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        period = self._parsed(event.value)
        if period is not None:
            self.dismiss(period)

    @on(Calendar.Picked)
    def _picked(self, message: Calendar.Picked) -> None:
        self.dismiss(Day(message.day))

    def on_key(self, event: Key) -> None:
        """With nothing typed the arrows to the left and right move in the calendar."""
        if event.key in _DAY_KEYS and not self.query_one(Input).value:
            self.action_days(_DAY_KEYS[event.key])
            event.stop()
            event.prevent_default()

    def on_mouse_scroll_down(self) -> None:
        """Go to the next month."""
        self.action_months(1)

    def on_mouse_scroll_up(self) -> None:
        """Go to the month before."""
        self.action_months(-1)

    def action_days(self, count: int) -> None:
        """Move in the calendar by days."""
        self._calendar.move(count)
        self._follow()

    def action_months(self, count: int) -> None:
        """Move in the calendar by months."""
        self._calendar.move_months(count)
        self._follow()

    def _follow(self) -> None:
        with self.prevent(Input.Changed):
            self.query_one(Input).value = ""
        self._say(Day(self._calendar.day))

    def _parsed(self, text: str) -> Period | None:
        if not text.strip():
            return Day(self._calendar.day)
        from papers_tui.model.date_parsing import parse_period

        return parse_period(text, self._today, self._counted_from)

    def _say(self, period: Period | None) -> None:
        if period is None:
            wrong = f"Not a date. Try {self._example}, -3 or last friday."
            self._outcome.show([(wrong, "$text-warning")])
        else:
            self._outcome.show([(f"Enter opens {self._dates.title(period)}", "$text-success")])
