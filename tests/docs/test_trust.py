"""The page on trust names tests that are there, and none of its rows reports a loss."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / ".github" / "docs" / "trust.md"
ROWS = [
    line.strip("| ").split(" | ")
    for line in PAGE.read_text().splitlines()
    if line.startswith("|") and "`tests/" in line
]


@pytest.mark.parametrize("row", ROWS, ids=[row[0][:40] for row in ROWS])
def test_each_row_has_a_test_that_anyone_can_run(row: list[str]) -> None:
    tried, times, lost, where = row
    assert tried
    assert re.search(r"[0-9]", times)
    assert lost == "nothing"
    for path in re.findall(r"`(tests/[^`]+)`", where):
        assert (ROOT / path).exists(), path


def test_readme_links_the_page() -> None:
    assert "](.github/docs/trust.md)" in (ROOT / "README.md").read_text()
