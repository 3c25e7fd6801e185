"""Papers as Markdown in which nothing that others wrote is active."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.export.markdown_text import escaped, link
from papers_tui.text.clean import harmless
from papers_tui.text.tex.convert import to_unicode
from papers_tui.text.urls import safe_url
from papers_tui.text.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from papers_tui.cli.rows import PaperRow
    from papers_tui.model.paper import Paper


def markdown_list(rows: Iterable[PaperRow]) -> Iterator[str]:
    """One item for each paper: title, upvotes, who, when, and where to read it."""
    for row in rows:
        paper = row.paper
        day = paper.listed[-1] if paper.listed else paper.published
        facts = [counted(paper.upvotes, "upvote"), escaped(paper.byline), str(day or "")]
        rest = ", ".join(filter(None, facts))
        rest = f" — {rest}" if rest else ""
        title = link(to_unicode(paper.title) or paper.id, paper.hub_url)
        yield f"- {title}{rest} · {_where(paper)}\n"


def markdown_page(row: PaperRow) -> Iterator[str]:
    """One paper in full."""
    paper = row.paper
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
    yield from _sections(row)


def _sections(row: PaperRow) -> Iterator[str]:
    paper = row.paper
    sections = {
        "Note": harmless(row.mark.note),
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
