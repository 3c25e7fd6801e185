"""Equations as rows of tables, apart from their numbers, and formulas with bars in tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.text.document.markdown import blocks
from papers_tui.text.document.outline import chunks

if TYPE_CHECKING:
    from papers_tui.text.document.blocks import Block


def read(source: str) -> list[Block]:
    return [block for chunk in chunks(source) for block in blocks(chunk)]


def test_a_table_that_only_places_an_equation_is_one() -> None:
    source = r"""as

|  | $\displaystyle u_{t}$ | $\displaystyle=\alpha g_{t}$ |  | (2) |
| --- | --- | --- | --- | --- |
|  | $\displaystyle v_{t}$ | $\displaystyle=u_{t},$ |  | (3) |

where"""
    before, formula, after = read(source)
    assert (before.text, after.text) == ("as", "where")
    assert formula.kind == "formula"
    assert formula.runs[0].text == "uₜ=αgₜ\nvₜ=uₜ,"
    assert formula.number.split() == ["(2)", "(3)"]


def test_an_equation_without_a_number_is_no_table_either() -> None:
    (formula,) = read("|  | $$x$$ |  |".replace("$$", "$") + "\n| --- | --- | --- |")
    assert (formula.kind, formula.text) == ("formula", "x")


def test_a_number_below_its_display_stands_beside_it() -> None:
    found = read("as\n\n$$x = y$$\n\n(4)\n\nand (5)\n\n(6)")
    assert [(block.kind, block.text) for block in found] == [
        ("paragraph", "as"),
        ("formula", "x = y (4)"),
        ("paragraph", "and (5)"),
        ("paragraph", "(6)"),
    ]


def test_bars_of_formulas_end_no_cell_and_money_stays() -> None:
    source = "| $|x|$ | $\\|y\\|_2$ | Cost |\n| --- | --- | --- |\n| a | b | $5 |\n| c | $6 | d |"
    (table,) = read(source)
    assert table.text == "|x|\t‖y‖₂\tCost\na\tb\t$5\nc\t$6\td"


def test_tables_of_formulas_stay_tables() -> None:
    (table,) = read("| $x$ | $y$ |\n| --- | --- |\n| 1 | 2 |")
    assert table.kind == "table"
    (empty,) = read("|  | $x$ | Name |\n| --- | --- | --- |\n| a | 2 | b |")
    assert empty.kind == "table"
