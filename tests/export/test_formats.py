"""Papers as JSON and as Markdown, and the table of formats."""

from __future__ import annotations

import json
from datetime import date
from types import NoneType
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from papers_tui.export import json_records, markdown
from papers_tui.export.formats import FORMATS, format_of
from papers_tui.export.item import Item
from papers_tui.export.json_records import record
from papers_tui.hub.wire import read_listing
from papers_tui.model.library.marks import Mark, Status
from papers_tui.model.paper import Paper
from papers_tui.text.clean import harmless
from tests.hostile import strings
from tests.support.strategies.papers import LINES, TEXTS, papers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

PAPER = Paper(
    id="2507.21049",
    title="Rep-MTL:\n  Unleashing the *Power*",
    abstract="We use $x^2$.\n\nMore.",
    authors=("Zedong Wang", "Siyuan Li"),
    published=date(2025, 7, 28),
    listed=(date(2025, 7, 29),),
    upvotes=0,
    organization="Some University",
    project_page="https://example.org/",
)
MARK = Mark(starred=True, status=Status.TO_READ, tags=("mtl", "to_do"), note="One.\n  Two\n\nThree")
PUNCTUATED = st.text("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \n\taé1@x.de", max_size=40)
MARKS = st.builds(
    Mark,
    starred=st.booleans(),
    status=st.none() | st.sampled_from(Status),
    tags=st.lists(LINES.filter(bool), max_size=3).map(tuple),
    note=TEXTS | PUNCTUATED,
)
ITEMS = st.lists(
    st.builds(
        Item,
        papers() | st.builds(Paper, id=st.just("2501.00001"), title=PUNCTUATED),
        st.none() | MARKS,
        st.booleans(),
    ),
    max_size=3,
)
TYPES: dict[str, tuple[type, ...]] = {
    "id": (str,), "title": (str, NoneType), "abstract": (str, NoneType), "authors": (list,),
    "published": (str, NoneType), "listed": (list,), "upvotes": (int, NoneType),
    "comments": (int, NoneType), "ai_summary": (str, NoneType), "ai_keywords": (list,),
    "organization": (str, NoneType), "submitted_by": (str, NoneType),
    "github_repo": (str, NoneType), "github_stars": (int, NoneType),
    "project_page": (str, NoneType), "media": (list,), "links": (dict,), "starred": (bool,),
    "tags": (list,), "status": (str, NoneType), "note": (str, NoneType), "dismissed": (bool,),
    "watches": (list,), "seen": (bool,),
}  # fmt: skip


def test_a_record_says_all_that_is_known() -> None:
    assert record(PAPER, MARK, seen=True) == {
        "id": "2507.21049",
        "title": "Rep-MTL: Unleashing the *Power*",
        "abstract": "We use $x^2$.\n\nMore.",
        "authors": ["Zedong Wang", "Siyuan Li"],
        "published": "2025-07-28",
        "listed": ["2025-07-29"],
        "upvotes": 0,
        "comments": None,
        "ai_summary": None,
        "ai_keywords": [],
        "organization": "Some University",
        "submitted_by": None,
        "github_repo": None,
        "github_stars": None,
        "project_page": "https://example.org/",
        "media": [],
        "links": {
            "hub": "https://huggingface.co/papers/2507.21049",
            "arxiv": "https://arxiv.org/abs/2507.21049",
            "pdf": "https://arxiv.org/pdf/2507.21049",
        },
        "starred": True,
        "tags": ["mtl", "to_do"],
        "status": "to-read",
        "note": "One.\n  Two\n\nThree",
        "dismissed": False,
        "watches": [],
        "seen": True,
    }


@given(ITEMS)
def test_json_has_all_keys_in_order_with_values_of_their_types(items: Sequence[Item]) -> None:
    text = json_records.render(items)
    assert text.isascii()
    read: list[dict[str, Any]] = json.loads(text)
    assert len(read) == len(items)
    for fields in read:
        assert list(fields) == list(TYPES)
        assert all(type(value) in TYPES[key] for key, value in fields.items())
        assert "" not in fields.values()
    assert [fields["id"] for fields in read] == [item.paper.id for item in items]


def test_json_steers_no_terminal_and_holds_what_cannot_be_encoded() -> None:
    text = json_records.render([Item(Paper(id="2501.00001", title="\x1b[2J\x9b\ud800"))])
    assert text.isascii()
    assert "\x1b" not in text
    assert json.loads(text)[0]["title"] == "\x1b[2J\x9b\ud800"


def test_a_paper_in_markdown_has_a_link_facts_and_its_note_line_by_line() -> None:
    other = Paper(id="hep-th/9901001", title="", authors=("A", "B", "C", "D", "E"))
    assert markdown.render([Item(PAPER, MARK), Item(other, Mark(tags=("x",)))]) == (
        "- [Rep-MTL: Unleashing the Power](https://arxiv.org/abs/2507.21049)\\\n"
        "  Zedong Wang, Siyuan Li · 2025-07-28\\\n"
        "  ★ · to-read · mtl, to_do\n"
        "\n"
        "  One.\\\n"
        "  \N{NO-BREAK SPACE}\N{NO-BREAK SPACE}Two\n"
        "\n"
        "  Three\n"
        "\n"
        "- [hep-th/9901001](https://arxiv.org/abs/hep-th/9901001)\\\n"
        "  A, B, C and 2 more\\\n"
        "  x\n"
    )


STRUCTURE = {
    f"{name}_{end}"
    for name in ("bullet_list", "list_item", "paragraph")
    for end in ("open", "close")
} | {"inline"}
INLINE = {"text", "link_open", "link_close", "hardbreak"}


def tokens(text: str) -> Iterator[Token]:
    for token in MarkdownIt("gfm-like").parse(text):
        yield token
        yield from token.children or ()


def assert_is_plain(text: str, items: Sequence[Item]) -> None:
    """Nothing but bullets and text, and one link a paper, to its own page."""
    found = list(tokens(text))
    assert {token.type for token in found} <= STRUCTURE | INLINE
    assert [token.attrs["href"] for token in found if token.type == "link_open"] == [
        item.paper.arxiv_url for item in items
    ]
    assert sum(token.type == "list_item_open" for token in found) == len(items)


@given(ITEMS)
def test_markdown_has_no_markup_of_others(items: Sequence[Item]) -> None:
    assert_is_plain(markdown.render(items), items)


@pytest.mark.parametrize("name", strings.payloads())
def test_hostile_papers_and_notes_stay_text(name: str) -> None:
    some = read_listing(strings.payloads()[name]).papers
    items = [Item(paper, Mark(note=paper.abstract, tags=(paper.title,))) for paper in some]
    assert_is_plain(markdown.render(items), items)


@given(PUNCTUATED | st.text(max_size=40))
def test_a_note_keeps_its_lines(note: str) -> None:
    text = markdown.render([Item(PAPER, Mark(note=note))])
    shown = "".join(
        "\n" if token.type in ("hardbreak", "paragraph_close") else token.content
        for token in tokens(text)
        if token.type != "inline"
    )
    heading = "Rep-MTL: Unleashing the Power\nZedong Wang, Siyuan Li · 2025-07-28\n"
    assert shown.startswith(heading)
    lines = [" ".join(harmless(line).split()) for line in harmless(note).split("\n")]
    assert [" ".join(line.split()) for line in shown.removeprefix(heading).splitlines()] == [
        line for line in lines if line
    ]


def test_every_format_is_known_by_its_name() -> None:
    assert [(form.name, form.suffix) for form in FORMATS.values()] == [
        ("bibtex", ".bib"),
        ("ris", ".ris"),
        ("csl-json", ".csl.json"),
        ("csv", ".csv"),
        ("markdown", ".md"),
        ("json", ".json"),
    ]
    assert all(name == form.name for name, form in FORMATS.items())
    assert [form.render([]) for form in FORMATS.values()] == ["", "", "[]\n", "", "", "[]\n"]
    assert all(form.render([Item(PAPER)]).endswith("\n") for form in FORMATS.values())


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("papers.bib", "bibtex"),
        ("PAPERS.RIS", "ris"),
        ("papers.json", "json"),
        ("papers.csl.json", "csl-json"),
        ("papers.txt", None),
        ("papers", None),
    ],
)
def test_a_file_s_ending_names_its_format(file: str, name: str | None) -> None:
    form = format_of(file)
    assert (form.name if form else None) == name


def test_mathematics_is_shown_in_markdown() -> None:
    assert "α-nets" in markdown.render([Item(Paper(id="2501.00001", title=r"$\alpha$-nets"))])
