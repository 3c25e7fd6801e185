"""Pages without Markdown: formulas in pieces, bullets and references become those of a paper."""

from __future__ import annotations

import pytest

from papers_tui.text.document.markdown import blocks
from papers_tui.text.document.outline import Chunk, sections
from papers_tui.text.document.plain_page import to_markdown
from tests.support.full_texts import kinds, read

PLAIN_PAGE = """Title: A Page Without Buttons

URL Source: https://arxiv.org/html/2608.00003

Markdown Content:
1Beginnings
2Ends
Appendix
A Page Without Buttons
Ada One
Abstract

It is plain, with¬
𝑁
≈
30
 of them.

some words, more words
Figure 1:What is seen at¬
𝑡
peak
 of it all.
1Beginnings

At step¬
𝑡
, we take¬
𝜀
𝑘
∼
𝒩

(
0
,
𝐼
)
, and

\t
𝑔
^
𝑡
=
∑
𝑘
=
1
𝑁
𝑟
𝑘

𝜀
𝑘
,
𝜃
𝑡
+
1
=
𝜃
𝑡
,
\t\t
(1)

A framework.

We read all of it in this way, as a longer line shows.

Algorithm 1 Counting
Input: start¬
𝜃
0

for¬
𝑡
←
0
 to¬
𝑇
 do

    Sample¬
𝜀
  for¬
𝑘
←
1
 to¬
𝑁
 do
¬¬¬¬¬¬¬
𝑟
𝑘
←
1
¬
2Ends

It ends.
References
[1]\tOne. On rope.
[2]\tTwo. On knots.
""".replace("¬", " ")


def test_a_page_is_known_by_its_symbols_without_any_button() -> None:
    assert kinds(read(PLAIN_PAGE)) == [
        ("paragraph", "A Page Without Buttons\nAda One"),
        ("heading", "Abstract"),
        ("paragraph", "It is plain, with N ≈ 30 of them."),
        ("paragraph", "some words, more words"),
        ("figure", "What is seen at t_peak of it all."),
        ("heading", "1 Beginnings"),
        ("paragraph", "At step t, we take εₖ ∼ 𝒩(0, I), and"),
        ("formula", "ĝₜ = ∑ₖ₌₁ᴺ rₖεₖ, θₜ₊₁ = θₜ, (1)"),
        ("paragraph", "A framework."),
        ("paragraph", "We read all of it in this way, as a longer line shows."),
        ("figure", "Counting"),
        ("step", "Input: start θ₀"),
        ("step", "for t ← 0 to T do"),
        ("step", "Sample ε"),
        ("step", "for k ← 1 to N do"),
        ("step", "rₖ ← 1"),
        ("heading", "2 Ends"),
        ("paragraph", "It ends."),
        ("heading", "References"),
        ("item", "One. On rope."),
        ("item", "Two. On knots."),
    ]


@pytest.mark.parametrize(
    ("pieces", "shown"),
    [
        ("𝑔 = 1 𝑁 ¬ 𝜎 ¬ ∑ 𝑘 = 1 𝑁 𝑟 𝑘", "g = 1/(Nσ) ∑ₖ₌₁ᴺ rₖ"),
        ("𝑔 = 1 𝑁 ∑ 𝑖 𝑥 𝑖 , 𝑝 = 1 𝑁", "g = 1/N ∑ᵢ xᵢ, p = 1/N"),
        ("𝑔 = 1 2 ¬ 𝜎 ¬ 𝑥 + 1", "g = 1/2 σx + 1"),
        ("𝑔 = 1 1 + 𝑒 ¬ ( 𝑥 ) , 2 3 ≤ 10 6", "g = 1/(1 + e(x)), 2 3 ≤ 10⁶"),
        ("𝒥 𝜎 ¬ ( 𝜃 ) = 𝔼 𝜀 ∼ 𝒩 ¬ ( 0 , 𝐼 ) ¬ [ 𝒥 ¬ ( 𝜃 ) ]", "𝒥_σ(θ) = 𝔼_(ε∼𝒩(0,I))[𝒥(θ)]"),
        ("𝜀 1 , … , 𝜀 𝑁 ∈ ℝ 𝑛 × 𝑑 , 𝑥 𝑇 ¬ 𝑦", "ε₁, …, ε_N ∈ ℝ^(n×d), xTy"),
        ("( 𝑥 + 𝑦 ) 2 = 𝑎 ¬ 𝑏", "(x + y)² = ab"),
        ("max 𝑥 ∈ 𝒳 ¬ 𝐽 ¬ ( 𝑥 ) = ‖ 𝑥 ‖ 2 2", "max_(x∈𝒳) J(x) = ‖x‖₂²"),
        ("𝑂 ¬ ( 𝑛 2 ) < 𝑛 2", "O(n²) < n2"),
    ],
)
def test_formulas_in_pieces_keep_the_extent_of_their_parts(pieces: str, shown: str) -> None:
    lines = ["At", *pieces.replace("¬", "").split(" "), " we see."]
    (text,) = {text for text, _ in to_markdown(lines, 0)}
    assert text.replace("\\", "") == f"At {shown} we see."


@pytest.mark.parametrize(
    ("lines", "text", "number"),
    [
        (["𝑓", "(", "2", ")"], "f(2)", ""),
        (["𝑓", "(", "2", ")", "", "(2.13)"], "f(2)", "(2.13)"),
        (["𝑎", "=", "𝑏", "", "(A.4)"], "a = b", "(A.4)"),
        (["𝑎", "=", "𝑏", "", "(see)"], "a = b", ""),
    ],
)
def test_a_formula_on_lines_of_its_own_has_the_number_below_it_and_no_other(
    lines: list[str], text: str, number: str
) -> None:
    formula = blocks(Chunk("\n".join(["", *lines, ""]), 0, is_plain=True))[0]
    assert (formula.kind, formula.runs[0].text, formula.number) == ("formula", text, number)


def test_notes_items_and_references_of_a_page_read_as_such() -> None:
    found = [text for text, _ in to_markdown(["We", *"111", "https://a.org", " for all."], 0)]
    assert found == ["We \\[1: https://a.org\\] for all."]
    items = [text for text, _ in to_markdown(["(i) ", "", "One.", "", "(ii) ", "", "Two."], 0)]
    assert [text for text in items if text] == ["- (i) One.", "- (ii) Two."]
    entry = ["Doe (2024)", "↑", "\tJ. Doe.Of all.In it."]
    assert to_markdown(entry, 0)[0][0] == "- Doe (2024). J. Doe. Of all. In it."


@pytest.mark.parametrize("line", ["(a)", "•", "1.", "𝑎", "−", "1", "∑", "x−y"])
def test_a_page_of_one_line_again_and_again_is_read(line: str) -> None:
    assert to_markdown([line] * 5_000, 0)


def test_the_letter_of_an_appendix_stands_apart_in_its_place_alone() -> None:
    lines = ["APIs at last", "References", "AProofs", "BData", "Text"]
    page = PLAIN_PAGE.replace("2Ends\nAppendix", "\n".join(["2Ends", *lines[:4]]))
    page = page.replace("\nIt ends.", "\n\n".join(["", "It ends.", *lines[:1]]))
    page += "\nAProofs\n\nText.\n\nBData\n\nText."
    titles = [section.title for section in sections(page)]
    assert titles[-3:] == ["References", "A Proofs", "B Data"]
    assert "APIs at last" in titles


def test_the_heading_of_a_paragraph_stands_apart_from_the_line_above() -> None:
    lines = ["We say so.", "A framework.", "", "We read all of it in this way, as one sees."]
    found = [text for text, _ in to_markdown(lines, 0)]
    assert found == ["We say so.", "", "**A framework.**", "", lines[-1]]


def test_a_page_without_marks_has_no_buttons_within() -> None:
    issue = "\n\nReport issue for preceding element\n\n"
    page = PLAIN_PAGE.replace("\nIt ends.\n", f"\nIt ends.{issue}").replace(
        "We read all", "Report issue for preceding element\n\nWe read all"
    )
    assert kinds(read(page)) == kinds(read(PLAIN_PAGE))
