"""Markdown as blocks: nothing that is meant gets lost, nothing that is hidden gets through."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from papers_tui.text.document.blocks import Run
from papers_tui.text.document.formulas.latexml import formulas_once
from papers_tui.text.document.markdown import blocks_of
from papers_tui.text.document.outline import sections
from tests.support.full_texts import kinds, read
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

PLAIN_PAGE = """Title: Loose Ends

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
    found = kinds(read(PLAIN_PAGE))
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


@pytest.mark.parametrize("source", [CLEAN, PLAIN_PAGE], ids=["clean", "plain"])
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
    line = "these are sixty characters or a little more, as a column often has it"
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
    for found in (blocks_of(text), tuple(read(text)), tuple(read(PLAIN_PAGE[:300] + text))):
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
