"""Papers in the Atom feeds of arXiv's API.

Source: https://info.arxiv.org/help/api/user-manual.html. An error comes as a feed with one entry
whose id begins with http://arxiv.org/api/errors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from papers_tui.hub.errors import Missing, Unreadable
from papers_tui.hub.wire import day_of
from papers_tui.model.arxiv_id import parse_id
from papers_tui.model.paper import Entry, Paper
from papers_tui.text.clean import NAME, clean, one_line, reflow

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ATOM = "{http://www.w3.org/2005/Atom}"
_MOST_AUTHORS = 5_000
_NOT_FOUND = 404


def read_feed(body: bytes, paper_id: str) -> Entry:
    """The paper with that id; raises Missing when the feed lacks it, Unreadable for no feed."""
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:  # what an attack with entities needs
        raise Unreadable("arXiv's answer is not a feed; try again later.")
    try:
        feed = ElementTree.fromstring(body)  # noqa: S314 - no document type, so no entities
    except ElementTree.ParseError as error:
        raise Unreadable("arXiv's answer is not a feed; try again later.") from error
    for item in feed.iter(f"{_ATOM}entry"):
        if parse_id(_text(item, "id")) == paper_id:
            return Entry(_paper(item, paper_id))
    raise Missing(f"Neither the hub nor arXiv knows {paper_id}.", _NOT_FOUND)


def _paper(item: Element, paper_id: str) -> Paper:
    names = (one_line(_text(author, "name"), NAME) for author in item.iter(f"{_ATOM}author"))
    return Paper(
        id=paper_id,
        title=one_line(_text(item, "title")) or paper_id,
        abstract=reflow(clean(_text(item, "summary"))),
        authors=tuple(name for name in names if name)[:_MOST_AUTHORS],
        published=day_of(_text(item, "published")),
    )


def _text(item: Element, name: str) -> str:
    return item.findtext(f"{_ATOM}{name}") or ""
