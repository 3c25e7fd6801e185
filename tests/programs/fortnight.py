"""A fortnight of reports: the hub goes on a day each morning, and what is reported is counted.

    python -m tests.programs.fortnight [--papers 14] [--every 1]

Ten watches of every kind, and a daily digest, each run twice at the same time. Days grow in the
afternoon, papers gain votes and summaries on later days, the archive is deleted on one day and a
query changed on another. Then a morning is run again and again, killed each time at another call of
a function, every so many of them: nothing may be lost, and reported twice only what was printed
when the kill came.
"""

from __future__ import annotations

import argparse
import copy
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.support.data import fake_days
from tests.support.data.watches import WATCHES
from tests.support.fake_hub import FakeHub

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT = Path(__file__).resolve().parents[2]
FIRST, LAST = date(2026, 8, 3), date(2026, 8, 21)
CHANGED = "title", "title:diffusion* OR title:retrieval*"
"""The watch whose query is changed, and the new one."""

AGAIN = 5, 8
"""The mornings on which the archive is deleted, and that query changed."""

WATCH = ("watch", "--new", "--format", "jsonl")
DIGEST = ("digest", "--new", "--format", "markdown")
_HEADING = re.compile(r"^### .*papers/([\d.]+)>\)$", re.MULTILINE)
_KILLING = """
import os, signal, sys
left = int(sys.argv.pop(1))
kinds = ("cli/commands/watch", "cli/watches", "cli/commands/digest", "cli/streams",
         "services/watches", "services/exchange/digest", "store/state", "store/sqlite/database",
         "store/files/atomic")
def called(frame, event, _):
    global left
    if event in ("call", "return") and frame.f_code.co_filename.endswith(names):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
names = tuple(f"papers_tui/{kind}.py" for kind in kinds)
from papers_tui.cli.main import run
sys.setprofile(called)
status = run(sys.argv[1:])
sys.setprofile(None)
print(left, file=sys.stderr)
sys.exit(status)
"""


@dataclass
class Fortnight:
    """A hub, a home, and what was reported so far."""

    hub: FakeHub
    home: Path
    days: dict[str, list[Any]]
    watches: dict[str, str] = field(default_factory=lambda: dict(WATCHES))
    reported: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in WATCHES})
    sent: list[str] = field(default_factory=list)

    def configure(self) -> None:
        """Write the watches into the settings."""
        lines = [f"{name} = {json.dumps(query)}\n" for name, query in self.watches.items()]
        (self.home / "config.toml").write_text("[watches]\n" + "".join(lines), "utf-8")

    def report(self) -> None:
        """Run the reports and the digest, each twice at once, and take what they print."""
        with ThreadPoolExecutor() as pool:
            outs = list(pool.map(lambda arguments: self.run(*arguments), (WATCH, DIGEST) * 2))
        for out in outs[::2]:
            for name, ids in watched(out).items():
                self.reported[name] += ids
        for out in outs[1::2]:
            self.sent += _HEADING.findall(out)

    def started(self, arguments: Sequence[str], home: Path | None = None, kill: int = 0
                ) -> subprocess.Popen[str]:  # fmt: skip
        """A program on its own, killed at so many calls unless that is 0."""
        program = ["-c", _KILLING, str(kill)] if kill else ["-m", "papers_tui"]
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "PAPERS_TUI_HOME": str(home or self.home),
            "HF_ENDPOINT": self.hub.url,
        }
        return subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, *program, *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
        )  # fmt: skip

    def run(self, *arguments: str, home: Path | None = None) -> str:
        """The output of a command."""
        run = self.started(arguments, home)
        out, err = run.communicate(timeout=120)
        assert run.returncode == 0, err
        return out

    def found(self, query: str) -> set[str]:
        """The papers that a search finds in all that is archived."""
        return set(self.run("search", "--limit", "99999", "--format", "ids", query).split())

    def delete_archive(self) -> None:
        """Leave the state alone in the home."""
        for file in self.home.glob("archive.db*"):
            file.unlink()


def main(papers: int, every: int) -> None:
    """Simulate, check, and print the figures."""
    days = fake_days.days(FIRST, LAST, papers)
    first, *mornings = sorted(days)
    with tempfile.TemporaryDirectory() as folder, FakeHub({first: days[first]}) as hub:
        hub.quota.api = sys.maxsize
        home = Path(folder) / "home"
        home.mkdir()
        some = Fortnight(hub, home, days)
        some.configure()
        some.report()
        before = live(some, mornings)
        check(some, mornings, before)
        print(f"{len(mornings)} mornings of {papers} papers, two runs at once:")
        print(", ".join(f"{name} {len(ids)}" for name, ids in some.reported.items()))
        print(f"digest {len(some.sent)}; each exactly once")
        for arguments in (WATCH, DIGEST):
            print(killed_everywhere(some, arguments, every, Path(folder) / "copy"))


def live(some: Fortnight, mornings: Sequence[str]) -> set[str]:
    """Go through the mornings; gives what the changed watch had reported before its change."""
    before: set[str] = set()
    for number, day in enumerate(mornings):
        if number == AGAIN[0]:
            some.delete_archive()
        if number == AGAIN[1]:
            name, some.watches[CHANGED[0]] = CHANGED[0], CHANGED[1]
            before = set(some.reported[name])
            some.configure()
            some.report()
        complete = some.days[day]
        some.hub.days[day] = [without_summary(entry) for entry in complete[: len(complete) // 2]]
        some.report()
        some.hub.days[day] = [without_summary(entry) for entry in complete]
        some.report()
        for earlier in mornings[max(0, number - 2) : number]:
            for entry in some.days[earlier]:
                entry["paper"]["upvotes"] += 9
            some.hub.days[earlier] = some.days[earlier]
    return before


def without_summary(entry: Any) -> Any:
    """The entry of a paper as it is before the hub has summed it up."""
    early = copy.deepcopy(entry)
    early["paper"].pop("ai_summary", None)
    return early


def check(some: Fortnight, mornings: Sequence[str], before: set[str]) -> None:
    """Every watch reported what it finds, the changed one what was listed since; each once."""
    some.report()
    every = {entry["paper"]["id"] for day in some.days.values() for entry in day}
    assert once(some.sent) == every
    for name, ids in some.reported.items():
        wanted = some.found(f"in:{name}")
        if name == CHANGED[0]:
            wanted = before | some.found(f"in:{name} day:{mornings[AGAIN[1]]}..")
            assert wanted > before
        if name == "named":  # some were reported before they had the votes
            wanted |= set(ids) & some.found("in:words in:votes")
        assert once(ids) == wanted, (name, set(ids) ^ wanted)
        assert ids, name


def once(ids: Iterable[str]) -> set[str]:
    """The papers, none of which may be there twice."""
    counts = Counter(ids)
    assert [paper for paper, count in counts.items() if count > 1] == []
    return set(counts)


def killed_everywhere(some: Fortnight, arguments: Sequence[str], every: int, copied: Path) -> str:
    """Kill a run at every so many calls, each in a home as it was; then let one run end."""
    new = max(some.days)[:8] + "24"
    some.hub.days[new] = fake_days.day(date.fromisoformat(new), 14)
    wanted = reports(some, arguments, copied, 0)[0]
    assert wanted
    runs = twice = 0
    point = 1
    while True:
        out, ended = reports(some, arguments, copied, point)
        rest, _ = reports(some, arguments, copied, 0, fresh=False)
        assert set(out) | set(rest) == set(wanted), (point, set(wanted) ^ (set(out) | set(rest)))
        again = set(out) & set(rest)
        assert again in (set(), set(out)), point
        assert reports(some, arguments, copied, 0, fresh=False)[0] == []
        if ended:
            break
        runs, twice = runs + 1, twice + bool(again)
        point += every
    del some.hub.days[new]
    result = f"{arguments[0]} killed at {runs} points: nothing lost"
    return f"{result}, what was printed at the kill printed again {twice} times"


def reports(
    some: Fortnight, arguments: Sequence[str], home: Path, kill: int, *, fresh: bool = True
) -> tuple[list[str], bool]:
    """The complete lines that one run prints, and whether it came to its end."""
    if fresh:
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(some.home, home)
    run = some.started(arguments, home, kill)
    out, _ = run.communicate(timeout=120)
    if arguments == WATCH:
        ids = [f"{name} {paper}" for name, some in watched(out).items() for paper in some]
    else:
        ids = _HEADING.findall(out)
    return ids, run.returncode == 0


def watched(out: str) -> dict[str, list[str]]:
    """The papers of complete lines, by the watches that found them."""
    found: dict[str, list[str]] = {}
    for line in out.splitlines(keepends=True):
        if line.endswith("\n"):
            paper = json.loads(line)
            for name in paper["watches"]:
                found.setdefault(name, []).append(paper["id"])
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=14)
    parser.add_argument("--every", type=int, default=1)
    given = parser.parse_args()
    main(given.papers, given.every)
