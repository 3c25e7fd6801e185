"""Papers as a table with one row for each, cut at the edge of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from papers_tui.cli.rows import marks_of, row_facts
from papers_tui.model.date_style import DATES
from papers_tui.text.cells import clip, pad, width
from papers_tui.text.tex.convert import to_unicode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from papers_tui.cli.output.styling import Styling
    from papers_tui.cli.rows import PaperRow
    from papers_tui.model.date_style import DateStyle

_GAP = "  "
_LEAST_TITLE = 30
_ENOUGH_TITLE, _FACTS = 50, 24
"""From which cells on titles and facts have columns of their own."""

_LEAST_FACTS = 8
_HIDDEN_FIRST = ("DAY", "MARKS", "UPVOTES")
"""Columns that a narrow window does without, in turn."""


class _Column(NamedTuple):
    """One column in front of the title."""

    head: str
    cells: Sequence[str]
    width: int
    right: bool

    def padded(self, text: str) -> str:
        return text.rjust(self.width) if self.right else pad(text, self.width)


def table(
    rows: Iterable[PaperRow], columns: int | None, styling: Styling, dates: DateStyle = DATES
) -> Iterator[str]:
    """A row for each paper: id, upvotes, day, marks, title, and what else there is room for.

    Without `columns` nothing is cut.
    """
    found = list(rows)
    if not found:
        return
    shown = _fitting(found, columns, dates)
    taken = sum(column.width + len(_GAP) for column in shown)
    room = None if columns is None else columns - taken
    titles = _title_width(found, room)
    last = [pad("TITLE", titles), "MORE"] if titles else ["TITLE"]
    head = _GAP.join([*(column.padded(column.head) for column in shown), *last])
    yield styling.dim(clip(head, columns) if columns else head) + "\n"
    for number, row in enumerate(found):
        left = _GAP.join(column.padded(column.cells[number]) for column in shown)
        yield f"{left}{_GAP}{_title(row, room, titles, styling)}".rstrip() + "\n"


def _title_width(rows: Sequence[PaperRow], room: int | None) -> int:
    """The cells of a column of titles beside one of facts; 0 where the two have no room."""
    if room is None:
        return 0
    longest = max(width(_shown_title(row)) for row in rows)
    titles = min(longest, room - _FACTS - len(_GAP))
    return titles if titles >= min(longest, _ENOUGH_TITLE) else 0


def _fitting(rows: Sequence[PaperRow], columns: int | None, dates: DateStyle) -> list[_Column]:
    """The columns in front of the title; the less important go where it would have no room."""
    shown = [
        _column("ID", rows, lambda row: row.paper.id),
        _column("UPVOTES", rows, _upvotes, right=True),
        _column("DAY", rows, lambda row: _day(row, dates), right=True),
        _column("MARKS", rows, lambda row: " ".join(marks_of(row))),
    ]
    shown = [column for column in shown if any(column.cells)]
    for name in _HIDDEN_FIRST:
        taken = sum(column.width + len(_GAP) for column in shown)
        if columns is not None and columns - taken < _LEAST_TITLE:
            shown = [column for column in shown if column.head != name]
    return shown


def _column(
    head: str, rows: Sequence[PaperRow], cell: Callable[[PaperRow], str], *, right: bool = False
) -> _Column:
    cells = [cell(row) for row in rows]
    return _Column(head, cells, max(map(width, (head, *cells))), right)


def _shown_title(row: PaperRow) -> str:
    return to_unicode(row.paper.title) or row.paper.id


def _title(row: PaperRow, room: int | None, titles: int, styling: Styling) -> str:
    """The title, else the id, and behind it the facts, as far as there is room.

    They stand below each other where there are cells for a column of `titles`.
    """
    title = _shown_title(row)
    facts = " · ".join(row_facts(row))
    if room is None:
        return f"{styling.bold(title)}{_GAP}{styling.dim(facts)}"
    shown = pad(clip(title, titles), titles) if titles else clip(title, room)
    left = room - width(shown) - len(_GAP)
    if left < _LEAST_FACTS or not facts:
        return styling.bold(shown)
    return f"{styling.bold(shown)}{_GAP}{styling.dim(clip(facts, left))}"


def _upvotes(row: PaperRow) -> str:
    return "–" if row.paper.upvotes is None else f"{row.paper.upvotes:,}"


def _day(row: PaperRow, dates: DateStyle) -> str:
    return dates.short_day(row.paper.day) if row.paper.day else ""
