"""The lines of a full text that are the paper, and those of the page around it.

The hub gives what a reader service makes of arXiv's HTML: header lines such as `Title: ...`, then
the paper; sometimes with the buttons and notices of the page around it, and headings without marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEADER = re.compile(r"(Title|URL Source|Published Time|Markdown Content|Warning):[ \t]*(.*)")
_BUTTONS = frozenset({
    "Back to arXiv", "Why HTML?", "Report Issue", "Back to Abstract", "Download PDF",
})  # fmt: skip
_SEARCHED = 60
"""Lines after the header within which the first button of a page stands."""

_CONTENTS = 400
"""The most lines of a page's own list of sections."""

_PAPER_BEGINS = re.compile(r"arXiv:\S+ \[[\w.-]+\] \d")
_NOTICE = re.compile(r"(?:License:|HTML conversions )")
_FOOT = re.compile(
    r"Instructions for reporting errors$|Report GitHub Issue$"
    r"|.*Generated\s+(?:on .*)?by \[?L ?A ?T ?E ?xml",
    re.IGNORECASE,
)
_FRONT = 200
"""Lines after the header within which lists of sections and second titles stand."""

_LISTED = re.compile(
    r"\s*(?:\d{1,3}\.|[*+-])\s+\[.{0,400}\]\(https?://(?:www\.)?arxiv\.org/html/[^\s()#]*#\S{1,400}"
    r"(?:\s.{0,400})?\)\s*"
)
_LEAST_LISTED, _LEAST_MARKS = 3, 4
_CONTENTS_NAME = re.compile(r"(?:#+ )?(?:Table of )?Contents", re.IGNORECASE)
_PUBLISHER = re.compile(
    r"††\s*(?:copyright|journal|doi|ccs|conference|isbn|submission|article|price)"
)
_STAMP = re.compile(
    r"\[?License: |arXiv:\S+ \[[\w.-]+\] \d|\[?Back to (?:arXiv|Abstract)|Why HTML\?$"
)
_PAGE_SAYS = re.compile(
    r"This is (?:an )?experimental HTML|\[?HTML conversions \[?sometimes display errors"
    r"|Authors: achieve the best HTML results|[*-]\s+failed: \S+$"
    r"|(?:(?:Back to arXiv|Why HTML\?|Report Issue|Back to Abstract|Download PDF)\s*)+$"
)
_YEAR_ALONE = re.compile(r"\((?:19|20)\d\d\)")
_ISSUE = re.compile(r"Report issue for preceding element$", re.IGNORECASE)
_COMMAND_ALONE = re.compile(r"\\[a-z]{4,}\s*")
_SHORT = 20
UNDERLINE = re.compile(r"(?:=+|-{2,})\s*")
"""All of a line that makes a heading of the one above."""

_TITLE_LINES, _TITLE_LETTERS, _LONGEST_TITLE = 4, 12, 300
_SAMPLE, _LEAST_PIECES, _MANY_PIECES = 800, 25, 0.2
"""Lines that are looked at, and how many, and which part of them, are as short as a symbol where a
page's text has no Markdown."""

LONGEST_PIECE = 2
"""Characters at most of a line that is a piece of a formula there."""

_MARKDOWN = re.compile(r"#{1,6} |!\[|\|.*\||\*   ")
_FOOT_BUTTON = re.compile(r"Report Issue(?: for Selection)?$")


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a source, and which of them are the paper's."""

    lines: tuple[str, ...]
    first: int
    end: int
    title: str
    """The title in the header lines; empty where there are none."""

    is_plain: bool
    """Whether it is a page's text without Markdown: no marks at headings, formulas in pieces."""

    contents: frozenset[str]
    """The page's own list of its sections, numbers glued to names."""


def read_page(source: str) -> Page:
    """Find the lines of the paper among those of a full text."""
    lines = source.split("\n")
    first, title = _header(lines)
    for number in range(first, len(lines)):
        if lines[number][:6] in ("Report", "report") and _ISSUE.match(lines[number].strip()):
            lines[number] = ""
    start = _buttons(lines, first)
    if start is not None and _marks(lines[start:]) >= _LEAST_MARKS:
        start = None  # the page's buttons above Markdown
    elif start is None and _is_plain(lines[first : first + _SAMPLE]):
        start = first
    if start is None:
        _empty_furniture(lines, first, title)
        return Page(tuple(lines), first, _foot(lines, first), title, False, frozenset())
    contents, begin = _contents(lines, start, _letters(title))
    return Page(tuple(lines), begin, _foot(lines, begin), title, True, contents)


def _is_plain(lines: list[str]) -> bool:
    """Whether the lines are a page's text without Markdown, each symbol on a line of its own."""
    filled = [line.strip() for line in lines if line.strip()]
    pieces = sum(1 for line in filled if len(line) <= LONGEST_PIECE)
    return pieces >= max(_LEAST_PIECES, _MANY_PIECES * len(filled)) and (
        _marks(lines) < _LEAST_LISTED
    )


def _marks(lines: list[str]) -> int:
    """The number of lines with marks of Markdown, among the first ones."""
    return sum(1 for line in lines[:_SAMPLE] if _MARKDOWN.match(line) or "](http" in line)


def _letters(text: str) -> str:
    """The letters and digits of a title, as two ways to write it have them."""
    return "".join(filter(str.isalnum, text.casefold()))


def _empty_furniture(lines: list[str], first: int, title: str) -> None:
    """Empty the lines that are the page's and not the paper's: lists of sections, second titles."""
    front = range(first, min(first + _FRONT, len(lines)))
    listed = [number for number in front if _LISTED.fullmatch(lines[number])]
    for number in listed if len(listed) >= _LEAST_LISTED else ():
        lines[number] = ""
    for number in front:
        line = lines[number].strip()
        following = lines[number + 1].strip() if number + 1 < len(lines) else ""
        if (
            line in _BUTTONS
            or _STAMP.match(line)
            or _PAGE_SAYS.match(line)
            or _YEAR_ALONE.fullmatch(line)
            or _PUBLISHER.match(line)
            or (listed and _CONTENTS_NAME.fullmatch(line))
        ):
            lines[number] = ""
            if UNDERLINE.fullmatch(following):
                lines[number + 1] = ""
        elif _COMMAND_ALONE.fullmatch(line) and len(following) <= _SHORT:
            lines[number : number + 2] = [""] * len(lines[number : number + 2])
    _empty_second_titles(lines, front, _letters(title))


def _empty_second_titles(lines: list[str], front: range, title: str) -> None:
    """Empty a title that stands there again, broken into lines or not, with its underline."""
    known = {title} if len(title) >= _TITLE_LETTERS else set()
    seen = False
    for number in front:
        line = lines[number].strip("# ")
        if not line or len(line) > _LONGEST_TITLE or UNDERLINE.fullmatch(line):
            continue
        below = lines[number + 1] if number + 1 < len(lines) else ""
        if not seen and (lines[number].startswith("# ") or re.fullmatch(r"=+\s*", below)):
            known |= {_letters(line)} if len(_letters(line)) >= _TITLE_LETTERS else set()
        for last in _run(lines, number):
            if _letters(" ".join(lines[number : last + 1])) in known:
                underlined = bool(UNDERLINE.fullmatch("".join(lines[last + 1 : last + 2])))
                if seen and (underlined or lines[number].startswith("#")):
                    end = last + 1 + underlined
                    lines[number:end] = [""] * (end - number)
                seen = True
                break


def _run(lines: list[str], number: int) -> list[int]:
    """The numbers of this line and of the next few that are not empty."""
    window = range(number, min(number + 2 * _TITLE_LINES, len(lines)))
    filled = [n for n in window if len(lines[n]) <= _LONGEST_TITLE and lines[n].strip()]
    return [place for place in filled[:_TITLE_LINES] if not UNDERLINE.fullmatch(lines[place])]


def _header(lines: list[str]) -> tuple[int, str]:
    """The line after the header, and the title in it."""
    values: dict[str, str] = {}
    end = 0
    for number, line in enumerate(lines):
        found = _HEADER.match(line)
        if found and found[1] not in values:
            values[found[1]] = found[2].strip()
            end = number + 1
        elif line.strip() or found:
            break
    if not values.keys() & {"Title", "URL Source"}:
        return 0, ""
    return end, values.get("Title", "")


def _buttons(lines: list[str], first: int) -> int | None:
    """The line after the page's buttons, or None where there are none."""
    places = [
        number
        for number in range(first, min(first + _SEARCHED, len(lines)))
        if lines[number].strip() in _BUTTONS
    ]
    return places[-1] + 1 if len(places) > 1 else None


def _contents(lines: list[str], start: int, title: str) -> tuple[frozenset[str], int]:
    """The page's list of sections, and where the paper begins after it."""
    names: set[str] = set()
    window = range(start, min(start + _CONTENTS, len(lines)))
    begin = next((n + 1 for n in window if _PAPER_BEGINS.match(lines[n].strip())), None)
    if begin is None and title:
        begin = next((n for n in window if _letters(lines[n]) == title), None)
    for number in window:
        name = lines[number].strip()
        listed_twice = name in names
        if number == begin or not name or listed_twice or _NOTICE.match(name):
            return frozenset(names), begin or (number if listed_twice else number + 1)
        names.add(name)
    return frozenset(names), begin or start


def _foot(lines: list[str], begin: int) -> int:
    """The first line of the page's notices below the paper."""
    end = len(lines)
    for number in range(max(begin, end - _SEARCHED), end):
        if _FOOT.match(lines[number].strip("# ")):
            end = number
            break
    while end > begin and (
        not lines[end - 1].strip() or _FOOT_BUTTON.match(lines[end - 1].strip())
    ):
        end -= 1
    return end
