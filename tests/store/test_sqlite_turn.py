"""One run at a time."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from papers_tui.store.sqlite.turn import TurnTaken, turn

if TYPE_CHECKING:
    from pathlib import Path

HOLD = """
import sys
from pathlib import Path
from papers_tui.store.sqlite.turn import turn
with turn(Path(sys.argv[1]), 5):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_one_waits_its_turn_and_gives_up(tmp_path: Path) -> None:
    order: list[int] = []

    def second() -> None:
        with turn(tmp_path / "lock", 20):
            order.append(2)

    with turn(tmp_path / "lock", 1):
        with pytest.raises(TurnTaken), turn(tmp_path / "lock", 0.05):
            pass
        waiting = threading.Thread(target=second)
        waiting.start()
        order.append(1)
    waiting.join(20)
    assert order == [1, 2]


def test_the_turn_of_a_program_that_is_killed_ends(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    run = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", HOLD, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert run.stdin is not None
    assert run.stdout is not None
    assert run.stdout.readline() == b"held\n"
    with pytest.raises(TurnTaken), turn(lock, 0.05):
        pass
    run.kill()
    run.wait(20)
    run.stdin.close()
    run.stdout.close()
    with turn(lock, 5):
        pass


def test_an_error_within_a_turn_ends_it(tmp_path: Path) -> None:
    with pytest.raises(KeyError), turn(tmp_path / "lock", 1):
        raise KeyError
    with turn(tmp_path / "lock", 1):
        pass


def test_a_place_for_no_lock_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with turn(tmp_path / "file" / "lock", 1), turn(tmp_path, 1):
        pass


def test_a_damaged_lock_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "lock").write_bytes(b"no database" * 500)
    with turn(tmp_path / "lock", 1):
        pass


@pytest.mark.skipif(os.name == "nt", reason="modes have no such meaning there")
def test_the_lock_and_its_folder_are_private(tmp_path: Path) -> None:
    lock = tmp_path / "new" / "lock"
    with turn(lock, 1):
        modes = [stat.S_IMODE(path.stat().st_mode) for path in (lock.parent, lock)]
    assert modes == [0o700, 0o600]
