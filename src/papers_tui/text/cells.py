"""Text in terminal cells, without a library: commands must start fast."""

from __future__ import annotations

import unicodedata

_NARROWEST = 2


def width(text: str) -> int:
    """How many cells the text takes: wide signs two, marks and joiners none."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


def pad(text: str, cells: int) -> str:
    """The text with blanks behind it, up to so many cells."""
    return text + " " * (cells - width(text))


def wrap(text: str, cells: int) -> list[str]:
    """The text in lines of at most so many cells, with nothing left out but blanks at their ends.

    A word that is longer than a line is broken where the line ends.
    """
    room = max(_NARROWEST, cells)
    lines: list[str] = []
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if width(joined) <= room:
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, room)
        lines += full
    return [*lines, line] if line else lines


def _pieces(word: str, room: int) -> list[str]:
    pieces, piece, used = [], "", 0
    for sign in word:
        cells = _width(sign)
        if used + cells > room:
            pieces.append(piece)
            piece, used = "", 0
        piece, used = piece + sign, used + cells
    return [*pieces, piece]


def _width(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1
