"""Text in terminal cells: nothing is wider than it may be, and nothing is lost without a sign."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.text.clean import clean
from papers_tui.tui.render.wrap import cells, fit, wrap, wrap_to

SIGNS = "ab  \n漢한é\u0301👩\u200d🔬🇨🇭\u3164ﷺ"
TEXTS = st.text(st.sampled_from(SIGNS) | st.characters(codec="utf-8"), max_size=200).map(clean)
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
    whole = "".join("".join(lines).split()) == "".join(text.split())
    assert whole or lines[-1].endswith("…")


@given(TEXTS.map(lambda text: text.replace("\n", " ")), st.integers(1, 30))
def test_what_is_fitted_fits(text: str, width: int) -> None:
    assert cells(fit(text, width)) <= width


@pytest.mark.parametrize("sign", ["\u200d", "\u0301", "👩\u200d"])
def test_signs_without_a_width_are_shortened_too(sign: str) -> None:
    lines = wrap_to("x" + sign * 3000, 20, 2)
    assert 1 <= len(lines) <= 2
    assert lines[-1].endswith("…")
