"""A hub on loopback, a home in a temporary folder, and the reader between them."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import asynccontextmanager, suppress
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis.strategies import none
from textual.css.stylesheet import Stylesheet

from papers_tui.hub.endpoints import Endpoints
from papers_tui.services.session import Session
from papers_tui.store.archive.archive import Archive
from papers_tui.store.paths import Paths
from papers_tui.store.settings.load import load
from papers_tui.tui.app import PapersApp
from papers_tui.tui.reader import status
from tests.support import idle
from tests.support.command_line import Shell
from tests.support.data import fake_days
from tests.support.fake_hub import FakeHub
from tests.support.patience import seconds
from tests.support.reader import FRIDAY, NOON, Running, seen_by_keys

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from datetime import datetime

    from textual.css.model import RuleSet

    from papers_tui.model.period import Period
    from tests.support.reader import Run

TESTS = Path(__file__).parent

# No test is about time, and none fails by chance: a test has the same examples each time that it
# runs, until it is changed. The profile "search" looks for new ones.
settings.register_profile("full", deadline=None, derandomize=True)
settings.register_profile("quick", deadline=None, derandomize=True, max_examples=20)
settings.register_profile("search", deadline=None, max_examples=1000)
settings.load_profile("quick")

gc.disable()  # until all tests are collected: nothing of them is ever garbage


def pytest_configure() -> None:
    """Let programs that tests start be interrupted, also where these run behind a shell's `&`."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # What one process has compiled, the others read: a worker has 600 files to load, most of them
    # rewritten by pytest, and every program that a test starts has its part of them.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Let each worker begin at another part of the tests: one compiles what the others load."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker is None or [Path(given).resolve() for given in session.config.args] != [TESTS]:
        return
    tests = (path.relative_to(TESTS.parent) for path in TESTS.rglob("test_*.py"))
    names = sorted(".".join(path.with_suffix("").parts) for path in tests)
    share = len(names) // int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
    begin = share * int(worker.removeprefix("gw"))
    for name in names[begin:] + names[:begin]:
        with suppress(Exception):  # pytest loads it again, and reports it
            import_module(name)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what starts programs and what runs the reader, and give a slow machine its time."""
    patience = pytest.mark.timeout(seconds(120))
    programs = f"{TESTS / 'programs'}{os.sep}"
    for item in items:
        if str(item.path).startswith(programs):
            item.add_marker("program")
        if "run" in getattr(item, "fixturenames", ()):
            item.add_marker("screen")
        if not item.get_closest_marker("timeout"):
            item.add_marker(patience)


def pytest_collection_finish() -> None:
    """Look for garbage again, seldom, and never among what is collected."""
    given(none())(lambda _: None)()  # older ones warn of a source of chance that is frozen
    gc.freeze()
    gc.set_threshold(100_000, 10, 10)  # of all that readers make, little is garbage
    gc.enable()


@pytest.fixture(autouse=True, scope="session")
def quick_readers() -> Iterator[None]:
    """Styles that were parsed for one reader serve the next, and no wait is longer than needed.

    Messages stay: on a loaded machine, those of a key could be gone before they are looked at.
    """
    parse = Stylesheet._parse_rules
    parsed: dict[tuple[object, ...], list[RuleSet]] = {}

    def parse_once(sheet: Stylesheet, *given: Any, **named: Any) -> list[RuleSet]:
        key = (*sheet._variables.items(), *given, *sorted(named.items()))
        if key not in parsed:
            parsed[key] = parse(sheet, *given, **named)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Stylesheet, "_parse_rules", parse_once)
        patched.setattr(status, "_MESSAGE_STAYS", seconds(600))
        patched.setattr(status, "_READ_BEFORE", seconds(600))
        idle.patch(patched)
        yield


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    """Three weeks of made-up days, the newest of them `FRIDAY`."""
    with FakeHub(fake_days.days(date(2026, 8, 3), FRIDAY, 8), owned=True) as hub:
        yield hub


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """An archive, empty at first, in which nothing goes wrong."""
    archive = Archive.open(tmp_path / "archive.db")
    yield archive
    assert archive.problem == ""
    archive.close()


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
        at: Path | None = None,
    ) -> AsyncIterator[Running]:
        endpoints = (
            None
            if offline
            else Endpoints.from_environment({"HF_ENDPOINT": hub.url, "PAPERS_TUI_ARXIV": hub.url})
        )
        paths = Paths.in_home(at or home)
        session = Session(paths, endpoints, now=now, settings=seen_by_keys(load(paths.config)))
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
    with Shell.opened(home, capsys, monkeypatch) as shell:
        yield shell
