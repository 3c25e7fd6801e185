"""The first keys: at the first card, and two seconds later, in repaints of the floor.

usage: python -m tests.bench.keys [RUNS]

Each key is timed until its text is on screen, in starts of their own, interleaved.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.bench.__main__ import KEYS, contestants, served
from tests.bench.terminal import Terminal

if TYPE_CHECKING:
    from tests.bench.__main__ import Contestant

ANSWERS = {
    "?": "Help",
    "t": "Tags",
    "d": "Go to",
    "\x10": "Palette",
    "5": "Reading list",
    "\r": "Full text",
}
"""Keys, and what is on screen once they had their effect."""


def main(runs: int) -> None:
    """Measure, and print a table of ratios."""
    with TemporaryDirectory() as folder, served(Path(folder)) as (url, first_card):
        base, offline, _ = contestants(folder, url, first_card)
        repaint = statistics.median(_repaint(base) for _ in range(runs + 1))
        taken: dict[tuple[str, bool], list[float]] = {}
        for number in range(runs + 1):
            for key in ANSWERS:
                for later in (False, True):
                    seconds = _timed(offline, key, later=later)
                    if number:
                        taken.setdefault((key, later), []).append(seconds)
    print(f"{'key':<8}{'at first':>12}{'later':>12}{'ratio':>8}   in repaints of the floor")
    for key in ANSWERS:
        first, then = (statistics.median(taken[key, later]) for later in (False, True))
        print(
            f"{key!r:<8}{first:>10.3f} s{then:>10.3f} s{first / then:>7.2f}x"
            f"   {first / repaint:.1f} at first, {then / repaint:.1f} later"
        )


def _timed(one: Contestant, key: str, *, later: bool) -> float:
    with Terminal([sys.executable, *one.argv], one.environment) as terminal:
        terminal.shown(one.first_card)
        if later:
            terminal.rest(2)
        return terminal.answer(key, ANSWERS[key])


def _repaint(one: Contestant) -> float:
    with Terminal([sys.executable, *one.argv], one.environment) as terminal:
        terminal.shown(one.first_card)
        return terminal.presses(KEYS)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
