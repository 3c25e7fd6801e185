"""Tables without markup: columns where the rows agree on their number of cells."""

from __future__ import annotations

import pytest

from papers_tui.text.document.bare_tables import columns
from papers_tui.text.document.markdown import blocks
from papers_tui.text.document.outline import chunks


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (
            ["Model Size Overall↑ Text Edit↓", "Tool One [a]-71.3 0.2", "Two 4B [b]76B 80.3 0.1"],
            [["Model", "Size", "Overall↑", "Text Edit↓"], ["Tool One [a]", "-", "71.3", "0.2"],
             ["Two 4B [b]", "76B", "80.3", "0.1"]],
        ),
        (
            ["Method A B", "Ours 1.0 ± 0.1 2%", "Theirs 3.5 ± 0.2 -"],
            [["Method", "A", "B"], ["Ours", "1.0 ± 0.1", "2%"], ["Theirs", "3.5 ± 0.2", "-"]],
        ),
        (
            ["Some Long Names of the Columns here", "Ours 1 2 3", "Theirs 4 5 6"],
            [["Some Long Names of the Columns here"], ["Ours", "1", "2", "3"],
             ["Theirs", "4", "5", "6"]],
        ),
        (
            ["Model Kind Year", "ViT Transformer 2020", "ResNet CNN 2016"],
            [["Model", "Kind", "Year"], ["ViT", "Transformer", "2020"], ["ResNet", "CNN", "2016"]],
        ),
        (
            ["X Y", "Ours 1 2", "General", "It 5 6", "Qwen2 7 3 4"],
            [["", "X", "Y"], ["Ours", "1", "2"], ["General"], ["It", "5", "6"],
             ["Qwen2 7", "3", "4"]],
        ),
    ],
)  # fmt: skip
def test_rows_that_agree_are_a_table(lines: list[str], rows: list[list[str]]) -> None:
    assert columns(lines) == rows


@pytest.mark.parametrize(
    "lines",
    [
        ["one line of 1 2"],
        ["Prose that ends in 2024", "and goes on in 12 lines", "of which none agrees"],
        ["a 1 2", "b 1 2 3 4 5", "c 1 2"],
        ["2 Background", "3 Method", "4 Results"],
        ["2 Related Work", "3 Our Method", "4 All Results"],
        ["Ada B. One", "Bo C. Two", "Cy D. Three"],
    ],
)
def test_rows_that_do_not_agree_are_text(lines: list[str]) -> None:
    assert columns(lines) is None


def test_the_best_of_a_column_stays_strong() -> None:
    (table,) = blocks(chunks("Model A B\nOurs **1.5** 2\nTheirs 3 **4**")[0])
    strong = [cell[0].text for row in table.rows for cell in row if cell and cell[0].style]
    assert strong == ["1.5", "4"]


def test_a_header_that_breaks_within_its_cells_is_one_row() -> None:
    lines = ["Tool Distance", "All Long ", "", "Names Tags Short ", "", "Ones"]
    text = "\n".join([*lines, "Ours 1 2 3 4", "Theirs 5 6 7 8"])
    (table,) = blocks(chunks(text)[0])
    assert table.kind == "table"
    assert table.text.split("\n")[0] == "Tool Distance\tAll\tLong Names\tTags\tShort Ones"


def test_lines_that_break_in_prose_stay() -> None:
    text = "Ana One \n\nBo Two \n\nan institute\nof all"
    assert [block.text for block in blocks(chunks(text)[0])] == [
        "Ana One", "Bo Two", "an institute\nof all",
    ]  # fmt: skip


def test_a_paragraph_of_such_rows_is_a_table_in_a_text() -> None:
    text = "Model Score\\(\\uparrow\\) Time\nOurs 1.5 2\nTheirs 3 4\n\nTable 1: Scores."
    found = [block for chunk in chunks(text) for block in blocks(chunk)]
    assert [(block.kind, block.text) for block in found] == [
        ("table", "Model\tScore↑\tTime\nOurs\t1.5\t2\nTheirs\t3\t4"),
        ("figure", "Scores."),
    ]
