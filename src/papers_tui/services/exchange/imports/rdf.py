"""Entries of Zotero's RDF."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from papers_tui.services.exchange.imports.entries import SourceEntry, as_text, entry_of

if TYPE_CHECKING:
    from collections.abc import Iterator


_NO_PAPERS = ("z:Attachment", "z:Collection", "bib:Memo", "bib:Journal", "foaf:Person")
_NAMES = {"dc:title": "title", "dcterms:abstract": "abstract", "dc:subject": "keywords",
          "prism:number": "number", "z:archiveID": "archiveid"}  # fmt: skip


@dataclass(slots=True)
class _Item:
    """One element below the outermost one."""

    kind: str
    about: str
    line: int
    fields: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    """The names of the items that are its notes."""


def is_rdf(text: str) -> bool:
    """Whether the outermost element is that of RDF."""
    return "<rdf:RDF" in text[:10_000]


def entries(text: str) -> Iterator[SourceEntry]:
    """The items that are papers, as far as the XML is well formed."""
    items = _items(text)
    notes = {item.about: item for item in items if item.kind == "bib:Memo"}
    for item in items:
        if item.kind in _NO_PAPERS:
            continue
        fields = {name: "\n".join(values) for name, values in item.fields.items()}
        memos = (notes[name].fields.get("rdf:value", []) for name in item.notes if name in notes)
        note = "\n\n".join(as_text(text) for memo in memos for text in memo)
        yield entry_of(item.line, fields.get("title", ""), {"url": item.about, **fields}, note)


def _items(text: str) -> list[_Item]:
    reader = _Reader()
    parser = expat.ParserCreate("utf-8")  # whatever it says: it is decoded already
    parser.StartElementHandler = lambda name, values: reader.start(
        name, values, parser.CurrentLineNumber
    )
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except (expat.ExpatError, ValueError):
        return reader.items  # what stands before the mistake
    return reader.items


def _refuse(*_: object) -> None:
    """Stop at an entity that is declared: exports have none, and it may grow without bounds."""
    raise ValueError


class _Reader:
    """Puts the texts of elements under the names of the ones right below an item."""

    def __init__(self) -> None:
        self.items: list[_Item] = []
        self._path: list[str] = []
        self._pieces: list[str] = []
        """The text since the last tag, as it came."""

    def start(self, name: str, values: dict[str, str], line: int) -> None:
        self._end_text()
        self._path.append(name)
        if len(self._path) == 2:
            self.items.append(_Item(name, values.get("rdf:about", ""), line))
        elif len(self._path) == 3 and name == "dcterms:isReferencedBy":
            self.items[-1].notes.append(values.get("rdf:resource", ""))

    def end(self, _: str) -> None:
        self._end_text()
        self._path.pop()

    def text(self, piece: str) -> None:
        self._pieces.append(piece)

    def _end_text(self) -> None:
        text = "".join(self._pieces).strip()
        self._pieces.clear()
        if text and len(self._path) >= 3:
            name = _NAMES.get(self._path[2], self._path[2])
            self.items[-1].fields.setdefault(name, []).append(text)
