"""Papers as a list in Markdown, in which nothing of theirs is markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from papers_tui.export.item import DEFAULTS, Options
from papers_tui.export.markdown_text import escaped, link
from papers_tui.text.clean import harmless
from papers_tui.text.tex.convert import to_unicode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from papers_tui.export.item import Item

_INDENT = "  "
_FEW_AUTHORS = 3
_HARD_BREAK = "\\\n"


def render(items: Sequence[Item], options: Options = DEFAULTS) -> str:
    """One bullet for each paper: link, authors and date, tags, note."""
    return "\n".join(map(_bullet, items))


def _bullet(item: Item) -> str:
    paper = item.paper
    url = f"https://arxiv.org/abs/{quote(paper.id, safe='/')}"
    head = [link(to_unicode(paper.title) or paper.id, url), *_facts(item)]
    note = note_paragraphs(item.mark.note if item.mark else "")
    paragraphs = [_HARD_BREAK.join(head), *note]
    text = "\n\n".join(paragraphs).replace("\n", f"\n{_INDENT}").replace(f"\n{_INDENT}\n", "\n\n")
    return f"- {text}\n"


def _facts(item: Item) -> Iterable[str]:
    """The lines below the title."""
    paper, mark = item.paper, item.mark
    day = paper.published.isoformat() if paper.published else ""
    if line := " · ".join(filter(None, [_authors(paper.authors), escaped(day)])):
        yield line
    if mark is None:
        return
    shown = ["★" if mark.starred else "", escaped(mark.status or "")]
    if line := " · ".join(filter(None, [*shown, ", ".join(map(escaped, mark.tags))])):
        yield line


def _authors(names: Sequence[str]) -> str:
    some = ", ".join(map(escaped, names[:_FEW_AUTHORS]))
    return f"{some} and {more} more" if (more := len(names) - _FEW_AUTHORS) > 0 else some


def note_paragraphs(note: str) -> Iterable[str]:
    """The paragraphs of a note, line by line as they were written."""
    for paragraph in re.split(r"\n[ \t]*\n", harmless(note).strip("\n")):
        if lines := [_note_line(line) for line in paragraph.split("\n") if line.strip()]:
            yield _HARD_BREAK.join(lines)


def _note_line(line: str) -> str:
    """A line with its indent, in spaces that Markdown does not take for code."""
    indent = len(line) - len(line.lstrip())
    return "\N{NO-BREAK SPACE}" * indent + escaped(line)
