"""CSL-JSON, the items that citation processors read.

The fields are those of https://github.com/citation-style-language/schema, csl-data.json.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from papers_tui.export.citation_keys import assign, year_of
from papers_tui.export.item import DEFAULTS, Item, Options
from papers_tui.export.names import Person, people
from papers_tui.text.clean import harmless, harmless_line
from papers_tui.text.tex.convert import to_unicode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from papers_tui.model.paper import Paper


def render(items: Sequence[Item], options: Options = DEFAULTS) -> str:
    """An array with an item for each paper, each once, under its citation key."""
    each = {item.paper.id: item for item in items}
    kept = {item.paper.id: item.key for item in items if item.key}
    keys = assign([item.paper for item in each.values()], kept)
    records = [_record(item, keys[paper_id]) for paper_id, item in each.items()]
    return json.dumps(records, indent=2) + "\n"


def _record(item: Item, key: str) -> dict[str, Any]:
    paper, mark = item.paper, item.mark
    tags = mark.tags if mark else ()
    words = dict.fromkeys((*map(to_unicode, paper.ai_keywords), *tags))
    record = {
        "id": key,
        "type": "article",
        "title": harmless_line(to_unicode(paper.title)) or paper.id,
        "author": [_name(person) for person in people(paper.authors)],
        "issued": {"date-parts": [_date(paper)]},
        "abstract": harmless(to_unicode(paper.abstract)),
        "keyword": ", ".join(map(harmless_line, words)),
        "publisher": "arXiv",
        "number": f"arXiv:{paper.id}",
        "DOI": paper.doi,
        "URL": paper.arxiv_url,
        "note": harmless(mark.note) if mark else "",
    }
    return {name: value for name, value in record.items() if value}


def _name(person: Person) -> dict[str, str]:
    if person.is_group:
        return {"literal": person.family}
    parts = {"family": person.family, "given": person.given, "suffix": person.suffix}
    return {name: value for name, value in parts.items() if value}


def _date(paper: Paper) -> list[int]:
    day = paper.published
    return [day.year, day.month, day.day] if day else [year_of(paper)]
