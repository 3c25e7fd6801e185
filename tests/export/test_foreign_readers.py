"""All recorded papers in every format, read by programs of others: what comes back is what went in.

Left out is what a format cannot hold; .github/docs/exchange.md has the list.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

import bibtexparser
import pytest
import rispy
from markdown_it import MarkdownIt
from pybtex.database import parse_string
from pylatexenc.latex2text import LatexNodes2Text

from papers_tui.export.formats import FORMATS
from papers_tui.export.item import Item
from papers_tui.model.library.marks import Mark, Status
from papers_tui.text.tex.convert import to_unicode
from tests.support.strategies.papers import recorded_days

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from papers_tui.model.paper import Paper

pytestmark = pytest.mark.slow

NOTE = "Line <one> & *two*\n\n- =1+1\n  $x$"
CSL_TEXTS = ("abstract", "DOI", "keyword", "note", "number", "publisher", "title", "URL")
"""The fields of ours that the published schema knows as texts, csl-data.json."""


@cache
def items() -> tuple[Item, ...]:
    """The recorded papers, some of them with marks."""
    papers = {paper.id: paper for day in recorded_days().values() for paper in day.papers}
    marks = (
        Mark(starred=True, status=Status.READ, tags=("to do", "mtl"), note=NOTE),
        Mark(status=Status.TO_READ),
        Mark(starred=True, note="-1"),
    )
    return tuple(
        Item(paper, marks[number % 3], key=f"key{number}")
        for number, paper in enumerate(papers.values())
    )


def written(form: str) -> str:
    return FORMATS[form].render(items())


def line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def shown(text: str) -> str:
    return line(to_unicode(text))


def from_tex(text: str) -> str:
    """A title or name as TeX sets it, its formulas and quotation marks aside."""
    plain: str = LatexNodes2Text(math_mode="verbatim").latex_to_text(text)
    return line(re.sub("[{}]", "", plain)).replace("“", '"').replace("”", '"')


def bare(text: str) -> str:
    """Letters and digits alone, raised and lowered ones as plain ones."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text))


def keywords(item: Item) -> list[str]:
    tags = item.mark.tags if item.mark else ()
    return list(dict.fromkeys(map(shown, (*item.paper.ai_keywords, *tags))))


def test_bibtexparser_and_pybtex_read_names_titles_and_ids() -> None:
    text = written("bibtex")
    found = bibtexparser.loads(text).entries
    assert list(parse_string(text, "bibtex").entries) == [item.key for item in items()]
    for entry, item in zip(found, items(), strict=True):
        paper = item.paper
        assert (entry["ID"], entry["eprint"]) == (item.key, paper.id)
        names = entry["author"].removesuffix(" and others").split(" and ")
        assert list(map(from_tex, names)) == list(map(line, paper.authors))
        assert entry["year"] == str(paper.published and paper.published.year)
        if "$" not in entry["title"] and "textless" not in entry["title"]:
            assert bare(from_tex(entry["title"])) == bare(shown(paper.title))


def test_rispy_reads_every_field() -> None:
    for found, item in zip(rispy.loads(written("ris")), items(), strict=True):
        paper = item.paper
        assert found["title"] == shown(paper.title)
        assert line(found["abstract"]) == shown(paper.abstract)
        assert len(found["authors"]) == len(paper.authors)
        assert list(map(line, found.get("keywords", []))) == keywords(item)
        assert found["date"] == f"{paper.published:%Y/%m/%d}"
        assert found["doi"] == f"10.48550/arXiv.{paper.id}"
        note = item.mark.note if item.mark else ""
        assert "".join(found.get("notes", [])) == line(note)


def test_csl_items_keep_to_the_published_schema() -> None:
    for found, item in zip(json.loads(written("csl-json")), items(), strict=True):
        paper = item.paper
        assert (found["id"], found["type"]) == (item.key, "article")
        assert found.keys() <= {"id", "type", "author", "issued", *CSL_TEXTS}
        assert all(isinstance(found[name], str) for name in CSL_TEXTS if name in found)
        assert all(len(part) in (1, 2, 3) for part in found["issued"]["date-parts"])
        assert list(map(joined, found["author"])) == list(map(line, paper.authors))
        assert found["title"] == shown(paper.title)
        assert found["abstract"] == to_unicode(paper.abstract)
        assert found.get("note", "") == (item.mark.note if item.mark else "")


def joined(name: dict[str, str]) -> str:
    """A name of CSL in the order of its words."""
    assert name.keys() <= {"family", "given", "suffix"} or name.keys() == {"literal"}
    parts = (name.get(part, "") for part in ("given", "family", "suffix", "literal"))
    return line(" ".join(parts))


def test_csv_and_json_have_every_field() -> None:
    rows = csv.DictReader(io.StringIO(written("csv"), newline=""))
    records = json.loads(written("json"))
    for row, record, item in zip(rows, records, items(), strict=True):
        paper, mark = item.paper, item.mark or Mark()
        assert (record["title"], record["abstract"]) == (paper.title, paper.abstract)
        assert (record["authors"], record["note"]) == ([*paper.authors], mark.note or None)
        texts = {"title": to_unicode(paper.title), "abstract": to_unicode(paper.abstract)}
        for name, value in {**record, **record["links"], **texts}.items():
            if name != "links":
                assert cell(row[name]) == as_cell(value), name


def cell(text: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from calculating."""
    return text[1:] if text.startswith("'") and text[1:2] in ("=", "+", "-", "@") else text


def as_cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return "; ".join(map(str, value))
        case _:
            return str(value)


def test_markdown_reads_as_titles_names_and_notes() -> None:
    found = list(bullets(MarkdownIt("commonmark").parse(written("markdown"))))
    for text, item in zip(found, items(), strict=True):
        first, *rest = text.splitlines()
        assert line(first) == shown(item.paper.title)
        assert rest[0].startswith(", ".join(map(line, item.paper.authors[:3])))
        note = item.mark.note if item.mark else ""
        assert text.replace("\N{NO-BREAK SPACE}", " ").endswith(note)


def bullets(tokens: list[Token]) -> Iterator[str]:
    """The texts of the items, paragraph by paragraph."""
    texts: list[str] = []
    for token in tokens:
        if token.type == "list_item_open":
            texts = []
        elif token.type == "list_item_close":
            yield "\n\n".join(texts)
        elif token.type == "inline":
            breaks = ("softbreak", "hardbreak")
            parts = token.children or []
            texts.append("".join("\n" if one.type in breaks else one.content for one in parts))


def test_all_of_it_is_about_many_papers() -> None:
    some: set[Paper] = {item.paper for item in items()}
    assert len(some) > 900
