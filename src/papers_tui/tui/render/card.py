"""Papers as lines of styled text: the card in the list and the detail beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from papers_tui.model.library.marks import Status
from papers_tui.text.tex.convert import to_unicode
from papers_tui.tui.render.dates import DATES
from papers_tui.tui.render.highlight import marked, telling
from papers_tui.tui.render.lines import EMPTY, Line, Span, search_link
from papers_tui.tui.render.wrap import cells, fit, wrap_to

if TYPE_CHECKING:
    from papers_tui.model.library.marks import Mark
    from papers_tui.model.paper import Paper
    from papers_tui.model.query.parser import Query
    from papers_tui.tui.render.dates import DateStyle

GUTTER = 3
"""The cells left of a card's text: the cursor's bar, the dot of the unseen, a blank."""

_LEAST_TAG = 4
_STATUS_SIGNS = {Status.TO_READ: "☐", Status.READING: "◐", Status.READ: "☑"}
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Density:
    """How much of a paper its card shows."""

    name: str
    title_lines: int
    summary_lines: int
    gap: int

    @property
    def height(self) -> int:
        """The rows of a card."""
        return self.title_lines + 1 + self.summary_lines + self.gap


ROOMY = Density("roomy", title_lines=2, summary_lines=2, gap=1)
COMPACT = Density("compact", title_lines=1, summary_lines=0, gap=0)
DENSITIES = {density.name: density for density in (ROOMY, COMPACT)}


def card(
    paper: Paper,
    width: int,
    density: Density,
    *,
    seen: bool,
    current: bool,
    picked: bool = False,
    mark: Mark | None = None,
    query: Query | None = None,
    dates: DateStyle = DATES,
) -> list[Line]:
    """The card's rows, exactly as many as the density says."""
    room = width - GUTTER - 1
    titles = wrap_to(to_unicode(paper.title), room, density.title_lines)
    quiet = "" if current else "muted"
    title_style = quiet if seen else "strong"
    rows: list[Line] = [marked(title, title_style, query) for title in titles]
    rows.append(_card_facts(paper, room, mark, dates))
    if density.summary_lines:
        texts = (to_unicode(paper.ai_summary), to_unicode(paper.abstract))
        text = " ".join(telling(texts, query).split())
        rows += [marked(line, quiet, query) for line in wrap_to(text, room, density.summary_lines)]
    bar = Span("▌" if current else " ", "accent")
    signs = [
        (Span(" " if seen else "●", "unseen"), Span("✓" if picked else " ", "good")),
        (Span("★" if mark and mark.starred else " ", "star"), Span(" ")),
    ]
    lines: list[Line] = [
        (bar, *(signs[number] if number < len(signs) else (Span("  "),)), *row)
        for number, row in enumerate(rows)
    ]
    filler: list[Line] = [(bar,)] * (density.height - density.gap - len(lines))
    return lines + filler + [EMPTY] * density.gap


def count(number: int | None) -> str:
    """A count in at most five characters: 7, 950, 1.2k, 35k."""
    if number is None:
        return "–"
    if number < _THOUSAND:
        return str(number)
    if number < 10 * _THOUSAND:
        return f"{number // 100 / 10:g}k"
    return f"{number // _THOUSAND}k"


def status_sign(status: Status | None) -> str:
    """A symbol for the reading status; nothing when there is none."""
    return _STATUS_SIGNS[status] if status else ""


def _marks(mark: Mark | None) -> list[Span]:
    """The user's marks, as they stand on a card."""
    if mark is None:
        return []
    said = [Span(f"{status_sign(mark.status)} ", "star")] if mark.status else []
    said += [Span(f"#{tag} ", "tag", search_link("tag", tag)) for tag in mark.tags]
    return said + ([Span("✎ ", "tag")] if mark.note else [])


def _card_facts(paper: Paper, room: int, mark: Mark | None, dates: DateStyle) -> Line:
    counts = [
        Span(f"▲{count(paper.upvotes):<5}", "accent"),
        Span(f"❝{count(paper.comments):<4}", "muted"),
    ]
    if paper.github_repo:
        stars = count(paper.github_stars) if paper.github_stars is not None else "code"
        counts.append(Span(f"☆{stars:<5}", "good"))
    when = paper.listed[0] if paper.listed else paper.published
    end = dates.short_day(when) if when else ""
    left = room - sum(cells(span.text) for span in counts) - cells(end) - 2
    for span in _marks(mark):
        if left < _LEAST_TAG:
            break
        shown = fit(span.text, left)
        word = shown.rstrip()
        counts += [span._replace(text=word), Span(" " * (len(shown) - len(word)))]
        left -= cells(shown)
    if left < GUTTER + cells("…"):
        return (
            (*counts, Span(" " * max(0, left + 2)), Span(end, "muted")) if left >= 0 else (*counts,)
        )
    name = fit("withdrawn" if paper.withdrawn else paper.byline or "no authors named", left)
    gap = " " * (left - cells(name) + 2)
    style = "warning" if paper.withdrawn else ""
    return (*counts, Span(name, style), Span(gap), Span(end, "muted"))
