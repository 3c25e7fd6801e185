"""A program that stores days of one paper and reports each: FOLDER WHO ROUNDS."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path

from papers_tui.model.period import Day
from papers_tui.store.archive.archive import Archive
from papers_tui.store.state import State
from tests.support.strategies.papers import a_list

NOON = datetime(2026, 8, 20, 12, tzinfo=UTC)
START = Day(date(2026, 8, 3))
DAYS = 25


def main(folder: Path, who: str, rounds: int) -> None:
    """Store so many rounds of `DAYS` lists; print the id of each paper once it is on disk."""
    archive, state = Archive.open(folder / "archive.db"), State.open(folder / "state.db")
    for turn in range(rounds):
        for number in range(DAYS):
            key = f"{who}{turn % 10}{number:02}.00001"
            archive.store(START.step(turn * DAYS + number), a_list(key, "2501.00001"), NOON)
            state.mark_seen([key], NOON)
            print(key, flush=True)
    archive.close()
    state.close()
    print(archive.problem, state.problem)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
