"""A short soak; `python -m tests.programs.soak` runs the long one."""

from __future__ import annotations

import re

import pytest

from tests.support.patience import seconds
from tests.support.subprocesses import start_module


@pytest.mark.slow
@pytest.mark.timeout(seconds(1200))
def test_events_by_chance_lose_nothing() -> None:
    soak = start_module("tests.programs.soak", "--events", 400, "--seed", 7)
    out, _ = soak.communicate()
    assert soak.returncode == 0
    assert re.search(r"400 events, \d+ changes, \d+ papers: none lost", out)
