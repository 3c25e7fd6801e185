"""A reading list's text in parts: a block for each paper, and what is around them."""

from __future__ import annotations

import re
from typing import NamedTuple

from papers_tui.store.toml.scan import header, plain_lines, statement

PAPER = "paper"
_BLOCK = (PAPER, "[]")
_USUAL_HEADER = re.compile(r"\[\[paper\]\]\r?\n")
_COMMENT_LINE = re.compile(r"[ \t]*#[^\n]*\n")


class TextPart(NamedTuple):
    """A piece of the text, from the beginning of a line to the end of one."""

    text: str
    is_paper: bool


class Layout(NamedTuple):
    """All of the text, in order."""

    parts: tuple[TextPart, ...]
    is_plain: bool = True
    """False when a paper's data may stand elsewhere than in its block."""

    @property
    def blocks(self) -> tuple[str, ...]:
        return tuple(part.text for part in self.parts if part.is_paper)

    @property
    def surroundings(self) -> str:
        """All that is not a paper's."""
        return "".join(part.text for part in self.parts if not part.is_paper)


def split(text: str) -> Layout:
    """The parts of a TOML text; joined they are the text again, to the letter.

    A block runs from its `[[paper]]` header to the next header that is not one of its own, and
    has the comment lines right above its header.
    """
    cuts: list[tuple[int, bool]] = [(0, False)]
    is_plain = True
    place, floor = plain_lines(text, 0), 0
    while place < len(text):
        keys, after = _header_at(text, place)
        if keys[:1] == (PAPER,) and keys != _BLOCK:
            is_plain = is_plain and cuts[-1][1]
        elif keys:
            cuts.append((_with_comments(text, place, floor), keys == _BLOCK))
        floor = after
        place = plain_lines(text, after)
    ends = [start for start, _ in cuts[1:]] + [len(text)]
    parts = (TextPart(text[start:end], kind) for (start, kind), end in zip(cuts, ends, strict=True))
    return Layout(tuple(part for part in parts if part.text), is_plain)


def _header_at(text: str, place: int) -> tuple[tuple[str, ...], int]:
    """The keys of the header there, if it is one, and where the statement ends."""
    if usual := _USUAL_HEADER.match(text, place):
        return _BLOCK, usual.end()
    found = statement(text, place)
    return header(text[place : found.value_end]), found.end


def _with_comments(text: str, start: int, floor: int) -> int:
    """The beginning of the comment lines right above a header; above the floor nothing is one."""
    while start > floor:
        above = text.rfind("\n", 0, start - 1) + 1
        if above < floor or not _COMMENT_LINE.fullmatch(text, above, start):
            break
        start = above
    return start
