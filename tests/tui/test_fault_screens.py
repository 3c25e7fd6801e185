"""Every broken server behind the reader: a sentence on screen, and the archive as it was."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import asynccontextmanager, closing
from typing import TYPE_CHECKING

import pytest

from papers_tui.hub.endpoints import Endpoints
from papers_tui.model.period import Day
from papers_tui.services.session import Session
from papers_tui.store.archive.archive import Archive
from papers_tui.store.paths import Paths
from papers_tui.tui.app import PapersApp
from tests.support.data import fake_days
from tests.support.fake_hub import FakeHub
from tests.support.faultserver import ROUTES, FaultServer
from tests.support.patience import seconds
from tests.support.reader import FRIDAY, NOON, Run, Running

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

DEADLINE = 1.0
"""Seconds for each request to a broken server."""

WELL = {"/ok", "/gzip", "/redir-ok", "/bom", "/setcookie", "/latin1-ct"}
"""Routes that answer oddly, but with a list."""


@pytest.fixture(scope="module")
def server() -> Iterator[FaultServer]:
    with FaultServer() as server:
        yield server


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the newest day in its archive."""
    home = tmp_path_factory.mktemp("filled") / "home"

    async def fill(url: str) -> None:
        async with reading(home, url, seconds(30)) as reader:
            await reader.settle()
            assert reader.list_ids

    with FakeHub({FRIDAY.isoformat(): fake_days.day(FRIDAY, 8)}) as hub:
        asyncio.run(fill(hub.url))
    return home


@asynccontextmanager
async def reading(home: Path, url: str, deadline: float = DEADLINE) -> AsyncIterator[Running]:
    """The reader on the archive in `home`, asking that server."""
    endpoints = Endpoints.from_environment({"HF_ENDPOINT": url})
    session = Session(Paths.in_home(home), endpoints, now=lambda: NOON, deadline=deadline)
    app = PapersApp(session)
    try:
        async with app.run_test(size=(200, 40)) as pilot:
            yield Running(app, pilot)
    finally:
        session.close()


def contents(archive: Archive) -> object:
    """All that is archived: the papers, and which list they are on."""
    listed = archive.ids_by_day()
    return archive.count(), listed, archive.papers([paper_id for _, paper_id in listed])


@pytest.mark.parametrize("route", [route for route in ROUTES if route not in WELL])
async def test_a_broken_answer_is_reported_and_changes_nothing(
    filled: Path, home: Path, server: FaultServer, route: str
) -> None:
    shutil.copytree(filled, home)
    with closing(Archive.open(home / "archive.db")) as archive:
        before = contents(archive)
    async with reading(home, server.url(route)) as reader:
        await reader.settle()
        await reader.until(lambda: not reader.screen.hub_list.fetcher.asking)
        assert reader.period == Day(FRIDAY)
        assert len(reader.list_ids) == 8
        assert contents(reader.screen.session.archive) == before
        assert reader.screen.hub_list.fetcher.problem
        assert reader.screen.hub_list.fetcher.problem in reader.status
        assert reader.screen.hub_list.fetcher.problem.endswith(".")
        assert "R tries again" in reader.title
        await reader.press("j")
        assert reader.cursor == 1


@pytest.mark.parametrize("route", ["/no-answer", "/html200", "/rst", "/503", "/redir-http"])
async def test_a_first_start_on_a_broken_server_explains_itself(
    home: Path, server: FaultServer, route: str
) -> None:
    async with reading(home, server.url(route)) as reader:
        await reader.until(
            lambda: "Fetching" in reader.text or bool(reader.screen.hub_list.fetcher.problem)
        )
        await reader.until(lambda: not reader.screen.hub_list.fetcher.asking)
        await reader.settle()
        assert reader.list_ids == ()
        sentence = "".join(reader.screen.hub_list.fetcher.problem.split())
        assert sentence in "".join(reader.text.split())
        assert "R tries again" in reader.text


async def test_a_first_start_says_that_it_is_fetching(run: Run, hub: FakeHub) -> None:
    hub.hold()
    async with run(settle=False) as reader:
        await reader.until(lambda: "asking the hub" in reader.title)
        assert "Fetching Friday 21 August 2026" in reader.text
        hub.release()
        await reader.settle()


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (120, 40)])
async def test_why_there_is_nothing_is_reported_complete_in_every_size(
    run: Run, hub: FakeHub, size: tuple[int, int]
) -> None:
    hub.down()
    async with run(size=size) as reader:
        problem = reader.screen.hub_list.fetcher.problem
        drawn = "".join(
            reader.screen.abstract.render_line(y).text
            for y in range(reader.screen.abstract.size.height)
        )
        assert "".join(problem.split()) in "".join(drawn.replace("▐", "").split())
        assert reader.screen.cards.has_focus
