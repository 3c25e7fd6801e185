"""A hub on loopback, a home in a temporary folder, and the reader between them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from papers_tui.hub.endpoints import Endpoints
from papers_tui.services.session import Session
from papers_tui.store.paths import Paths
from papers_tui.store.settings.load import load
from papers_tui.tui.app import PapersApp
from papers_tui.tui.reader.screen import ReaderScreen
from tests.support.command_line import Shell
from tests.support.data import fake_days
from tests.support.fake_hub import FakeHub

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from papers_tui.model.period import Period

settings.register_profile("patient", deadline=None)  # no test is about time
settings.load_profile("patient")

FRIDAY = date(2026, 8, 21)
NOON = datetime(2026, 8, 21, 16, tzinfo=UTC)
"""The clock of the tests: Friday noon in New York."""

Run = Callable[..., AbstractAsyncContextManager["Running"]]


class Running:
    """A reader that runs, and what a test asks it."""

    def __init__(self, app: PapersApp, pilot: Pilot[str]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def screen(self) -> ReaderScreen:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, ReaderScreen)
        return screen

    @property
    def title(self) -> str:
        return self.screen.title_bar.text

    @property
    def status(self) -> str:
        return self.screen.status_bar.text

    @property
    def text(self) -> str:
        """The rows of the detail pane."""
        return self.screen.text.plain

    async def settle(self) -> None:
        """Wait until nothing is under way any more and what changed is drawn."""
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()
        while any(not worker.is_finished for worker in self.app.workers):
            await self.app.workers.wait_for_complete()
            await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other has had its effect."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for something that no worker ends, such as a timer."""
        async with asyncio.timeout(10):
            while not condition():
                await self.pilot.pause(0.01)


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    """Three weeks of made-up days, the newest of them `FRIDAY`."""
    with FakeHub(fake_days.days(date(2026, 8, 3), FRIDAY, 8)) as hub:
        yield hub


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def run(hub: FakeHub, home: Path) -> Run:
    """Start the reader; the home stays from one start to the next."""

    @asynccontextmanager
    async def start(
        *,
        size: tuple[int, int] = (120, 40),
        period: Period | None = None,
        offline: bool = False,
        now: Callable[[], datetime] = lambda: NOON,
        settle: bool = True,
        ascii: bool = False,  # noqa: A002 - the option's name
    ) -> AsyncIterator[Running]:
        endpoints = (
            None
            if offline
            else Endpoints.from_environment({"HF_ENDPOINT": hub.url, "PAPERS_TUI_ARXIV": hub.url})
        )
        paths = Paths.in_home(home)
        session = Session.open(paths, endpoints, now=now, settings=load(paths.config))
        app = PapersApp(session, period, ascii=ascii)
        try:
            async with app.run_test(size=size) as pilot:
                running = Running(app, pilot)
                if settle:
                    await running.settle()
                yield running
        finally:
            session.close()

    return start


@pytest.fixture
def shell(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Shell]:
    """The command line, and a hub whose newest day is today's."""
    with Shell.begun(home, capsys, monkeypatch) as shell:
        yield shell
