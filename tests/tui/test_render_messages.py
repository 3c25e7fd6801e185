"""The age of something, in one unit, and as much of a message as fits."""

from __future__ import annotations

from datetime import timedelta

import pytest

from papers_tui.tui.render.messages import age, joined


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=60), "1 min ago"),
        (timedelta(minutes=59, seconds=59), "59 min ago"),
        (timedelta(minutes=60), "1 h ago"),
        (timedelta(hours=3, minutes=59), "3 h ago"),
        (timedelta(hours=47, minutes=59), "47 h ago"),
        (timedelta(hours=48), "2 days ago"),
        (timedelta(days=12, hours=23), "12 days ago"),
    ],
)
def test_an_age_is_rounded_down_to_the_unit_that_reads_best(passed: timedelta, words: str) -> None:
    assert age(passed) == words


def test_a_row_has_as_many_parts_as_fit_and_none_is_cut() -> None:
    parts = ("Nothing in 4 days", "R asks the hub", "F2 fetches more")
    for width, count in ((80, 3), (52, 3), (51, 2), (34, 2), (33, 1), (5, 1)):
        assert joined(parts, " · ", width) == " · ".join(parts[:count])
