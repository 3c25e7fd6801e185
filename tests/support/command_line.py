"""The command line as a test calls it: in this process, or as a program of its own."""

from __future__ import annotations

import gc
import json
import os
import shlex
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from papers_tui.cli.main import run
from papers_tui.model.period import Day, hub_day
from tests.support.data import fake_days
from tests.support.fake_hub import FakeHub

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = (sys.executable, "-m", "papers_tui")
HEAVY = {"textual", "rich", "httpx", "tomllib", "tomli_w", "filelock"}
"""Modules that a command that prints what is archived has no use for."""

_LOADED = """
import sys
from papers_tui.cli.main import run
status = run(sys.argv[1:])
print(status, *sorted(sys.modules), file=sys.stderr)
"""


@dataclass(frozen=True)
class Done:
    """The end of a command: its status and its output."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def ids(self) -> list[str]:
        return [paper["id"] for paper in self.json]


@dataclass(frozen=True)
class Shell:
    """A home, a hub with some weeks of made-up days, and the commands."""

    home: Path
    hub: FakeHub
    newest: date
    capsys: pytest.CaptureFixture[str]

    @classmethod
    @contextmanager
    def opened(
        cls, home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> Iterator[Shell]:
        newest = hub_day(datetime.now(UTC))
        days = fake_days.days(newest - timedelta(days=60), newest, 6)
        with FakeHub(days, owned=True) as hub:
            for name in ("COLUMNS", "NO_COLOR", "HF_TOKEN"):
                monkeypatch.delenv(name, raising=False)
            monkeypatch.setenv("HF_ENDPOINT", hub.url)
            monkeypatch.setenv("PAPERS_TUI_ARXIV", hub.url)
            monkeypatch.setenv("PAPERS_TUI_HOME", str(home))
            yield cls(home, hub, newest, capsys)
        gc.enable()

    def __call__(self, *arguments: str) -> Done:
        """Run a command in this process."""
        self.capsys.readouterr()
        status = run(arguments)
        return Done(status, *self.capsys.readouterr())

    def program(self, *arguments: str, stdin: str | None = None, **environment: str) -> Done:
        """Run a command as a program of its own, to its end, with that text on its stdin if any."""
        done = subprocess.run(  # noqa: S603
            [*PROGRAM, *arguments],
            check=False,
            capture_output=True,
            timeout=60,
            input=None if stdin is None else stdin.encode(),
            env=self.environment(**environment),
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    def environment(self, **more: str) -> dict[str, str]:
        """That of a program started from here."""
        return {**os.environ, "PYTHONPATH": str(ROOT / "src"), **more}

    def day(self, back: int = 0) -> str:
        """The newest day, or the weekday that many before it, as ISO text."""
        return Day(self.newest).step(-back).day.isoformat()

    def listed(self, day: str) -> list[str]:
        """The ids of the hub's list for that day."""
        return [entry["paper"]["id"] for entry in self.hub.days[day]]


def commands_in(line: str) -> Iterator[list[str]]:
    """The arguments of each call of the program in a line for a shell."""
    words = shlex.shlex(line, posix=True, punctuation_chars="|<>&;")
    words.whitespace_split = True
    some = list(words)
    for place, word in enumerate(some):
        if word == "papers-tui":
            yield list(takewhile(lambda other: other[0] not in "|<>&;", some[place + 1 :]))


def loaded(shell: Shell, *arguments: str) -> set[str]:
    """The modules that are loaded once a command of its own program has run."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", _LOADED, *arguments],
        check=True,
        capture_output=True,
        text=True,
        env=shell.environment(),
    )
    status, *modules = done.stderr.split()
    assert status == "0"
    return set(modules)
