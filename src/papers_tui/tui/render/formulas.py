"""Display formulas as rows: relations apart and below each other, breaks in front of operators."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from papers_tui.tui.render.lines import EMPTY, Line, Span
from papers_tui.tui.render.wrap import cells, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from papers_tui.text.document.blocks import Block

_INDENT, _NARROW = 2, 16
"""Cells by which what does not fit is indented, and the width from which on it is."""

_TALL = frozenset("⎡⎢⎣⎤⎥⎦⎛⎜⎝⎞⎟⎠⎧⎪⎨⎩⎫⎬⎭")
_RELATION = re.compile(r" *(:?[=<>≤≥≈≡∝≜≝≟≔≠≃≅≪≫≺≻⪯⪰←→⇒⟹⟺∈∼]+[ᵃ-ᵛˢⁱ]*=?) *")
_OPERATOR = re.compile(r" *[+−±∓](?=[^\s)\]}])")
_OPENS, _CLOSES = frozenset("([{⟨⌊⌈"), frozenset(")]}⟩⌋⌉")
_HALF = 0.5
"""The part of a row that must be filled before a break at a better place is taken."""

_WIDEST_LEFT = 24
"""Cells in front of the first relation beyond which rows are not put below each other by it."""


def formula(block: Block, room: int) -> list[Line]:
    """The formula in the middle where it fits, its rows in one column, else indented.

    Numbers of equations stand at the right edge.
    """
    written, numbers = zip(*block.formula_rows, strict=True)
    rows = _set(written)
    edge = max(map(cells, numbers)) + 1
    widest = max(map(cells, rows))
    indent = max(0, min((room - widest) // 2, room - widest - edge))
    step = _INDENT if room >= _NARROW else 0
    lines: list[Line] = []
    for row, number in zip(rows, numbers, strict=True):
        fits = cells(row) + (edge if number else 0) <= room
        pieces = [row] if fits else list(broken(row.strip(), max(2, room - step - edge), step))
        left = indent if fits else step
        lines += [_indented(text, left + (step if nth else 0)) for nth, text in enumerate(pieces)]
        if number.strip():
            used = sum(cells(span.text) for span in lines[-1])
            lines[-1] = (*lines[-1], Span(" " * max(1, room - used - cells(number))))
            lines[-1] = (*lines[-1], Span(number, "muted"))
    return lines


def broken(row: str, width: int, step: int) -> Iterator[str]:
    """A row in rows of at most `width` cells: before a relation, a sign or a space, in this order.

    Rows after the first are to be indented by `step` cells, which are left free for it.
    """
    rest = max(2, width - step)
    while cells(row) > width:
        at = _break(row, width)
        if not at:
            yield from wrap(row, rest)
            return
        yield row[:at].rstrip()
        row, width = row[at:].lstrip(), rest
    yield row


def _indented(text: str, indent: int) -> Line:
    return (Span(" " * indent), Span(text, "math")) if text else EMPTY


def _set(rows: Sequence[str]) -> list[str]:
    """The rows with spaces around their relations, the first of these below each other."""
    if any(_TALL.intersection(row) or "\\" in row for row in rows):
        return list(rows)
    apart = [_apart(row) for row in rows]
    places = [next(_outside(row, _RELATION), None) for row in apart]
    first = places[0]
    if len(rows) < 2 or first is None:
        return apart
    left = max(place.start() for place in places if place is not None)
    if left > _WIDEST_LEFT:
        return apart
    return [
        f"{row[: place.start()].strip():>{left}} {row[place.start() :].strip()}".rstrip()
        if place is not None
        else f"{'':{left + 3}}{row}"
        for row, place in zip(apart, places, strict=True)
    ]


def _apart(row: str) -> str:
    parts, end = [], 0
    for found in _outside(row, _RELATION):
        parts += [row[end : found.start()], f" {found[1]} "]
        end = found.end()
    return "".join([*parts, row[end:]]).strip()


def _outside(row: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The matches of a row outside of all brackets."""
    depth = place = 0
    while place < len(row):
        if depth == 0 and (found := pattern.match(row, place)):
            yield found
            place = found.end()
            continue
        depth += (row[place] in _OPENS) - (row[place] in _CLOSES)
        depth, place = max(0, depth), place + 1


def _break(row: str, width: int) -> int:
    """The best place to break the row so that the part before fits; 0 where there is none."""
    fitting = 0
    while fitting < len(row) and cells(row[: fitting + 1]) <= width:
        fitting += 1
    for pattern in (_RELATION, _OPERATOR, re.compile(" ")):
        places = [found.start() for found in _outside(row, pattern)]
        good = [place for place in places if _HALF * fitting <= place <= fitting]
        if good:
            return good[-1]
    return row.rfind(" ", 1, fitting + 1) if " " in row[1 : fitting + 1] else 0
