"""A paper in the detail pane, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.text.tex.convert import to_unicode
from papers_tui.text.urls import safe_url
from papers_tui.text.wording import counted
from papers_tui.tui.render.card import status_sign
from papers_tui.tui.render.dates import DATES
from papers_tui.tui.render.lines import Line, Span, search_link
from papers_tui.tui.render.rows import flow, parted, section, styled_rows, text_rows
from papers_tui.tui.render.wrap import cells, fit, wrap_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from papers_tui.model.library.marks import Mark
    from papers_tui.model.paper import Paper
    from papers_tui.tui.render.dates import DateStyle


AUTHORS_SHOWN = 12


_ADDRESS_ROWS = 3


def detail(
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

    In a short pane the texts come first, so that they can be read without a key.
    """
    head = [text_rows(to_unicode(paper.title), width, "strong")]
    names = _authors(paper, width, None if all_authors else 4 if short else AUTHORS_SHOWN, more_key)
    facts = [flow(_facts(paper, dates), width), _links(paper, width)]
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
    """The user's marks: star, status and tags in a row, then the note."""
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
    return styled_rows(spans[:-1], width)


def _facts(paper: Paper, dates: DateStyle) -> Iterator[Span]:
    if paper.withdrawn:
        yield Span(f"withdrawn {dates.day(paper.withdrawn)}", "warning")
    if paper.organization:
        yield Span(paper.organization, "accent", search_link("org", paper.organization))
    if paper.published:
        yield Span(f"published {dates.day(paper.published)}", "muted")
    if paper.listed:
        yield Span(f"listed {', '.join(dates.day(when) for when in paper.listed)}", "muted")
    if paper.submitted_by:
        name = paper.submitter_name
        who = f"{name} ({paper.submitted_by})" if name else paper.submitted_by
        yield Span(f"submitted by {who}", "muted")
    if paper.upvotes is not None:
        yield Span(counted(paper.upvotes, "upvote"), "accent")
    if paper.comments is not None:
        yield Span(counted(paper.comments, "comment"))
    if paper.github_stars is not None:
        yield Span(f"{counted(paper.github_stars, 'star')} on GitHub", "good")


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
    words = flow((Span(to_unicode(word)) for word in paper.ai_keywords), width)
    return [(Span("Keywords", "heading"),), *words]


def _media(paper: Paper, width: int) -> list[Line]:
    if not paper.media:
        return []
    rows = (row for url in paper.media for row in _link("", url, width))
    return [(Span("Media", "heading"),), *rows]
