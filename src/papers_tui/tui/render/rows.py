"""Text and spans as rows of a given width."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from papers_tui.tui.render.lines import EMPTY, Line, Span
from papers_tui.tui.render.wrap import cells, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from papers_tui.text.document.blocks import Run


def wrapped(lines: Iterable[Line], width: int) -> Iterator[Line]:
    """The lines, each span of them broken into rows of its own."""
    for line in lines:
        if not line:
            yield EMPTY
        for span in line:
            yield from ((span._replace(text=row),) for row in wrap(span.text, width))


def separated(parts: Iterable[Iterable[Line]]) -> list[Line]:
    """The parts that are not empty, an empty row between two."""
    lines: list[Line] = []
    for part in parts:
        rows = list(part)
        if rows and lines:
            lines.append(EMPTY)
        lines += rows
    return lines


def text_rows(text: str, width: int, style: str = "") -> list[Line]:
    """The text in rows of one style."""
    return [(Span(line, style),) if line else EMPTY for line in wrap(text, width)]


def section(title: str, text: str, width: int) -> list[Line]:
    """A heading and its text; nothing where there is no text."""
    return [(Span(title, "heading"),), *text_rows(text, width)] if text else []


def flow(spans: Iterable[Span], width: int) -> list[Line]:
    """Spans one after the other, a dot between two; a span never breaks unless it must."""
    lines: list[list[Span]] = [[]]
    used = 0
    for span in spans:
        for piece in wrap(span.text, width):
            length = cells(piece)
            if used and used + 3 + length <= width:
                lines[-1] += (Span(" "), Span("· ", "muted"))
                used += 3
            elif used:
                lines.append([])
                used = 0
            lines[-1].append(span._replace(text=piece))
            used += length
    return [tuple(line) for line in lines if line]


def spans_of(runs: Sequence[Run], style: str = "") -> list[Span]:
    """The runs as spans; what has no style of its own has the given one."""
    return [Span(text, "link" if link else own or style, link) for text, own, link in runs]


def styled_rows(spans: Sequence[Span], width: int) -> list[Line]:
    """The spans as one text in rows of at most `width` cells, each piece in its style."""
    text = "".join(span.text for span in spans)
    rows = wrap(text, width)
    if len(spans) == 1:
        return [(spans[0]._replace(text=row),) if row else EMPTY for row in rows]
    ends = _ends(spans)
    place = 0
    lines: list[Line] = []
    for row in rows:
        pieces, place = _row(text, row, place)
        line = [piece for start, end in pieces for piece in _cut(spans, ends, start, end)]
        lines.append(_filled(line, row))
    return lines


def _ends(spans: Sequence[Span]) -> list[int]:
    ends, place = [], 0
    for span in spans:
        place += len(span.text)
        ends.append(place)
    return ends


def _row(text: str, row: str, place: int) -> tuple[list[tuple[int, int]], int]:
    """The places of the row's words in the text from `place` on, and the start of the next row.

    The words are joined by single spaces, whatever white space is between them in the text.
    """
    if not row:
        return [], place
    start = place if text.startswith(row, place) else place + _spaces(text, place)
    if text.startswith(row, start):
        return [(start, start + len(row))], start + len(row)
    pieces: list[tuple[int, int]] = []
    for character in row:
        if character.isspace():
            continue
        start += _spaces(text, start)
        if pieces and pieces[-1][1] == start:
            pieces[-1] = (pieces[-1][0], start + 1)
        else:
            pieces.append((start, start + 1))
        start += 1
    return pieces, start


def _spaces(text: str, place: int) -> int:
    """The number of spaces at that place."""
    end = place
    while end < len(text) and text[end].isspace():
        end += 1
    return end - place


def _cut(spans: Sequence[Span], ends: Sequence[int], start: int, end: int) -> Iterator[Span]:
    number = bisect_right(ends, start)
    while start < end and number < len(spans):
        begin = ends[number] - len(spans[number].text)
        after = min(end, ends[number])
        if after > start:
            yield spans[number]._replace(text=spans[number].text[start - begin : after - begin])
        start, number = after, number + 1


def _filled(pieces: list[Span], row: str) -> Line:
    """The pieces with the row's spaces between them, joined where they link to the same."""
    line: list[Span] = []
    place = 0
    for piece in pieces:
        gap = _spaces(row, place)
        if gap and not piece.text[:1].isspace():
            link = piece.link if line and line[-1].link == piece.link else ""
            line.append(Span(" " * gap, piece.style if link else "", link))
            place += gap
        line.append(piece)
        place += len(piece.text)
    return tuple(line)
