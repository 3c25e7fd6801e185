"""A clock that only moves when a test or a wait moves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from papers_tui.store.library.losses import Clock

_START = datetime(2026, 3, 1, 12, tzinfo=UTC)


class FakeClock:
    """Seconds, and the moments that go with them."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def pass_by(self, seconds: float) -> None:
        self.seconds += seconds

    def now(self) -> datetime:
        """The moment, in UTC."""
        return _START + timedelta(seconds=self.seconds)

    @property
    def clock(self) -> Clock:
        """The clock that a reading list's file takes."""
        return Clock(lambda: self.seconds, self.pass_by)
