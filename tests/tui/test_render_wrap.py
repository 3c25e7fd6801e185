"""Text in terminal cells: nothing is wider than it may be, and nothing is cut without a mark."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.text.clean import clean
from papers_tui.tui.render.wrap import cells, filled, fit, fit_middle, wrap, wrap_to

CHARACTERS = "ab  \n漢한é\u0301👩\u200d🔬🇨🇭\u3164ﷺ"
TEXTS = st.text(st.sampled_from(CHARACTERS) | st.characters(codec="utf-8"), max_size=200).map(clean)
WIDTHS = st.integers(2, 30)


@given(TEXTS, WIDTHS)
def test_no_line_is_wider_than_it_may_be(text: str, width: int) -> None:
    assert all(cells(line) <= width for line in wrap(text, width))


@given(TEXTS, WIDTHS)
def test_wrapping_loses_nothing_but_white_space(text: str, width: int) -> None:
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


@given(TEXTS, WIDTHS, st.integers(1, 3))
def test_a_shortened_text_has_few_lines_and_says_so(text: str, width: int, most: int) -> None:
    lines = wrap_to(text, width, most)
    assert len(lines) <= most
    assert all(cells(line) <= width for line in lines)
    complete = "".join("".join(lines).split()) == "".join(text.split())
    assert complete or lines[-1].endswith("…")


@given(TEXTS.map(lambda text: text.replace("\n", " ")), st.integers(1, 30))
def test_what_is_fitted_fits(text: str, width: int) -> None:
    assert cells(fit(text, width)) <= width


@given(TEXTS.map(lambda text: " ".join(text.split())), st.integers(1, 40))
def test_what_is_shortened_in_the_middle_fits_and_has_both_ends(text: str, width: int) -> None:
    shown = fit_middle(text, width)
    assert cells(shown) <= width
    begin, mark, end = shown.rpartition("…")
    if cells(text) <= width:
        assert shown == text
    else:
        assert mark
        assert text.startswith(begin.rstrip())
        assert text.endswith(end.lstrip())


@given(st.lists(st.text("abc", min_size=1, max_size=12), min_size=3), st.integers(16, 60))
def test_no_word_is_cut_where_a_sentence_is_shortened_in_the_middle(
    words: list[str], width: int
) -> None:
    shown = fit_middle(" ".join(words), width)
    begin, _, end = shown.partition("…")
    if "…" in shown:
        assert begin.split() == words[: len(begin.split())]
        assert end.split() == words[len(words) - len(end.split()) :]


def test_an_address_is_shortened_in_its_middle() -> None:
    address = "https://huggingface.co/papers/2608.19880/a-page"
    assert fit_middle(f"Copied {address}", 40) == "Copied https://huggingface….19880/a-page"


@pytest.mark.parametrize("char", ["\u200d", "\u0301", "👩\u200d"])
def test_characters_without_a_width_are_shortened_too(char: str) -> None:
    lines = wrap_to("x" + char * 3000, 20, 2)
    assert 1 <= len(lines) <= 2
    assert lines[-1].endswith("…")


CLOSING, OPENING = "。，、）」！？", "（「『“"
CHINESE = st.text(st.sampled_from("深度学习模型。，、（）「」GPT4 "), max_size=120).map(clean)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("我们提出了方法。它很好", 14, ["我们提出了方", "法。它很好"]),
        ("他说「你好」和「再见」", 12, ["他说「你好」", "和「再见」"]),
        ("使用了Transformer模型", 14, ["使用了", "Transformer模", "型"]),
        ("我们（见表一）做了", 6, ["我们", "（见表", "一）做", "了"]),
    ],
)
def test_lines_begin_with_no_closing_mark(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


@given(CHINESE, st.integers(12, 40))
def test_marks_stay_with_what_they_belong_to(text: str, width: int) -> None:
    lines = wrap(" ".join(text.split()), width)
    assert all(cells(line) <= width for line in lines)
    for above, below in pairwise(lines):
        run = above[-4:] + below[:1]
        if sum(character in CLOSING + OPENING for character in run) == 1:  # else none could help
            assert below[:1] not in CLOSING or " " in above[-3:]
            assert above[-1:] not in OPENING or " " in above[-3:]


def test_hyphenated_words_break_at_their_hyphens() -> None:
    assert wrap("a state-of-the-art one", 12) == ["a state-of-", "the-art one"]
    assert wrap("at https://a-b.org/x-y-z", 12)[0] == "at"
    assert wrap("the GPT-4 and x-y", 8) == ["the", "GPT-4", "and x-y"]


def test_a_row_that_is_filled_has_the_text_as_it_is() -> None:
    text = "Guiding the Whole Workflow for Policy-Compliant Agents and more"
    assert filled(text, 30, 2) == [
        "Guiding the Whole Workflow for",
        "Policy-Compliant Agents and m…",
    ]
    for width in range(2, 40):
        *kept, last = filled(text, width, 2)
        assert "".join([*kept, last.removesuffix("…")]).replace(" ", "") in text.replace(" ", "")


@given(TEXTS, WIDTHS)
def test_rows_that_are_filled_fit_and_begin_as_the_text(words: str, width: int) -> None:
    rows = filled(words, width, 2)
    assert len(rows) <= 2
    assert all(cells(row) <= width for row in rows)
