"""RIS, the tagged lines that reference managers exchange.

Each value is one line, so that line breaks of abstracts and notes become spaces. The tags are
those that Zotero, EndNote and Mendeley read: https://en.wikipedia.org/wiki/RIS_(file_format).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.export.citation_keys import year_of
from papers_tui.export.item import DEFAULTS, Item, Options
from papers_tui.export.names import Person, people
from papers_tui.text.clean import harmless, harmless_line
from papers_tui.text.tex.convert import to_unicode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_PREPRINT = "UNPB"
"""Unpublished work, which is what other programs take for a preprint."""


def render(items: Sequence[Item], options: Options = DEFAULTS) -> str:
    """One record for each paper, separated by empty lines."""
    return "\n".join(map(_record, items))


def _record(item: Item) -> str:
    lines = [f"TY  - {_PREPRINT}"]
    lines += [f"{tag}  - {line}" for tag, value in _fields(item) if (line := harmless_line(value))]
    return "\n".join([*lines, "ER  - ", ""])


def _fields(item: Item) -> Iterator[tuple[str, str]]:
    paper, mark = item.paper, item.mark
    yield "TI", to_unicode(paper.title) or paper.id
    yield from (("AU", _name(person)) for person in people(paper.authors))
    yield "PY", str(year_of(paper))
    yield "DA", f"{paper.published:%Y/%m/%d}" if paper.published else ""
    yield "AB", to_unicode(paper.abstract)
    words = (*map(to_unicode, paper.ai_keywords), *(mark.tags if mark else ()))
    yield from (("KW", word) for word in dict.fromkeys(words))
    yield "PB", "arXiv"
    yield "AN", f"arXiv:{paper.id}"
    yield "DO", paper.doi
    yield "UR", paper.arxiv_url
    yield "L1", paper.pdf_url
    yield "N1", harmless(mark.note) if mark else ""


def _name(person: Person) -> str:
    """Last name first; a group has no comma, which would make it a person."""
    if person.is_group:
        return person.family.replace(",", "")
    return ", ".join(filter(None, (person.family, person.given, person.suffix)))
