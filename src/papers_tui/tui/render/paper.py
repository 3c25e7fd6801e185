"""A paper with all that is known of it, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.model.date_style import DATES
from papers_tui.text.clean import harmless
from papers_tui.text.tex.convert import to_unicode
from papers_tui.text.urls import safe_url
from papers_tui.text.wording import counted
from papers_tui.tui.render.card import STAR, status_symbol
from papers_tui.tui.render.lines import Line, Span, search_link
from papers_tui.tui.render.rows import flow, section, separated, styled_rows, text_rows
from papers_tui.tui.render.wrap import cells, wrap_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from papers_tui.model.date_style import DateStyle
    from papers_tui.model.library.marks import Mark
    from papers_tui.model.paper import Paper


AUTHORS_SHOWN = 12

_ADDRESS_ROWS = 3


def paper_lines(
    paper: Paper,
    width: int,
    *,
    all_authors: bool = False,
    short: bool = False,
    mark: Mark | None = None,
    more_key: str = "+",
    dates: DateStyle = DATES,
) -> list[Line]:
    """Everything that is known of the paper, in rows of at most `width` cells.

    Links come behind the texts, so that an abstract starts in the upper half of the pane.
    A short pane names the authors that fit in a row, and has no empty row before the facts.
    """
    most = None if all_authors else AUTHORS_SHOWN
    title = text_rows(to_unicode(paper.title), width, "strong")
    abstract = to_unicode(paper.abstract) or "The hub has no abstract for this paper."
    authors = _authors(paper, width, most, more_key)
    if short and not all_authors:
        authors = _authors_in_a_row(paper, width, more_key)
    facts, marks = list(_facts(paper, dates)), _marks(mark)
    if short:
        head = [[*title, *authors, *flow([*facts, *marks], width)]]
    else:
        head = [[*title, *authors], [*flow(facts, width), *flow(marks, width)]]
    parts = [
        *head,
        section("Note", harmless(mark.note), width) if mark else [],
        section("Summary", to_unicode(paper.ai_summary), width),
        section("Abstract", abstract, width),
        _keywords(paper, width),
        [(Span("Links", "heading"),), *_links(paper, width)],
        _media(paper, width),
        flow(_origin(paper, dates), width),
    ]
    return separated(parts)


def _marks(mark: Mark | None) -> list[Span]:
    """The user's star, status and tags."""
    if mark is None:
        return []
    marks = [Span(f"{STAR} starred", "star")] if mark.starred else []
    marks += [Span(f"{status_symbol(mark.status)} {mark.status}", "star")] if mark.status else []
    marks += [Span(f"#{tag}", "tag", search_link("tag", tag)) for tag in mark.tags]
    return marks


def _authors_in_a_row(paper: Paper, width: int, more_key: str) -> list[Line]:
    """As many authors as fit in a row with the number of the others, one of them at least."""
    for most in range(min(len(paper.authors), AUTHORS_SHOWN), 1, -1):
        rows = _authors(paper, width, most, more_key)
        if len(rows) == 1:
            return rows
    return _authors(paper, width, 1, more_key)


def _authors(paper: Paper, width: int, most: int | None, more_key: str) -> list[Line]:
    names = paper.authors
    if not names:
        return text_rows("No authors named", width, "muted")
    if most is None or len(names) <= most + 1:
        return _names(names, width)
    more = Span(f"and {len(names) - most} more ({more_key} shows all)", "link", "authors")
    return _names(names[:most], width, more)


def _names(names: Sequence[str], width: int, *more: Span) -> list[Line]:
    spans = [
        span for name in names for span in (Span(name, "", search_link("author", name)), Span(", "))
    ]
    return styled_rows([*spans, *more] if more else spans[:-1], width)


def _facts(paper: Paper, dates: DateStyle) -> Iterator[Span]:
    if paper.withdrawn:
        yield Span(f"withdrawn {dates.day(paper.withdrawn)}", "warning")
    if paper.organization:
        yield Span(paper.organization, "accent", search_link("org", paper.organization))
    if paper.published:
        yield Span(dates.day(paper.published), "muted")
    if paper.upvotes is not None:
        yield Span(counted(paper.upvotes, "upvote"), "accent")
    if paper.comments is not None:
        yield Span(counted(paper.comments, "comment"))
    if paper.github_stars is not None:
        yield Span(counted(paper.github_stars, "GitHub star"), "good")


def _origin(paper: Paper, dates: DateStyle) -> Iterator[Span]:
    """The days when the paper was published and listed, and the person who submitted it."""
    if paper.published:
        yield Span(f"published {dates.day(paper.published)}", "muted")
    if paper.listed:
        yield Span(f"listed {', '.join(dates.day(when) for when in paper.listed)}", "muted")
    if paper.submitted_by:
        name = paper.submitter_name
        who = f"{name} ({paper.submitted_by})" if name else paper.submitted_by
        yield Span(f"submitted by {who}", "muted")


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
    words = flow(
        (Span(to_unicode(word), "", search_link("keyword", word)) for word in paper.ai_keywords),
        width,
    )
    return [(Span("Keywords", "heading"),), *words]


def _media(paper: Paper, width: int) -> list[Line]:
    if not paper.media:
        return []
    rows = (row for url in paper.media for row in _link("", url, width))
    return [(Span("Media", "heading"),), *rows]
