"""Papers in Markdown, as lists and in full, in which nothing of theirs is markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.export.item import DEFAULTS, Item, Options
from papers_tui.export.markdown_text import escaped, link, paragraphs
from papers_tui.text.clean import harmless
from papers_tui.text.tex.convert import to_unicode
from papers_tui.text.urls import safe_url
from papers_tui.text.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from papers_tui.model.paper import Paper

_INDENT = "  "
_FEW_AUTHORS = 3
_HARD_BREAK = "\\\n"


def render(items: Sequence[Item], options: Options = DEFAULTS) -> str:
    """A bibliography: one bullet for each paper, which leads to arXiv, with its marks and note."""
    return "\n".join(_bullet(item, item.paper.arxiv_url) for item in items)


def listed(items: Iterable[Item]) -> Iterator[str]:
    """Bullets for those who read on: they lead to the hub, and have upvotes and more links."""
    for nth, item in enumerate(items):
        paper = item.paper
        more = (counted(paper.upvotes, "upvote"), _where(paper))
        yield ("\n" if nth else "") + _bullet(item, paper.hub_url, more)


def page(item: Item) -> Iterator[str]:
    """One paper in full."""
    paper = item.paper
    yield f"# {escaped(to_unicode(paper.title) or paper.id)}\n\n"
    if paper.authors:
        yield f"{escaped(', '.join(paper.authors))}\n\n"
    facts = [
        f"arXiv {paper.id}",
        f"published {paper.published}" if paper.published else "",
        f"listed {', '.join(map(str, paper.listed))}" if paper.listed else "",
        counted(paper.upvotes, "upvote"),
        counted(paper.comments, "comment"),
        escaped(paper.organization),
    ]
    yield " · ".join(filter(None, facts)) + "\n\n"
    yield " · ".join(_links(paper)) + "\n"
    yield from _sections(item)


def _bullet(item: Item, url: str, more: Iterable[str] = ()) -> str:
    paper = item.paper
    head = [link(to_unicode(paper.title) or paper.id, url), *_facts(item, more)]
    note = note_paragraphs(item.mark.note if item.mark else "")
    paragraphs = [_HARD_BREAK.join(head), *note]
    text = "\n\n".join(paragraphs).replace("\n", f"\n{_INDENT}").replace(f"\n{_INDENT}\n", "\n\n")
    return f"- {text}\n"


def _facts(item: Item, more: Iterable[str]) -> Iterable[str]:
    """The lines below the title."""
    paper, mark = item.paper, item.mark
    day = paper.published or (paper.listed[-1] if paper.listed else None)
    facts = (_authors(paper.authors), day.isoformat() if day else "", *more)
    if line := " · ".join(filter(None, facts)):
        yield line
    if mark is None:
        return
    shown = ["★" if mark.starred else "", escaped(mark.status or "")]
    if line := " · ".join(filter(None, [*shown, ", ".join(map(escaped, mark.tags))])):
        yield line


def _authors(names: Sequence[str]) -> str:
    some = ", ".join(map(escaped, names[:_FEW_AUTHORS]))
    return f"{some} and {more} more" if (more := len(names) - _FEW_AUTHORS) > 0 else some


def _sections(item: Item) -> Iterator[str]:
    paper = item.paper
    sections = {
        "Note": harmless(item.mark.note) if item.mark else "",
        "Summary": to_unicode(paper.ai_summary),
        "Keywords": ", ".join(map(to_unicode, paper.ai_keywords)),
        "Abstract": to_unicode(paper.abstract),
    }
    for title, text in sections.items():
        if text:
            lines = "\n".join(map(escaped, text.split("\n")))
            yield f"\n## {title}\n\n{lines}\n"


def _where(paper: Paper) -> str:
    return f"{link('arXiv', paper.arxiv_url)} · {link('PDF', paper.pdf_url)}"


def _links(paper: Paper) -> Iterator[str]:
    yield link("Hub", paper.hub_url)
    yield _where(paper)
    for name, address in (("Code", paper.github_repo), ("Project", paper.project_page)):
        if url := safe_url(address):
            yield link(name, url)


def note_paragraphs(note: str) -> Iterable[str]:
    """The paragraphs of a note, line by line as they were written."""
    for paragraph in paragraphs(harmless(note).strip("\n")):
        if lines := [_note_line(line) for line in paragraph.split("\n") if line.strip()]:
            yield _HARD_BREAK.join(lines)


def _note_line(line: str) -> str:
    """A line with its indent, in spaces that Markdown does not take for code."""
    indent = len(line) - len(line.lstrip())
    return "\N{NO-BREAK SPACE}" * indent + escaped(line)
