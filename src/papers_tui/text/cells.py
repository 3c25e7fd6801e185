"""Text in terminal cells, without a library, since commands must start fast."""

from __future__ import annotations

import unicodedata

_NARROWEST = 2
_CUT = "…"
_CLOSING = frozenset("。，、．！？；：）」』】〉》〕］｝｠”’…‥・ー々ゝヽ％℃)]},.!?;:%")
_OPENING = frozenset("（「『【〈《〔［｛｟“‘([{")
_MOST_CARRIED = 3
"""Characters at most that go to the next line so that it begins well."""


def width(text: str) -> int:
    """The number of cells that the text takes: wide characters two, marks and joiners none."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


def clip(text: str, cells: int) -> str:
    """The text in at most so many cells, ended by an ellipsis where it is cut."""
    if cells < 1:
        return ""
    used = 0
    for place, character in enumerate(text):
        used += _width(character)
        if used > cells - 1 and used + width(text[place + 1 :]) > cells:
            return text[:place] + _CUT
    return text


def clip_start(text: str, cells: int) -> str:
    """The text in at most so many cells, with an ellipsis first where it is cut: of a path, the
    end says more than the start."""
    if width(text) <= cells:
        return text
    if cells < 1:
        return ""
    end = ""
    for character in reversed(text):
        if width(character + end) > cells - 1:
            break
        end = character + end
    return _CUT + end


def pad(text: str, cells: int) -> str:
    """The text with spaces behind it, up to so many cells."""
    return text + " " * (cells - width(text))


def wrap(text: str, cells: int) -> list[str]:
    """The text in lines of at most so many cells, with nothing left out but spaces at their ends.

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


def broken(line: str, following: str) -> tuple[str, str]:
    """The line, and what of its end has to stand before what follows.

    A line begins with no closing mark and ends with no opening one.
    """
    place = len(line)
    least = max(1, place - _MOST_CARRIED)
    while place > least and (following[0] in _CLOSING or line[place - 1] in _OPENING):
        place -= 1
        following = line[place]
    if following[0] in _CLOSING or line[place - 1 : place] in _OPENING:
        place = len(line)
    return line[:place], line[place:].lstrip()


def _pieces(word: str, room: int) -> list[str]:
    pieces, piece, used = [], "", 0
    for character in word:
        cells = _width(character)
        if used + cells > room:
            full, piece = broken(piece, character)
            pieces.append(full)
            used = width(piece)
        if piece and used + cells > room:
            pieces.append(piece)
            piece, used = "", 0
        piece, used = piece + character, used + cells
    return [*pieces, piece]


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
