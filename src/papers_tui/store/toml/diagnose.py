"""The place where a TOML text is broken, as a user would look for it."""

from __future__ import annotations

import re
from typing import NamedTuple

from papers_tui.store.toml.scan import line_of, plain_lines, statement, statements
from papers_tui.text.clean import one_line

_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_MARKER = re.compile(r"^<{7}(?: |\r?$)", re.MULTILINE)

_HEADER = re.compile(
    r"""[ \t]*+(?P<open>\[{0,2})[ \t]*+(?:[\w-]+|"[^"]*"|'[^']*')"""
    r"""(?:[ \t.]+(?:[\w-]+|"[^"]*"|'[^']*'))*[ \t]*(?P<close>\]{0,2})[ \t]*(?:\#.*)?\r?"""
)
"""The header of a table as somebody meant it, with all of its brackets or not."""


_PLAIN_REASONS = {
    "Cannot overwrite a value": "this key stands there twice",
    "Cannot declare": "this table stands there twice",
    "Cannot mutate immutable namespace": "this table is there already, written in another way",
    "Cannot redefine namespace": "this table is there already, written in another way",
    "Illegal character '\\n'": "the quotes are not closed in this line",
    "Illegal character '\\r'": "the quotes are not closed in this line",
    "Unescaped '\\'": "a backslash in double quotes is written twice",
    "Expected '=' after": "a key is followed by = and its value",
}
"""Beginnings of messages of the parser, and what they mean."""

_CURLY = re.compile("[\u2018-\u201f\u00ab\u00bb\u300c-\u300f\uff02\uff07]")
_BOOLEAN = re.compile(r"(?i)=[ \t]*(?:true|yes|on|false|no|off)[ \t]*(?:[#,}]|\r?\Z)")


_SWALLOWED = re.compile(r"\n\[\[[\w-]+\]\]")


class Fault(NamedTuple):
    """A fault of a TOML text, and its place."""

    line: int
    """From 1; for an unfinished string or array, where it begins."""

    reason: str
    is_conflict: bool = False
    """Whether git has left both versions in the text, between its markers."""


def fault(text: str, message: str) -> Fault:
    """The fault behind a parser's message about that text."""
    if marker := _MARKER.search(text):
        return Fault(line_of(text, marker.start()), "git left conflict markers", is_conflict=True)
    at = _AT.search(message)
    reason = one_line(_AT.sub("", message), 200)
    line = int(at[1]) if at and at[1] else line_of(text, len(text.rstrip()))
    start = _start_of_unfinished(text, line)
    if lacking := _unfinished_header(text, start or line):
        reason = f"the table header lacks its {lacking}"
    elif start is not None:
        reason = f"a string or array begins here and does not end ({reason})"
    else:
        reason = _in_plain_words(reason, text.split("\n", line)[line - 1])
    return Fault(start or line, reason)


def _in_plain_words(reason: str, line: str) -> str:
    """The parser's reason as a sentence that says what to write in that line, where one does."""
    if reason.startswith("Invalid value"):
        if _BOOLEAN.search(line):
            return "write true or false, in small letters"
        return "quotes are straight ones" if _CURLY.search(line) else "a text stands in quotes"
    plain = (words for known, words in _PLAIN_REASONS.items() if reason.startswith(known))
    return next(plain, reason)


def _unfinished_header(text: str, line: int) -> str:
    """The brackets that a table's header in that line lacks; nothing where there is none such."""
    lines = text.split("\n", line)
    begin = sum(len(one) + 1 for one in lines[: line - 1])
    match = _HEADER.fullmatch(lines[line - 1])
    if not match or all(found.start != begin for found in statements(text)):
        return ""
    before, behind = len(match["open"]), len(match["close"])
    return "]" * (before - behind) or "[" * (behind - before)


def _start_of_unfinished(text: str, line: int) -> int | None:
    """The line where a string or array begins that runs on to the line of the error, if one does.

    A string without its end runs to the beginning of the next one and the error is reported
    there: it is taken for such a one when it has swallowed the header of an array's table.
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
        if number + lines == line and _SWALLOWED.search(text, start, end):
            return number
        if found.unfinished is not None:
            return number + lines
        number += text.count("\n", start, found.end)
        place = found.end
    return None
