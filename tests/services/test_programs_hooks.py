"""Hooks: what they are given, and that nothing which they do holds up the program."""

from __future__ import annotations

import json
import queue
import sys
import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from papers_tui.model.library.changes import (
    Add,
    SetNote,
    SetStatus,
    Several,
    Star,
    Tag,
    Untag,
    apply,
)
from papers_tui.model.library.marks import EMPTY, Mark, Status
from papers_tui.model.settings import Settings
from papers_tui.services.programs import hook_runner
from papers_tui.services.programs import hooks as hooks_module
from papers_tui.services.programs.hooks import HookQueue, hooks_of_change, hooks_of_news
from papers_tui.services.session import Session
from papers_tui.store.paths import Paths
from tests.support.patience import seconds, wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from papers_tui.model.library.changes import Change
    from papers_tui.services.library import LiveLibrary

A, B = "2507.21049", "2508.01234"
NAMES = ("on_star", "on_status", "on_tag", "on_new")
COMMANDS = {name: (name,) for name in NAMES}

RECORD = "import sys; open(sys.argv[1], 'ab').write(sys.stdin.buffer.read())"
"""A hook that keeps what it is given."""

FLOOD = "import sys\nwhile True: sys.stdout.write('x' * 9999); sys.stderr.write('y' * 9999)"
HANG = "import time; time.sleep(600)"
CRASH = "import os; os.abort()"


def python(code: str, *arguments: str) -> tuple[str, ...]:
    """A program of that code."""
    return (sys.executable, "-I", "-S", "-c", code, *arguments)


def given(before: Change, change: Change) -> dict[str, Any]:
    """The records that each hook gets for a change of a list."""
    now = datetime(2026, 8, 21, tzinfo=UTC)
    old = apply(EMPTY, before, now)
    hooks = hooks_of_change(COMMANDS, old, apply(old, change, now))
    return {hook.name: json.loads(hook.input) for hook in hooks}


def head(paper: str, title: str = "") -> dict[str, str]:
    return {"id": paper, "title": title, "url": f"https://huggingface.co/papers/{paper}"}


def test_a_hook_gets_all_changes_of_a_step_at_once() -> None:
    star = Several((Star(A, "One"), Star(B, "Two")))
    starred = [{**head(A, "One"), "starred": True}, {**head(B, "Two"), "starred": True}]
    assert given(Several(), star) == {"on_star": starred}


def test_status_and_tags_say_what_was_before() -> None:
    before = Several((SetStatus(A, Status.TO_READ, "One"), Tag(A, "rl")))
    change = Several((SetStatus(A, None), Tag(A, "new"), Untag(A, "rl")))
    assert given(before, change) == {
        "on_status": [{**head(A, "One"), "status": None, "was": "to-read"}],
        "on_tag": [{**head(A, "One"), "tags": ["new"], "added": ["new"], "removed": ["rl"]}],
    }


def test_a_note_or_a_title_starts_no_hook() -> None:
    assert given(Star(A), Several((SetNote(A, "Read this."), Add(A, "One")))) == {}


def test_what_watches_found_is_given_with_their_names() -> None:
    (hook,) = hooks_of_news(COMMANDS, {A: ("agents", "rl")}, {A: "One"})
    assert json.loads(hook.input) == [{**head(A, "One"), "watches": ["agents", "rl"]}]
    assert hooks_of_news(COMMANDS, {}, {}) == []


class Live:
    """A reading list with hooks, as the reader has it."""

    def __init__(self, home: Path, **commands: tuple[str, ...]) -> None:
        self.home = home
        self.session = Session(
            Paths.in_home(home), None, settings=Settings(hooks=(*commands.items(),))
        )
        self.notified: queue.Queue[None] = queue.Queue()
        self.library: LiveLibrary = self.session.live_library(lambda: self.notified.put(None))
        self.library.open()

    def notice(self) -> str:
        """The next notice to the reader."""
        while not (notices := self.library.take_notices()):
            self.notified.get(timeout=seconds(30))
        return notices[0]

    def recorded(self, count: int) -> list[Any]:
        """The arrays that `RECORD` was given, once there are so many."""
        path = self.home / "given"
        wait_until(lambda: path.exists() and path.read_bytes().count(b"\n") >= count)
        return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def test_a_change_and_its_undo_each_start_the_hook_once(home: Path) -> None:
    live = Live(home, on_star=python(RECORD, str(home / "given")))
    _, back = live.library.do(Several((Star(A, "One"), Star(B, "Two"))))
    assert [one["starred"] for one in live.recorded(1)[0]] == [True, True]
    assert back is not None
    live.library.do(back)
    assert [one["starred"] for one in live.recorded(2)[1]] == [False, False]
    live.session.close()


def test_an_edit_from_outside_starts_no_hook(home: Path) -> None:
    live = Live(home, on_star=python(RECORD, str(home / "given")))
    live.library.do(Star(A, "One"))
    live.recorded(1)
    assert live.library.flush(seconds(30))
    path = home / "library.toml"
    path.write_text(f'{path.read_text()}\n[[paper]]\nid = "{B}"\nstarred = true\n')
    while B not in live.library.library:
        live.library.poll()
    live.library.do(Star("2509.00001", "Three"))
    assert [[one["id"] for one in each] for each in live.recorded(2)] == [[A], ["2509.00001"]]
    live.session.close()


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (("no-such-program-of-a-hook",), "could not be started (No such file or directory)"),
        (python("raise SystemExit(3)"), "ended with status 3"),
        (python(CRASH), "ended with status -6"),
    ],
)
def test_a_hook_that_fails_is_named_in_the_reader_and_in_the_log(
    command: tuple[str, ...], reason: str, home: Path
) -> None:
    live = Live(home, on_star=command)
    live.library.do(Star(A, "One"))
    assert live.notice() == f"on_star: {command[0]} {reason}"
    assert live.library.library[A].starred
    assert (home / "papers-tui.log").read_text().endswith(f"on_star: {command[0]} {reason}\n")
    live.session.close()


@pytest.mark.parametrize("code", [FLOOD, HANG])
def test_a_hook_that_takes_too_long_is_ended(code: str, home: Path) -> None:
    failures: queue.Queue[str] = queue.Queue()
    hooks = HookQueue({"on_star": python(code)}, Paths.in_home(home), failures.put, seconds=0.2)
    hooks.changed(EMPTY, EMPTY.with_mark(A, Mark(starred=True)))
    assert failures.get(timeout=seconds(30)).endswith("took more than 0.2 seconds and was ended")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
def test_a_hook_that_leaves_a_process_behind_counts_as_ended(home: Path) -> None:
    record = python(
        f"{RECORD}\nimport os, time\nif os.fork() == 0: time.sleep(20)", str(home / "given")
    )
    live = Live(home, on_star=record)
    for number in range(hook_runner.AT_ONCE + 1):
        live.library.do(Star(f"2509.0000{number}", "One"))
    assert len(live.recorded(hook_runner.AT_ONCE + 1)) == hook_runner.AT_ONCE + 1
    live.session.close()


def test_at_most_four_run_at_once_and_none_is_lost(home: Path) -> None:
    counting = (
        "import os, sys, time\n"
        "mine = os.path.join(sys.argv[1], str(os.getpid()))\n"
        "open(mine, 'w').close()\n"
        "time.sleep(0.05)\n"
        "running = len(os.listdir(sys.argv[1]))\n"
        "os.unlink(mine)\n"
        "open(sys.argv[2], 'a').write(f'[{running}]\\n')\n"
    )
    (home / "running").mkdir()
    live = Live(home, on_star=python(counting, str(home / "running"), str(home / "given")))
    for number in range(10, 24):
        live.library.do(Star(f"2509.000{number}", "One"))
    live.session.close()  # what waits is started all the same
    counted = [each[0] for each in live.recorded(14)]
    assert max(counted) <= 4


def test_a_hook_gets_no_token_and_starts_no_hooks(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    code = "import os, sys, json; print(json.dumps(dict(os.environ)), file=open(sys.argv[1], 'w'))"
    live = Live(home, on_star=python(code, str(home / "given")))
    live.library.do(Star(A, "One"))
    (environment,) = live.recorded(1)
    assert "hf_secret" not in environment.values()
    assert environment["PAPERS_TUI_HOOK"] == "on_star"
    live.session.close()
    monkeypatch.setenv("PAPERS_TUI_HOOK", "on_star")
    inner = Live(home, on_star=("no-such-program-of-a-hook",))
    inner.library.do(Star(B, "Two"))
    inner.session.close()
    assert not (home / "papers-tui.log").exists()


def test_a_hook_that_is_being_started_when_the_program_ends_is_started(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    taken, go, hand_over = threading.Event(), threading.Event(), hooks_module._hand_over

    def slow(*task: Any) -> None:
        taken.set()
        assert go.wait(seconds(30))
        hand_over(*task)
        order.append("handed over")

    monkeypatch.setattr(hooks_module, "_hand_over", slow)
    hooks = HookQueue({"on_star": python("")}, Paths.in_home(home), print)
    hooks.changed(EMPTY, apply(EMPTY, Star(A), datetime(2026, 8, 21, tzinfo=UTC)))
    assert taken.wait(seconds(30))
    threading.Timer(0.1, go.set).start()
    hooks.close()
    order.append("closed")
    assert order == ["handed over", "closed"]
