"""Runs of `watch --new` as programs: two at once, killed at any moment, with stdout closed."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.support.command_line import PROGRAM
from tests.support.data import fake_days
from tests.support.home import put

if TYPE_CHECKING:
    from tests.support.command_line import Shell

DAYS = fake_days.days(date(2026, 8, 3), date(2026, 8, 6), 12)
FIRST, *LATER = sorted(DAYS)
ARGUMENTS = ("watch", "--new", "--format", "jsonl")


@pytest.fixture
def watching(shell: Shell) -> Shell:
    """A home with a watch on everything, which knows the first day."""
    shell.hub.days.clear()
    shell.hub.days[FIRST] = DAYS[FIRST]
    put(shell.home, '[watches]\nall = "upvotes:>=0"\n')
    assert len(ids(shell.program(*ARGUMENTS).out)) == len(DAYS[FIRST])
    return shell


def ids(out: str) -> list[str]:
    """The papers of complete lines."""
    return [json.loads(line)["id"] for line in out.splitlines(keepends=True) if line.endswith("\n")]


def started(shell: Shell, **options: int) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603
        [*PROGRAM, *ARGUMENTS],
        stdout=options.get("stdout", subprocess.PIPE),
        stderr=subprocess.PIPE,
        text=True,
        env=shell.environment(),
    )


def listed(*days: str) -> list[str]:
    return sorted(entry["paper"]["id"] for day in days for entry in DAYS[day])


def test_two_runs_at_once_report_each_paper_once(watching: Shell) -> None:
    for day in LATER:
        watching.hub.days[day] = DAYS[day]
        runs = [started(watching) for _ in range(2)]
        found = [ids(run.communicate(timeout=60)[0]) for run in runs]
        assert [run.returncode for run in runs] == [0, 0]
        assert sorted(found[0] + found[1]) == listed(day)


@pytest.mark.parametrize("runs", [6, pytest.param(24, marks=pytest.mark.slow)])
def test_a_run_that_is_killed_at_any_moment_loses_no_paper(watching: Shell, runs: int) -> None:
    for day in LATER:
        watching.hub.days[day] = DAYS[day]
    found: list[str] = []
    for number in range(1, runs + 1):
        run = started(watching)
        try:
            out, _ = run.communicate(timeout=number / runs)
        except subprocess.TimeoutExpired:
            run.kill()
            out, _ = run.communicate()
        found += ids(out)
    found += ids(watching.program(*ARGUMENTS).out)
    assert sorted(set(found)) == listed(*LATER)
    assert watching.program(*ARGUMENTS).out == ""


def test_what_nobody_can_read_is_not_reported(watching: Shell) -> None:
    watching.hub.days[LATER[0]] = DAYS[LATER[0]]
    command = " ".join(f"'{part}'" for part in (*PROGRAM, *ARGUMENTS))
    for redirection in (">&-", ">/dev/full"):
        done = subprocess.run(  # noqa: S603
            ["/bin/sh", "-c", f"{command} {redirection}"],
            capture_output=True,
            text=True,
            check=False,
            env=watching.environment(),
        )
        assert done.returncode == 1, done.stderr
        assert "papers-tui: error:" in done.stderr
    assert sorted(ids(watching.program(*ARGUMENTS).out)) == listed(LATER[0])
