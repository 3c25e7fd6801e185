"""As much of a message as fits."""

from __future__ import annotations

from papers_tui.tui.render.messages import joined


def test_a_row_has_as_many_parts_as_fit_and_none_is_cut() -> None:
    parts = ("Nothing in 4 days", "R asks the hub", "F2 fetches more")
    for width, count in ((80, 3), (52, 3), (51, 2), (34, 2), (33, 1), (5, 1)):
        assert joined(parts, " · ", width) == " · ".join(parts[:count])


def test_wide_characters_take_two_cells_of_the_row() -> None:
    parts = ("漢字", "仮名")
    assert joined(parts, ", ", 10) == "漢字, 仮名"
    assert joined(parts, ", ", 9) == "漢字"
