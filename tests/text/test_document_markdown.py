"""Markdown as blocks: nothing that is meant gets lost, nothing that is hidden gets through."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from papers_tui.text.document.blocks import Block, Run
from papers_tui.text.document.formulas.latexml import formulas_once
from papers_tui.text.document.markdown import blocks, blocks_of
from papers_tui.text.document.outline import chunks, sections
from papers_tui.text.document.plain_page import to_markdown
from tests.support.patience import examples

CLEAN = r"""Title: Counting Steps

URL Source: https://arxiv.org/html/2608.00001

Published Time: Tue, 18 Aug 2026 01:02:03 GMT

Markdown Content:
Ada One 1, Bo Two 2

###### Abstract

We count, as others did [[7](https://arxiv.org/html/2608.00001#bib.bib7)] before
[Figure˜1](https://arxiv.org/html/2608.00001#S1.F1 "In 1 Introduction") was drawn.

1 Introduction
--------------

![Image 1: Refer to caption](https://arxiv.org/html/2608.00001/x1.png)

Figure 1: What we count, $x_1*y$ of it.

![Image 2: A clock](https://arxiv.org/html/2608.00001/x2.png)

The step $a_i*b$ and the step $c_i*d$ cost $5 and $6.

$$
\mathcal{L}=\sum_{i} x_i

+ 1
$$

### 1.1 Counts

| Step | Cost |
| :--- | ---: |
| `code` | $x^2$ |

2Method
-------

*   •First of all
*   Second

References
----------

*   [1] One, A.: On _counting_. [https://a.example.org/x](https://a.example.org/x)
*   [2] Two, B.: Again.

Appendix A Proofs
-----------------

It holds.
"""

LOOSE = """Title: Loose Ends

URL Source: https://arxiv.org/html/2608.00002

Markdown Content:
Back to arXiv

An experiment of the page.

Why HTML?
Report Issue
Download PDF
 Abstract
1Beginnings
2Ends
 References

HTML conversions fail at times.

License: CC BY 4.0
arXiv:2608.00002v1 [cs.XX] 1 Aug 2026
Loose Ends
Ada One
Abstract

It is loose.

1Beginnings

With a weight
𝑤
 in
ℝ
, the loss is:


𝐿

(
𝑤
,
2
)
=
max
𝑥

(3)
Then more.

•

We bind
𝑥
 well.

•

We cut.

2Ends
2.1Loose ones
Table 2:What was bound.
Rope\tKnots
Old\t3
New\t4
References
One (2020)
↑
\tA. One. On rope.
Two (2021)
↑
\tB. Two. On knots.
Appendix AMore rope

Enough.
Report Issue
Report Issue for Selection
Instructions for reporting errors

We improve the page.
"""


def read(source: str, *, folded: bool = False) -> list[Block]:
    return [block for chunk in chunks(source) for block in blocks(chunk, folded=folded)]


def kinds(found: list[Block]) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in found]


def letters(text: str) -> list[str]:
    return sorted(
        character for character in unicodedata.normalize("NFKC", text) if character.isalnum()
    )


def test_tabs_part_words_wherever_they_stand() -> None:
    assert [block.text for block in blocks_of("a\tb\n\n- c\td")] == ["a   b", "c d"]


def test_the_header_is_no_part_of_the_paper() -> None:
    assert read(CLEAN)[0].text == "Ada One 1, Bo Two 2"
    assert read("Title page: none\n\nText")[0].text == "Title page: none"


def test_the_outline_knows_every_form_of_heading() -> None:
    found = [(section.level, section.title) for section in sections(CLEAN)]
    assert found == [
        (2, "Abstract"),
        (2, "1 Introduction"),
        (3, "1.1 Counts"),
        (2, "2 Method"),
        (2, "References"),
        (2, "Appendix A Proofs"),
    ]
    lines = CLEAN.replace("2Method", "2 Method").split("\n")
    assert [lines[section.line].strip("# ") for section in sections(CLEAN)] == [
        title for _, title in found
    ]
    assert [section.title for section in sections("# One\n\n```\n# no\n```\n\nTwo\n===")] == [
        "One", "Two",
    ]  # fmt: skip


def test_a_picture_and_its_caption_are_one_figure() -> None:
    figures = [block for block in read(CLEAN) if block.kind == "figure"]
    assert [(block.marker, block.text) for block in figures] == [
        ("Figure 1", "What we count, x₁*y of it."),
        ("Image", "A clock"),
    ]
    assert figures[0].link == "https://arxiv.org/html/2608.00001/x1.png"


def test_a_figure_of_several_pictures_misses_none() -> None:
    picture = "![Image 5: Refer to caption](https://a.org/x5.png)"
    source = f"{picture}\n\n(a) One\n\n{picture}\n\n(b) Two\n\nFigure 2: Both."
    (figure,) = [block for block in read(source) if block.marker == "Figure 2"]
    assert not figure.missing


def test_items_have_the_numbers_and_bullets_of_their_texts() -> None:
    found = read("1.   (i) One.\n2.   (ii) Two.\n3.   3.Three.\n4.   4 Four.\n\n*   ∙Five.")
    assert [(block.marker, block.text) for block in found] == [
        ("(i)", "One."), ("(ii)", "Two."), ("3.", "Three."), ("4.", "Four."), ("•", "Five."),
    ]  # fmt: skip


def test_characters_in_formulas_are_no_emphasis_and_money_is_no_formula() -> None:
    (block,) = blocks_of("The step $a_i*b$ and the step $c_i*d$ cost $5 and $6, *not* $7.")
    assert block.runs == (
        Run("The step "),
        Run("aᵢ*b", "math"),
        Run(" and the step "),
        Run("cᵢ*d", "math"),
        Run(" cost $5 and $6, "),
        Run("not", "emphasis"),
        Run(" $7."),
    )
    (formula,) = [block for block in read(CLEAN) if block.kind == "formula"]
    assert formula.text == "ℒ=∑ᵢ xᵢ + 1"
    (bare,) = blocks_of(r"Let D=\{(q_{i},\hat{a}_{i})\}_{i=1} be *given*.")
    assert "emphasis" in {run.style for run in bare.runs}
    assert bare.text.count("ᵢ") >= 2


def test_a_table_has_its_cells_and_sides() -> None:
    (table,) = [block for block in read(CLEAN) if block.kind == "table"]
    assert table.aligns == ("left", "right")
    assert table.text == "Step\tCost\ncode\tx²"


def test_references_fold_and_what_follows_them_stays() -> None:
    folded = read(CLEAN, folded=True)
    (block,) = [block for block in folded if block.kind == "references"]
    assert (block.text, block.marker) == ("References", "2")
    assert folded[-1].text == "It holds."
    open_list = [block for block in read(CLEAN) if block.marker in ("[1]", "[2]")]
    assert [block.text for block in open_list] == [
        "One, A.: On counting. https://a.example.org/x", "Two, B.: Again.",
    ]  # fmt: skip
    assert len(read(CLEAN)) == len(folded) + 2


def test_citations_are_text() -> None:
    abstract = next(block for block in read(CLEAN) if "We count" in block.text)
    assert "did [7] before" in abstract.text
    assert "Figure 1 was drawn" in abstract.text
    assert {run.link for run in abstract.runs} == {""}


def test_a_page_without_marks_becomes_a_paper() -> None:
    found = kinds(read(LOOSE))
    assert found == [
        ("paragraph", "Loose Ends\nAda One"),
        ("heading", "Abstract"),
        ("paragraph", "It is loose."),
        ("heading", "1 Beginnings"),
        ("paragraph", "With a weight w in ℝ, the loss is:"),
        ("formula", "L(w, 2) = max x (3)"),
        ("paragraph", "Then more."),
        ("item", "We bind x well."),
        ("item", "We cut."),
        ("heading", "2 Ends"),
        ("heading", "2.1 Loose ones"),
        ("figure", "What was bound."),
        ("table", "Rope\tKnots\nOld\t3\nNew\t4"),
        ("heading", "References"),
        ("item", "One (2020). A. One. On rope."),
        ("item", "Two (2021). B. Two. On knots."),
        ("heading", "Appendix A More rope"),
        ("paragraph", "Enough."),
    ]


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


FURNISHED = """Title: On Furniture and Its Many Uses

URL Source: https://arxiv.org/html/2608.00004

Markdown Content:
On Furniture and Its Many Uses
===============

1.   [1 Introduction](https://arxiv.org/html/2608.00004v1#S1 "In On Furniture")
2.   [2 Chairs](https://arxiv.org/html/2608.00004v1#S2 "In On Furniture")
    1.   [2.1 Legs](https://arxiv.org/html/2608.00004v1#S2.SS1 "In 2 Chairs")
        1.   [2.1.1 Feet](https://arxiv.org/html/2608.00004v1#S2.SS1.SSS1 "In 2.1 Legs")

HTML conversions [sometimes display errors](https://a.b) due to content.

*   failed: forest

Why HTML? Report Issue Back to Abstract Download PDF

Authors: achieve the best HTML results by following these.

\\reportnumber
001

On Furniture¬

and Its Many Uses
=======================

[License: CC BY 4.0](https://info.arxiv.org/help/license/index.html)

arXiv:2608.00004v1 [cs.XX] 01 Aug 2026

Report issue for preceding element

Ada One

(2026)

###### Abstract.

It sits.

Contents

††copyright: none††journalyear: 2026††doi: XXX
1. Introduction
---------------

We sit.

##### Report GitHub Issue

×

Title:

Generated on Mon Nov 24 13:17:11 2025 by [L a T e XML![Image 5: Mascot](blob:x)](http://a.b/)
""".replace("¬", " ")


def test_a_page_without_marks_has_no_buttons_within() -> None:
    issue = "\n\nReport issue for preceding element\n\n"
    page = PLAIN_PAGE.replace("\nIt ends.\n", f"\nIt ends.{issue}").replace(
        "We read all", "Report issue for preceding element\n\nWe read all"
    )
    assert kinds(read(page)) == kinds(read(PLAIN_PAGE))


def test_buttons_above_markdown_leave_it_markdown() -> None:
    buttons = "Back to arXiv\n\nWhy HTML?\nReport Issue\nDownload PDF\n\n"
    page = FURNISHED.replace("Markdown Content:\n", f"Markdown Content:\n{buttons}")
    assert kinds(read(page)) == kinds(read(FURNISHED))


def test_what_belongs_to_the_page_is_dropped_and_the_title_stands_once() -> None:
    assert kinds(read(FURNISHED)) == [
        ("heading", "On Furniture and Its Many Uses"),
        ("paragraph", "Ada One"),
        ("heading", "Abstract."),
        ("paragraph", "It sits."),
        ("heading", "1. Introduction"),
        ("paragraph", "We sit."),
    ]
    assert [section.level for section in sections(FURNISHED)] == [1, 2, 2]


@pytest.mark.parametrize("source", [CLEAN, LOOSE], ids=["clean", "loose"])
def test_blocks_know_their_lines(source: str) -> None:
    lines = source.split("\n")
    found = read(source)
    assert [block.line for block in found] == sorted(block.line for block in found)
    for block in found:
        if block.kind == "heading":
            assert block.text[:3].replace(" ", "")[:2] in lines[block.line].replace(" ", "")


def test_links_lead_where_they_say() -> None:
    (block,) = blocks_of(
        "[safe](https://a.example.org/) [a.example.org](https://b.example.org/x) "
        "[no](http://127.0.0.1/) <https://c.example.org/> see https://d.example.org/p_q, @someone"
    )
    links = [(run.text, run.link) for run in block.runs if run.link]
    assert links == [
        ("safe", "https://a.example.org/"),
        ("a.example.org (b.example.org)", "https://b.example.org/x"),
        ("https://c.example.org/", "https://c.example.org/"),
        ("https://d.example.org/p_q", "https://d.example.org/p_q"),
    ]
    assert "no" in block.text
    assert "@someone" in block.text


def test_html_is_shown_without_its_tags_and_hides_nothing() -> None:
    (block,) = blocks_of(
        'A <b>bold</b> <img src="x" alt="cat"> `<b>` <!-- said --> &lt;i&gt;<br>end'
    )
    assert block.text == "A bold cat <b> <!-- said --> <i>\nend"


def test_comments_have_lists_quotes_and_code() -> None:
    text = "Hi\nthere\n\n> a quote\n\n1. one\n   - part\n2. two\n\n```py\nx  = 1\n```\n---"
    found = blocks_of(text)
    assert [(b.kind, b.text, b.level, b.marker, b.quote) for b in found] == [
        ("paragraph", "Hi\nthere", 0, "", 0),
        ("paragraph", "a quote", 0, "", 1),
        ("item", "one", 1, "1.", 0),
        ("item", "part", 2, "•", 0),
        ("item", "two", 1, "2.", 0),
        ("code", "x  = 1", 0, "", 0),
        ("rule", "", 0, "", 0),
    ]


def test_prose_that_was_broken_at_a_column_flows_again() -> None:
    line = "these are sixty signs or a little more, as a column often has it"
    (block,) = read(f"{line}\n{line}\nend")
    assert "\n" not in block.text
    head = "A header of many columns which is as long as a line of prose is, with units"
    (table,) = read(f"{head}\n{head} and more of them than the line above it has")
    assert "\n" in table.text
    (rows,) = read("Model A B\nX 1 2\nY 3 4")
    assert (rows.kind, rows.text) == ("table", "Model\tA\tB\nX\t1\t2\nY\t3\t4")


CHARACTERS = st.sampled_from(
    [*"ab1é漢 \n\n*_`[]()<>#-+.|~!$\\{}^=\t:", "\x1b", "\x00", "\u202e", "http://a.bc"]
)
TEXTS = st.lists(CHARACTERS, max_size=120).map("".join)
PLAIN = st.lists(
    st.sampled_from(
        ["word", "7 ", "漢字", "é", ". ", ", ", "\n", "\n\n", " ", "> ", "- ", "## ", "a*b"]
    ),
    max_size=60,
).map("".join)


@given(TEXTS)
def test_no_text_breaks_it_or_steers_a_terminal(text: str) -> None:
    for found in (blocks_of(text), tuple(read(text)), tuple(read(LOOSE[:300] + text))):
        for block in found:
            shown = block.marker + block.text.replace("\t", " ")
            assert all(line.isprintable() or "\u00a0" in line for line in shown.split("\n"))


@given(PLAIN)
def test_no_letter_or_digit_of_a_text_is_lost(text: str) -> None:
    assume(all(formulas_once(line) == line for line in text.split("\n")))  # no `a> a>`
    assert letters("".join(block.text for block in blocks_of(text))) == letters(text)
    assert letters("".join(block.text for block in read(text))) == letters(text)


@examples(0.25)
@given(st.integers(9, 400), st.sampled_from(["> ", ">", "- ", "1. ", "* > ", "[", "**", "*a "]))
def test_depth_hides_nothing(count: int, character: str) -> None:
    assert blocks_of(character * count + "word")[-1].text.endswith("word")
    nested = "\n".join("  " * depth + "- word" for depth in range(min(count, 100)))
    assert sum(block.text.count("word") for block in blocks_of(nested)) == min(count, 100)


@pytest.mark.parametrize(
    "character", ["[", ">", "> ", "1. ", "$", "\\(", "![", "a*b_", "&", "|", "*x"]
)
def test_a_million_characters_are_read(character: str) -> None:
    text = (character * 1_000_000)[:1_000_000]
    (block,) = read(text)
    assert len(block.text) > 900_000
