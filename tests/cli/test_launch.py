"""The start of the reader, and reports that a run leaves behind when a part of it fails."""

from __future__ import annotations

import stat
import threading
from typing import TYPE_CHECKING, NamedTuple

import pytest

from papers_tui.cli import launch
from papers_tui.cli.launch import ReaderOptions, _thread_reports
from papers_tui.model.period import Day
from papers_tui.sample import NEWEST
from tests.support.home import put

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from papers_tui.model.period import Period
    from papers_tui.services.session import Session


class Ended:
    """A reader that somebody has left."""

    lost = crash = ""
    return_value = return_code = None


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Start]:
    """The start of the reader for options, in a home with a saved search."""
    put(tmp_path, "start = 'month'\n[searches]\nagents = 'org:google'\n")
    starts: list[Start] = []

    def run(session: Session, start: Period | None, **_: bool) -> Ended:
        settings = session.settings
        days = len(session.archive.days())
        starts.append(Start(start, settings.start, dict(settings.searches), session.demo, days))
        return Ended()

    monkeypatch.setattr("papers_tui.tui.app.run", run)
    monkeypatch.setattr(launch, "_refused", lambda: 0)

    def start(**options: object) -> Start:
        home = {"PAPERS_TUI_HOME": str(tmp_path)}
        assert launch.run_reader(ReaderOptions(offline=True, **options), home) == 0  # type: ignore[arg-type]
        return starts.pop()

    return start


class Start(NamedTuple):
    """The arguments and settings that a reader was run with."""

    period: Period | None
    start: str
    searches: dict[str, str]
    demo: bool
    days: int
    """The number of days that are archived by then."""


@pytest.mark.parametrize("query", ["trending", "library", "week", "newest", "agents"])
def test_a_search_is_a_search_also_where_a_list_has_its_name(
    query: str, started: Callable[..., Start]
) -> None:
    found = started(search=query)
    lists = ("newest", "day", "week", "month", "trending", "library", "following")
    assert found.start not in lists
    assert found.searches[found.start] == query
    assert found.searches["agents"] == "org:google"


def test_without_a_wish_the_settings_say_what_opens(started: Callable[..., Start]) -> None:
    assert started() == Start(None, "month", {"agents": "org:google"}, demo=False, days=0)
    assert started(start="library").start == "library"


def test_the_sample_opens_what_is_asked_for_and_knows_no_settings(
    started: Callable[..., Start],
) -> None:
    assert started(demo=True) == Start(None, "newest", {}, demo=True, days=0)
    assert started(demo=True, period=Day(NEWEST)).period == Day(NEWEST)
    assert started(demo=True, start="library").start == "library"
    found = started(demo=True, search="agents")
    assert found.searches[found.start] == "agents"
    assert found.days == 3


def test_a_thread_that_ends_by_a_bug_leaves_a_report_without_values(tmp_path: Path) -> None:
    log = tmp_path / "log" / "papers-tui.log"

    def work(secret: str) -> None:
        try:
            raise ValueError(secret)
        except ValueError as error:
            raise KeyError(secret) from error

    before = threading.excepthook
    with _thread_reports(log) as reports:
        for name in ("first", "second"):
            thread = threading.Thread(target=work, args=("hf_secret",), name=name)
            thread.start()
            thread.join()
    assert threading.excepthook is before
    text = log.read_text(encoding="utf-8")
    for part in ("in first:", "in second:", "KeyError", "ValueError", "test_launch.py", ", line "):
        assert part in text
    assert "hf_secret" not in text
    assert reports == [f"; the report is in {log}"] * 2
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
