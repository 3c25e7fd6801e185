"""Words looked for in rows of text, across the ends of rows."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from papers_tui.tui.render.lines import Line, Span


class Match(NamedTuple):
    """Characters of one row: the row's number, the first character, the one after the last."""

    row: int
    start: int
    end: int


def find_in(rows: Sequence[str], words: str) -> list[tuple[Match, ...]]:
    """The places of the words one after the other, whatever their case, accents and row breaks."""
    wanted = fold(words).split()
    if not wanted:
        return []
    folded = [fold(row) for row in rows]
    starts = list(accumulate((len(row) + 1 for row in folded), initial=0))
    pattern = re.compile(r"\s+".join(map(_over_breaks, wanted)))
    found: list[tuple[Match, ...]] = []
    row = 0
    for match in pattern.finditer("\n".join(folded)):
        start, end = match.span()
        while starts[row + 1] <= start:
            row += 1
        if end < starts[row + 1]:  # as nearly all: a letter alone may stand in a thousand places
            first, last = _unfolded(rows[row], start - starts[row], end - starts[row])
            found.append((Match(row, first, last),))
        else:
            found.append(tuple(_places(rows, folded, starts, start, end)))
    return found


def _over_breaks(word: str) -> str:
    """A pattern for the word, which may go on in the next row behind a hyphen or a wide letter."""
    parts = [re.escape(character) for character in word]
    breaks = [character == "-" or not character.isascii() for character in word]
    return "".join(part + (r"\n?" if may else "") for part, may in zip(parts, breaks, strict=True))


def _places(
    rows: Sequence[str], folded: Sequence[str], starts: Sequence[int], start: int, end: int
) -> Iterator[Match]:
    row = bisect_right(starts, start) - 1
    while row < len(rows) and starts[row] < end:
        first = max(0, start - starts[row])
        last = min(len(folded[row]), end - starts[row])
        if folded[row][first:last].strip():
            first += len(folded[row][first:last]) - len(folded[row][first:last].lstrip())
            yield Match(row, *_unfolded(rows[row], first, last))
        row += 1


def _unfolded(row: str, start: int, end: int) -> tuple[int, int]:
    """The characters of the row that these characters of the folded row come from."""
    if row.isascii():
        return start, end
    origins = _origins(row)
    return origins[start], origins[end - 1] + 1


@lru_cache(maxsize=1)
def _origins(row: str) -> list[int]:
    """The character of the row that each of the folded ones comes from."""
    return [place for place, character in enumerate(row) for _ in fold(character)]


def highlighted(
    line: Line, places: Sequence[tuple[int, int]], current: Sequence[tuple[int, int]] = ()
) -> Line:
    """The line, with the characters between each start and end highlighted, `current` most."""
    spans: list[Span] = []
    offset = 0
    for span in line:
        at = 0
        for start, end in places:
            first, last = max(at, start - offset), min(len(span.text), end - offset)
            if first < last:
                spans += [span._replace(text=span.text[at:first])] if first > at else []
                style = "current-match" if (start, end) in current else "match"
                spans.append(span._replace(text=span.text[first:last], style=style))
                at = last
        spans += [span._replace(text=span.text[at:])] if at < len(span.text) else []
        offset += len(span.text)
    return tuple(spans)
