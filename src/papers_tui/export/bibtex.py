"""BibTeX entries in the form that arXiv itself gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from papers_tui.export.citation_keys import assign, year_of
from papers_tui.export.item import DEFAULTS, Item, Options
from papers_tui.export.latex import needs, to_tex, with_letters
from papers_tui.export.names import bibtex_authors
from papers_tui.export.titles import title_to_tex
from papers_tui.model.paper import ARXIV_URL, Paper, Publication

if TYPE_CHECKING:
    from collections.abc import Sequence


_NO_KEY = re.compile(r"[^A-Za-z0-9:._/+-]")
_MAY_LACK = ("author", "journal", "primaryClass", "doi")
_AS_IT_IS = re.compile(r"([_<>])")
"""Characters of DOIs that styles take for a part of an address."""

_UNKNOWN = Publication()


def entry(paper: Paper, key: str, published: Publication = _UNKNOWN) -> str:
    """The paper as one @misc, or as an @article of its journal, with no line break at the end.

    The form, spaces before line breaks and all: https://arxiv.org/bibtex/2501.00001.
    """
    number = to_tex(paper.id)
    fields = {
        "title": title_to_tex(paper.title) or number,
        "author": bibtex_authors(paper.authors),
        "journal": to_tex(published.journal),
        "year": str(year_of(paper)),
        "eprint": number,
        "archivePrefix": "arXiv",
        "primaryClass": to_tex(published.category),
        "doi": _doi(published.doi),
        "url": f"{ARXIV_URL}/abs/{number}",
    }
    lines = [
        f"      {name}={{{value}}},{' ' if name in ('title', 'url') else ''}"
        for name, value in fields.items()
        if value or name not in _MAY_LACK
    ]
    kind = "article" if published.journal else "misc"
    return "\n".join([f"@{kind}{{{_NO_KEY.sub('', key)},", *lines, "}"])


def biblatex_entry(paper: Paper, key: str, published: Publication = _UNKNOWN) -> str:
    """The paper as one @online, as biblatex's manual describes electronic sources of arXiv.

    What has appeared in a journal is an @article.
    """
    day = paper.published
    fields = {
        "title": title_to_tex(paper.title) or to_tex(paper.id),
        "author": bibtex_authors(paper.authors),
        "date": day.isoformat() if day else str(year_of(paper)),
        "eprint": to_tex(paper.id),
        "eprinttype": "arxiv",
        "eprintclass": to_tex(published.category),
        "journaltitle": to_tex(published.journal),
        "doi": _doi(published.doi),
        "url": f"{ARXIV_URL}/abs/{to_tex(paper.id)}",
    }
    lines = [f"      {name}={{{value}}}," for name, value in fields.items() if value]
    kind = "article" if published.journal else "online"
    return "\n".join([f"@{kind}{{{_NO_KEY.sub('', key)},", *lines, "}"])


def render(items: Sequence[Item], options: Options = DEFAULTS) -> str:
    """An entry for each paper, each once, separated by empty lines.

    In front stands what TeX must load for them, where that is more than nothing.
    """
    each = {item.paper.id: item for item in items}
    kept = {item.paper.id: item.key for item in items if item.key}
    keys = assign(tuple(item.paper for item in each.values()), kept)
    write = biblatex_entry if options.biblatex else entry
    text = "\n".join(
        f"{write(item.paper, keys[paper_id], item.publication or _UNKNOWN)}\n"
        for paper_id, item in each.items()
    )
    shown = text
    if options.unicode or options.biblatex:
        shown = with_letters(text, rare_alone=not options.unicode)
    return needs(text + shown, biber=options.biblatex) + shown


def _doi(doi: str) -> str:
    """The DOI, of which no style makes anything but an address."""
    return "".join(part if part in "_<>" else to_tex(part) for part in _AS_IT_IS.split(doi))
