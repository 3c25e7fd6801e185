"""Tables that came as lines of text: columns where the rows agree on their number of cells."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from papers_tui.text.document.blocks import Placed

_LEAST_ROWS, _LEAST_CELLS, _MOST_ROWS, _LEAST_NAMED = 2, 2, 400, 3
_VALUE = re.compile(
    r"(?:[<>≈~∼±+−–-]*\(?\d[\d.,:/]*\)?(?:[%×xKMBGT°]|e[+-]?\d+|ms|s|GB|MB|h)?(?:±\d[\d.]*)?\)?"
    r"[*†‡↑↓]*|[-–—✓✗×✔✘]|N/A|n/a|OOM)\Z"
)
_PLUS_MINUS = re.compile(r"(?<=\d) ?(?:±|\+/-) ?(?=\d)")
_GLUED = re.compile(r"(?<=\])(?=[\d✓✗–—-])")
_GLUED_DASH = re.compile(r"(?<=\] )-(?=\d)")
_ARROW = re.compile(r"(?<=[↑↓]) ")
_JOINT, _SHORT = "\u00a0", 200
_MARK = "\ufdd2"
"""Stands for the spaces of `1 ± 2`, which is one cell. No text has it."""


def columns(lines: list[str]) -> list[list[str]] | None:
    """The rows of a table, header first, each with as many cells; None where the lines are none.

    A row is a label and values. Header lines that cannot be divided stand in the first cell.
    """
    if not _LEAST_ROWS <= len(lines) <= _MOST_ROWS:
        return None
    rows = [_row(line) for line in lines]
    counts = Counter(len(values) for _, values in rows if len(values) >= _LEAST_CELLS)
    if not counts:
        return _by_words(lines)
    count, agreeing = counts.most_common(1)[0]
    first = next(n for n, (_, values) in enumerate(rows) if len(values) == count)
    body = rows[first:]
    apart = [_without_dash(row, count) for row in body]
    if agreeing < _LEAST_ROWS or 2 * agreeing < len(body) or any(row is None for row in apart):
        return None
    header = _header(lines[:first], count)
    header = [cell.replace(_JOINT, " ") for cell in header]
    cells = [[label, *values] for label, values in (row for row in apart if row is not None)]
    return [header, *([cell.replace(_MARK, " ± ") for cell in row] for row in cells)]


def _by_words(lines: list[str]) -> list[list[str]] | None:
    """Rows of as many words each, one column of them values: a header, then names and values."""
    rows = [line.split() for line in lines]
    if len(rows) < _LEAST_NAMED or len({len(row) for row in rows}) != 1:
        return None
    header, *body = rows
    last = [row[-1] for row in body]
    if len(header) <= _LEAST_CELLS or not all(map(_VALUE.match, last)) or _VALUE.match(header[-1]):
        return None
    return None if any(line.rstrip().endswith((".", ":", ",")) for line in lines) else rows


def with_joined_headers(lines: list[Placed]) -> list[Placed]:
    """The lines, a header whose cells were broken into lines on one again.

    Where a cell breaks, its line ends in a space and an empty line follows; a row of values right
    below says that it was a header. The words of a cell are joined by no-break spaces.
    """
    out: list[Placed] = []
    for text, number in lines:
        if out and len(_row(text)[1]) > _LEAST_CELLS and not _row(out[-1][0])[1]:
            _join_header(out)
        out.append((text, number))
    return out


def _join_header(out: list[Placed]) -> None:
    """Join the last line with those above whose cells go on in it."""
    while len(out) > 2 and out[-1][0].strip() and not out[-2][0].strip():
        (above, number), below = out[-3], out[-1][0]
        if not above.endswith(" ") or not above.strip() or max(len(above), len(below)) > _SHORT:
            break
        out[-3:] = [(f"{above.rstrip()}{_JOINT}{below}", number)]


def _row(line: str) -> tuple[str, list[str]]:
    """The label of a row, and the values at its end."""
    text = _PLUS_MINUS.sub(_MARK, _GLUED_DASH.sub("- ", _GLUED.sub(" ", line)))
    words = text.split()
    end = len(words)
    while end and _VALUE.match(words[end - 1].replace(_MARK, "±").strip("*_")):
        end -= 1
    return " ".join(words[:end]), words[end:]


def _without_dash(row: tuple[str, list[str]], count: int) -> tuple[str, list[str]] | None:
    """The row with so many values: what is too much of them belongs to the label, if little is."""
    label, values = row
    more = len(values) - count
    if more == 0 or (not values and label):
        return label, values
    if more == 1:
        return f"{label} {values[0]}".strip(), values[1:]
    return None


def _header(lines: list[str], count: int) -> list[str]:
    """The header's cells: each name alone where there are as many, or divided at arrows."""
    if not lines:
        return []
    *above, last = lines
    words = last.split(" ")
    pieces = _ARROW.split(last)
    if any(mark in last for mark in "↑↓") and 1 < len(pieces) <= count:
        front = pieces[0].split()
        missing = count - len(pieces)
        label = front[: len(front) - 1 - missing]
        pieces = [" ".join(label), *front[len(front) - 1 - missing :], *pieces[1:]]
    elif len(words) in (count, count + 1):
        pieces = [""] * (count + 1 - len(words)) + words
    else:
        return [" ".join(lines)]
    pieces[0] = " ".join([*above, pieces[0]]).strip()
    return pieces
