"""CSL-JSON as citeproc-py reads it, under citation keys, in the fields that CSL knows."""

from __future__ import annotations

import json
import warnings
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from papers_tui.export import csl_json
from papers_tui.export.item import Item
from papers_tui.model.library.marks import Mark
from papers_tui.model.paper import Paper
from papers_tui.text.tex.convert import to_unicode
from tests.support.strategies.papers import TEXTS, papers, recorded_days

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from citeproc.source.json import CiteProcJSON

PAPER = Paper(
    id="2507.21049",
    title="Über $\\alpha$-nets",
    abstract="First.\n\nSecond.",
    authors=("Jürgen van der Berg Jr.", "Gemma Team", "Cher"),
    published=date(2025, 7, 28),
    ai_keywords=("nets",),
)
ITEMS = st.lists(
    st.builds(Item, papers(), st.none() | st.builds(Mark, note=TEXTS)),
    max_size=3,
    unique_by=lambda item: item.paper.id,
)


def read(items: list[Item]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(csl_json.render(items))
    return found


def test_a_paper_has_the_fields_of_the_schema() -> None:
    assert read([Item(PAPER, Mark(tags=("to discuss",), note="Compare.\nLater."), key="berg")]) == [
        {
            "id": "berg",
            "type": "article",
            "title": "Über α-nets",
            "author": [
                {"family": "van der Berg", "given": "Jürgen", "suffix": "Jr."},
                {"literal": "Gemma Team"},
                {"family": "Cher"},
            ],
            "issued": {"date-parts": [[2025, 7, 28]]},
            "abstract": "First.\n\nSecond.",
            "keyword": "nets, to discuss",
            "publisher": "arXiv",
            "number": "arXiv:2507.21049",
            "DOI": "10.48550/arXiv.2507.21049",
            "URL": "https://arxiv.org/abs/2507.21049",
            "note": "Compare.\nLater.",
        }
    ]


def test_a_processor_reads_names_and_dates() -> None:
    source = CiteProcJSON(read([Item(PAPER, key="berg")]))
    reference = source["berg"]
    assert reference.type == "article"
    berg, cher = reference.author[0], reference.author[2]
    assert (str(berg.family), str(berg.given)) == ("van der Berg", "Jürgen")
    assert str(cher.family) == "Cher"
    assert (reference.issued.year, reference.issued.month, reference.issued.day) == (2025, 7, 28)
    assert str(reference.title) == "Über α-nets"


@given(ITEMS)
def test_every_paper_is_an_item_under_a_key_of_its_own(items: list[Item]) -> None:
    found = read(items)
    assert len({each["id"] for each in found}) == len(items)
    assert [each["number"] for each in found] == [f"arXiv:{item.paper.id}" for item in items]
    CiteProcJSON(found)


def test_recorded_papers_are_all_read_back() -> None:
    some = {paper.id: paper for listing in recorded_days().values() for paper in listing.papers}
    items = [Item(paper) for paper in some.values()]
    found = read(items)
    assert [each["title"] for each in found] == [
        " ".join(to_unicode(paper.title).split()) for paper in some.values()
    ]
