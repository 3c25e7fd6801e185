"""A fortnight of small days; `python -m tests.programs.fortnight` makes the long one."""

from __future__ import annotations

import re

import pytest

from tests.support.patience import seconds
from tests.support.subprocesses import start_module


@pytest.mark.slow
@pytest.mark.timeout(seconds(1800))
def test_a_fortnight_of_reports_has_every_paper_exactly_once() -> None:
    run = start_module("tests.programs.fortnight", "--papers", 8, "--every", 101)
    out, _ = run.communicate()
    assert run.returncode == 0
    assert "each exactly once" in out
    assert len(re.findall(r"(watch|digest) killed at \d+ points: nothing lost", out)) == 2
