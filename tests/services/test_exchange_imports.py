"""Papers read from what other programs write: ids, titles, keywords, notes, lines."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.export.formats import FORMATS
from papers_tui.export.item import Item
from papers_tui.model.library.marks import Mark
from papers_tui.services.exchange.imports.entries import as_text
from papers_tui.services.exchange.imports.sources import read
from tests.support.patience import examples
from tests.support.strategies.papers import papers

if TYPE_CHECKING:
    from papers_tui.model.paper import Paper
    from papers_tui.services.exchange.imports.entries import SourceEntry

ONE, TWO, OLD = "2507.21049", "2508.00123", "hep-th/9901001"

BIBTEX = r"""% written by hand
@string{me = "Me"}
@comment{@misc{no, eprint={2501.00001}}}

@misc{wang2025,
  title = {Rep-{MTL}: {\"U}ber $\alpha$},
  eprint = "2507.21049v2", archivePrefix = {arXiv},
  abstract = {As in arXiv:2501.00009, {braces} and "quotes".},
  keywords = {multi-task, to discuss; nets},
  annote = {Compare.},
}
@article(li2025,
  title = "Other",
  journal = {arXiv preprint arXiv:2508.00123},
  note = me # {accessed},
)
@book{knuth, title = {No id}, year = 1984}
@misc{broken, title = {Never ends,
  url = {https://arxiv.org/abs/hep-th/9901001}
@misc{last, doi = {10.48550/arXiv.2508.00124}}
"""
RIS = """TY  - JOUR
TI  - Rep-MTL
KW  - one
KW  - two
UR  - https://arxiv.org/abs/2507.21049
N1  - Compare.
AB  - As in arXiv:2501.00009
  and on.
ER  -

TY  - BOOK
TI  - No id
ER  -
"""
ZOTERO_CSV = (
    '"Key","Item Type","Title","DOI","Url","Abstract Note","Notes","Manual Tags","Extra"\r\n'
    '"A","preprint","Rep-MTL","","","arXiv:2501.00009","<p>Compare.</p><p>Later.</p>","one; two",'
    '"arXiv:2507.21049 [cs]"\r\n'
    '"B","book","No\r\nid","10.1000/182","","","","",""\r\n'
)
CSL = [
    {"id": "wang", "type": "article", "title": "Rep-MTL", "keyword": "one, two",
     "DOI": "10.48550/ARXIV.2507.21049", "note": "Compare."},
    {"id": "knuth", "type": "book", "title": "No id"},
]  # fmt: skip
BETTER_BIBTEX = {
    "config": {"label": "BetterBibTeX JSON"},
    "items": [
        {"itemType": "preprint", "title": "Rep-MTL", "archiveID": "arXiv:2507.21049",
         "tags": [{"tag": "one"}, {"tag": "two"}],
         "notes": [{"key": "N", "note": "<p>Compare.</p>", "itemType": "note"}]},
        {"itemType": "book", "title": "No id", "tags": []},
    ],
}  # fmt: skip
RDF = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="z" xmlns:bib="b"
 xmlns:dc="d" xmlns:dcterms="t" xmlns:link="l">
    <bib:Article rdf:about="http://arxiv.org/abs/2507.21049">
        <z:itemType>preprint</z:itemType>
        <dcterms:isReferencedBy rdf:resource="#item_5"/>
        <link:link rdf:resource="#item_6"/>
        <dc:subject>one</dc:subject>
        <dc:subject><z:AutomaticTag><rdf:value>two</rdf:value></z:AutomaticTag></dc:subject>
        <dc:title>Rep-MTL &amp; more</dc:title>
    </bib:Article>
    <bib:Memo rdf:about="#item_5"><rdf:value>&lt;p&gt;Compare.&lt;/p&gt;</rdf:value></bib:Memo>
    <z:Attachment rdf:about="#item_6"><dc:title>arXiv:2501.00009</dc:title></z:Attachment>
    <bib:Book rdf:about="#item_7"><dc:title>No id</dc:title></bib:Book>
</rdf:RDF>
"""
LIBRARY = f"""# mine
[[paper]]
id = "{ONE}"
title = "Rep-MTL"
tags = ["one", "two"]
note = \"\"\"
Compare.
\"\"\"
<<<<<<< ours
[[paper]]
id = "{OLD}"
=======
>>>>>>> theirs
[[paper]]
id = 2508.1
"""


def numbered(some: list[Paper]) -> list[Paper]:
    """The papers under ids that arXiv can have given."""
    return [replace(paper, id=f"2507.{number:05}") for number, paper in enumerate(some, 21)]


def ids(text: str) -> list[str | None]:
    return [entry.id for entry in read(text.encode())]


def first(text: str) -> SourceEntry:
    return read(text.encode())[0]


def test_bibtex_is_read_entry_by_entry_whatever_is_wrong_with_one() -> None:
    found = read(BIBTEX.encode())
    assert [(entry.line, entry.name, entry.id) for entry in found] == [
        (5, "wang2025", ONE),
        (12, "li2025", TWO),
        (17, "knuth", None),
        (18, "broken", OLD),
        (20, "last", "2508.00124"),
    ]
    assert found[0].title == "Rep-MTL: Über α"
    assert found[0].tags == ("multi-task", "to discuss", "nets")
    assert found[0].note == "Compare."


@pytest.mark.parametrize(
    "text",
    [
        RIS,
        ZOTERO_CSV,
        ZOTERO_CSV.replace(",", ";").replace("one; two", "one, two"),
        json.dumps(CSL, indent=2),
        json.dumps(BETTER_BIBTEX),
        "\n".join(map(json.dumps, CSL)),
        RDF.replace(" &amp; more", ""),
    ],
    ids=["ris", "csv", "semicolons", "csl", "better-bibtex", "jsonl", "rdf"],
)
def test_a_bibliography_has_ids_titles_tags_notes_and_what_has_none(text: str) -> None:
    one, other = read(text.encode())
    assert (one.id, one.title, one.tags) == (ONE, "Rep-MTL", ("one", "two"))
    assert one.note.splitlines()[0] == "Compare."
    assert other.id is None
    assert other.name in ("No id", "No id")


def test_lines_are_those_of_the_file() -> None:
    assert [entry.line for entry in read(RIS.encode())] == [1, 11]
    assert [entry.line for entry in read(ZOTERO_CSV.encode())] == [2, 3]
    assert [entry.line for entry in read(json.dumps(CSL, indent=1).encode())] == [2, 10]
    assert [entry.line for entry in read(RDF.encode())] == [4, 14]


def test_a_reading_list_is_read_block_by_block_and_a_conflict_costs_no_other() -> None:
    found = read(LIBRARY.encode())
    assert [entry.id for entry in found] == [ONE, OLD, None]
    assert (found[0].title, found[0].tags, found[0].note) == ("Rep-MTL", ("one", "two"), "Compare.")


@pytest.mark.parametrize(
    "text",
    [
        f"- [Rep-MTL](https://arxiv.org/abs/{ONE}v3), and arXiv:{TWO}.",
        f'<DT><A HREF="https://huggingface.co/papers/{ONE}">x</A>\n<a href="arxiv.org/pdf/{TWO}">',
        f"See {ONE}.\nSee {ONE} and {TWO} again.",
        f"Content-Transfer-Encoding: quoted-printable\n\nhttps://arxiv.org/abs/{ONE[:6]}=\n"
        f"{ONE[6:]} and arXiv:{TWO}",
        "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n"
        + base64.b64encode(f"arXiv:{ONE} arXiv:{TWO}".encode()).decode(),
    ],
)
def test_any_text_is_looked_through(text: str) -> None:
    assert ids(text) == [ONE, TWO]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_encodings_are_recognized(encoding: str) -> None:
    (entry,) = read(f"@misc{{a, title={{Über}}, eprint={{{ONE}}}}}".encode(encoding))
    assert (entry.id, entry.title) == (ONE, "Über")


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "ISO-8859-1"])
def test_the_encoding_that_an_rdf_file_names_is_undone_once(encoding: str) -> None:
    text = RDF.replace("UTF-8", encoding).replace("more", "Über")
    assert read(text.encode(encoding))[0].title == "Rep-MTL & Über"


def test_a_long_note_of_an_rdf_file_is_in_one_piece() -> None:
    lines = "a line\nand &lt;i&gt;an&lt;/i&gt;other\n" * 1_000
    note = read(RDF.replace("Compare.", lines).encode())[0].note
    assert note == ("a line\nand another\n" * 1_000).strip()


def test_entities_of_its_own_end_an_rdf_file() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    assert read(RDF.replace("\n<rdf:RDF", f"\n{bomb}<rdf:RDF", 1).encode()) == []


@pytest.mark.parametrize(
    "text",
    [
        f'[[paper]]\nid = "{ONE}"\nx = {"[" * 2_000}{"]" * 2_000}\n',
        f'{{"id": "{ONE}", "x": {"[" * 2_000}{"]" * 2_000}}}',
    ],
)
def test_values_that_nest_too_deep_do_not_hide_the_paper(text: str) -> None:
    assert ids(text) == [ONE]


@pytest.mark.parametrize(
    "header",
    [
        "To: a1=:;(?\\1",
        "Date: -/%/< \t<b\nFrom: *.:",
        'Content-Disposition: (:"\nMIME-Version: =',
        "Content-Type: ;._*",
        "To: %= ,\t.,<=1",
        f"From: {'(' * 5_000}",
    ],
)
def test_a_mail_with_a_damaged_header_is_looked_through(header: str) -> None:
    assert ids(f"{header}\nContent-Transfer-Encoding: quoted-printable\n\narXiv:{ONE}") == [ONE]


@given(st.binary(max_size=200) | st.text('@{}"=,[]:<>\n TYER-26507.2', max_size=80).map(str.encode))
def test_no_bytes_make_reading_fail(data: bytes) -> None:
    for entry in read(data):
        assert entry.line >= 1


@examples(0.2)
@given(
    st.lists(papers(), min_size=1, max_size=3).map(numbered),
    st.sampled_from(["bibtex", "ris", "csl-json", "csv", "json"]),
)
def test_what_is_exported_comes_back(some: list[Paper], form: str) -> None:
    items = [Item(paper, Mark(note="Compare.", tags=("mine",))) for paper in some]
    found = read(FORMATS[form].render(items).encode())
    assert [entry.id for entry in found] == [paper.id for paper in some]
    if form != "bibtex":
        assert all("mine" in entry.tags and entry.note == "Compare." for entry in found)


def test_notes_with_an_entry_in_them_are_looked_through_around_it() -> None:
    notes = f"Read arXiv:{OLD} first.\n\n```bibtex\n{BIBTEX}```\n\nThen arXiv:2509.00001.\n"
    found = ids(notes)
    assert {ONE, TWO, OLD, "2509.00001"} <= set(found)
    assert "2501.00001" not in found  # in a comment
    assert "2501.00009" not in found  # in an abstract


def test_an_entry_without_its_comma_key_or_brace_costs_no_other() -> None:
    text = (
        f"@article{{one,\n  title = {{Unclosed {{here,\n  eprint = {{{ONE}}},\n\n"
        f"@misc{{two\n  title = {{No comma}},\n  eprint = {{{TWO}}}\n}}\n"
        f"@misc{{, title={{No key}}, eprint={{{OLD}}}}}\n"
        "@misc{\n  title={Neither}, eprint={2508.00124}, eprint={2508.00125}}\n"
    )
    found = read(text.encode())
    assert [(entry.line, entry.name, entry.id) for entry in found] == [
        (1, "one", ONE), (5, "two", TWO), (9, "", OLD), (10, "", "2508.00124"),
    ]  # fmt: skip


def test_a_comment_in_a_bibliography_adds_no_paper() -> None:
    assert ids(f"% see arXiv:{TWO}\n@misc{{a, eprint={{{ONE}}}}}\narXiv:{TWO}\n") == [ONE]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (f"@misc{{DBLP:journals/corr/abs-2507, eprint={{{ONE}}}}}", "DBLP:journals/corr/abs-2507"),
        (f"@misc{{müller, eprint={{{ONE}}}}}", ""),
        (f'[{{"id": "wang2025", "URL": "https://arxiv.org/abs/{ONE}"}}]', "wang2025"),
        (f'[{{"id": "http://zotero.org/items/A", "URL": "https://arxiv.org/abs/{ONE}"}}]', ""),
        (
            f'[{{"citationKey": "wang", "key": "X7K2", "url": "https://arxiv.org/abs/{ONE}"}}]',
            "wang",
        ),
        (f'[{{"id": "{ONE}", "title": "T"}}]', ""),
        (f"Key,Title,Url\nX7K2,T,https://arxiv.org/abs/{ONE}\n", ""),
        (f"id,title,url\n12,T,https://arxiv.org/abs/{ONE}\n", ""),
    ],
)
def test_a_citation_key_is_one_that_documents_can_use(text: str, key: str) -> None:
    (entry,) = read(text.encode())
    assert (entry.id, entry.key) == (ONE, key)


@pytest.mark.parametrize(
    ("title", "read_as"),
    [
        (r"{\"U}ber \"{A}pfel \"o", "Über Äpfel ö"),
        (r"Garc{\'\i}a, Mart{\'{\i}}nez, \'\i n", "García, Martínez, ín"),
        (r"Erd{\H{o}}s, \v{S}, \c ca", "Erdős, Š, ça"),
        (r"G\"odel and {\L}ukasz \dots", "Gödel and Łukasz …"),
        (r"Nguy{\~{\^{e}}}n, {\.I}stanbul", "Nguyễn, İstanbul"),
        (r"50\% of \emph{\'Etale} $\hat{x}$", "50% of Étale x̂"),
    ],
)
def test_titles_read_as_tex_sets_them(title: str, read_as: str) -> None:
    (entry,) = read(f"@misc{{a, title={{{title}}}, eprint={{{ONE}}}}}".encode())
    assert entry.title == read_as


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        (f"arXiv:{ONE} [cs.LG]", ""),
        (f"arXiv preprint arXiv:{ONE}v2, https://arxiv.org/abs/{ONE}", ""),
        (f"Better than arXiv:{TWO}", f"Better than arXiv:{TWO}"),
        (f"arXiv: {OLD}", f"arXiv: {OLD}"),
        (f"See {TWO}", f"See {TWO}"),
        ("Read this.", "Read this."),
    ],
)
def test_a_note_is_what_somebody_noted(note: str, kept: str) -> None:
    (entry,) = read(f"@misc{{a, eprint={{{ONE}}}, note={{{note}}}}}".encode())
    assert (entry.id, entry.note) == (ONE, kept)
    record = {"itemType": "preprint", "archiveID": f"arXiv:{ONE}", "notes": [{"note": note}]}
    (entry,) = read(json.dumps({"items": [record]}).encode())
    assert (entry.id, entry.note) == (ONE, kept)


def test_a_note_that_is_an_old_id_is_that_of_the_paper() -> None:
    (entry,) = read(f"@misc{{a, eprint={{{OLD}}}, note={{arXiv: {OLD}}}}}".encode())
    assert (entry.id, entry.note) == (OLD, "")


def test_an_eprint_of_another_archive_is_no_arxiv_id() -> None:
    text = "@misc{{a, eprint={{{}}}, eprinttype={{{}}}}}\n"
    kinds = ("arXiv", "hdl", "jstor", "arxiv.org")
    found = read("".join(text.format(ONE, kind) for kind in kinds).encode())
    assert [entry.id for entry in found] == [ONE, None, None, ONE]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (f"arXiv ID,Title,Notes\n{ONE},T,n\n{TWO},U,\n", ["T", "U"]),
        (f"sep=;\r\nid;title\r\n{ONE};T\r\n{TWO};U\r\n", ["T", "U"]),
        (f'id,title\n{ONE},a 5" screen\n{TWO},U\n', ['a 5" screen', "U"]),
        (f'id,title\n"{ONE},T\n{TWO},U\n', ["", ""]),  # as a text, since no cell ends
    ],
)
def test_a_table_is_read_by_its_head_and_none_of_its_rows_is_lost(
    text: str, titles: list[str]
) -> None:
    found = read(text.encode())
    assert [entry.id for entry in found] == [ONE, TWO]
    assert [entry.title for entry in found] == titles


def test_tags_of_mendeley_are_tags() -> None:
    (entry,) = read(
        f"@misc{{a, arxivId={{{ONE}}}, mendeley-tags={{x,y}}, keywords={{k}}}}".encode()
    )
    assert (entry.id, set(entry.tags)) == (ONE, {"x", "y", "k"})


@pytest.mark.parametrize("between", [", ", ",\n  "])
def test_an_id_that_a_field_without_an_end_swallows_is_found(between: str) -> None:
    fields = between.join(["@misc{a", "title={On nets", f"eprint = {{{ONE}}}\n}}"])
    found = read(f"{fields}\n@misc{{b, title={{No id}}}}\n".encode())
    assert [entry.id for entry in found] == [ONE, None]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("<p>a <!-- > not this --> b</p>c &amp; d", "a  b\nc & d"),
        ("a <!-- b <!-- c --> d", "a <!-- b  d"),
        ("<!--" * 100_000, "<!--" * 100_000),
    ],
)
def test_markup_is_taken_out_of_a_note_in_one_pass(written: str, text: str) -> None:
    assert as_text(written) == text
