"""Papers as Zotero takes them."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from papers_tui.export.item import Item
from papers_tui.export.zotero import record
from papers_tui.model.library.marks import Mark
from papers_tui.model.paper import Paper

PAPER = Paper(
    id="2507.21049",
    title="On $\\alpha$",
    abstract="One.\n\nTwo.",
    authors=("Ada Lovelace", "Ludwig van den Rohe", "Martin Luther King Jr.", "Gemma Team"),
    published=date(2025, 7, 28),
)


def test_a_paper_has_all_that_zotero_keeps_of_a_preprint() -> None:
    mark = Mark(tags=("to do", "mtl"), note="Compare <this>\nwith & that.\n\nLater.")
    made = record(Item(PAPER, mark))
    assert made["itemType"] == "preprint"
    assert made["title"] == "On α"
    assert made["abstractNote"] == "One.\n\nTwo."
    assert (made["repository"], made["archiveID"]) == ("arXiv", "arXiv:2507.21049")
    assert made["DOI"] == "10.48550/arXiv.2507.21049"
    assert (made["date"], made["url"]) == ("2025-07-28", "https://arxiv.org/abs/2507.21049")
    assert made["tags"] == [{"tag": "to do"}, {"tag": "mtl"}]
    assert made["notes"] == [
        {"note": "<p>Compare &lt;this&gt;<br/>with &amp; that.</p><p>Later.</p>"}
    ]
    (pdf,) = made["attachments"]
    assert (pdf["url"], pdf["mimeType"]) == ("https://arxiv.org/pdf/2507.21049", "application/pdf")


def test_persons_have_two_names_and_groups_one() -> None:
    ada, rohe, king, team = record(Item(PAPER))["creators"]
    assert (ada["firstName"], ada["lastName"]) == ("Ada", "Lovelace")
    assert (rohe["firstName"], rohe["lastName"]) == ("Ludwig", "van den Rohe")
    assert king["lastName"] == "King"
    assert king["firstName"] == "Martin Luther, Jr."
    assert team == {"creatorType": "author", "lastName": "Gemma Team", "fieldMode": 1}


def test_what_is_not_known_is_left_out() -> None:
    made = record(Item(Paper(id="math/0309136", title="")))
    assert (made["title"], made["date"], made["creators"]) == ("math/0309136", "", [])
    assert (made["tags"], made["notes"]) == ([], [])


@given(st.text(), st.text(), st.lists(st.text(min_size=1), max_size=3))
def test_any_text_makes_an_object_that_can_be_sent(title: str, note: str, names: list[str]) -> None:
    paper = Paper(id="2507.21049", title=title, authors=tuple(names))
    made = record(Item(paper, Mark(note=note)))
    assert json.loads(json.dumps(made)) == made
    assert all("<script" not in each["note"] for each in made["notes"])
