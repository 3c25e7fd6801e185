"""Cross-references, citations, footnotes and names in the lines of a full text."""

from __future__ import annotations

import pytest

from papers_tui.text.document.markdown import blocks
from papers_tui.text.document.outline import chunks
from papers_tui.text.document.source_lines import spaced_numbers

HTML = "https://arxiv.org/html/2608.00001v1"


def shown(source: str) -> str:
    return "\n".join(block.text for chunk in chunks(source) for block in blocks(chunk))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (f'in Equation[5]({HTML}#S3.E5 "x"): The', "in Equation 5: The"),
        (f'Tables[3]({HTML}#S3.T3 "x") and[4]({HTML}#S3.T4 "x")', "Tables 3 and 4"),
        (f'Context Distillation[[17]({HTML}#bib.bib20 "L")] to', "Context Distillation [17] to"),
        (f"like JAX(Frostig et al., [2018]({HTML}#bib.bib9)) has", "like JAX (Frostig et al., "
         "2018) has"),
        ("the algorithm(One and Two, 2002) is", "the algorithm (One and Two, 2002) is"),
        ("a suite 1 1 1[https://a.org/x](https://a.org/x) provided",
         "a suite [1: https://a.org/x] provided"),
        ("our code 2 2 2We use version 1.5 of it. Then", "our code [2: We use version 1.5 of it.] "
         "Then"),
        ("the tool 2 2 2 https://a.org/b for it", "the tool [2: https://a.org/b] for it"),
        ("good.1 1 1 See the appendix. Next", "good. [1: See the appendix.] Next"),
        ("Ada††thanks: Equal work. Bo†††A note. And", "Ada [†: Equal work.] Bo [†: A note.] And"),
        ("* E. AI, :, A. Hojel, and B. Two", "E. AI, A. Hojel, and B. Two"),
        ("* A.Vaswani and N.Shazeer. Of A.B.", "A. Vaswani and N. Shazeer. Of A.B."),
        (r"Data∗∗\*Equal contribution. and", "Data [∗: Equal contribution.] and"),
        ("One‡‡footnotemark: ‡ and 1 1 footnotemark: 1 two", "One‡ and [1] two"),
        ("Vol. 34, pp.7432–7439. Cited by: 2(a)", "Vol. 34, pp. 7432–7439. Cited by: 2(a)"),
        ("A 1 1 1 Corresponding author: a@x.org, B", "A [1: Corresponding author: a@x.org], B"),
        ("A 1 1 1 Correspondence: a@x.org, B 2 2 2b@x.org",
         "A [1: Correspondence: a@x.org], B [2: b@x.org]"),
        (f"We do.[1]({HTML}#footnote1) So", "We do. [1] So"),
        ("Figure 1: All of it.Refer to caption", "All of it."),
        ("_K_ eywords Foo", "Keywords Foo"),
        ("rows of 1 1 1 and 0 0 0 too", "rows of 1 1 1 and 0 0 0 too"),
        ("call __init__ or __bool__, __bold words__", "call __init__ or __bool__, bold words"),
        ("Ana One 1,2&Bo Two 1,2∗&Cy Three 3", "Ana One 1,2, Bo Two 1,2∗, Cy Three 3"),
        (r"Yubo Wu{}^{1\;3\;*} Ethan Kou{}^{1\;4\;*}", "Yubo Wu¹ ³ * Ethan Kou¹ ⁴ *"),
        (r"P 2 O{}_{\text{Self-Ref}}, which", "P 2 O_(Self-Ref), which"),
        (r"the norm \|x\|_{2}^{2} of a \| b", "the norm ‖x‖₂² of a | b"),
    ],
)  # fmt: skip
def test_a_line_reads_as_it_was_set(source: str, text: str) -> None:
    assert shown(source) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("see Tables3 and4, Figures2(a) or 3", "see Tables 3 and 4, Figures 2(a) or 3"),
        ("Equations1,2 and3 of AppendixB", "Equations 1,2 and 3 of Appendix B"),
        ("Section3.2, Fig.4, Eq.(5), Step1", "Section 3.2, Fig. 4, Eq. (5), Step 1"),
        ("Top1, Qwen2, GPT4, Table 3, Equation", "Top1, Qwen2, GPT4, Table 3, Equation"),
    ],
)
def test_numbers_stand_apart_from_the_words_that_they_number(source: str, text: str) -> None:
    assert spaced_numbers(source) == text


@pytest.mark.parametrize("number", ["(2)", "(2a)", "(A.13)", "(B2)", "(2.13)"])
def test_a_formula_alone_on_its_line_is_set_as_one_with_its_number(number: str) -> None:
    source = rf"as\n\n\mathbb{{E}}_{{y\sim\pi}}[r(x,y)]{number}\n\nand".replace(r"\n", "\n")
    found = [block for chunk in chunks(source) for block in blocks(chunk)]
    assert [(block.kind, block.number) for block in found] == [
        ("paragraph", ""), ("formula", number), ("paragraph", ""),
    ]  # fmt: skip
    assert found[1].text == f"𝔼_(y∼π)[r(x,y)] {number}"


def test_rows_of_one_formula_stay_together_each_with_its_number() -> None:
    source = r"""so

𝐮 t\displaystyle\mathbf{u}_{t}=αg^t\displaystyle=\alpha\hat{g}_{t}(6)
𝐞 t\displaystyle\mathbf{e}_{t}=𝐮 t,\displaystyle=\mathbf{u}_{t},(7)

where"""
    (formula,) = [
        block for chunk in chunks(source) for block in blocks(chunk) if block.kind == "formula"
    ]
    assert formula.runs[0].text == "uₜ=αĝₜ\neₜ=uₜ,"
    assert formula.number == "(6)\n(7)"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (
            "$$\n\\begin{split}\n\\alpha &= \\beta_{1}\\\\\n&= x_{2}\n\\end{split}\n$$(5)",
            "α = β₁\n= x₂ (5)",
        ),
        ("\\begin{equation}\nx = \\alpha\n\\end{equation}", "x = α"),
        ("\\begin{align*}\nx &= y\\\\ z&=w\n\\end{align*} (3)", "x = y\nz=w (3)"),
        ("```\n\\alpha_{1} Equation5\n```", "\\alpha_{1} Equation5"),
        ("````\n```\nEquation5\n````\n", "```\nEquation5"),
        ("~~~\n```\nEquation5\n~~~\n", "```\nEquation5"),
        ("```\n" + "Equation5\n" * 300 + "```", "\n".join(["Equation5"] * 300)),
        ("```\nEquation5", "Equation5"),
        ("```\n$$\nx\n$$\n\n(1)\n```", "$$\nx\n$$\n\n(1)"),
        ("~~~\n| a | $|b|$ | |\n~~~", "| a | $|b|$ | |"),
        ("```a``` is as in Equation5", "a is as in Equation 5"),
    ],
)
def test_displays_and_code_over_several_lines_stay_complete(source: str, text: str) -> None:
    assert shown(source) == text


def test_places_to_fill_in_keep_their_braces() -> None:
    assert shown("[INST] {question} of {name} [/INST]") == "[INST] {question} of {name} [/INST]"


def test_cases_and_matrices_have_rows_of_their_own() -> None:
    source = r"$$f(x)=\begin{cases}1 & x>0\\ 0 & \text{else}\end{cases}$$ (3)"
    (formula,) = [block for chunk in chunks(source) for block in blocks(chunk)]
    assert formula.text.split("\n") == ["f(x) = ⎧ 1  if x>0", "       ⎩ 0  else (3)"]
    (matrix,) = blocks(chunks(r"$$\begin{bmatrix}1&0\\0&1\end{bmatrix}$$")[0])
    assert matrix.text == "⎡1  0⎤\n⎣0  1⎦"
