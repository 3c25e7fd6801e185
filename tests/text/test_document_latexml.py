"""Formulas that stand in a text several times: each is shown once, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.text.document.latexml import formulas_once
from papers_tui.text.document.markdown import blocks
from papers_tui.text.document.outline import chunks

CASES = [
    (r"a 3×3 3\times 3 grid", "a 3×3 grid"),
    (r"with (x→y x\rightarrow y), so", "with (x → y), so"),
    (r"let Q=(A,b)Q=(A,b) be", "let Q=(A,b) be"),
    (r"let S={(u j,v j)}j=1 M S=\{(u_{j},v_{j})\}_{j=1}^{M}, where", "let S={(uⱼ,vⱼ)}ⱼ₌₁ᴹ, where"),
    (r"each u j u_{j} and v j v_{j} are", "each uⱼ and vⱼ are"),
    (r"guess v^j\hat{v}_{j} of", "guess v̂ⱼ of"),
    (r"a map σ(T)\sigma(T) and σ T\sigma_{T} too", "a map σ(T) and σ_T too"),
    (r"from h(0)=h h^{(0)}=h on", "from h⁽⁰⁾=h on"),
    (r"m=2,3,…m=2,3,\ldots. In [0,1][0,1] it", "m=2,3,…. In [0,1] it"),
    (r"the cost 2⋅k mean 2\cdot k_{\mathrm{mean}}Then", "the cost 2·kₘₑₐₙ Then"),
    (r"where G 𝐺 G italic_G, H 𝐻 H italic_H, and V do", "where G, H, and V do"),
    (
        r"keys W h subscript 𝑊 ℎ W_{h}italic_W start_POSTSUBSCRIPT italic_h end_POSTSUBSCRIPT and",
        "keys Wₕ and",
    ),
]


def shown(line: str) -> str:
    (block,) = (block for chunk in chunks(line) for block in blocks(chunk))
    return " ".join(block.text.split())


@pytest.mark.parametrize(("line", "text"), CASES)
def test_a_formula_is_shown_once(line: str, text: str) -> None:
    assert shown(line) == text


@pytest.mark.parametrize(
    "line",
    [
        r"x_{i}x_{i} and $x_{i}x_{i}$ are squares",
        "he had had enough, and (1)(1) is one",
        "A A B 12 12 0.5 0.5",
        r"the cost of \alpha and x_{i} alone",
        "snake_case and subscript words, superscript too",
    ],
)
def test_what_stands_once_stays(line: str) -> None:
    assert formulas_once(line) == line


def test_single_letters_of_prose_are_shown_once() -> None:
    prose = "so that the whole of it stays as it was before the change in the line above it"
    assert formulas_once(f"for k k of them, {prose} {prose}") == f"for k of them, {prose} {prose}"


@given(st.text(st.sampled_from(r"ab {}_^\$=()1"), max_size=60))
def test_no_text_breaks_it(line: str) -> None:
    once = formulas_once(line)
    assert set(once) <= set(line) | set("\\() ")
    assert {sign for sign in line if sign.isalnum()} == {sign for sign in once if sign.isalnum()}


@given(st.lists(st.sampled_from(["word", "a", "of", "x1", "B", ",", "(see)", "3"]), max_size=30))
def test_words_are_left_alone(words: list[str]) -> None:
    line = " ".join(words)[:110]
    assert formulas_once(line) == line


@pytest.mark.parametrize("piece", [r"\a", "{_{", r"\{", "x_{", r"\alpha ", "a=a=", "ab "])
def test_long_lines_are_read(piece: str) -> None:
    line = piece * (300_000 // len(piece))
    assert len(formulas_once(line)) >= len(line) // 2
