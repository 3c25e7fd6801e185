"""Formulas that arXiv's HTML gives up to four times, made one.

LaTeXML gives a formula as characters, as the content of its tree, as TeX and in words; a reader
service that keeps only text puts them one after the other, the last as
`italic_Z start_POSTSUBSCRIPT`.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from papers_tui.text.document.formulas.bare import with_delimiters
from papers_tui.text.document.formulas.drawn import Symbols, symbols
from papers_tui.text.document.formulas.equations import NUMBER
from papers_tui.text.document.formulas.spoken import tex_of_four

_ALPHABETS = "italic|bold|caligraphic|blackboard_bold|fraktur|bold_italic|roman|script|sansserif"
_WORD = (
    rf"(?:start_[A-Z]+(?:\s[A-Za-z ]{{1,20}}(?=\send_))?|(?:over|under|end)_[A-Z]+"
    rf"|(?:{_ALPHABETS})_(?:[A-Za-z]+|[^\sA-Za-z])|over\^ start_ARG)"
)
_SPOKEN = re.compile(
    rf"\s?{_WORD}(?:(?:\s[^\w\s]{{1,3}}|\s\d{{1,4}})*\s?{_WORD})*(?P<tight>[,.;:])?"
)
_THRICE = re.compile(r"(?<!\w)([A-Za-z]) ([\U0001d400-\U0001d7ff]) \1(?=[ ,.;:])")
_WORDS_OF_TREE = r"(?:subscript|superscript)(?=\s)(?:[^A-Za-z_\\^{}]|subscript|superscript)*"
_TREE = re.compile(rf"(?P<tree>{_WORDS_OF_TREE}(?=\S*[\\_^{{]))|{_WORDS_OF_TREE}")
"""A tree in front of TeX, or words like one's, which are gone through only once."""

_SPOKEN_END = re.compile(
    rf"(?<!\s)(?:{_WORD}|(?<=\s)(?:[^\w\s]{{1,3}}|\d{{1,4}})|\s)*{_WORD}(?:\s(?:[^\w\s]{{1,3}}|\d{{1,4}}))*\s*\Z"
)
_LONGEST_END = 4_000
"""Characters at the end of a line that are looked through for words of a formula alone."""

_OTHER_ALPHABET = re.compile(r"[\U0001d400-\U0001d7ff]|subscript|superscript|delimited-|absent")
_NUMBER = re.compile(rf"{NUMBER}\s*\Z")
_MARKS = ("start_", "italic_", "caligraphic_", "bold_", "roman_", "subscript ", "superscript ")
_TEX = re.compile(r"\\(?:[A-Za-z]+|[{}])|[_^]\{")
_PLAIN_RUN = re.compile(r"[!-~]*")
_TERM_TWICE = re.compile(r"(?<![^\s(])([\w.]+[+−/][\w.+−/]+) ([\w.]+[+/-][\w.+/-]+)(?![\w+−/-])")
_VECTOR = re.compile(r"([A-Za-z])→(?=\\vec\{(?:\\[a-z]+\{)?\1\})")
"""An arrow that stands behind a letter in characters, and above it in TeX."""

_UNIT = re.compile(r"\d[KMBGTx%](?![a-z])")
_PERCENT_TWICE = re.compile(r"(?<![\w.])(\d[\d.,]*) ?% ?\1\\%")
_TWICE = re.compile(r"(?:(?<=[\s(])|^)(\S{3,80}) ?\1(?!\w)")
_LETTER_TWICE = re.compile(r"(?<![\w.])([A-Za-zα-ωΑ-Ω]) \1(?![\w.])")
_PROSE = 120
"""Characters from which on a line is prose, with no letter twice; rows of tables are shorter."""

_RELATION = re.compile(r"^[A-Za-z]\([^()]+\)$|[=<>≤≥∈∼≈→×]|[\[(]\S+,\S+[\])]")
_BEFORE, _AFTER, _START = 200, 400, 40
"""Characters looked at before TeX, after its first mark, and of itself before that mark."""

_BRACE = re.compile(r"(?<!\\)[{}]")
_TEX_CHARACTER = re.compile(r"[\\_$]|\^\{")


_MOST_MISSES = 300
"""TeX without its characters before it in one line after which no more is looked for."""


def formulas_once(line: str) -> str:
    r"""The line with each formula once: as TeX between `\(` and `\)` where that is there."""
    spoken = any(mark in line for mark in _MARKS)
    if spoken:
        line = tex_of_four(line)
        if "\\(" not in line:
            line = line[:-_LONGEST_END] + _SPOKEN_END.sub("", line[-_LONGEST_END:])
            if alone := _ends_alike(line):
                return alone
        line = _SPOKEN.sub(lambda spoken: spoken["tight"] or " ", _TREE.sub(_without_tree, line))
        line = _THRICE.sub(r"\1", line)
    elif "\\" in line and line.count("$") < 2:
        line = tex_of_four(line)
    line = _VECTOR.sub(r"\1", line) if "\\vec" in line else line
    line = _PERCENT_TWICE.sub(r"\1%", line) if "\\%" in line else line
    if ("\\" in line or "{" in line) and line.count("$") < 2:
        line = _twice_alone(line) or _marked(line)
    if long := len(line) > _PROSE:
        line = letters_once(line)
    line = _TWICE.sub(lambda twice: twice[1] if _RELATION.search(twice[1]) else twice[0], line)
    if long:
        line = _TERM_TWICE.sub(_term_once, line)
    return with_delimiters(line)


def _without_tree(match: re.Match[str]) -> str:
    return match[0] if match["tree"] is None else " "


def _term_once(match: re.Match[str]) -> str:
    """A term with its minus sign once: what stands behind it with a hyphen is its TeX."""
    return match[1] if match[1].replace("−", "-") == match[2] else match[0]


def letters_once(line: str) -> str:
    """The line with each single letter once that stands there twice."""
    return _LETTER_TWICE.sub(r"\1", line)


def formula_alone(line: str) -> str:
    """The same for a line that may be one formula, given twice without any TeX."""
    once = formulas_once(line)
    if once != line or len(line) > _START:
        return once
    drawn = symbols(line)
    half = len(drawn.text) // 2
    if half and drawn.text[:half] == drawn.text[half:] and not re.search(r"[^\W\d_]{4}", line):
        return f"\\({line[drawn.starts[half] :].strip()}\\)"
    return once


def _ends_alike(line: str) -> str | None:
    """A formula alone on its line, given as characters, as its tree, and as TeX: the TeX.

    The tree stands between two parts that draw the same, and has letters of other alphabets.
    """
    source = line.strip()
    text, starts, ends = symbols(source)
    for size in range(min(len(text) // 2, _AFTER), 0, -1):
        if text[:size] != text[-size:]:
            continue
        begin, end = ends[size - 1], starts[-size]
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
    number = _NUMBER.search(line)
    source = line[: number.start()] if number else line
    mark = _TEX.search(source)
    if mark is None or not (number or "\\begin{" in source):
        return None
    text, starts, _ = symbols(source)
    first = bisect_left(starts, mark.start())
    half = len(text) // 2
    if len(text) % 2 or not first - _START < half <= first or len(text) > 2 * _AFTER:
        return None
    if not half or sorted(text[:half]) != sorted(text[half:]):
        return None
    start = _with_command(source, starts[half]) if half < first else mark.start()
    return f"\\({source[start:].strip()}\\){number[0].strip() if number else ''}"


def _marked(line: str) -> str:
    """The line without the characters that stand before the TeX they were made of."""
    parts: list[str] = []
    place = misses = 0
    drawn = symbols(line)
    starts = drawn.starts
    while misses < _MOST_MISSES and (mark := _TEX.search(line, place)):
        found = _doubled(line, drawn, bisect_left(starts, place), bisect_left(starts, mark.start()))
        if found is None:
            missed = _PLAIN_RUN.match(line, mark.end())
            end = missed.end() if missed else mark.end()
            parts.append(line[place:end])
            place = end
            misses += 1
            continue
        start, tex, end = _with_braces(line, found, mark.start())
        parts.append(f"{line[place:start]}\\({line[tex:end].strip()}\\)")
        glued = line[end : end + 1].isalnum() and not _UNIT.match(line, end - 1)
        parts.append(" " if glued else "")
        place = end
    return "".join([*parts, line[place:]])


def _doubled(line: str, drawn: Symbols, first: int, mark: int) -> tuple[int, int, int] | None:
    """The beginnings of the characters and of their TeX at `mark`, and its end; None without any.

    TeX may begin before its first mark: `split` goes back from there, character by character.
    """
    text, starts, ends = drawn
    first = max(first, mark - _BEFORE)
    above, below = text[first:mark], text[mark : mark + _AFTER]
    if not below:
        return None
    script = line[max(0, starts[mark] - 2) : starts[mark]] in ("_{", "^{")
    last = len(above) - script  # a script has a base, which is TeX as well
    for split in range(last, max(0, len(above) - _START), -1):
        tex = above[split:] + below
        least = tex[: len(above) - split + 1]
        start = above.find(least, 0, split)
        while start >= 0 and not tex.startswith(above[start:split]):
            start = above.find(least, start + 1, split)
        if start >= 0:
            begin = starts[first + start]
            if _TEX_CHARACTER.search(line, begin, ends[first + split - 1]):
                return None
            return begin, starts[first + split], ends[first + 2 * split - start - 1]
    return None


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
