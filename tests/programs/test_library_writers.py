"""Many programs writing one reading list, and being killed while they do."""

from __future__ import annotations

import random
import time
import tomllib
from typing import TYPE_CHECKING

import pytest

from papers_tui.store.library.file import LibraryFile
from tests.support.subprocesses import start

if TYPE_CHECKING:
    from pathlib import Path

CHANGES = 20

WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from papers_tui.model.library.changes import Star, Tag
from papers_tui.store.library.file import LibraryFile
from papers_tui.store.library.journal import DatedChange
path, state, me, count = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
file = LibraryFile(path, state)
for number in range(count):
    change = Star(f"25{me:02}.{number:05}") if number % 2 else Tag("2501.00001", f"{me} {number}")
    file.apply([DatedChange(change, datetime.now(UTC))])
    print(change.id, getattr(change, "tag", ""), sep="|", flush=True)
"""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="a new file", marks=pytest.mark.slow),
        pytest.param('# by hand\n[[paper]]\nid = "2501.00001"\nrating = 5\n', id="by hand"),
    ],
)
def test_of_eight_programs_with_many_changes_each_none_is_lost(tmp_path: Path, text: str) -> None:
    path = tmp_path / "library.toml"
    path.write_text(text)
    writers = [start(WRITER, path, tmp_path / "state", me, CHANGES) for me in range(10, 18)]
    lines = [writer.communicate()[0].splitlines() for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * 8
    library = LibraryFile(path, tmp_path / "state").load().library
    assert sum(map(len, lines)) == 8 * CHANGES
    assert len(library["2501.00001"].tags) == 4 * CHANGES
    assert sum(mark.starred for mark in library.values()) == 4 * CHANGES
    assert set(text.splitlines()) <= set(path.read_text().splitlines())


@pytest.mark.parametrize("rounds", [6, pytest.param(30, marks=pytest.mark.slow)])
def test_a_program_killed_while_starring_loses_no_star_it_acknowledged(
    tmp_path: Path, rounds: int
) -> None:
    path, chance = tmp_path / "library.toml", random.Random(7)
    acknowledged: set[str] = set()
    for turn in range(rounds):
        writer = start(WRITER, path, tmp_path / "state", turn % 90 + 10, 10_000)
        assert writer.stdout
        acknowledged.add(writer.stdout.readline())
        time.sleep(chance.random() * 0.075)  # any moment of a save may be the one
        writer.kill()
        acknowledged.update(line for line in writer.communicate()[0].splitlines(keepends=True))
        tomllib.loads(path.read_text())
        library = LibraryFile(path, tmp_path / "state").load().library
        for line in acknowledged:
            paper, _, tag = line.strip().partition("|")
            assert tag in library[paper].tags if tag else library[paper].starred
    assert len(acknowledged) > rounds
