"""Notes of a vault: front matter that YAML reads, and only our parts renewed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from papers_tui.export.item import Item
from papers_tui.export.vault import BEGIN, END, BrokenNote, id_of, new_note, renewed
from papers_tui.model.library.marks import Mark, Status
from papers_tui.model.paper import Paper
from tests.support.strategies.papers import TEXTS, papers

PAPER = Paper(
    id="2507.21049",
    title="Rep-MTL: $\\alpha$ \"quoted\" 'so'",
    abstract="First.\n\nSecond #tag.",
    ai_summary="In short.",
    authors=("Zedong Wang", "D'Arcy \\ Li"),
    published=date(2025, 7, 28),
    listed=(date(2025, 7, 29),),
    upvotes=12,
)
MARK = Mark(
    status=Status.READING, tags=("to discuss", "2025"), note="Compare.\n```js\nalert()\n```"
)
ITEM = Item(PAPER, MARK, key="wang2025repmtl")
LATER = Item(PAPER, Mark(status=Status.READ, note="Done."), key="wang2025repmtl")


def front_matter(note: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(note.removeprefix("\ufeff").split("---")[1])
    return found


def test_a_new_note_has_front_matter_and_a_block() -> None:
    note = new_note(ITEM)
    assert front_matter(note) == {
        "id": "2507.21049",
        "title": "Rep-MTL: α \"quoted\" 'so'",
        "authors": ["Zedong Wang", "D'Arcy \\ Li"],
        "published": date(2025, 7, 28),
        "listed": [date(2025, 7, 29)],
        "upvotes": 12,
        "tags": ["to-discuss", "_2025"],
        "status": "reading",
        "links": [PAPER.hub_url, PAPER.arxiv_url, PAPER.pdf_url],
        "aliases": ["Rep-MTL: α \"quoted\" 'so'", "arXiv 2507.21049"],
        "cite_key": "wang2025repmtl",
    }
    assert id_of(note) == "2507.21049"
    assert note.index(BEGIN) < note.index("## Summary") < note.index("## Note") < note.index(END)


def test_what_others_wrote_is_no_markup() -> None:
    tokens = MarkdownIt().parse(new_note(ITEM).split("---\n", 2)[2])
    assert {token.type for token in tokens} == {
        *("html_block", "inline", "heading_open", "heading_close"),
        *("paragraph_open", "paragraph_close"),
    }


def test_what_the_user_wrote_stays_and_our_parts_are_renewed() -> None:
    note = new_note(ITEM)
    mine = note.replace("---\n\n<!--", "mine: [1,  2]\n# a comment\n---\nAbove.\n\n<!--")
    mine += "\n[[Other note]]  \n\ttail without an end"
    after = renewed(mine, LATER)
    assert front_matter(after)["status"] == "read"
    assert front_matter(after)["tags"] == []
    assert "Done" in after
    assert "alert" not in after
    assert "mine: [1,  2]\n# a comment\n---\nAbove.\n\n<!--" in after
    assert after.endswith(f"{END}\n\n[[Other note]]  \n\ttail without an end")
    assert renewed(after, LATER) == after


def test_lists_that_obsidian_wrote_stay_while_they_say_the_same() -> None:
    note = new_note(ITEM).replace(
        'tags: ["to-discuss", "_2025"]\n', "tags:\n  - to-discuss\n  - _2025\n"
    )
    assert renewed(note, ITEM) == note
    after = renewed(note, LATER)
    assert "\ntags: []\nstatus: " in after


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "tags",
    [
        "tags: [\n  a,\n  b\n]\n",
        "tags: [a,\nb]\n",
        "tags:\n- a\n- b\n",
        "tags:\n  - a # first\n\n  -\n    - b\n",
        "tags: # mine\n  - a\n",
        "tags: {a: b,\n  c: [d]}\n",
        "tags:\n  a:\n    b: c\n",
        "tags: >-\n  a\n\n  b\n",
        "tags: a\n  b\n",
        '"tags": "a\n  b"\n',
        "tags : a\n",
        "tags:\n",
    ],
)
def test_every_form_of_a_key_is_renewed_and_what_follows_stays(tags: str, ends: str) -> None:
    ours = 'tags: ["to-discuss", "_2025"]\n'
    mine = "\n# a comment\nmine:\n- 1\n\nother: |\n  text\n\n"
    note = new_note(ITEM).replace(ours, tags + mine).replace("\n", ends)
    expected = renewed(new_note(ITEM).replace(ours, ours + mine).replace("\n", ends), LATER)
    assert renewed(note, LATER) == expected
    assert "\ntags: []\n" + mine in expected.replace("\r\n", "\n")


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_stay(mark: str) -> None:
    note = mark + new_note(ITEM).replace("\n", "\r\n")
    assert id_of(note) == "2507.21049"
    assert renewed(note, ITEM) == note
    after = renewed(note, LATER)
    assert after.startswith(mark + "---\r\n")
    assert "\n" not in after.replace("\r\n", "")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("---\n\n<!--", "\n<!--", "no closing line"),
        ("---\nid", "id", "does not begin"),
        ("---\nid", "Mine.\n\nid", "does not begin"),
        (BEGIN, "", "markers"),
        (END, f"{END}{END}", "markers"),
        ("upvotes: 12", "upvotes: [12", "no YAML"),
        ("upvotes: 12", "upvotes: 12\nupvotes: 13", "twice"),
        ('status: "reading"', "status: &one reading\nmine: *one", "refers to another"),
        ('status: "reading"', "mine: &one [1]\nstatus:\n  - *one", "refers to another"),
        ("upvotes: 12", "? [a]\n: b\nupvotes: 12", "no YAML"),
    ],
)
def test_a_broken_note_is_known_by_its_id_and_not_renewed(old: str, new: str, reason: str) -> None:
    note = new_note(ITEM).replace(old, new)
    assert id_of(note) == "2507.21049"
    with pytest.raises(BrokenNote, match=reason):
        renewed(note, LATER)


@pytest.mark.parametrize("note", ["", "# id: 2507.21049", "---\ntitle: x\n---\nid: 2507.21049\n"])
def test_other_notes_name_no_paper(note: str) -> None:
    assert id_of(note) is None


@given(papers(), TEXTS, st.lists(TEXTS, max_size=2).map(tuple))
def test_every_note_can_be_read_and_renewed(paper: Paper, note: str, tags: tuple[str, ...]) -> None:
    item = Item(paper, Mark(note=note, tags=tags))
    written = new_note(item)
    assert front_matter_of(written)["id"] == paper.id
    assert renewed(written, item) == written


def front_matter_of(note: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(note[4 : note.index("\n---\n")])
    return found
