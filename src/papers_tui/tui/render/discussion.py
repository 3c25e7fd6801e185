"""The discussion of a paper, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.model.date_style import DATES
from papers_tui.model.details import HIDDEN, threaded
from papers_tui.text.document.markdown import blocks_of
from papers_tui.text.wording import age
from papers_tui.tui.render.blocks import lay_out
from papers_tui.tui.render.lines import EMPTY, Line, Span
from papers_tui.tui.render.rows import flow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from papers_tui.model.date_style import DateStyle
    from papers_tui.model.details import Comment

_RECENT_DAYS = 30
_BAR = Span("│ ", "muted")


def discussion_lines(
    comments: Sequence[Comment], width: int, now: datetime, dates: DateStyle = DATES
) -> list[Line]:
    """The comments, replies behind a bar below the one that they answer."""
    lines: list[Line] = []
    for comment, depth in threaded(comments):
        bars = (_BAR,) * depth
        if lines:
            lines.append(bars)
        room = width - 2 * depth
        rows = [
            *flow(_head(comment, now, dates), room),
            *_body(comment, room),
            *_reactions(comment, room),
        ]
        lines += [(*bars, *row) for row in rows]
    return lines


def when(moment: datetime, now: datetime, dates: DateStyle = DATES) -> str:
    """A moment in words: 3 h ago, 12 days ago, else its date."""
    passed = now - moment
    return age(passed) if passed.days < _RECENT_DAYS else dates.day(moment.date())


def _head(comment: Comment, now: datetime, dates: DateStyle) -> list[Span]:
    if comment.hidden:
        spans = [Span(HIDDEN, "muted")]
    else:
        name = comment.author_name or comment.author or "somebody"
        spans = [Span(name, "heading")]
        if comment.author and comment.author != name:
            spans.append(Span(comment.author, "muted"))
    if comment.created:
        spans.append(Span(when(comment.created, now, dates), "muted"))
    return [*spans, Span("edited", "muted")] if comment.edited else spans


def _body(comment: Comment, width: int) -> list[Line]:
    return [row.line for row in lay_out(blocks_of(comment.text), width)] if comment.text else []


def _reactions(comment: Comment, width: int) -> list[Line]:
    counts = (Span(f"{one.emoji} {one.count}", "accent") for one in comment.reactions)
    rows = flow(counts, width)
    return [EMPTY, *rows] if rows else []
