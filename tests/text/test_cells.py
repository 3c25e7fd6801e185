"""Text in terminal cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from papers_tui.text.cells import clip, clip_start, pad, width, wrap

TEXTS = st.text(st.sampled_from("ab .-éñ漢字カ한🎉ｆ。（」\u0301\t\n"), max_size=60)


@pytest.mark.parametrize("text", ["", "plain", "naïve", "漢字", "e\u0301", "🎉 party", "한글 abc"])
def test_the_width_is_that_of_a_terminal(text: str) -> None:
    assert width(text) == cell_len(text)


@given(TEXTS, st.integers(2, 30))
def test_wrapping_loses_nothing_but_spaces(text: str, cells: int) -> None:
    assert "".join(wrap(text, cells)).replace(" ", "") == "".join(text.split())


@given(TEXTS, st.integers(2, 30))
def test_no_line_is_wider_than_there_is_room(text: str, cells: int) -> None:
    assert all(len(line) > 0 and width(line) <= cells for line in wrap(text, cells))


def test_words_stay_complete_where_they_can() -> None:
    assert wrap("one two three", 7) == ["one two", "three"]
    assert wrap("a incomprehensible b", 8) == ["a", "incompre", "hensible", "b"]


def test_padding_counts_cells() -> None:
    assert pad("漢", 4) == "漢  "
    assert pad("long", 2) == "long"


@pytest.mark.parametrize("cells", [0, -1])
def test_where_there_is_no_room_nothing_is_shown(cells: int) -> None:
    assert clip("text", cells) == clip_start("text", cells) == ""


@given(TEXTS.map(lambda text: " ".join(text.split())), st.integers(1, 30))
def test_a_clipped_text_fits_and_says_that_it_was_cut(text: str, cells: int) -> None:
    clipped = clip(text, cells)
    assert width(clipped) <= cells
    assert clipped == text if width(text) <= cells else clipped.endswith("…")


@given(TEXTS, st.integers(1, 20))
def test_a_text_clipped_at_its_start_fits_and_ends_as_it_did(text: str, cells: int) -> None:
    clipped = clip_start(text, cells)
    assert width(clipped) <= cells
    assert text.endswith(clipped.removeprefix("…")) if clipped != text else width(text) <= cells


def test_joiners_take_no_cells_in_an_error_either() -> None:
    assert width("a\u200db") == 2


def test_lines_begin_with_no_closing_mark() -> None:
    assert wrap("我们提出了方法。它很好", 14) == ["我们提出了方", "法。它很好"]
    assert wrap("我们（见表一）做了", 6) == ["我们", "（见表", "一）做", "了"]
    assert wrap("。。。。。。", 4) == ["。。", "。。", "。。"]
