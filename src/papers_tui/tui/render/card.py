"""Papers as lines of styled text: the card in the list and the detail beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from papers_tui.model.library.marks import Status
from papers_tui.text.tex.convert import to_unicode
from papers_tui.text.urls import safe_url
from papers_tui.tui.render.dates import day, short_day
from papers_tui.tui.render.highlight import marked, telling
from papers_tui.tui.render.lines import EMPTY, Line, Span, search_link
from papers_tui.tui.render.rows import flow, joined_rows, parted, section, text_rows
from papers_tui.tui.render.wrap import cells, fit, wrap_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from papers_tui.model.library.marks import Mark
    from papers_tui.model.paper import Paper
    from papers_tui.model.query.parser import Query

GUTTER = 3
"""The cells left of a card's text: the cursor's bar, the dot of the unseen, a blank."""

AUTHORS_SHOWN = 12
_LEAST_TAG = 4
_STATUS_SIGNS = {Status.TO_READ: "☐", Status.READING: "◐", Status.READ: "☑"}
_ADDRESS_ROWS = 3
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
) -> list[Line]:
    """The card's rows, exactly as many as the density says."""
    room = width - GUTTER - 1
    titles = wrap_to(to_unicode(paper.title), room, density.title_lines)
    quiet = "" if current else "muted"
    title_style = quiet if seen else "strong"
    rows: list[Line] = [marked(title, title_style, query) for title in titles]
    rows.append(_card_facts(paper, room, mark))
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
    """A count in at most five signs: 7, 950, 1.2k, 35k."""
    if number is None:
        return "–"
    if number < _THOUSAND:
        return str(number)
    if number < 10 * _THOUSAND:
        return f"{number // 100 / 10:g}k"
    return f"{number // _THOUSAND}k"


def byline(paper: Paper) -> str:
    """The organization, else the first author, and how many authors more."""
    others = len(paper.authors) - (0 if paper.organization else 1)
    name = paper.organization or (paper.authors[0] if paper.authors else "no authors named")
    return f"{name} +{others}" if others > 0 else name


def status_sign(status: Status | None) -> str:
    """A sign for how far the reading has come; nothing when that was not said."""
    return _STATUS_SIGNS[status] if status else ""


def _marks(mark: Mark | None) -> list[Span]:
    """What the reader said, as it stands on a card."""
    if mark is None:
        return []
    said = [Span(f"{status_sign(mark.status)} ", "star")] if mark.status else []
    said += [Span(f"#{tag} ", "tag", search_link("tag", tag)) for tag in mark.tags]
    return said + ([Span("✎ ", "tag")] if mark.note else [])


def _card_facts(paper: Paper, room: int, mark: Mark | None) -> Line:
    counts = [
        Span(f"▲{count(paper.upvotes):<5}", "accent"),
        Span(f"❝{count(paper.comments):<4}", "muted"),
    ]
    if paper.github_repo:
        stars = count(paper.github_stars) if paper.github_stars is not None else "code"
        counts.append(Span(f"☆{stars:<5}", "good"))
    when = paper.listed[0] if paper.listed else paper.published
    end = short_day(when) if when else ""
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
    name = fit("withdrawn" if paper.withdrawn else byline(paper), left)
    gap = " " * (left - cells(name) + 2)
    style = "warning" if paper.withdrawn else ""
    return (*counts, Span(name, style), Span(gap), Span(end, "muted"))


def detail(
    paper: Paper,
    width: int,
    *,
    all_authors: bool = False,
    short: bool = False,
    mark: Mark | None = None,
    more_key: str = "+",
) -> list[Line]:
    """Everything that is known of the paper, in rows of at most `width` cells.

    In a short pane the texts come first, so that they can be read without a key.
    """
    head = [text_rows(to_unicode(paper.title), width, "strong")]
    names = _authors(paper, width, None if all_authors else 4 if short else AUTHORS_SHOWN, more_key)
    facts = [flow(_facts(paper), width), _links(paper, width)]
    abstract = to_unicode(paper.abstract) or "The hub has no abstract for this paper."
    summary = section("Summary", to_unicode(paper.ai_summary), width)
    texts = [summary, _keywords(paper, width), section("Abstract", abstract, width)]
    said = _said(mark, width)
    if short:
        head[0] += names
        texts = [summary, section("Abstract", abstract, width), _keywords(paper, width)]
        parts = [*head, *said, *texts, *facts, _media(paper, width)]
    else:
        parts = [*head, names, *facts, *said[:1], *texts, *said[1:], _media(paper, width)]
    return parted(parts)


def _said(mark: Mark | None, width: int) -> list[list[Line]]:
    """What the reader said: star, status and tags in a row, then the note."""
    if mark is None:
        return []
    marks = [Span("★ starred", "star")] if mark.starred else []
    marks += [Span(f"{status_sign(mark.status)} {mark.status}", "star")] if mark.status else []
    marks += [Span(f"#{tag}", "tag", search_link("tag", tag)) for tag in mark.tags]
    return [flow(marks, width), section("Note", mark.note, width)]


def _authors(paper: Paper, width: int, most: int | None, more_key: str) -> list[Line]:
    names = paper.authors
    if not names:
        return text_rows("No authors named", width, "muted")
    if most is None or len(names) <= most + 1:
        return _names(names, width)
    more = f"and {len(names) - most} more authors ({more_key} shows all)"
    return [
        *_names(names[:most], width),
        (Span(fit(more, width), "link", "authors"),),
    ]


def _names(names: Sequence[str], width: int) -> list[Line]:
    spans = [
        span for name in names for span in (Span(name, "", search_link("author", name)), Span(", "))
    ]
    return joined_rows(spans[:-1], width)


def _facts(paper: Paper) -> Iterator[Span]:
    if paper.withdrawn:
        yield Span(f"withdrawn {day(paper.withdrawn)}", "warning")
    if paper.organization:
        yield Span(paper.organization, "accent", search_link("org", paper.organization))
    if paper.published:
        yield Span(f"published {day(paper.published)}", "muted")
    if paper.listed:
        yield Span(f"listed {', '.join(day(when) for when in paper.listed)}", "muted")
    if paper.submitted_by:
        name = paper.submitter_name
        who = f"{name} ({paper.submitted_by})" if name else paper.submitted_by
        yield Span(f"submitted by {who}", "muted")
    if paper.upvotes is not None:
        yield Span(_many(paper.upvotes, "upvote"), "accent")
    if paper.comments is not None:
        yield Span(_many(paper.comments, "comment"))
    if paper.github_stars is not None:
        yield Span(f"{_many(paper.github_stars, 'star')} on GitHub", "good")


def _many(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def _links(paper: Paper, width: int) -> list[Line]:
    links = [("hub", paper.hub_url), ("arXiv", paper.arxiv_url)]
    links += [("code", paper.github_repo)] if paper.github_repo else []
    links += [("project", paper.project_page)] if paper.project_page else []
    return [line for name, url in links for line in _link(f"{name:<8}", url, width)]


def _link(label: str, url: str, width: int) -> list[Line]:
    """An address that can be clicked, or one that is only shown because it is not safe."""
    safe = safe_url(url)
    text = (safe or url).removeprefix("https://")
    style = "link" if safe else "muted"
    rows = wrap_to(text, width - cells(label), _ADDRESS_ROWS)
    labels = [label, *[" " * cells(label)] * (len(rows) - 1)]
    return [
        (Span(before, "muted"), Span(row, style, safe or ""))
        for before, row in zip(labels, rows, strict=True)
    ]


def _keywords(paper: Paper, width: int) -> list[Line]:
    if not paper.ai_keywords:
        return []
    words = flow((Span(word) for word in paper.ai_keywords), width)
    return [(Span("Keywords", "heading"),), *words]


def _media(paper: Paper, width: int) -> list[Line]:
    if not paper.media:
        return []
    rows = (row for url in paper.media for row in _link("", url, width))
    return [(Span("Media", "heading"),), *rows]
