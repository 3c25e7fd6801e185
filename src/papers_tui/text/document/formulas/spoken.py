r"""Formulas of arXiv's older pages, made one of four: characters, tree, TeX, and words.

One is `R d superscript R d R^{d}italic_R start_POSTSUPERSCRIPT italic_d end_POSTSUPERSCRIPT`. The
characters, the TeX and the words draw the same symbols in the same order, which says where each
begins and ends; what is kept is the TeX alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.text.document.formulas.drawn import Symbols, comparable, symbols

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ONE = "italic|caligraphic|blackboard|blackboard_bold|fraktur|bold_italic|bold_caligraphic|script"
_MANY = "roman|bold|sansserif|typewriter|smallcaps|bold_roman|bold_sansserif"
_WORD = re.compile(
    rf"\s*(?:(?:{_ONE})_(?P<one>\S)|(?:{_MANY})_(?P<many>[A-Za-z]+|\S)"
    r"|(?P<start>start_[A-Z]+)|(?P<end>end_[A-Z]+)"
    r"|(?P<silent>(?:over|under)(?:_[A-Z]+|[^\w\s])|divide|square-root|binomial)"
    r"|(?P<word>[A-Za-z][\w-]*)|(?P<plain>\S))"
)
_MARK = re.compile(
    rf"(?:{_ONE}|{_MANY})_\S"
    r"|(?<![A-Za-z])(?:start_[A-Z]{3}|over[^\w\s] start_ARG|divide start_ARG)"
)
_TREE_WORD = re.compile(
    r"(?<![A-Za-z\\])(?:superscript|subscript|absent|conditional|norm|percent|infinity|assign"
    r"|delimited-\S{1,4}|(?:bold-)?(?:italic|bold)-(?=\S)|[a-z]{3,}(?:-[a-z]{2,})+)(?=[\s\\]|\Z|[^\w-])"
)
_COMMAND = re.compile(r"\\[A-Za-z]+|[_^]\{|\\%")
_SYMBOL_BEHIND = re.compile(r"\\(?:[A-Za-z]+|%) ?(?:[\d.]+ ?)?[^\sA-Za-z\\{}_^$()\[\],.;:]")
_LEADING = re.compile(r"(?:\\[A-Za-z]+\*?|\{|\\[{,;!])+\Z")
_CLOSING = re.compile(r"(?:\}|\\[{},;!]|\\right\\\})+")
_WINDOW, _LONGEST, _BACK = 900, 120, 24
"""Characters looked at before the words, symbols of a formula, and symbols of its words that may
stand in front of the first that is known for one."""

_UNIT = re.compile(r"(?<=\d)[KMBGTx%](?![a-z])")
_MOST_MISSES = 60
"""Words of no known formula in a line after which no more are looked at."""

_MOST_SYMBOLS = 12
"""Symbols of a formula without letters, which has no words that would tell it."""


class _Found(NamedTuple):
    """The beginning and the end of a formula in all its forms, and of the TeX among them."""

    start: int
    tex: int
    tex_end: int
    end: int


def tex_of_four(line: str) -> str:
    r"""The line with each formula that stands in it four times as TeX between `\(` and `\)`."""
    if "_" not in line and "\\" not in line:
        return line
    if _MARK.search(line):
        line = _replaced(line, _by_words)
    return _replaced(line, _by_symbols) if _SYMBOL_BEHIND.search(line) else line


def _replaced(line: str, find: Callable[[str], Iterator[_Found]]) -> str:
    parts: list[str] = []
    done = 0
    for found in find(line):
        if found.start < done:
            continue
        parts += [line[done : found.start], f"\\({line[found.tex : found.tex_end].strip()}\\)"]
        after, last = line[found.end : found.end + 1], line[found.end - 1]
        glued = after.isalpha() and not _UNIT.match(line, found.end)
        parts.append(" " if glued or (after.isdigit() and last.isalnum()) else "")
        done = found.end
    return "".join([*parts, line[done:]])


def _by_words(line: str) -> Iterator[_Found]:
    """The formulas that are known by their words."""
    place = done = misses = 0
    while misses < _MOST_MISSES and (mark := _MARK.search(line, place)):
        found = _around(line, mark.start(), done)
        place = found.end if found else mark.end()
        misses += found is None
        if found:
            done = found.end
            yield found


def _around(line: str, word_at: int, least: int) -> _Found | None:
    """The formula of which the first known word is at `word_at`; it begins at `least` or later."""
    before = _symbols(line, max(least, word_at - _WINDOW), word_at)
    total = len(before.text)
    for words, end in reversed(_spoken(line, word_at)):
        for cut in range(total, max(0, total - _BACK) - 1, -1):
            size = total - cut + len(words)
            if not 0 < size <= _LONGEST or cut < 2 * size:
                continue
            text = before.text[cut:] + words
            if before.text[cut - size : cut] != text:
                continue
            first = _characters(before.text, text, cut - size)
            if first is not None:
                tex = _with_command(line, before.starts[cut - size], before.ends[cut - size - 1])
                tex_end = _closed(line, before.ends[cut - 1])
                return _Found(_opened(line, before.starts[first]), tex, tex_end, end)
    return None


def _characters(symbols: str, text: str, end: int) -> int | None:
    """The beginning of a formula's characters; its tree is between them and the TeX at `end`."""
    size = len(text)
    known = set(text)
    least = len([one for one in text if one.isalnum()]) or 1  # a tree has every letter and digit
    gaps: list[int] = [*range(least, size + 4), *range(least - 1, -1, -1)]
    for is_same in (True, False):
        for gap in gaps:
            start = end - gap - size
            if start < 0 or not set(symbols[end - gap : end]) <= known:
                continue
            part = symbols[start : start + size]
            if part == text or (not is_same and size > 1 and sorted(part) == sorted(text)):
                return start
    return None


def _spoken(line: str, start: int) -> list[tuple[str, int]]:
    """The symbols of the words from `start` on, for each place where the words may end."""
    found: list[tuple[str, int]] = []
    text = ""
    depth, place = 0, start
    while len(found) <= _LONGEST and place < start + _WINDOW and (word := _WORD.match(line, place)):
        place = word.end()
        if word["start"] or word["end"]:
            depth += 1 if word["start"] else -1
        elif word["word"]:
            if depth <= 0:
                break
            text += "".join(map(comparable, word["word"]))
        elif not word["silent"]:
            shown = word["one"] or word["many"] or word["plain"]
            text += "".join(comparable(one) for one in shown if one not in "{}_^ˆ~˜¯\\&")
        if depth <= 0:
            found.append((text, place))
    return found


def _by_symbols(line: str) -> Iterator[_Found]:
    """The formulas without letters, whose words are their characters once more."""
    drawn = _symbols(line, 0, len(line))
    commands = {mark.start() for mark in _COMMAND.finditer(line)}
    for place, start in enumerate(drawn.starts):
        if start in commands and (found := _twice_around(line, drawn, place)):
            yield found


def _twice_around(line: str, drawn: Symbols, place: int) -> _Found | None:
    for size in range(1, _MOST_SYMBOLS + 1):
        for offset in range(size):
            tex, end = place - offset, place - offset + size
            text = drawn.text[tex:end]
            if tex < size or drawn.text[end : end + size] != text or len(text) < size:
                continue
            shown = line[drawn.starts[end] : drawn.ends[end + size - 1]]
            first = _characters(drawn.text, text, tex)
            if first is None or _COMMAND.search(shown) or re.search(r"[A-Za-z]", text):
                continue
            begin = _with_command(line, drawn.starts[tex], drawn.ends[tex - 1])
            closed = _closed(line, drawn.ends[end - 1])
            return _Found(drawn.starts[first], begin, closed, drawn.ends[end + size - 1])
    return None


def _symbols(line: str, start: int, end: int) -> Symbols:
    """The characters drawn there, without words of trees and those that only place something."""
    text = _TREE_WORD.sub(lambda word: " " * len(word[0]), line[start:end])
    return symbols(text, start)


def _with_command(line: str, start: int, least: int) -> int:
    """The place before commands and braces that stand in front of what is drawn first."""
    before = _LEADING.search(line[least:start])
    return least + before.start() if before else start


def _closed(line: str, end: int) -> int:
    """The place after the braces that close what is drawn last."""
    closing = _CLOSING.match(line, end)
    return closing.end() if closing else end


def _opened(line: str, start: int) -> int:
    """The place before a brace that opens the characters: braces are no symbols."""
    return start - 1 if line[start - 1 : start] == "{" else start
