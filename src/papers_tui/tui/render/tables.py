"""Tables as rows: columns side by side, or a record for each row where they would be too narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.tui.render.lines import EMPTY, Line, Span
from papers_tui.tui.render.rows import spans_of, styled_rows
from papers_tui.tui.render.wrap import cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from papers_tui.text.document.blocks import Block, Cell

_GAP = 2
"""Cells between two columns; one where no word needs to be cut then."""

_LEAST = 6
"""Cells below which a column that needs more cannot be read."""


def table(block: Block, width: int) -> list[Line]:
    """The table in rows of at most `width` cells: header, rule, body."""
    rows = block.rows
    columns = max((len(row) for row in rows), default=0)
    needs = [max(_need(row[n]) if n < len(row) else 0 for row in rows) for n in range(columns)]
    words = [max(_longest_word(row[n]) if n < len(row) else 0 for row in rows)
             for n in range(columns)]  # fmt: skip
    gap = 1 if 0 < sum(words) + columns - 1 <= width < sum(words) + _GAP * (columns - 1) else _GAP
    widths = _fitted(rows, needs, words, width - gap * (columns - 1))
    if not columns or widths is None:
        return _records(rows, width)
    aligns = [*block.aligns, *["left"] * columns]
    lines = styled_rows(spans_of(block.runs, "strong"), width) if block.runs else []
    lines += _cells(rows[0], widths, aligns, gap, "strong") if rows[0] else []
    lines.append((Span((" " * gap).join("─" * size for size in widths), "muted"),))
    for row in rows[1:]:
        lines += _cells(row, widths, aligns, gap, "")
    return lines


def _need(cell: Cell) -> int:
    text = "".join(run.text for run in cell)
    return max(1, *(cells(line) for line in text.split("\n")))


def _fitted(
    rows: Sequence[Sequence[Cell]], needs: list[int], words: list[int], room: int
) -> list[int] | None:
    """The width of each column: its longest word, then the need of its body, then of its header."""
    if sum(needs) <= room:
        return needs
    columns = range(len(needs))
    bodies = [max([_need(row[n]) for row in rows[1:] if n < len(row)], default=1) for n in columns]
    if sum(words) > room:
        return _widths(needs, room)
    widths = list(words)
    for wanted in (bodies, needs):
        for n in sorted(columns, key=lambda n: wanted[n] - widths[n]):
            widths[n] += max(0, min(wanted[n] - widths[n], room - sum(widths)))
    return widths


def _longest_word(cell: Cell) -> int:
    return max(map(cells, "".join(run.text for run in cell).split()), default=1)


def _widths(needs: Sequence[int], room: int) -> list[int] | None:
    """The width of each column, the widest giving way; None where that leaves them too little."""
    widths = list(needs)
    open_columns = list(range(len(needs)))
    left = room
    while open_columns and sum(widths[n] for n in open_columns) > left:
        share = left // len(open_columns)
        small = [n for n in open_columns if widths[n] <= share]
        if not small:
            if share < _LEAST:
                return None
            spare = left - share * len(open_columns)
            for place, n in enumerate(open_columns):
                widths[n] = share + (1 if place < spare else 0)
            break
        left -= sum(widths[n] for n in small)
        open_columns = [n for n in open_columns if n not in small]
    return widths


def _cells(
    row: Sequence[Cell], widths: Sequence[int], aligns: Sequence[str], gap: int, style: str
) -> list[Line]:
    columns = [
        styled_rows(spans_of(row[n], style), widths[n]) if n < len(row) and row[n] else []
        for n in range(len(widths))
    ]
    lines: list[Line] = []
    for number in range(max(1, *(len(column) for column in columns))):
        spans: list[Span] = []
        for n, column in enumerate(columns):
            line = column[number] if number < len(column) else EMPTY
            spans += [Span(" " * gap)] if n else []
            spans += _placed(line, widths[n], aligns[n], last=n == len(widths) - 1)
        while spans and spans[-1].text.isspace():
            spans.pop()
        lines.append(tuple(spans))
    return lines


def _placed(line: Line, width: int, align: str, *, last: bool) -> list[Span]:
    room = max(0, width - sum(cells(span.text) for span in line))
    before = room if align == "right" else room // 2 if align == "center" else 0
    after = 0 if last else room - before
    return [
        *([Span(" " * before)] if before else []),
        *line,
        *([Span(" " * after)] if after else []),
    ]


def _records(rows: Sequence[Sequence[Cell]], width: int) -> list[Line]:
    """Each row as lines of name and value."""
    header, *body = rows or [()]
    lines: list[Line] = []
    for row in body or [header]:
        lines += [EMPTY] if lines else []
        for n, cell in enumerate(row):
            name = spans_of(header[n], "strong") if body and n < len(header) else []
            spans = [*name, *([Span(": ", "strong")] if name and cell else []), *spans_of(cell)]
            lines += styled_rows(spans, width) if spans and (cell or not body) else []
    return lines
