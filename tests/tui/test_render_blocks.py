"""Blocks as rows: never wider than asked, and everything in them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.text.document.blocks import Block, Run
from papers_tui.text.document.markdown import blocks, blocks_of
from papers_tui.text.document.outline import chunks, sections
from papers_tui.tui.render.blocks import REFERENCES, LaidOutRow, TextKeys, lay_out
from papers_tui.tui.render.lines import Span, plain
from papers_tui.tui.render.rows import styled_rows
from papers_tui.tui.render.wrap import cells, wrap
from tests.support.data import fake_days
from tests.support.fake_hub import fulltext

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.data.fake_days import Entry

PIECES = st.text(st.sampled_from("ab é漢字\u0301-\n 🎉"), max_size=40)
STYLES = st.sampled_from(["", "strong", "code"])
SPANS = st.lists(st.builds(Span, PIECES, STYLES), min_size=1, max_size=6)
WIDTHS = st.integers(8, 100)
SOURCES = st.lists(
    st.sampled_from(
        ["word", "漢字漢字", "a_long_word_that_does_not_fit", " ", "\n", "\n\n", "> ", "- ", "1. ",
         "# ", "*", "**", "`", "$x_i$", "$$\nx^2\n$$", "|a|b|\n|-|-:|\n|c|d|\n",
         "```\n  code\n```\n",
         "![Image 1](https://a.example.org/x.png)\n\nFigure 1: A picture.\n\n", "---\n",
         "## References\n\n"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


def rows(text: str, width: int) -> list[str]:
    return [plain(row.line) for row in lay_out(blocks_of(text), width)]


def rows_of(source: str, width: int) -> list[str]:
    """The rows of a full text without the indent that all of them have."""
    found = [plain(row.line) for row in lay_out(read(source), width)]
    indent = min(len(row) - len(row.lstrip()) for row in found if row)
    return [row[indent:] for row in found]


def read(source: str, *, folded: bool = False) -> list[Block]:
    return [block for chunk in chunks(source) for block in blocks(chunk, folded=folded)]


@given(SPANS, WIDTHS)
def test_styled_rows_are_those_of_the_text(spans: list[Span], width: int) -> None:
    lines = styled_rows(spans, width)
    text = "".join(span.text for span in spans)
    assert [plain(line).rstrip() for line in lines] == [row.rstrip() for row in wrap(text, width)]
    shown = {(character, span.style) for line in lines for span in line for character in span.text}
    given_styles = {(character, span.style) for span in spans for character in span.text}
    assert {pair for pair in shown if not pair[0].isspace()} <= given_styles


@given(SOURCES, WIDTHS)
def test_no_row_is_wider_than_asked(source: str, width: int) -> None:
    found = lay_out(read(source), width)
    assert all(cells(plain(row.line)) <= width for row in found)
    assert [row.source for row in found] == sorted(row.source for row in found)


@given(SOURCES, WIDTHS)
def test_every_letter_is_on_a_row(source: str, width: int) -> None:
    found = read(source)
    shown = Counter("".join(plain(row.line) for row in lay_out(found, width)))
    held = Counter("".join(block.marker + block.text for block in found))
    assert {character for character in held - shown if character.isalnum()} == set()


def test_headings_stand_apart_and_know_their_line() -> None:
    found = lay_out(blocks_of("# One\ntext\n\n## Two\n\nmore"), 40)
    assert [(plain(row.line), row.source) for row in found] == [
        ("One", 0), ("", 1), ("text", 1), ("", 3), ("Two", 3), ("", 5), ("more", 5),
    ]  # fmt: skip
    assert found[0].line == (Span("One", "heading"),)


def test_a_text_in_pieces_is_laid_out_as_in_one() -> None:
    found = blocks_of("a\n\n- b\n- c\n\n> d\n>\n> e")
    pieces: list[LaidOutRow] = []
    after = None
    for block in found:
        pieces += lay_out([block], 30, after=after)
        after = block
    assert pieces == lay_out(found, 30)


def test_lists_hang_and_quotes_have_a_bar() -> None:
    assert rows("- one two three four\n- five\n  1. six seven eight\n\n> nine ten\n>\n> x", 14) == [
        "• one two",
        "  three four",
        "• five",
        "  1. six seven",
        "     eight",
        "",
        "│ nine ten",
        "│ ",
        "│ x",
    ]


def test_code_keeps_its_spaces_and_is_cut_not_wrapped() -> None:
    assert rows("```\nif a:\n    return   b_and_more\n```", 16) == [
        "  if a:",
        "      return   b",
        "  _and_more",
    ]


def test_formulas_stand_in_the_middle() -> None:
    assert rows("$$\nx^2\n$$", 20) == ["         x²"]
    assert all(row.startswith("  ") for row in rows("$$\n" + "x^2 + " * 9 + "y\n$$", 20))


TABLE = "| Name | Cost |\n| :-- | --: |\n| one | 5 |\n| *two* and a half | 1,200 |"


def test_tables_have_columns() -> None:
    assert rows(TABLE, 40) == [
        "Name             Cost",
        "──────────────  ─────",
        "one                 5",
        "two and a half  1,200",
    ]
    assert rows(TABLE, 16) == [
        "Name        Cost",
        "─────────  ─────",
        "one            5",
        "two and a  1,200",
        "half",
    ]


def test_tables_that_are_too_wide_become_records() -> None:
    wide = "| A | B | C |\n|---|---|---|\n| 11111111 | 22222222 | 33333333 |\n| x | y | z |"
    assert rows(wide, 15) == [
        "A: 11111111", "B: 22222222", "C: 33333333", "", "A: x", "B: y", "C: z",
    ]  # fmt: skip


@pytest.mark.parametrize(("width", "gap"), [(60, "  ")])
def test_figures_have_a_name_that_opens_the_picture(width: int, gap: str) -> None:
    source = "![Image 1: Refer to caption](https://a.example.org/x.png)\n\nFigure 1: A thing."
    (row,) = lay_out(read(source), width)
    assert plain(row.line) == f"Figure 1{gap}A thing."
    assert row.line[0] == Span("Figure 1", "link", "https://a.example.org/x.png")


def test_folded_references_are_one_row() -> None:
    source = "Text.\n\n## References\n\n- [1] One\n- [2] Two\n\n## Appendix\n\nEnd."
    found = lay_out(read(source, folded=True), 60, keys=TextKeys(unfold="+"))
    assert [plain(row.line) for row in found][1:5] == [
        "", "References (2) — + shows them", "", "Appendix",
    ]  # fmt: skip
    assert {span.link for span in found[2].line} == {REFERENCES}
    complete = [plain(row.line) for row in lay_out(read(source), 60)]
    assert complete[2:6] == ["References", "", "[1] One", "[2] Two"]


def test_what_has_a_style_keeps_it_across_rows() -> None:
    (block,) = blocks_of("plain **bold words** `x`")
    assert block.runs[1] == Run("bold words", "strong")
    found = lay_out([block], 10)
    assert [span for row in found for span in row.line if span.style == "strong"] == [
        Span("bold", "strong"), Span("words", "strong"),
    ]  # fmt: skip


ENTRY = next(iter(fake_days.days(date(2026, 8, 20), date(2026, 8, 21), 2).values()))[0]


@pytest.mark.parametrize("form", [fulltext.full, fulltext.converted, fulltext.plain])
def test_every_form_of_a_full_text_makes_a_page(form: Callable[[Entry, int], str]) -> None:
    source = form(ENTRY, 12)
    titles = [section.title for section in sections(source)]
    assert [title for title in titles if title[0].isdigit() and "." not in title] == [
        f"{n + 1} {fulltext._SECTIONS[n % 6]}" for n in range(12)
    ]
    page = "\n".join(plain(row.line) for row in lay_out(read(source, folded=True), 88))
    assert "References (" in page
    for noise in ("URL Source", "Report Issue", "Back to arXiv", "#bib", "Write to us", "↑"):
        assert noise not in page
    complete = "\n".join(plain(row.line) for row in lay_out(read(source), 88))
    assert len(complete) > len(page)


def test_numbers_of_equations_stand_at_the_right_edge() -> None:
    rows = [plain(row.line) for row in lay_out(read("$$a = b$$ (3)"), 30)]
    assert rows == ["            a = b          (3)"]
    long = " + ".join("abc" for _ in range(12))
    rows = [plain(row.line) for row in lay_out(read(f"$${long} = 1$$ (3)"), 30)]
    assert rows[-1].endswith("(3)")
    assert {len(row) for row in rows[-1:]} == {30}
    assert all(len(row) <= 30 for row in rows)


def test_rows_of_one_formula_keep_their_columns() -> None:
    source = r"$$f = \begin{cases}1 & x\\ 0 & \text{else}\end{cases}$$"
    one, two = (plain(row.line) for row in lay_out(read(source), 40))
    assert one.index("⎧") == two.index("⎩")


def test_relations_of_a_display_stand_apart_and_below_each_other() -> None:
    assert rows_of("$$L=f(x=1)+1$$", 40) == ["L = f(x=1)+1"]
    assert rows_of(r"$$\begin{aligned}aa&=b\\&=c\\d&\leq e\\+f\end{aligned}$$", 40) == [
        "aa = b",
        "   = c",
        " d ≤ e",
        "     +f",
    ]


def test_a_display_breaks_in_front_of_relations_and_operators() -> None:
    source = "$$L=" + "+".join(["E[r(x, y)]"] * 4) + r"\leq 2$$ (5)"
    assert rows_of(source, 34) == [
        "L = E[r(x, y)]+E[r(x, y)]",
        "  +E[r(x, y)]+E[r(x, y)] ≤ 2 (5)",
    ]
    for width in range(8, 60):
        found = [plain(row.line) for row in lay_out(read(source), width)]
        assert all(len(row) <= width for row in found)
        letters = "".join(found).replace(" ", "")
        assert letters == "L=" + "+".join(["E[r(x,y)]"] * 4) + "≤2(5)"


def test_a_formula_alone_in_its_paragraph_is_a_display() -> None:
    found = read("so that\n\n$\\mathcal{L} = \\frac{1}{V}  \\sum_{i} x_i .$\n\nwhere $x$\n\n$x$")
    assert [(block.kind, block.text) for block in found] == [
        ("paragraph", "so that"),
        ("formula", "ℒ = 1/V ∑ᵢ xᵢ."),
        ("paragraph", "where x"),
        ("paragraph", "x"),
    ]


def test_a_table_gives_its_gaps_before_its_words() -> None:
    source = "| Method | Magazine | Research |\n|---|---|---|\n| Ours | 1 | 2 |"
    assert rows_of(source, 24)[0] == "Method Magazine Research"
    assert rows_of(source, 26)[0] == "Method  Magazine  Research"


def test_steps_of_an_algorithm_stand_close_under_their_caption() -> None:
    source = "Algorithm 1 Counting\n\n1: for all\n\n2: count it many times over\n\n3: end for"
    rows = [plain(row.line) for row in lay_out(read(source), 24)]
    assert rows == [
        "Algorithm 1  Counting",
        "  1   for all",
        "  2     count it many",
        "          times over",
        "  3   end for",
    ]


def test_a_caption_whose_table_is_left_out_says_so() -> None:
    found = lay_out(read("Text.\n\nTable 1: All counts.\n\nMore."), 60, keys=TextKeys(page="a"))
    text = " ".join(plain(row.line).strip() for row in found)
    assert "Table 1 All counts. — the table is not in the hub's text; a opens arXiv's page" in (
        " ".join(text.split())
    )
    there = lay_out(read("Table 1: All counts.\n\n| a | b |\n|---|---|\n| 1 | 2 |"), 60)
    assert "hub's text" not in " ".join(plain(row.line) for row in there)
    picture = read(
        "![Refer to caption](https://a.org/x.png)\n\nFigure 1: Seen.\n\nFigure 2: Unseen."
    )
    assert [block.missing for block in picture] == [False, True]
