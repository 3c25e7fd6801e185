"""The outline of a full text, and the chunks in which it is parsed: cheap, without a parser."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from papers_tui.text.document.algorithms import CAPTIONS, end_of_algorithm
from papers_tui.text.document.boilerplate import LONGEST_PIECE, UNDERLINE, Page, read_page
from papers_tui.text.tex.convert import to_unicode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_SIZE = 2_000
"""Characters after which a chunk ends at the next good place."""

LONGEST_FORMULA = 80
"""Lines after which a display formula counts as never closed."""

_MARKS = re.compile(r"(#{1,6})[ \t]+")
_CLOSING_MARKS = re.compile(r"(?<=[ \t])#+\Z")
_GLUED_ALONE = re.compile(r"\d{1,2}[A-Z][a-z]\w*(?:-[\w’'():&,-]+)?(?: [\w’'():&,-]+){0,11}$")
CAPTION = re.compile(r"\**(?:Table|Fig(?:ure|\.)) ?[A-Z]?\.?\d")
"""The beginning of a line that is the caption of a table or figure."""

_NUMBERED = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})*\.?|Appendix [A-Z]|[A-Z]\.\d?)\s?[A-Z]\w[^.]{0,120}$"
)
"""A heading that stands right below a line, as those of ACM's papers do."""

_LONGEST_TITLE = 1_000
"""Characters of a heading that are read."""

FENCE = re.compile(r" {0,3}(`{3,}(?!.*`)|~{3,})")
"""The beginning or the end of code; a line with more backticks behind is prose with code in it."""

_GLUED = re.compile(r"((\d{1,2})(?:\.\d+)*\.?|[A-Z](?:\.\d+)+|Appendix [A-Z])(?=[A-Z][^\W\d_])")
_DIMENSIONS = re.compile(r"(?:\d{1,2}|2\.5)D(?![a-z])")
"""The beginning of a title such as `3DGS` or `4D Scenes`, which is a word and no number."""

_MOST_MISSED = 1
"""Numbered headings in a row that a page may lack."""

_SUBSECTION = re.compile(r"(?:\d{1,2}|[A-Z])(?:\.\d{1,2}){1,3}(?=[A-Z]\w)[^\t]{2,120}$")
_NUMBER = re.compile(r"(?:Appendix )?(\d+(?:\.(?:\d+|[A-Z]))*|[A-Z](?:\.\d+)*)\.?(?=\s)")
_APPENDIX = re.compile(r"Appendix [A-Z](?=[A-Z]\w)")
_PLAIN_HEADINGS = frozenset({"abstract", "references", "bibliography", "acknowledgments",
                             "acknowledgements", "appendix"})  # fmt: skip
_STARTS = frozenset("#`~ =-")
"""The first characters of lines that may have to do with headings or fences."""

_REFERENCES = frozenset({"references", "bibliography", "references and notes", "works cited",
                         "literature cited"})  # fmt: skip
_APPENDICES_FOLLOW = _REFERENCES | {"appendix", "appendices", "acknowledgments", "acknowledgements"}
_LAST_WORDS = tuple({name.rsplit(" ", 1)[-1] for name in _REFERENCES})
_ENTRY = re.compile(r"\s{0,3}(?:[*+-]\s|\[\w{1,12}\]|\d{1,4}[.)]\s)")
_LINKED = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s\"[^\"]*\")?\)")
_EMPHASIS = re.compile(r"(?<!\\)(\*{1,3}|`{1,3})(?=\S)(.+?)(?<=\S)\1")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading: its plain title, 1 for the highest level, its line counted from 0."""

    title: str
    level: int
    line: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """A part of a full text that is parsed by itself; `line` is its first, counted from 0."""

    text: str
    line: int
    is_plain: bool = False
    """Whether it comes from a page's text without Markdown."""

    references: bool = False
    """Whether it belongs to the list of references."""

    entries: int = 0
    """The number of references that follow: given by the chunk that begins with their heading."""


@dataclass(frozen=True, slots=True)
class _Plan:
    page: Page
    lines: list[str]
    headings: dict[int, Section]
    references: tuple[int, int]
    closed: bytearray


def sections(source: str) -> tuple[Section, ...]:
    """The headings of a full text, in their order."""
    return tuple(_plan(source).headings.values())


def chunks(source: str) -> tuple[Chunk, ...]:
    """The paper in chunks of some thousand characters, headings made `#` lines."""
    plan = _plan(source)
    start, end = plan.references
    entries = _count(plan.lines[start + 1 : end]) if end else 0
    bounds = [*_cuts(plan), plan.page.end]
    found = [
        Chunk(
            "\n".join(plan.lines[first:after]),
            first,
            plan.page.is_plain,
            start <= first < end,
            entries if end and first == start else 0,
        )
        for first, after in pairwise(bounds)
    ]
    return tuple(chunk for chunk in found if chunk.text.strip())


def plain_title(title: str) -> str:
    """A heading's text without its marks, on one line of at most 1,000 characters."""
    title = title[:_LONGEST_TITLE]
    if "](" in title:
        title = _LINKED.sub(r"\1", title)
    if "*" in title or "`" in title:
        title = _EMPHASIS.sub(r"\2", title)
    if "\\" in title:
        from papers_tui.text.document.formulas.latexml import formulas_once

        title = formulas_once(title)
    return " ".join(to_unicode(title.replace("\\_", "_")).split())


@lru_cache(maxsize=2)
def _plan(source: str) -> _Plan:
    page = read_page(source)
    lines = list(page.lines)
    candidates = _candidates(page)
    closed = _closed(page, candidates)
    headings: dict[int, Section] = {}
    letter, section, own_title = "", 0, plain_title(page.title)
    for number, level, title, rows in _headings(page, candidates, closed):
        if plain_title(title) != own_title:
            title = _unglued(title, section)
            section = _section(title, section)
        if page.is_plain:
            letter, title = _appendix(letter, title)
        level = _level(title, level)
        headings[number] = Section(plain_title(title), level, number)
        lines[number] = f"{'#' * level} {title}"
        if rows > 1:
            lines[number + 1] = ""
    return _Plan(page, lines, headings, _references(page, headings), closed)


def _candidates(page: Page) -> list[int]:
    """The lines that may have to do with headings, code and display formulas."""
    lines, inside = page.lines, range(page.first, page.end)
    if page.is_plain:
        return [number for number in inside if len(lines[number]) > LONGEST_PIECE]
    return [n for n in inside if lines[n][:1] in _STARTS or "$$" in lines[n]]


def _closed(page: Page, candidates: Iterable[int]) -> bytearray:
    """1 for each line of code and of a display formula of several lines, 0 for the others."""
    closed = bytearray(page.end)
    fence, start = "", 0
    formula: int | None = None
    for number in candidates:
        line = page.lines[number]
        if line[0] in "`~ " and (mark := FENCE.match(line)):
            start = start if fence else number
            fence = after_fence(fence, mark[1], line)
            _close(closed, start, number + 1)
        elif not fence and "$$" in line and line.count("$$") % 2:
            if formula is not None and number - formula < LONGEST_FORMULA:
                _close(closed, formula, number + 1)
                formula = None
            else:
                _close_unended(closed, formula)
                formula = number
    if fence:
        _close(closed, start, page.end)
    _close_unended(closed, formula)
    for number in range(page.first, page.end) if not page.is_plain else ():
        if page.lines[number].startswith(CAPTIONS) and not closed[number]:
            _close(closed, number + 1, end_of_algorithm(page.lines, number, page.end))
    return closed


def _close(closed: bytearray, first: int, after: int) -> None:
    closed[first:after] = b"\1" * (min(after, len(closed)) - first)


def _close_unended(closed: bytearray, formula: int | None) -> None:
    if formula is not None:
        _close(closed, formula, formula + LONGEST_FORMULA)


def _headings(
    page: Page, candidates: Iterable[int], closed: bytearray
) -> Iterator[tuple[int, int, str, int]]:
    """Line, level, source and number of lines of each heading."""
    lines = page.lines
    for number in candidates:
        line = lines[number]
        if closed[number]:
            continue
        if line[0] == "#" and (found := _MARKS.match(line)):
            if not page.is_plain or len(found[1]) > 1:  # a single one begins a comment in code
                yield number, len(found[1]), _between_marks(line, found.end()), 1
        elif page.is_plain:
            if _is_plain_heading(line, page.contents) or _is_numbered_alone(page, number):
                yield number, 2, line.strip(), 1
        elif line[0] in "=-" and _is_underline(page, number, closed):
            yield number - 1, 1 if line[0] == "=" else 2, lines[number - 1].strip(), 2


def _between_marks(line: str, start: int) -> str:
    """The title that begins there, without marks behind it that close the heading."""
    return _CLOSING_MARKS.sub("", line[start:].rstrip(" \t")).rstrip(" \t")


def after_fence(fence: str, mark: str, line: str) -> str:
    """The fence that is open behind a line with a mark of one; empty where the line closes it."""
    if not fence:
        return mark
    closes = mark.startswith(fence) and not line.strip().strip(mark[0])
    return "" if closes else fence


def _is_underline(page: Page, number: int, closed: bytearray) -> bool:
    """Whether the line makes a heading of the one above, which has to stand alone."""
    lines, above = page.lines, number - 1
    if above < page.first or closed[above] or not UNDERLINE.fullmatch(lines[number]):
        return False
    title = lines[above]
    alone = above == page.first or not lines[above - 1].strip() or _NUMBERED.match(title)
    return bool(alone and title.strip() and title[0] not in "#|>-* \t" and len(title) < 400)


def _is_plain_heading(line: str, contents: frozenset[str]) -> bool:
    name = line.strip()
    if len(name) > 200 or name.endswith((",", ";")):
        return False
    if name in contents or name.lower() in _PLAIN_HEADINGS or _SUBSECTION.match(name):
        return True
    return bool(_APPENDIX.match(name)) or name.removeprefix("Appendix ") in contents


def _is_numbered_alone(page: Page, number: int) -> bool:
    """Whether a line of a page without Markdown is a numbered heading: `1Introduction`."""
    if not _GLUED_ALONE.match(page.lines[number]):
        return False
    following = page.lines[number + 1] if number + 1 < page.end else ""
    return number > page.first and not following.strip()


def _unglued(title: str, section: int) -> str:
    """A heading apart from its number.

    A number that is too high for the next section is part of a name: `4Real`.
    """
    found = _GLUED.match(title)
    if found is None or _DIMENSIONS.match(title):
        return title
    if found[2] == found[1] and int(found[2]) > section + _MOST_MISSED + 1:
        return title
    return f"{found[1]} {title[found.end() :]}"


def _section(title: str, section: int) -> int:
    """The number of the section that begins with the heading, else that of the one before."""
    number = re.match(r"(\d{1,2})\b", title)
    return int(number[1]) if number else section


def _appendix(letter: str, title: str) -> tuple[str, str]:
    """The letter of the next appendix, empty before the first, and the title apart from its own.

    Only in its place is the first letter of `AProofs` one.
    """
    if title.lower() in _APPENDICES_FOLLOW:
        return letter or "A", title
    if letter and re.match(rf"{letter}[A-Z][a-z]", title):
        return chr(ord(letter) + 1), f"{letter} {title[1:]}"
    return letter, title


def _level(title: str, level: int) -> int:
    if title.strip("*_ .:").lower() in _PLAIN_HEADINGS:
        return 2
    number = _NUMBER.match(title)
    if number is None or (number[1].isalpha() and not title.startswith("Appendix")):
        return level
    depth = number[1].strip("0.").count(".") if number[1].startswith("0.") else number[1].count(".")
    return min(6, 2 + depth)


def _references(page: Page, headings: dict[int, Section]) -> tuple[int, int]:
    """The line of the references' heading, and the line behind the list; (0, 0) without one."""
    places = list(headings.values())
    for place, section in enumerate(places):
        title = section.title.rstrip(" :.")
        if title.lower().endswith(_LAST_WORDS) and _unnumbered(title) in _REFERENCES:
            later = (other.line for other in places[place + 1 :] if other.level <= section.level)
            return section.line, next(later, page.end)
    return 0, 0


def _unnumbered(title: str) -> str:
    return _NUMBER.sub("", title).strip(" :.").lower()


def _count(lines: list[str]) -> int:
    arrows = sum(1 for line in lines if line.strip() == "↑")
    entries = sum(1 for line in lines if _ENTRY.match(line))
    blocks = sum(1 for a, b in pairwise(["", *lines]) if b.strip() and not a.strip())
    return arrows or entries or blocks


def _cuts(plan: _Plan) -> Iterator[int]:
    """The first lines of the chunks."""
    page, lines, closed = plan.page, plan.lines, plan.closed
    ends = list(accumulate(len(line) + 1 for line in lines[: page.end]))
    headings = sorted(plan.headings)
    forced = [line for line in plan.references if line > page.first]
    at = page.first
    while at < page.end:
        yield at
        before = ends[at - 1] if at else 0
        large = bisect_right(ends, before + _SIZE) + 1
        heading = _next(headings, max(at + 1, bisect_right(ends, before + _SIZE // 2) + 1))
        last = min(heading or page.end, _next(forced, at + 1) or page.end)
        good = (n for n in range(large, last) if not closed[n] and _may_begin(lines, n, page))
        at = next(good, last)


def _next(places: Sequence[int], least: int) -> int | None:
    """The first of the places, in their order, that is not before `least`."""
    number = bisect_left(places, least)
    return places[number] if number < len(places) else None


def _may_begin(lines: list[str], number: int, page: Page) -> bool:
    """Whether a chunk may begin at the line: a block begins there that needs none before it."""
    line, before = lines[number], lines[number - 1]
    if not line or line[0].isspace() or before.strip():
        return False
    above = next((text for text in lines[number - 2 : number - 4 : -1] if text.strip()), "")
    if CAPTION.match(line) or CAPTION.match(above):
        return False
    if above.lstrip().startswith("![") or above.strip() in ("•", "↑"):
        return False
    return not page.is_plain or min(len(line), len(above)) > 20
