"""Several threads, several programs, and programs that end in the middle."""

from __future__ import annotations

import os
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from papers_tui.model.period import Trending
from papers_tui.store.archive.archive import Archive
from papers_tui.store.errors import ArchiveError
from papers_tui.store.state import State
from tests.support.archive_writer import DAYS, NOON, START
from tests.support.strategies.papers import a_list
from tests.support.subprocesses import start_module

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path


def start(folder: Path, who: str, rounds: int = 1) -> subprocess.Popen[str]:
    """A program that writes into the archive of that folder."""
    return start_module("tests.support.archive_writer", folder, who, rounds)


def test_two_programs_that_begin_at_once_lose_nothing(tmp_path: Path) -> None:
    programs = [start(tmp_path, "1"), start(tmp_path, "2")]
    message = [program.communicate(timeout=60)[0].splitlines() for program in programs]
    assert [program.returncode for program in programs] == [0, 0]
    assert [lines.pop().strip() for lines in message] == ["", ""]
    archive, state = Archive.open(tmp_path / "archive.db"), State.open(tmp_path / "state.db")
    written = {key for lines in message for key in lines}
    assert len(written) == 2 * DAYS
    assert archive.papers(list(written)).keys() == written
    assert state.seen() == written
    assert list(archive.days().values()) == [2] * DAYS
    shared = archive.paper("2501.00001")
    assert shared is not None
    assert len(shared.listed) == DAYS
    archive.close()
    state.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive.db", "state.db"]


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such signal")
@pytest.mark.parametrize("programs", [5, pytest.param(20, marks=pytest.mark.slow)])
def test_what_was_acknowledged_survives_a_program_that_is_killed(
    tmp_path: Path, programs: int
) -> None:
    acknowledged: set[str] = set()
    for number in range(programs):
        program = start(tmp_path, str(number % 10), rounds=400)
        assert program.stdout is not None
        for _ in range(3 + 55 * number // programs):
            acknowledged.add(program.stdout.readline().strip())
        os.kill(program.pid, signal.SIGKILL)
        acknowledged.update(line.strip() for line in program.stdout if line.endswith("\n"))
        program.wait(timeout=10)
        program.stdout.close()
        archive, state = Archive.open(tmp_path / "archive.db"), State.open(tmp_path / "state.db")
        assert archive.problem == state.problem == ""
        assert archive.papers(list(acknowledged)).keys() == acknowledged
        assert state.seen() >= acknowledged
        assert set(archive.days().values()) == {2}
        archive.close()
        state.close()


def test_threads_write_and_read_side_by_side(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path / "archive.db")

    def work(number: int) -> bool:
        key = f"2501.{number:05}"
        archive.store(START.step(number), a_list(key), NOON)
        archive.extend(Trending(), a_list(key), NOON)
        return archive.paper(key) is not None and START.step(number).day in archive.days()

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(60)))
    trending = archive.listing(Trending())
    assert trending is not None
    assert len(trending.ids) == archive.count() == 60
    assert archive.problem == ""
    archive.close()
    assert [path.name for path in tmp_path.iterdir()] == ["archive.db"]


def test_threads_share_what_is_only_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    archive = Archive.open(tmp_path / "file" / "archive.db")
    with ThreadPoolExecutor(4) as pool:
        list(
            pool.map(lambda n: archive.extend(Trending(), a_list(f"2501.{n:05}"), NOON), range(40))
        )
    assert archive.count() == 40
    archive.close()


def test_closing_does_not_wait_for_a_thread_that_is_held_up(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    archive, other = Archive.open(path), Archive.open(path)
    holding, done = threading.Event(), threading.Event()
    problems: list[str] = []

    def wait(_: object) -> bool:
        holding.set()
        return done.wait(30)

    def hold() -> None:
        other._database.change(wait)

    def write() -> None:
        try:
            archive.store(START, a_list("2501.00001"), NOON)
        except ArchiveError as error:
            problems.append(str(error))

    holder, writer = threading.Thread(target=hold), threading.Thread(target=write)
    holder.start()
    assert holding.wait(30)
    writer.start()
    archive.close()
    assert not done.is_set()
    done.set()
    holder.join()
    writer.join()
    other.close()
    again = Archive.open(path)
    assert (again.count() == 1) == (not problems)
    assert all("closed" in problem for problem in problems)
    again.close()


def test_another_program_may_begin_a_new_archive_under_our_feet(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    ours = Archive.open(path)
    ours.store(START, a_list("2501.00001"), NOON)
    for part in tmp_path.iterdir():
        part.rename(part.with_name(f"moved-{part.name}"))
    theirs = Archive.open(path)
    theirs.store(START, a_list("2501.00002"), NOON + timedelta(hours=1))
    ours.store(START, a_list("2501.00003"), NOON)
    ours.close()
    theirs.close()
    again = Archive.open(path)
    assert again.problem == ""
    assert again.paper("2501.00002") is not None
    again.close()
