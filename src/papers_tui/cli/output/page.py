"""A paper in full as text, its mathematics in Unicode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.cli.streams import WIDEST
from papers_tui.model.date_style import DATES
from papers_tui.text.cells import pad, wrap
from papers_tui.text.clean import harmless
from papers_tui.text.tex.convert import to_unicode
from papers_tui.text.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from papers_tui.cli.output.styling import Styling
    from papers_tui.cli.rows import PaperRow
    from papers_tui.model.date_style import DateStyle

_LEAST_ROOM = 20
_LABEL = len("Submitted by") + 2


def page(row: PaperRow, columns: int, styling: Styling, dates: DateStyle = DATES) -> Iterator[str]:
    """The paper in lines that fit, none wider than is pleasant to read."""
    room = min(columns, WIDEST)
    paper = row.paper
    for line in wrap(to_unicode(paper.title or paper.id), room):
        yield styling.bold(line) + "\n"
    for line in wrap(", ".join(paper.authors), room):
        yield line + "\n"
    yield "\n"
    for name, value in _facts(row, dates):
        if value:
            yield from _labeled(name, value, room, styling)
    for title, text in (("Note", harmless(row.mark.note)), ("Summary", paper.ai_summary)):
        yield from _section(title, to_unicode(text) if title == "Summary" else text, room, styling)
    yield from _section("Abstract", to_unicode(paper.abstract), room, styling)


def _facts(row: PaperRow, dates: DateStyle) -> Iterator[tuple[str, str]]:
    paper, mark = row.paper, row.mark
    yield "arXiv id", paper.id
    yield "Published", _day(paper.published, dates)
    yield "Listed", ", ".join(map(dates.day, paper.listed))
    yield "Withdrawn", _day(paper.withdrawn, dates)
    yield "Organization", paper.organization
    yield "Submitted by", paper.submitted_by
    yield "Votes", " · ".join(filter(None, _counts(row)))
    yield "Keywords", ", ".join(map(to_unicode, paper.ai_keywords))
    marks = ("starred" if mark.starred else "", mark.status or "", "seen" if row.seen else "")
    yield "Marks", ", ".join(filter(None, marks))
    yield "Tags", ", ".join(mark.tags)
    yield "Hub", paper.hub_url
    yield "arXiv", paper.arxiv_url
    yield "PDF", paper.pdf_url
    stars = counted(paper.github_stars, "star")
    yield "Code", paper.github_repo and paper.github_repo + (f" ({stars})" if stars else "")
    yield "Project", paper.project_page
    yield from (("Media", address) for address in paper.media)


def _day(day: date | None, dates: DateStyle) -> str:
    return dates.day(day) if day else ""


def _counts(row: PaperRow) -> Iterator[str]:
    yield counted(row.paper.upvotes, "upvote")
    yield counted(row.paper.comments, "comment")


def _labeled(name: str, value: str, room: int, styling: Styling) -> Iterator[str]:
    """The value beside its label; an address stays in one line, so that it can be followed."""
    label, left = pad(name, _LABEL), _LABEL
    if room - _LABEL < _LEAST_ROOM:
        yield styling.dim(name) + "\n"
        label, left = "  ", 2
    for line in [value] if "://" in value else wrap(value, room - left):
        yield f"{styling.dim(label)}{line}\n"
        label = " " * left


def _section(title: str, text: str, room: int, styling: Styling) -> Iterator[str]:
    if not text:
        return
    yield f"\n{styling.bold(title)}\n"
    for line in text.split("\n"):
        yield "\n".join(wrap(line, room)) + "\n"
