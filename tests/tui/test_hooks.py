"""Hooks in the reader: whatever one does, keys are answered and the change is kept."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.home import put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.reader import Run

GOING = "import os, sys, time\ndef going(): return os.path.exists(sys.argv[1])\n"
HANG = f"{GOING}while going(): time.sleep(0.1)"
FLOOD = f"{GOING}while going(): print('x' * 9999)"
FORK = f"{GOING}for _ in range(3): os.fork()\nwhile going(): time.sleep(0.1)"
CRASH = "import os; os.abort()"


@pytest.fixture
def going(tmp_path: Path) -> Iterator[Path]:
    """A file for the time of a test: its hooks go on as long as it is there."""
    file = tmp_path / "going"
    file.touch()
    yield file
    file.unlink()


def hook(name: str, *run: str) -> str:
    return f"[hooks]\n{name} = {json.dumps(run)}\n"


@pytest.mark.parametrize("code", [HANG, FLOOD, FORK, CRASH])
async def test_the_reader_answers_keys_whatever_a_hook_does(
    code: str, run: Run, home: Path, going: Path
) -> None:
    put(home, hook("on_star", sys.executable, "-I", "-S", "-c", code, str(going)))
    async with run() as app:
        first = app.current
        assert first is not None
        await app.press("s", "j", "s", "k")
        assert app.current == first
        assert app.library[first].starred
        await app.press("u")
        assert app.library[first].starred
        assert len(app.library) == 1


async def test_a_hook_that_fails_is_one_line_in_the_status_line(run: Run, home: Path) -> None:
    put(home, hook("on_status", "no-such-program-of-a-hook"))
    async with run() as app:
        await app.press("w")
        await app.until(lambda: "on_status: no-such-program-of-a-hook could not be" in app.status)
        assert app.current in app.library
