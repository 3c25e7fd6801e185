"""RIS as rispy reads it: everything that one line can hold."""

from __future__ import annotations

from datetime import date
from typing import Any

import rispy
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.export import ris
from papers_tui.export.item import Item
from papers_tui.export.names import persons
from papers_tui.model.library.marks import Mark
from papers_tui.model.paper import Paper
from papers_tui.text.tex.convert import to_unicode
from tests.support.strategies.papers import TEXTS, papers, recorded_days

PAPER = Paper(
    id="2507.21049",
    title="Über $\\alpha$-nets",
    abstract="First.\n\nSecond.",
    authors=("Jürgen van der Berg Jr.", "Gemma Team", "Cher", "Acme, Inc."),
    published=date(2025, 7, 28),
    ai_keywords=("nets", "stars"),
)
ITEMS = st.lists(
    st.builds(Item, papers(), st.none() | st.builds(Mark, note=TEXTS)), min_size=1, max_size=3
)


def read(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = rispy.loads(text)
    return found


def test_a_paper_arrives_with_all_its_fields() -> None:
    mark = Mark(tags=("to discuss", "nets"), note="Compare.\nER  - \nTY  - BOOK")
    (found,) = read(ris.render([Item(PAPER, mark)]))
    assert found == {
        "type_of_reference": "UNPB",
        "title": "Über α-nets",
        "authors": ["van der Berg, Jürgen, Jr.", "Gemma Team", "Cher", "Acme Inc."],
        "year": "2025",
        "date": "2025/07/28",
        "abstract": "First. Second.",
        "keywords": ["nets", "stars", "to discuss"],
        "publisher": "arXiv",
        "accession_number": "arXiv:2507.21049",
        "doi": "10.48550/arXiv.2507.21049",
        "urls": ["https://arxiv.org/abs/2507.21049"],
        "file_attachments1": "https://arxiv.org/pdf/2507.21049",
        "notes": ["Compare. ER - TY - BOOK"],
    }


def test_an_unknown_paper_is_its_id_and_year() -> None:
    (found,) = read(ris.render([Item(Paper(id="hep-th/9901001", title=""))]))
    assert (found["title"], found["year"]) == ("hep-th/9901001", "1999")
    assert "authors" not in found


@given(ITEMS)
def test_every_paper_is_a_record_whatever_its_words(items: list[Item]) -> None:
    found = read(ris.render(items))
    assert [each["doi"].removeprefix("10.48550/arXiv.") for each in found] == [
        item.paper.id for item in items
    ]
    for each, item in zip(found, items, strict=True):
        title = " ".join(to_unicode(item.paper.title).split())
        assert each["title"] == (title or item.paper.id)
        assert len(each.get("authors", [])) == len(list(persons(item.paper.authors)))


def test_recorded_papers_are_all_read_back() -> None:
    some = {paper.id: paper for listing in recorded_days().values() for paper in listing.papers}
    items = [Item(paper) for paper in some.values()]
    found = read(ris.render(items))
    assert [each["title"] for each in found] == [
        " ".join(to_unicode(paper.title).split()) for paper in some.values()
    ]
