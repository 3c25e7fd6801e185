"""The time that search takes over 30,000 papers: `python -m tests.bench.search [ARCHIVE]`.

The archive is made where it is missing; without a place it is made in a temporary folder.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from papers_tui.model.query.parser import parse
from papers_tui.services.search import PaperSearch
from papers_tui.store.archive.archive import Archive
from papers_tui.store.state import State
from tests.support.data import synthetic
from tests.support.data.query_table import TABLE, facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PAPERS = 30_000
SEEN, IN_LIBRARY = 3, 20  # one of so many papers
NOW = datetime(2026, 8, 21, 16, tzinfo=UTC)
TYPED = (
    "model of the",
    '"the model"',
    "title:model upvotes:>10",
    "gairmendon kex -lind",
    "the-4o OR model++",
    "org:lab has:code is:unseen",
    "stain* author:no sort:upvotes",
)
START = """
import time
start_time = time.perf_counter()
import sys
from pathlib import Path
from papers_tui.model.query.parser import parse
from papers_tui.services.search import PaperSearch
from papers_tui.store.archive.archive import Archive
from papers_tui.store.state import State
home = Path(sys.argv[1]).parent
search = PaperSearch(Archive.open(Path(sys.argv[1])), State.open(home / "state.db"))
found = search.find(parse(sys.argv[2]), 20)
"""


def main(place: Path) -> None:
    """Print the figures."""
    archive = Archive.open(place)
    if archive.count() < PAPERS:
        took = timed(lambda: synthetic.fill(archive, PAPERS))
        print(f"{PAPERS} papers stored in {took / 1000:.0f} s")
    ids = [key for _, key in archive.ids_by_day()]
    known = {key: facts(key) for key in ids[::IN_LIBRARY]}
    state = State.open(place.parent / "state.db")
    state.mark_seen(ids[::SEEN], NOW)
    search = PaperSearch(archive, state, lambda: known, lambda: NOW)
    search.prepare()
    print(f"{place.stat().st_size / archive.count():.0f} bytes on disk a paper")
    queries = [parse(query) for query, _ in TABLE]
    for limit in (100, None):
        each = (timed(partial(search.find, query, limit)) for query in queries)
        show(f"a query of the table, {limit or 'all'} papers", each)
    show("a keystroke, 100 papers", keystrokes(search))
    show("a filter of 500", (timed(partial(search.filter, ids[-500:], query)) for query in queries))
    show("more like this", (timed(partial(search.similar, key)) for key in ids[::300]))
    archive.close()
    state.close()
    for query in ("the model", "gairmendon", "stain* has:code", "upvotes:>100"):
        show(f"a fresh process that finds {query}", (start(place, query) for _ in range(15)))


def keystrokes(search: PaperSearch) -> Iterable[float]:
    """Every beginning of what is typed."""
    for text in TYPED:
        for end in range(1, len(text) + 1):
            query = parse(text[:end], typing=True)
            yield timed(partial(search.find, query, 100))


def start(place: Path, query: str) -> float:
    """From nothing to the end of a process."""
    command = [sys.executable, "-c", START, str(place), query]
    return timed(lambda: subprocess.run(command, check=True))  # noqa: S603


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    start_time = time.perf_counter()
    work()
    return (time.perf_counter() - start_time) * 1000


def show(what: str, took: Iterable[float]) -> None:
    """Half of the times are no longer than p50, 19 of 20 no longer than p95."""
    times = sorted(took)
    marks = statistics.quantiles(times, n=20, method="inclusive")
    print(f"{what:45} p50 {marks[9]:6.1f} ms   p95 {marks[18]:6.1f} ms   most {times[-1]:6.1f} ms")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(Path(sys.argv[1]) if sys.argv[1:] else Path(folder) / "archive.db")
