"""Papers as a table that fits the terminal: what does not fit on a line goes on in the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.cli.rows import row_facts
from papers_tui.text.cells import pad, width, wrap
from papers_tui.text.tex.convert import to_unicode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from papers_tui.cli.output.styling import Styling
    from papers_tui.cli.rows import PaperRow

_GAP = "  "
_HEADS = ("ID", "UPVOTES", "DAY")
_DAY = len("2025-12-11")
_LEAST_ROOM = 30
_INDENT = "    "


def table(rows: Iterable[PaperRow], columns: int, styling: Styling) -> Iterator[str]:
    """A line for each paper's id, upvotes, day and title, and one for what else is known."""
    found = list(rows)
    ids = max([width(row.paper.id) for row in found], default=0)
    left = ids + len(_HEADS[1]) + _DAY + 3 * len(_GAP)
    if columns - left < _LEAST_ROOM:
        for row in found:
            yield from _stacked(row, columns, styling)
        return
    if found:
        yield styling.dim(f"{pad(_HEADS[0], ids)}{_GAP}{_HEADS[1]}{_GAP}{_HEADS[2]:<{_DAY}}  TITLE")
        yield "\n"
    for row in found:
        head = f"{pad(row.paper.id, ids)}{_GAP}{_upvotes(row):>{len(_HEADS[1])}}{_GAP}{_day(row)}"
        yield from _beside(head, left, row, columns, styling)


def _beside(head: str, left: int, row: PaperRow, columns: int, styling: Styling) -> Iterator[str]:
    room = columns - left
    first, *more = wrap(to_unicode(row.paper.title), room) or [""]
    yield f"{pad(head, left)}{styling.bold(first)}\n"
    for line in more:
        yield f"{' ' * left}{styling.bold(line)}\n"
    for line in wrap(" · ".join(row_facts(row)), room):
        yield f"{' ' * left}{styling.dim(line)}\n"


def _stacked(row: PaperRow, columns: int, styling: Styling) -> Iterator[str]:
    head = _GAP.join(filter(None, (row.paper.id, f"▲{_upvotes(row)}", _day(row))))
    for line in wrap(head, columns):
        yield f"{line}\n"
    room = columns - len(_INDENT)
    for line in wrap(to_unicode(row.paper.title), room):
        yield f"{_INDENT}{styling.bold(line)}\n"
    for line in wrap(" · ".join(row_facts(row)), room):
        yield f"{_INDENT}{styling.dim(line)}\n"


def _upvotes(row: PaperRow) -> str:
    return "–" if row.paper.upvotes is None else f"{row.paper.upvotes:,}"


def _day(row: PaperRow) -> str:
    """The last day it was listed on, else the day it was published."""
    day = row.paper.listed[-1] if row.paper.listed else row.paper.published
    return day.isoformat() if day else " " * _DAY
