"""Start, key, memory and leaving, the program against the floor.

usage: python -m tests.bench [RUNS]

The runs are interleaved, so that whatever else the machine does falls on all alike; the first
round, in which bytecode is written and files are read, does not count.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from papers_tui.hub.endpoints import Endpoints
from papers_tui.model.period import hub_day, weekday_on_or_before
from papers_tui.services.session import Session
from papers_tui.store.paths import Paths
from tests.bench import floor
from tests.bench.terminal import Terminal
from tests.support.data import fake_days
from tests.support.fake_hub import FakeHub

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

NOT_OURS = {"COLUMNS", "LINES", "PYTHONDONTWRITEBYTECODE"}
"""Variables of the environment with which something else would be measured."""

KEYS = "j" * 12 + "k" * 8
SOURCE = Path(__file__).resolve().parents[2] / "src"
MEASURES = {
    "start": ("until the first card is drawn", "s"),
    "key": ("from a key to the repaint, median", "s"),
    "memory": ("after the keys", "MB"),
    "leave": ("from q to the end", "s"),
}

Values = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Contestant:
    """A program, and the text by which its first card is known."""

    name: str
    argv: Sequence[str]
    environment: Mapping[str, str]
    first_card: str

    def run(self) -> dict[str, float]:
        """Start it, use it, leave it."""
        with Terminal([sys.executable, *self.argv], self.environment) as terminal:
            start = terminal.shown(self.first_card)
            key = terminal.presses(KEYS)
            return {
                "start": start,
                "key": key,
                "memory": terminal.memory(),
                "leave": terminal.leave(),
            }


def main(runs: int) -> None:
    """Measure, and print a table."""
    with TemporaryDirectory() as folder, served(Path(folder)) as (url, first_card):
        programs = contestants(folder, url, first_card)
        measured: dict[str, Values] = {one.name: {} for one in programs}
        for number in range(runs + 1):
            for one in programs:
                for name, value in one.run().items():
                    if number:
                        measured[one.name].setdefault(name, []).append(value)
    _print(measured)


@contextmanager
def served(home: Path) -> Iterator[tuple[str, str]]:
    """A hub whose newest day is archived in that home: its address, and how its list begins."""
    newest = weekday_on_or_before(hub_day(datetime.now(UTC)))
    days = fake_days.days(newest - timedelta(days=14), newest, floor.PAPERS)
    with FakeHub(days) as hub:
        yield hub.url, _warm(home, hub.url)


def _warm(home: Path, url: str) -> str:
    """Have the newest day archived; gives the beginning of its first title."""
    session = Session(Paths.in_home(home), Endpoints(hub=url))
    try:
        first = asyncio.run(_newest(session))
        paper = session.archive.paper(first)
    finally:
        session.close()
    assert paper is not None
    return " ".join(paper.title.split()[:2])


async def _newest(session: Session) -> str:
    answer = await session.lists.newest()
    if session.connection is not None:
        await session.connection.close()
    return answer.stored.ids[0]


def contestants(home: str, url: str, first_card: str) -> list[Contestant]:
    """The floor, and the program offline and online, in that home."""
    plain = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    plain |= {"TERM": "xterm-256color", "PYTHONPATH": str(SOURCE)}
    ours = plain | {"PAPERS_TUI_HOME": home, "HF_ENDPOINT": url}
    reader = ["-m", "papers_tui"]
    return [
        Contestant("floor", [str(Path(floor.__file__))], plain, "Paper 0"),
        Contestant("offline", [*reader, "--offline"], ours, first_card),
        Contestant("online", reader, ours, first_card),
    ]


def _print(measured: dict[str, Values]) -> None:
    base, *others = measured
    print(f"{'':<8}{base:>12}" + "".join(f"{name:>12}{'':>8}" for name in others))
    for measure, (what, unit) in MEASURES.items():
        least = statistics.median(measured[base][measure])
        cells = [f"{least:>9.3f} {unit:<2}"]
        for name in others:
            value = statistics.median(measured[name][measure])
            cells.append(f"{value:>9.3f} {unit:<2}{value / least:>7.2f}x")
        print(f"{measure:<8}{''.join(cells)}   {what}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
