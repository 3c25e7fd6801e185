"""The key for a full text of 200 KB until its first line is on screen, in repaints of the floor.

usage: python -m tests.bench.full_text [RUNS]

`ahead` is the paper that one rests on, whose text was made ready; `at once` one whose text was
not. The limit for both is 50 ms on a quiet machine; ratios hold on others as well.
"""

from __future__ import annotations

import statistics
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from papers_tui.hub.endpoints import Endpoints
from papers_tui.services.session import Session
from papers_tui.store.paths import Paths
from tests.bench.__main__ import KEYS, contestants, served
from tests.bench.terminal import Terminal
from tests.support.data import fake_days
from tests.support.fake_hub import fulltext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.bench.__main__ import Contestant
    from tests.support.data.fake_days import Entry

SIZE = 200_000
FORMS = (fulltext.full, fulltext.converted, fulltext.plain)
FIRST_LINE = "Here begins the abstract."


def main(runs: int) -> None:
    """Measure, and print a table of ratios."""
    with TemporaryDirectory() as folder, served(Path(folder)) as (url, first_card):
        base, offline, _ = contestants(folder, url, first_card)
        with Terminal([sys.executable, *base.argv], base.environment) as terminal:
            terminal.shown(base.first_card)
            repaint = terminal.presses(KEYS)
        print(f"{'text':<12}{'ahead':>12}{'at once':>12}{'memory':>12}   in repaints of the floor")
        for form in FORMS:
            with archived(Path(folder), form):
                _measure(form.__name__, offline, repaint, runs)


def _measure(name: str, one: Contestant, repaint: float, runs: int) -> None:
    taken = [_timed(one) for _ in range(runs + 1)][1:]
    ahead, at_once, memory = (statistics.median(values) for values in zip(*taken, strict=True))
    print(
        f"{name:<12}{ahead:>10.3f} s{at_once:>10.3f} s{memory:>9.1f} MB"
        f"   {ahead / repaint:.1f} ahead, {at_once / repaint:.1f} at once"
    )


@contextmanager
def archived(home: Path, form: Callable[[Entry, int], str]) -> Iterator[None]:
    """All papers of the newest day with a text of that form and size in the archive."""
    session = Session(Paths.in_home(home), Endpoints())
    try:
        text = _text(form)
        for _, paper_id in session.archive.ids_by_day():
            session.archive.store_full_text(paper_id, text, datetime.now(UTC))
    finally:
        session.close()
    yield


def _text(form: Callable[[Entry, int], str]) -> str:
    """A text of that form of about `SIZE` characters: the same sections again and again."""
    text = form(fake_days.day("2026-08-21", 1)[0], 12)
    text = text.replace("Abstract\n\n", f"Abstract\n\n{FIRST_LINE} ", 1)
    start, end = text.index(FIRST_LINE), text.rindex("References")
    middle = text[start:end]
    return text[:start] + middle * (SIZE // len(middle)) + text[end:]


def _timed(one: Contestant) -> tuple[float, float, float]:
    """Seconds for the paper that one rests on, for the next one, and megabytes after both."""
    with Terminal([sys.executable, *one.argv], one.environment) as terminal:
        terminal.shown(one.first_card)
        terminal.rest(2)
        ahead = terminal.answer("F", FIRST_LINE)
        terminal.rest(1)
        terminal.press("\x1b")
        terminal.press("j")
        at_once = terminal.answer("F", FIRST_LINE)
        terminal.rest(1)
        return ahead, at_once, terminal.memory()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
