"""CSV as Python's own reader sees it: every value, and no formula for a spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.export import csv_table
from papers_tui.export.item import Item, Options
from papers_tui.export.json_records import record
from papers_tui.model.library.marks import Mark, Status
from papers_tui.model.paper import Paper
from tests.support.strategies.papers import TEXTS, papers

RAW = Options(raw=True)
FORMULAS = st.text("=+-@\t\r\n＝＋－＠1,\"';a", max_size=12)
ITEMS = st.lists(
    st.builds(
        Item,
        papers() | st.builds(Paper, id=st.just("2501.00001"), title=FORMULAS, abstract=FORMULAS),
        st.none() | st.builds(Mark, note=TEXTS | FORMULAS),
        st.booleans(),
    ),
    min_size=1,
    max_size=3,
)


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_paper_is_a_row_with_the_keys_of_json() -> None:
    paper = Paper(
        id="2507.21049",
        title="$\\alpha$-nets, and more",
        authors=("A. B", "C. D"),
        published=date(2025, 7, 28),
        upvotes=12,
    )
    mark = Mark(starred=True, status=Status.READING, tags=("x", "to discuss"), note='Say "no".\nB')
    (row,) = read(csv_table.render([Item(paper, mark, seen=True)]))
    assert set(row) == (set(record(paper)) - {"links"}) | {"hub", "arxiv", "pdf"}
    assert row["title"] == "α-nets, and more"
    assert row["authors"] == "A. B; C. D"
    assert (row["published"], row["upvotes"], row["comments"]) == ("2025-07-28", "12", "")
    assert (row["starred"], row["seen"], row["status"]) == ("yes", "yes", "reading")
    assert row["tags"] == "x; to discuss"
    assert row["note"] == 'Say "no".\nB'


@pytest.mark.parametrize(
    "beginning", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
)
def test_a_cell_is_no_formula_unless_that_is_asked_for(beginning: str) -> None:
    note = f"{beginning}HYPERLINK(1)"
    item = Item(Paper(id="2507.21049", title="=1+1"), Mark(note=note))
    (safe,) = read(csv_table.render([item]))
    assert safe["title"] == "'=1+1"
    assert not safe["note"].startswith(beginning)
    (raw,) = read(csv_table.render([item], RAW))
    assert raw["title"] == "=1+1"


@given(ITEMS)
def test_every_value_comes_back_and_none_begins_a_formula(items: list[Item]) -> None:
    safe, raw = (read(csv_table.render(items, options)) for options in (Options(), RAW))
    assert [row["id"] for row in safe] == [item.paper.id for item in items]
    for one, other in zip(safe, raw, strict=True):
        assert not any(value[:1] in set("=+-@\t\r\n＝＋－＠") for value in one.values() if value)
        assert {name: value.removeprefix("'") for name, value in one.items()} == {
            name: value.removeprefix("'") for name, value in other.items()
        }


def test_excel_gets_a_byte_order_mark() -> None:
    text = csv_table.render([Item(Paper(id="2507.21049", title="Ü"))], Options(excel=True))
    assert text.encode().startswith(b"\xef\xbb\xbfid,")
