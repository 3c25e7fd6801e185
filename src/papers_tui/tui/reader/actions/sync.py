"""The archive filled in the background, while one reads on."""

from __future__ import annotations

from contextlib import aclosing
from datetime import date
from typing import TYPE_CHECKING

from papers_tui.model.date_parsing import parse_period
from papers_tui.model.errors import PapersError
from papers_tui.model.period import FIRST_DAY, Trending, calendar_day, hub_day
from papers_tui.services.sync import RECENT, Progress
from papers_tui.text.wording import counted, duration
from papers_tui.tui.dialogs.prompt import Ask
from papers_tui.tui.reader.actions.base import Action, command
from papers_tui.tui.render.messages import NO_NETWORK_IN_SAMPLE

if TYPE_CHECKING:
    from papers_tui.model.date_style import DateStyle
    from papers_tui.tui.reader.window import Window

_GROUP = "sync"
_USUAL = f"{RECENT.days} days ago"
_QUESTION = "Everything missing from that day on is fetched."
_REFUSAL = "Not a past date. Try 2026-05-01, last month or all."
_MOST_NAMED = 3
_NARROW = 80


class SyncActions(Action):
    """The commands `sync.*`."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._runs = False
        self._progress = Progress()

    @property
    def runs(self) -> bool:
        """Whether the archive is being filled."""
        return self._runs

    @command("sync.start")
    def start(self) -> None:
        """Ask from which day on, then begin."""
        if not self._may_begin():
            return

        def given(answer: str | None) -> None:
            if answer:
                self._begin(date.fromisoformat(answer))

        ask = Ask("Fill the archive", _QUESTION, _USUAL, self._first, _REFUSAL, enter="fetches")
        self._window.app.push_screen(ask, given)

    @command("sync.month")
    def month(self) -> None:
        """Fetch what is missing of the last 30 days."""
        if self._may_begin():
            self._begin(hub_day(self._session.now()) - RECENT)

    @command("sync.stop")
    def stop(self) -> None:
        """Stop; what is archived stays, and the next time goes on from there."""
        if not self._runs:
            self._window.say("The archive is not being filled.")
            return
        self._window.workers.cancel_group(self._window, _GROUP)
        self._end()
        self._window.say(f"Stopped: {_filled(self._progress)}; the next time goes on from there.")

    def _may_begin(self) -> bool:
        """Whether the archive can be filled; the reason was shown where it cannot."""
        window, session = self._window, self._session
        if self._runs:
            window.say("The archive is being filled; Stop filling in the palette ends that.")
        elif session.demo:
            window.say(NO_NETWORK_IN_SAMPLE)
        elif not session.may_ask:
            window.complain("The archive cannot be filled: this run is offline.")
        elif not session.is_archive_kept:
            window.complain(f"Nothing can be kept at {session.paths.archive}; make room there.")
        else:
            return True
        return False

    def _first(self, answer: str) -> str | None:
        """The day that was meant, as ISO 8601; None for what is no day that has been."""
        words = answer.strip().lower() or _USUAL
        if words == "all":
            return FIRST_DAY.isoformat()
        today = hub_day(self._session.now())
        period = parse_period(words, today, calendar_day(self._session.now()))
        if period is None or isinstance(period, Trending) or period.first > today:
            return None
        return period.first.isoformat()

    def _begin(self, since: date) -> None:
        if not self._runs:
            self._runs = True
            self._show(Progress())
            self._window.only(_GROUP, self._fill, since)

    async def _fill(self, since: date) -> None:
        try:
            async with aclosing(self._session.sync().run(since)) as steps:
                async for progress in steps:
                    self._show(progress)
        except PapersError as error:
            self._end()
            filled = f" {_filled(self._progress).capitalize()}." if self._progress.done else ""
            self._window.complain(f"{error}{filled}")
        else:
            self._end()
            self._report()

    def _show(self, progress: Progress) -> None:
        self._progress = progress
        how_far = _far(progress, narrow=self._window.size.width < _NARROW)
        self._window.progress(_GROUP, how_far)

    def _end(self) -> None:
        self._runs = False
        self._window.progress(_GROUP, "")

    def _report(self) -> None:
        progress = self._progress
        if progress.failed:
            filled = _filled(progress).capitalize()
            self._window.complain(
                f"{filled}; {_failures(progress, self._window.dates)} Fill again later."
            )
        elif progress.total:
            self._window.say(f"{_filled(progress).capitalize()}.")
        else:
            self._window.say("Nothing is missing: all these days are archived.")


def _far(progress: Progress, *, narrow: bool) -> str:
    """The progress of filling the archive, for the title bar."""
    if not progress.total:
        return "filling the archive…"
    counts = f"{progress.done} of {progress.total}"
    if narrow:
        return f"filling {counts}"
    left = f", {duration(progress.left)} left" if progress.left else ""
    return f"filling the archive {counts}{left}"


def _filled(progress: Progress) -> str:
    """The archived days, as a sentence."""
    days = counted(progress.done - len(progress.failed), "day")
    return f"filled {days}, {counted(progress.papers, 'paper')}"


def _failures(progress: Progress, dates: DateStyle) -> str:
    """The first of the days that failed, and why."""
    named = progress.failed[:_MOST_NAMED]
    reasons = " ".join(f"{dates.day(day)}: {reason}" for day, reason in named)
    return f"{counted(len(progress.failed), 'day')} could not be fetched. {reasons}"
