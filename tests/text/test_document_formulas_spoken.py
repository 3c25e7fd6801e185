"""Formulas that stand four times: only their TeX is kept, and the prose around them stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from papers_tui.text.document.formulas.spoken import tex_of_four

SUB, SUP, OFF, OUT = (
    "start_POSTSUBSCRIPT", "start_POSTSUPERSCRIPT", "end_POSTSUBSCRIPT", "end_POSTSUPERSCRIPT",
)  # fmt: skip
QUADRUPLES = [
    (
        r"Let x∈ℝ d 𝑥 superscript ℝ 𝑑 x\in\mathbb{R}^{d}italic_x ∈ blackboard_R "
        f"{SUP} italic_d {OUT} be a vector",
        r"Let \(x\in\mathbb{R}^{d}\) be a vector",
    ),
    (
        r"a pair (x,y)𝑥 𝑦(x,y)( italic_x , italic_y ) of θ 𝜃\theta italic_θ",
        r"a pair \((x,y)\) of \(\theta\)",
    ),
    (
        rf"where x t subscript 𝑥 𝑡 x_{{t}}italic_x {SUB} italic_t {OFF}, and "
        "K=5 𝐾 5 K=5 italic_K = 5.",
        r"where \(x_{t}\), and \(K=5\).",
    ),
    (
        r"the policy π(a|s)𝜋 conditional 𝑎 𝑠\pi(a|s)italic_π ( italic_a | italic_s ) is",
        r"the policy \(\pi(a|s)\) is",
    ),
    (
        r"x^=1 N 𝑥 1 𝑁\hat{x}=\frac{1}{N}over^ start_ARG italic_x end_ARG = divide start_ARG 1 "
        "end_ARG start_ARG italic_N end_ARG(2)",
        r"\(\hat{x}=\frac{1}{N}\)(2)",
    ),
    (
        r"a set {1,…,n}1…𝑛\{1,\ldots,n\}{ 1 , … , italic_n } and "
        r"q←{}←𝑞 q\leftarrow\{\}italic_q ← { }",
        r"a set \(\{1,\ldots,n\}\) and \(q\leftarrow\{\}\)",
    ),
    (
        rf"a rate of 10−3 superscript 10 3 10^{{-3}}10 {SUP} - 3 {OUT} and "
        r"80%percent 80 80\%80 % of",
        r"a rate of \(10^{-3}\) and \(80\%\) of",
    ),
    (
        r"blocks of 2×2 2 2 2\times 2 2 × 2, ≥5 absent 5\geq 5≥ 5",
        r"blocks of \(2\times 2\), \(\geq 5\)",
    ),
    (r"Score ↑↑\uparrow↑ and 3×\times×4", r"Score \(\uparrow\) and 3\(\times\)4"),
]


@pytest.mark.parametrize(("line", "text"), QUADRUPLES)
def test_a_formula_that_stands_four_times_stands_once(line: str, text: str) -> None:
    assert tex_of_four(line) == text


@pytest.mark.parametrize(
    "line",
    [
        r"J(W)J(\mathbf{W}) stands twice, \alpha\beta and x_{i}x_{i} once",
        "snake_case, italic_x alone, start_date and a bold_move",
        r"\(x\)+\(x\) and 2 2 2 × 2, $5 and 100%",
    ],
)
def test_what_does_not_stand_four_times_stays(line: str) -> None:
    assert tex_of_four(line) == line


PIECES = [
    r"x",
    r"𝑥",
    r"\in",
    r"italic_x",
    r"start_POSTSUBSCRIPT",
    r"end_POSTSUBSCRIPT",
    r"word",
    r"2",
    r"×",
    r"{",
    r"}",
    r"\times",
    r"subscript",
]


@given(st.lists(st.sampled_from([*PIECES, " ", "over^ start_ARG"]), max_size=40).map("".join))
@example(r"xx\timesword𝑥over^ start_ARG")
def test_no_word_of_prose_is_lost(line: str) -> None:
    prose = re.sub(r"\\[A-Za-z]+", "", line)  # of `\timesword`, none is prose
    assert prose.count("word") <= tex_of_four(line).count("word") <= line.count("word")


@pytest.mark.parametrize("piece", ["italic_x ", "x 𝑥 x italic_x ", r"\times× ", "start_ARG "])
def test_long_lines_are_read(piece: str) -> None:
    line = piece * (60_000 // len(piece))
    assert tex_of_four(line)


def test_commands_in_front_of_a_formula_are_read_in_one_way() -> None:
    """Could each be read in two ways, forty of them would take longer than a year."""
    line = "a " + "\\b{" * 40 + "} a italic_a, so"
    assert tex_of_four(line) == r"\(a\), so"
