"""The reader as a test runs it: `Running` presses its keys and answers what the test asks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, suppress
from datetime import UTC, date, datetime
from threading import Event
from typing import TYPE_CHECKING

from textual.worker import WorkerCancelled

from papers_tui.model.settings import Settings
from papers_tui.services.demo import open_demo
from papers_tui.services.library import LiveLibrary
from papers_tui.tui.app import PapersApp
from papers_tui.tui.reader.screen import ReaderScreen
from tests.support.idle import wait_for_idle
from tests.support.patience import seconds

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    import pytest
    from textual.pilot import Pilot

    from papers_tui.model.details import Repository
    from papers_tui.model.library.marks import Library
    from papers_tui.model.period import Period
    from tests.support.fake_hub import FakeHub

FRIDAY = date(2026, 8, 21)
NOON = datetime(2026, 8, 21, 16, tzinfo=UTC)
"""The clock of the tests: Friday noon in New York."""

Run = Callable[..., AbstractAsyncContextManager["Running"]]
"""The fixture `run`, which starts the reader."""


def give_title(hub: FakeHub, number: int, title: str, summary: str = "") -> str:
    """Give a paper of the newest day a title of its own; its id."""
    day = hub.days[FRIDAY.isoformat()]
    paper = day[number]["paper"]
    paper["title"] = day[number]["title"] = title
    if summary:
        paper["summary"] = summary
        paper.pop("ai_summary", None)
    return str(paper["id"])


def seen_by_keys(settings: Settings) -> Settings:
    """These settings, with a paper seen by a key alone unless they say after what time.

    On a loaded machine, a test may stay on a paper for longer than the second that is usual.
    """
    is_usual = settings.seen_after == Settings().seen_after
    return settings._replace(seen_after=seconds(600)) if is_usual else settings


def hold_reading(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Have the reading list of the readers to come read only once this event is set."""
    may_read, read = Event(), LiveLibrary.open

    def held(library: LiveLibrary) -> Library:
        may_read.wait(seconds(30))
        return read(library)

    monkeypatch.setattr(LiveLibrary, "open", held)
    return may_read


@asynccontextmanager
async def sample(folder: Path) -> AsyncIterator[Running]:
    """The reader on the bundled sample, with its files in that folder."""
    with closing(open_demo(folder)) as session:
        session.settings = seen_by_keys(session.settings)
        app = PapersApp(session)
        async with app.run_test(size=(120, 40)) as pilot:
            reader = Running(app, pilot)
            await reader.settle()
            yield reader


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
    def list_ids(self) -> tuple[str, ...]:
        """The papers that are listed, in their order."""
        return self.screen.cards.ids

    @property
    def current(self) -> str | None:
        """The id of the paper under the cursor."""
        return self.screen.cards.current

    @property
    def cursor(self) -> int:
        """The cursor's place in the list, from 0."""
        return self.screen.cards.cursor

    @property
    def period(self) -> Period:
        """The day, week or month of the list."""
        return self.screen.hub_list.period

    @property
    def library(self) -> Library:
        """The reading list as the reader has it now."""
        return self.screen.marks.library

    @property
    def tabs(self) -> str:
        """The tabs above a paper in the complete window."""
        return self.screen.lazy.reading_view.tabs.text

    @property
    def place_in_text(self) -> int:
        """The line of the source that is on top of the full text."""
        return self.screen.lazy.reading_view.full_text.pane.place

    @property
    def repository(self) -> Repository | None:
        """The linked repository that the cursor is on."""
        return self.screen.lazy.reading_view.linked.pane.current

    @property
    def text(self) -> str:
        """The rows of the pane with the abstract."""
        return self.screen.abstract.plain

    @property
    def keys_wait(self) -> bool:
        """Whether keys are kept until a list is there."""
        return bool(self.app._type_ahead._keys)

    async def settle(self) -> None:
        """Wait until no work is left, and what changed is drawn.

        Raises what the reader crashed with, as it would never come to rest.
        """
        while True:
            if self.app._exception is not None:
                raise self.app._exception
            with suppress(WorkerCancelled):  # by a key, or by newer work in its place
                await self.app.workers.wait_for_complete()
            await self.pilot.pause()
            await wait_for_idle()  # a pause ends with a frame, and frames start what waited for it
            if self.keys_wait:  # for a list, and look for it now and then
                await asyncio.sleep(0.01)
            elif all(worker.is_finished for worker in self.app.workers):
                return

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other has had its effect."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for something that no worker ends, such as a timer."""
        async with asyncio.timeout(seconds(30)):
            while not condition():
                await self.pilot.pause(0.01)
