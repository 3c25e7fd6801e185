"""The first keys: at the first card, and two seconds later, in repaints of the floor.

usage: python -m tests.bench.keys [RUNS]

Each key is timed until its text is on screen, in starts of their own, interleaved. The least of the
runs counts: whatever else the machine does only adds to it. What the processor spent on the program
in that time is printed beside it, where the system says so; on a busy machine it says more.

The goals: at the first card at most 1.5 times the time two seconds later, and then at most four
repaints for the dialogs `? t d Ctrl+P`. `5` and `s` at the first card read the reading list, too.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.bench.__main__ import KEYS, contestants, served
from tests.bench.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.bench.__main__ import Contestant

ANSWERS = {
    "?": "Type to find a command",
    "t": "Tags",
    "d": "Go to",
    "\x10": "Palette",
    "5": "reading list is empty",
    "\r": "Full text",
    "s": "★",
    "/": "Search ›",
}
"""Keys, and what is on screen once they had their effect."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds until a key was answered, and of them those of the processor."""

    wall: float
    cpu: float

    @classmethod
    def least(cls, all_of_them: Sequence[Taken]) -> Taken:
        """The least of several, each by itself."""
        return cls(min(one.wall for one in all_of_them), min(one.cpu for one in all_of_them))


def main(runs: int) -> None:
    """Measure, and print a table of ratios."""
    with TemporaryDirectory() as folder, served(Path(folder)) as (url, first_card):
        base, offline, _ = contestants(folder, url, first_card)
        repaints: list[Taken] = []
        taken: dict[tuple[str, bool], list[Taken]] = {}
        for number in range(runs + 1):
            repaints += _repaints(base)
            for key in ANSWERS:
                for later in (False, True):
                    one = _timed(offline, folder, key, later=later)
                    if number:
                        taken.setdefault((key, later), []).append(one)
    _print({at: Taken.least(them) for at, them in taken.items()}, Taken.least(repaints))


def _timed(one: Contestant, home: str, key: str, *, later: bool) -> Taken:
    """Press a key in a start of its own, with a home as it was."""
    with TemporaryDirectory() as folder:
        copytree(home, folder, dirs_exist_ok=True)
        environment = {**one.environment, "PAPERS_TUI_HOME": folder}
        with Terminal([sys.executable, *one.argv], environment) as terminal:
            terminal.shown(one.first_card)
            if later:
                terminal.rest(2)
            before = terminal.cpu()
            wall = terminal.answer(key, ANSWERS[key])
            return Taken(wall, terminal.cpu() - before)


def _repaints(one: Contestant) -> list[Taken]:
    found = []
    with Terminal([sys.executable, *one.argv], one.environment) as terminal:
        terminal.shown(one.first_card)
        for key in KEYS:
            terminal.settle()
            before = terminal.cpu()
            wall = terminal.press(key)
            found.append(Taken(wall, terminal.cpu() - before))
    return found


def _print(taken: Mapping[tuple[str, bool], Taken], repaint: Taken) -> None:
    print(f"the floor repaints in {repaint.wall:.4f} s, {repaint.cpu:.4f} s of the processor")
    print(f"{'key':<8}{'at first':>10}{'later':>10}{'ratio':>8}{'repaints':>10}   by the processor")
    for key in ANSWERS:
        first, then = taken[key, False], taken[key, True]
        print(
            f"{key!r:<8}{first.wall:>8.3f} s{then.wall:>8.3f} s{first.wall / then.wall:>7.2f}x"
            f"{then.wall / repaint.wall:>10.1f}   {first.cpu:.3f} s, {then.cpu:.3f} s,"
            f" {first.cpu / then.cpu:.2f}x, {then.cpu / repaint.cpu:.1f} repaints"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
