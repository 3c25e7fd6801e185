"""Formulas that stand in a text several times: each is shown once, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.text.document.formulas.bare import as_display, with_delimiters
from papers_tui.text.document.formulas.latexml import formulas_once
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
    (r"a mean x¯\bar{x} and y¯i=0\bar{y}_{i}=0 of", "a mean x̄ and ȳᵢ=0 of"),
    (r"some α∈[0,1]\alpha\in[0,\,1] and a∈Aa\,\in A", "some α ∈ [0, 1] and a ∈ A"),
    (r"the cost 2⋅k mean 2\cdot k_{\mathrm{mean}}Then", "the cost 2·k_mean Then"),
    (
        r"a vector v→\vec{v} of O(1)O(1) and 3.5%3.5\% of ∼1\sim 1M",
        "a vector v⃗ of O(1) and 3.5% of ∼1M",
    ),
    (
        "from t−1 t-1 to t+1 t+1 and not t−1 u-1, in a line that is long enough to be prose and no "
        "row of any table at all, as it has to be",
        "from t−1 to t+1 and not t−1 u-1, in a line that is long enough to be prose and no "
        "row of any table at all, as it has to be",
    ),
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
        "snake_case and subscript words, superscript too",
    ],
)
def test_what_stands_once_stays(line: str) -> None:
    assert formulas_once(line) == line


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (r"the cost of \alpha and x_{i} alone", r"the cost of \(\alpha\) and \(x_{i}\) alone"),
        (r"Let \mathcal{D}_{\text{hard}}\subset\mathcal{D} where \pi_{\theta} holds",
         r"Let \(\mathcal{D}_{\text{hard}}\subset\mathcal{D}\) where \(\pi_{\theta}\) holds"),
        (r"x = \alpha + \beta, then \geq 7 of \sim 40",
         r"\(x = \alpha + \beta\), then \(\geq 7\) of \(\sim 40\)"),
        (r"(\tilde{x}) in (r\in\{0,1\}).", r"\((\tilde{x})\) in \((r\in\{0,1\})\)."),
        (r"the \ell_{2}-norm of O{}_{\text{Self-Ref}}, which",
         r"the \(\ell_{2}\)-norm of \(O{}_{\text{Self-Ref}}\), which"),
        (r"the \boxed{} format, \textbf{bold} and \cite{a}",
         r"the \boxed{} format, \textbf{bold} and \cite{a}"),
        (r"it is $\alpha$ and \alpha and $x$", r"it is $\alpha$ and \alpha and $x$"),
    ],
)  # fmt: skip
def test_bare_tex_gets_its_delimiters(line: str, text: str) -> None:
    assert formulas_once(line) == text


OLDER_FORM = [
    ("P 𝑃 P italic_P", r"\(P\)"),
    (
        r"f target subscript 𝑓 target f_{\text{target}}italic_f start_POSTSUBSCRIPT target "
        "end_POSTSUBSCRIPT",
        r"\(f_{\text{target}}\)",
    ),
    ("best 𝑏 𝑒 𝑠 𝑡 best italic_b italic_e italic_s italic_t", r"\(best\)"),
    (r"pop←←𝑝 𝑜 𝑝 absent pop\leftarrow italic_p italic_o italic_p ←", r"\(pop\leftarrow\)"),
    ("g=1 𝑔 1 g=1 italic_g = 1", r"\(g=1\)"),
    (
        r"max(fit)≥c 𝑓 𝑖 𝑡 𝑐\max(fit)\geq c roman_max ( italic_f italic_i italic_t ) ≥ italic_c",
        r"\(\max(fit)\geq c\)",
    ),
    (
        r"q[argmax(f)]𝑞 delimited-[]𝑓 q[\arg\max(f)]italic_q [ roman_arg roman_max ( italic_f ) ]",
        r"\(q[\arg\max(f)]\)",
    ),
]


@pytest.mark.parametrize(("line", "text"), OLDER_FORM)
def test_a_formula_that_stands_four_times_is_its_tex(line: str, text: str) -> None:
    assert formulas_once(line) == text


def test_a_formula_in_another_order_than_its_tex_is_known_by_its_characters() -> None:
    drawn = "W ij′={W ij if0≤W ij,W ij otherwise."
    tex = (r"\mathbf{W}^{\prime}_{ij}=\begin{cases}\mathbf{W}_{ij}&\text{if }0\leq"
           r"\mathbf{W}_{ij},\\ \mathbf{W}_{ij}&\text{otherwise}.\end{cases}")  # fmt: skip
    assert formulas_once(f"{drawn}{tex}(4)") == rf"\({tex}\)(4)"


def test_single_letters_of_prose_are_shown_once() -> None:
    prose = "so that the whole of it stays as it was before the change in the line above it"
    assert formulas_once(f"for k k of them, {prose} {prose}") == f"for k of them, {prose} {prose}"


@given(st.text(st.sampled_from(r"ab {}_^\$=()1"), max_size=60))
def test_no_text_breaks_it(line: str) -> None:
    once = formulas_once(line)
    assert set(once) <= set(line) | set("\\() ")
    assert {one for one in line if one.isalnum()} == {
        character for character in once if character.isalnum()
    }


@given(st.lists(st.sampled_from(["word", "a", "of", "x1", "B", ",", "(see)", "3"]), max_size=30))
def test_words_are_left_alone(words: list[str]) -> None:
    line = " ".join(words)[:110]
    assert formulas_once(line) == line


@pytest.mark.parametrize("piece", [r"\a", "{_{", r"\{", "x_{", r"\alpha ", "a=a=", "ab "])
def test_long_lines_are_read(piece: str) -> None:
    line = piece * (300_000 // len(piece))
    assert len(formulas_once(line)) >= len(line) // 2


def test_formulas_in_words_alone_are_left_out_however_many() -> None:
    """Could each word be read in two ways, a dozen would take longer than anyone waits."""
    assert formulas_once("so " + "italic_a " * 500 + "in words").split() == ["so", "in", "words"]


def test_words_of_a_tree_without_tex_stay() -> None:
    """Could each symbol among them be read in two ways, thirty would take longer than a day."""
    for words in ("subscript " + "− × " * 50 + "so", "so " + "−subscript " * 20_000 + "in all"):
        assert formulas_once(words) == words


@pytest.mark.parametrize("opening", [r"\(", r"\["])
def test_openings_of_formulas_that_never_end_are_gone_through_once(opening: str) -> None:
    line = rf"so \alpha {opening * 100_000} in all"
    assert with_delimiters(line) == line.replace(r"\alpha", r"\(\alpha\)")


def test_spaces_behind_a_formula_are_not_gone_through_again_and_again() -> None:
    assert as_display(r"\(a=b\)" + " " * 50_000 + "words") is None
    assert as_display(r"\(a=b\)" + " ." * 50_000 + " (3)  ") is not None
