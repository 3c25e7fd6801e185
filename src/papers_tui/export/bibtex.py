"""BibTeX entries in the form that arXiv itself gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from papers_tui.export.citation_keys import assign, year_of
from papers_tui.export.item import DEFAULTS, Options
from papers_tui.export.latex import needs, to_tex, with_letters
from papers_tui.export.names import bibtex_authors
from papers_tui.export.titles import title_to_tex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from papers_tui.export.item import Item
    from papers_tui.model.paper import Paper

_NO_KEY = re.compile(r"[^A-Za-z0-9:._-]")


def entry(paper: Paper, key: str) -> str:
    """The paper as one @misc, without a line break at its end.

    The form, spaces before line breaks and all: https://arxiv.org/bibtex/2501.00001. The primary
    class is left out, which nobody but arXiv knows.
    """
    title = title_to_tex(paper.title) or to_tex(paper.id)
    authors = bibtex_authors(paper.authors)
    number = to_tex(paper.id)
    lines = [
        f"@misc{{{_NO_KEY.sub('', key)},",
        f"      title={{{title}}}, ",
        f"      author={{{authors}}},",
        f"      year={{{year_of(paper)}}},",
        f"      eprint={{{number}}},",
        "      archivePrefix={arXiv},",
        f"      url={{https://arxiv.org/abs/{number}}}, ",
        "}",
    ]
    return "\n".join(line for line in lines if authors or "author=" not in line[:14])


def biblatex_entry(paper: Paper, key: str) -> str:
    """The paper as one @online, as biblatex's manual describes electronic sources of arXiv."""
    day = paper.published
    fields = {
        "title": title_to_tex(paper.title) or to_tex(paper.id),
        "author": bibtex_authors(paper.authors),
        "date": day.isoformat() if day else str(year_of(paper)),
        "eprint": to_tex(paper.id),
        "eprinttype": "arxiv",
        "url": f"https://arxiv.org/abs/{to_tex(paper.id)}",
    }
    lines = [f"      {name}={{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@online{{{_NO_KEY.sub('', key)},", *lines, "}"])


def render(items: Sequence[Item], options: Options = DEFAULTS) -> str:
    """An entry for each paper, each once, separated by empty lines.

    In front stands what TeX must load for them, where that is more than nothing.
    """
    papers = {item.paper.id: item.paper for item in items}
    kept = {item.paper.id: item.key for item in items if item.key}
    keys = assign(tuple(papers.values()), kept)
    write = biblatex_entry if options.biblatex else entry
    text = "\n".join(f"{write(paper, keys[paper.id])}\n" for paper in papers.values())
    text = with_letters(text) if options.unicode else text
    return needs(text) + text
