"""Lines of a given width in terminal cells."""

from __future__ import annotations

import re

from rich.cells import cell_len

_ELLIPSIS = "…"
_LEAST_PART = 4
"""Cells at the end of a line below which no part of a hyphenated word is put there."""

_WORD = 20
"""The characters of a word that is left out rather than cut."""

_HYPHEN = re.compile(r"(?<=[^\W\d_]{2}-)(?=[^\W\d_]{2})")
_UNIT = re.compile(r"[!-~]*[0-9A-Za-z][!-~]*|.[\u0300-\u036f\u200d\ufe0f]*", re.DOTALL)


def cells(text: str) -> int:
    """The width of the text in cells; wide characters take two, combining marks none."""
    return len(text) if text.isascii() else cell_len(text)


def wrap(text: str, width: int) -> list[str]:
    """The text broken at spaces, hyphens and between wide characters, `width` cells at most.

    Line breaks in the text stay. A word longer than a line is broken where the line ends.
    """
    return [line for part in text.split("\n") for line in _wrap_line(part, max(2, width))]


def wrap_to(text: str, width: int, most: int) -> list[str]:
    """The first `most` lines; when there is more, the last one ends in an ellipsis."""
    window = text[: (most + 1) * max(2, width) * 2]
    lines = wrap(window, width)
    if len(lines) <= most and len(window) == len(text):
        return lines
    *kept, last = lines[:most]
    return [*kept, fit(f"{last} {_ELLIPSIS}", width, cut=True)]


def filled(text: str, width: int, most: int) -> list[str]:
    """The first `most` lines, the last one cut at its end and not before a word without room."""
    window = text[: (most + 1) * max(2, width) * 2]
    lines = wrap(window, width)
    if len(lines) <= most:
        return lines
    kept = lines[: most - 1]
    at = 0
    for character in "".join(kept):
        at = at if character.isspace() else window.index(character, at) + 1
    return [*kept, fit(" ".join(window[at:].split()), width)]


def fit(text: str, width: int, *, cut: bool = False) -> str:
    """One line of at most `width` cells, ended by an ellipsis when shortened (or `cut`)."""
    if not cut and cells(text) <= width:
        return text
    body = text.removesuffix(_ELLIPSIS).rstrip()
    while body and cells(body) > width - 1:
        body = body[: min(len(body) - 1, max(1, width - 1))] if body.isascii() else body[:-1]
    return body.rstrip() + _ELLIPSIS if width > 0 else ""


def fit_middle(text: str, width: int) -> str:
    """The text in at most so many cells: both ends, and an ellipsis between where it is longer.

    Words stay in one piece, but not those that are longer than most, such as addresses.
    """
    if cells(text) <= width:
        return text
    end = _last_cells(text, (width - 1) // 3)
    at = len(text) - len(end)
    if end and (after := _within_word(text, at)):
        end = text[at + after :].lstrip()
    apart = " " if end and text[-len(end) - 1].isspace() else ""
    begin = fit(text, width - cells(apart + apart + end)).removesuffix(_ELLIPSIS)
    if begin and _within_word(text, len(begin)):
        begin = begin.rpartition(" ")[0] or begin
    return begin + apart + _ELLIPSIS + apart + end


def _within_word(text: str, at: int) -> int:
    """The characters of a word from there on to its end; 0 between words, or if it is long."""
    before, after = text[:at].rpartition(" ")[2], text[at:].partition(" ")[0]
    return len(after) if before and len(before + after) <= _WORD else 0


def _last_cells(text: str, width: int) -> str:
    """The end of the text in at most so many cells."""
    end, taken = "", 0
    for character in reversed(text):
        taken += cells(character)
        if taken > width:
            break
        end = character + end
    return end.lstrip()


def _wrap_line(text: str, width: int) -> list[str]:
    if cells(text) <= width:
        return [text.rstrip()]
    lines: list[str] = []
    line, used = "", 0
    for word in text.split():
        length = cells(word)
        if line and used + 1 + length <= width:
            line, used = f"{line} {word}", used + 1 + length
            continue
        if not word.isascii() and length > len(word) * 1.3:
            line, used = _append_wide(lines, line, used, word, width)
            continue
        if line and (size := _hyphen_within(word, width - used - 1)):
            lines.append(f"{line} {word[:size]}")
            line, word = "", word[size:]
        elif line:
            lines.append(line)
        line, used = _append_long(lines, word, cells(word), width)
    return [*lines, line] if line else lines or [""]


def _hyphen_within(word: str, room: int) -> int:
    """The characters of the word up to its last hyphen in so many cells; 0 where none is."""
    if room < _LEAST_PART or "-" not in word or "/" in word or not word.isascii():
        return 0
    found = [match.end() for match in _HYPHEN.finditer(word) if match.end() <= room]
    return found[-1] if found else 0


def _append_long(lines: list[str], word: str, length: int, width: int) -> tuple[str, int]:
    """Begin a line with the word, giving off full lines while it does not fit on one."""
    while length > width:
        size = _hyphen_within(word, width) or width
        while cells(word[:size]) > width:
            size -= 1
        lines.append(word[:size])
        word = word[size:]
        length = cells(word)
    return word, length


def _append_wide(lines: list[str], line: str, used: int, word: str, width: int) -> tuple[str, int]:
    """Go on character by character: wide scripts have no spaces to break at.

    Words of other scripts among them stay together where they fit on a line.
    """
    from papers_tui.text.cells import broken

    if line and used + 1 < width:
        line, used = line + " ", used + 1
    for unit in _UNIT.findall(word):
        parts = [unit] if cells(unit) <= width else list(unit)
        for part in parts:
            length = cells(part)
            if used + length > width:
                full, line = broken(line, part)
                lines.append(full.rstrip())
                used = cells(line)
                if used + length > width and line:
                    lines.append(line)
                    line, used = "", 0
            line, used = line + part, used + length
    return line, used
