"""The cost of fifty watches over 30,000 papers: `python -m tests.bench.watches [FOLDER]`.

The home is made in the folder where it is missing; without a folder, in a temporary one. Times are
those of the processor, and of programs as ratios to `python -c pass`.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from papers_tui.model.paper import Entry, Listing
from papers_tui.model.period import Day
from papers_tui.services.session import Session
from papers_tui.store.archive.archive import Archive
from papers_tui.store.paths import Paths
from papers_tui.store.settings.load import load
from tests.bench.terminal import Terminal
from tests.support.data import synthetic

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PAPERS, WATCHES, ON_A_DAY = 30_000, 50, 50
RUNS = 9
_LEFT_OUT = ("COLUMNS", "LINES", "PYTHONDONTWRITEBYTECODE")
KINDS = (
    "{word}",
    "title:{word}*",
    "{word} has:code upvotes:>={number}",
    "author:glikain OR org:lab",
    'keyword:"{word}" OR by:baislogil',
)
WORDS = ("the", "stais", "ho", "fusglasrand", "boxmerstax", "we", "glirkend", "marpail", "of", "on")


def main(home: Path) -> None:
    """Print the figures."""
    furnish(home)
    paths = Paths.in_home(home)
    with closing(Session(paths, None, settings=load(paths.config))) as session:
        watches = session.watches()
        since = watches.newest() - timedelta(days=30)
        ids = session.search().listed_since(since)
        print(f"{len(watches.all)} watches, {len(ids)} papers in thirty days")
        report("what 6 asks", lambda: session.watches().found_since(since))
        report("names on 50 cards", lambda: session.watch_names(ids[:ON_A_DAY]))
    program = (sys.executable, "-m", "papers_tui", "watch", "--new", "--offline")
    floor = of_programs((sys.executable, "-c", "pass"), home)
    print(f"watch --new --offline: {of_programs(program, home) / floor:.1f} times python -c pass")
    report_reader(home)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "archive.db"
        copy.write_bytes((home / "archive.db").read_bytes())
        with closing(Archive.open(copy)) as archive:
            report("a day of 50 papers archived", lambda: archive_a_day(archive))


def report_reader(home: Path) -> None:
    """Print how long a start takes with the watches and without, and how fast `6` opens."""
    settings = home / "config.toml"
    text = settings.read_text("utf-8")
    taken: dict[str, list[float]] = {text: [], "": []}
    opened = []
    try:
        for _ in range(RUNS + 1):
            for config, times in taken.items():
                settings.write_text(config, encoding="utf-8")
                command = (sys.executable, "-m", "papers_tui", "--offline")
                with Terminal(command, reader_in(home)) as reader:
                    times.append(reader.shown("1 of "))
                    if config:
                        reader.rest(2)
                        opened.append(reader.answer("6", "[watch"))
    finally:
        settings.write_text(text, encoding="utf-8")
    ratio = statistics.median(taken[text][1:]) / statistics.median(taken[""][1:])
    print(f"a start with {WATCHES} watches: {ratio:.2f} times one without")
    print(
        f"6 opens in {min(opened) * 1000:.0f} ms, median {statistics.median(opened) * 1000:.0f} ms"
    )


def reader_in(home: Path) -> dict[str, str]:
    """The environment of a reader, with the bytecode of its modules."""
    environment = {**os.environ, "PAPERS_TUI_HOME": str(home), "TERM": "xterm-256color"}
    return {name: text for name, text in environment.items() if name not in _LEFT_OUT}


def furnish(home: Path) -> None:
    """Make the archive and the settings where they are missing."""
    home.mkdir(parents=True, exist_ok=True)
    if not (home / "archive.db").exists():
        with closing(Archive.open(home / "archive.db")) as archive:
            synthetic.fill(archive, PAPERS)
    lines = ["[watches]"]
    for number in range(WATCHES):
        word = WORDS[number % len(WORDS)]
        query = KINDS[number % len(KINDS)].format(word=word, number=number)
        lines.append(f"watch{number} = '{query}'")
    (home / "config.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def archive_a_day(archive: Archive) -> None:
    """Archive new papers, as a fetch does."""
    number = time.time_ns() % 10**8
    some = synthetic.papers(ON_A_DAY, seed=number)
    entries = (
        Entry(replace(paper, id=f"{number:08}"[:4] + f".{place:05}"))
        for place, paper in enumerate(some)
    )
    archive.store(Day(date(2030, 1, 1)), Listing(tuple(entries)), datetime.now(UTC))


def report(name: str, work: Callable[[], object]) -> None:
    """Print the shortest of some runs in milliseconds of the processor."""
    times = []
    for _ in range(RUNS):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    print(f"{name}: {min(times) * 1000:.1f} ms, median {statistics.median(times) * 1000:.1f} ms")


def of_programs(command: Sequence[str], home: Path) -> float:
    """The shortest time of the processor that a program takes, in seconds."""
    environment = {**os.environ, "PAPERS_TUI_HOME": str(home)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    times = []
    for _ in range(RUNS):
        before = spent()
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)  # noqa: S603
        times.append(spent() - before)
    return min(times)


def spent() -> float:
    """The time of the processor that programs started from here took, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            main(Path(folder))
