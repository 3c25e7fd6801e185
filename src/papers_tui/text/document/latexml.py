"""Formulas that arXiv's HTML gives up to four times, made one.

LaTeXML gives a formula as characters, as the content of its tree, as TeX and in words; a reader
service that keeps only text puts them one after the other, the last as
`italic_Z start_POSTSUBSCRIPT`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from typing import NamedTuple

from papers_tui.text.document.bare_math import with_delimiters
from papers_tui.text.tex.symbols import FUNCTIONS, LETTERS, OPERATORS, RELATIONS

_ALPHABETS = "italic|bold|caligraphic|blackboard_bold|fraktur|bold_italic|roman|script|sansserif"
_WORD = (
    rf"(?:start_[A-Z]+(?:\s[A-Za-z ]{{1,20}}(?=\send_))?|(?:over|under|end)_[A-Z]+"
    rf"|(?:{_ALPHABETS})_(?:[A-Za-z]+|\S)|over\^ start_ARG)"
)
_SPOKEN = re.compile(
    rf"\s?{_WORD}(?:(?:\s[^\w\s]{{1,3}}|\s\d{{1,4}})*\s?{_WORD})*(?P<tight>[,.;:])?"
)
_THRICE = re.compile(r"(?<!\w)([A-Za-z]) ([\U0001d400-\U0001d7ff]) \1(?=[ ,.;:])")
_TREE = re.compile(
    r"(?:subscript|superscript)(?=\s)(?:[^\w\s\\^_{}]|[^\x00-\x7f]|\d|\s|subscript|superscript)*"
    r"(?=\S*[\\_^{])"
)
_SPOKEN_END = re.compile(
    rf"(?:\s?{_WORD}|(?<=\s)(?:[^\w\s]{{1,3}}|\d{{1,4}})|\s)*{_WORD}(?:\s(?:[^\w\s]{{1,3}}|\d{{1,4}}))*\s*\Z"
)
_OTHER_ALPHABET = re.compile(r"[\U0001d400-\U0001d7ff]|subscript|superscript|delimited-|absent")
_EQUATION = re.compile(r"\s*\((?:\d{1,3}[a-z]?|[A-Z]\.?\d{1,3})\)\s*\Z")
_MARKS = ("start_", "italic_", "caligraphic_", "bold_", "roman_", "subscript ", "superscript ")
_TEX = re.compile(r"\\(?:[A-Za-z]+|[{}])|[_^]\{")
_TOKEN = re.compile(r"\\(?:begin|end)\{\w+\*?\}|\\([A-Za-z]+)\*?|\\([|{}])|([^\\&])")
_DRAWN = LETTERS | OPERATORS | RELATIONS
_SAME = str.maketrans("⋅−∗", "·-*")
_PLACING = "{}_^ˆ~˜"
_TWICE = re.compile(r"(?:(?<=[\s(])|^)(\S{3,80}) ?\1(?!\w)")
_LETTER_TWICE = re.compile(r"(?<![\w.])([A-Za-zα-ωΑ-Ω]) \1(?![\w.])")
_PROSE = 120
"""Characters from which on a line is prose, with no letter twice; rows of tables are shorter."""

_RELATION = re.compile(r"[=<>≤≥∈∼≈→×]|[\[(]\S+,\S+[\])]")
_BEFORE, _AFTER, _START = 200, 400, 40
"""Characters looked at before TeX, after its first mark, and of itself before that mark."""

_BRACE = re.compile(r"(?<!\\)[{}]")
_TEX_CHARACTER = re.compile(r"[\\_$]|\^\{")


class _Character(NamedTuple):
    """A character without its alphabet, and where it stands in the text."""

    text: str
    start: int
    end: int


_MOST_MISSES = 300
"""TeX without its characters before it in one line after which no more is looked for."""


def formulas_once(line: str) -> str:
    r"""The line with each formula once: as TeX between `\(` and `\)` where that is there."""
    spoken = any(mark in line for mark in _MARKS)
    if spoken:
        line = _SPOKEN_END.sub("", line)
        if alone := _ends_alike(line):
            return alone
        line = _SPOKEN.sub(lambda spoken: spoken["tight"] or " ", _TREE.sub(" ", line))
        line = _THRICE.sub(r"\1", line)
    if ("\\" in line or "{" in line) and line.count("$") < 2:
        line = _twice_alone(line) or _marked(line)
    if len(line) > _PROSE:
        line = _LETTER_TWICE.sub(r"\1", line)
    line = _TWICE.sub(lambda twice: twice[1] if _RELATION.search(twice[1]) else twice[0], line)
    return with_delimiters(line)


def formula_alone(line: str) -> str:
    """The same for a line that may be one formula, given twice without any TeX."""
    once = formulas_once(line)
    if once != line or len(line) > _START:
        return once
    characters = _characters(line)
    half = len(characters) // 2
    texts = [character.text for character in characters]
    if half and texts[:half] == texts[half:] and not re.search(r"[^\W\d_]{4}", line):
        return f"\\({line[characters[half].start :].strip()}\\)"
    return once


def _ends_alike(line: str) -> str | None:
    """A formula alone on its line, given as characters, as its tree, and as TeX: the TeX.

    The tree stands between two parts that draw the same, and has letters of other alphabets.
    """
    characters = _characters(line.strip())
    text = "".join(character.text for character in characters)
    source = line.strip()
    for size in range(min(len(text) // 2, _AFTER), 0, -1):
        if text[:size] != text[-size:]:
            continue
        begin, end = characters[size - 1].end, characters[-size].start
        if _OTHER_ALPHABET.search(source[begin:end]):
            return f"\\({source[_with_command(source, end) :]}\\)"
    return None


def _with_command(source: str, place: int) -> int:
    """The place before commands that only stand in front of what is drawn there."""
    before = re.search(
        r"(?:\\(?:displaystyle|textstyle|mathbf|boldsymbol|left|big)?\{?)+\Z", source[:place]
    )
    return before.start() if before else place


def _twice_alone(line: str) -> str | None:
    """A formula alone on its line, given as characters and as TeX in another order: the TeX."""
    number = _EQUATION.search(line)
    source = line[: number.start()] if number else line
    mark = _TEX.search(source)
    if mark is None or not (number or "\\begin{" in source):
        return None
    characters = _characters(source)
    if len(characters) > _AFTER:
        return None
    first = bisect_left([character.start for character in characters], mark.start())
    for split in range(first, max(0, first - _START), -1):
        above = sorted(character.text for character in characters[:split])
        below = sorted(character.text for character in characters[split:])
        if above and above == below:
            start = (
                _with_command(source, characters[split].start) if split < first else mark.start()
            )
            return f"\\({source[start:].strip()}\\){number[0].strip() if number else ''}"
    return None


def _marked(line: str) -> str:
    """The line without the characters that stand before the TeX they were made of."""
    parts: list[str] = []
    place = misses = 0
    characters = _characters(line)
    starts = [character.start for character in characters]
    while misses < _MOST_MISSES and (mark := _TEX.search(line, place)):
        found = _doubled(
            line, characters, bisect_left(starts, place), bisect_left(starts, mark.start())
        )
        if found is None:
            parts.append(line[place : mark.end()])
            place = mark.end()
            misses += 1
            continue
        start, tex, end = _with_braces(line, found, mark.start())
        parts.append(f"{line[place:start]}\\({line[tex:end].strip()}\\)")
        parts.append(" " if line[end : end + 1].isalnum() else "")
        place = end
    return "".join([*parts, line[place:]])


def _doubled(
    line: str, characters: list[_Character], first: int, mark: int
) -> tuple[int, int, int] | None:
    """Where the characters and their TeX begin, and where it ends, if the TeX at `mark` has them.

    TeX may begin before its first mark: `split` goes back from there, character by character.
    """
    first = max(first, mark - _BEFORE)
    before, after = characters[first:mark], characters[mark : mark + _AFTER]
    above, below = ("".join(character.text for character in part) for part in (before, after))
    if not below:
        return None
    script = line[max(0, characters[mark].start - 2) : characters[mark].start] in ("_{", "^{")
    last = len(before) - script  # a script has a base, which is TeX as well
    for split in range(last, max(0, len(before) - _START), -1):
        tex = above[split:] + below
        least = tex[: len(before) - split + 1]
        start = above.find(least, 0, split)
        while start >= 0 and not tex.startswith(above[start:split]):
            start = above.find(least, start + 1, split)
        if start >= 0:
            begin = characters[first + split].start
            if _TEX_CHARACTER.search(line, before[start].start, before[split - 1].end):
                return None
            end = characters[first + 2 * split - start - 1].end
            return before[start].start, begin, end
    return None


def _characters(line: str) -> list[_Character]:
    """The characters of a line, TeX drawn, without what only places them."""
    characters: list[_Character] = []
    for token in _TOKEN.finditer(line):
        name, escaped, character = token.groups()
        if name:
            character = name if name in FUNCTIONS else _DRAWN.get(name, "")
        elif escaped:
            character = "‖" if escaped == "|" else ""
        character = character or ""
        for part in character if character.isascii() else _plainer(character):
            if not part.isspace() and part not in _PLACING:
                characters.append(_Character(part, token.start(), token.end()))
    return characters


def _plainer(character: str) -> str:
    """The character as any alphabet and either writer has it."""
    return unicodedata.normalize("NFKC", character).translate(_SAME)


def _with_braces(line: str, found: tuple[int, int, int], mark: int) -> tuple[int, int, int]:
    """The same places with the braces that belong to the formula."""
    start, tex, end = found
    tex = min(tex, mark)
    braces = _BRACE.findall(line, tex, end)
    left = braces.count("{") - braces.count("}")
    while left > 0 and line[end : end + 1] == "}":
        end, left = end + 1, left - 1
    if line.startswith("\\{", tex) and line[start - 1 : start] == "{":
        start -= 1
        end += 2 * line.startswith("\\}", end)
    return start, tex, end
