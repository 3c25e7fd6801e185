"""Papers as Zotero's connector takes them, one JSON object each.

The fields are those of Zotero's item type "preprint": https://api.zotero.org/itemTypeFields?itemType=preprint.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from papers_tui.export.names import Person, people
from papers_tui.text.clean import harmless
from papers_tui.text.tex.convert import to_unicode

if TYPE_CHECKING:
    from papers_tui.export.item import Item


def record(item: Item) -> dict[str, Any]:
    """The paper with its tags and its note; the PDF is a link."""
    paper, mark = item.paper, item.mark
    return {
        "id": paper.id,
        "itemType": "preprint",
        "title": to_unicode(paper.title) or paper.id,
        "creators": [_creator(person) for person in people(paper.authors)],
        "date": paper.published.isoformat() if paper.published else "",
        "abstractNote": harmless(to_unicode(paper.abstract)),
        "repository": "arXiv",
        "archiveID": f"arXiv:{paper.id}",
        "DOI": paper.doi,
        "url": paper.arxiv_url,
        "libraryCatalog": "arXiv.org",
        "tags": [{"tag": tag} for tag in (mark.tags if mark else ())],
        "notes": [{"note": _as_html(mark.note)}] if mark and mark.note else [],
        "attachments": [
            {
                "title": "Preprint PDF",
                "url": paper.pdf_url,
                "mimeType": "application/pdf",
                "snapshot": False,
            }
        ],
    }


def _creator(person: Person) -> dict[str, Any]:
    """A group has one name, a person two; Zotero writes Jr. behind the first ones."""
    if person.is_group:
        return {"creatorType": "author", "lastName": person.family, "fieldMode": 1}
    given = ", ".join(filter(None, (person.given, person.suffix)))
    return {"creatorType": "author", "lastName": person.family, "firstName": given}


def _as_html(note: str) -> str:
    """The note as Zotero keeps notes: its paragraphs and lines stay, nothing in it is a tag."""
    paragraphs = html.escape(harmless(note), quote=False).split("\n\n")
    return "".join(f"<p>{'<br/>'.join(part.splitlines())}</p>" for part in paragraphs)
