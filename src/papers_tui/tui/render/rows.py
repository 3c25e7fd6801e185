"""Text and spans as rows of a given width."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from papers_tui.tui.render.lines import EMPTY, Line, Span
from papers_tui.tui.render.wrap import cells, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def wrapped(lines: Iterable[Line], width: int) -> Iterator[Line]:
    """The lines, each span of them broken into rows of its own."""
    for line in lines:
        if not line:
            yield EMPTY
        for span in line:
            yield from ((span._replace(text=row),) for row in wrap(span.text, width))


def parted(parts: Iterable[Iterable[Line]]) -> list[Line]:
    """The parts that are not empty, a blank row between two."""
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


def joined_rows(spans: Sequence[Span], width: int) -> list[Line]:
    """Spans as one text, broken where it would be; each piece keeps its style and link."""
    text = "".join(span.text for span in spans)
    owners = [span for span in spans for _ in span.text]
    at = 0
    lines: list[Line] = []
    for row in wrap(text, width):
        places = []
        for sign in row:
            while text[at].isspace() is not sign.isspace():
                at += 1
            places.append((owners[at], sign))
            at += 1
        pieces = groupby(places, lambda place: id(place[0]))
        lines.append(tuple(_piece(list(signs)) for _, signs in pieces))
    return lines


def _piece(signs: list[tuple[Span, str]]) -> Span:
    return signs[0][0]._replace(text="".join(sign for _, sign in signs))


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
