"""Where a TOML text is broken, said so that a user finds the place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from papers_tui.store.errors import LibraryBroken, LibraryConflict
from papers_tui.store.toml.scan import line_of, plain_lines, statement
from papers_tui.text.clean import one_line

if TYPE_CHECKING:
    from pathlib import Path

_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_MARKER = re.compile(r"^<{7}(?: |\r?$)", re.MULTILINE)


def broken(file: Path, text: str, message: str) -> LibraryBroken:
    """The problem behind a parser's message about that text."""
    if marker := _MARKER.search(text):
        return LibraryConflict(file, line_of(text, marker.start()))
    at = _AT.search(message)
    reason = one_line(_AT.sub("", message), 200)
    line = int(at[1]) if at and at[1] else line_of(text, len(text.rstrip()))
    began = _began(text, line)
    if began is not None:
        reason = f"a string or array begins here and does not end ({reason})"
    return LibraryBroken(file, began or line, reason)


def _began(text: str, line: int) -> int | None:
    """The line where a string or array begins that runs on to the line of the error, if one does.

    A string without its end runs to the beginning of the next one and the error is said to be
    there: it is taken for such a one when it has swallowed a paper's header.
    """
    place, number = 0, 1
    while place < len(text) and number <= line:
        start = plain_lines(text, place)
        found = statement(text, start)
        number += text.count("\n", place, start)
        if number > line:
            return None
        end = found.value_end if found.unfinished is None else found.unfinished
        lines = text.count("\n", start, end)
        if number + lines == line and "\n[[paper]]" in text[start:end]:
            return number
        if found.unfinished is not None:
            return number + lines
        number += text.count("\n", start, found.end)
        place = found.end
    return None
