"""A small reader of BibTeX: braces and directives as BibTeX itself counts them."""

from __future__ import annotations

import re

_HEAD = re.compile(r"@(\w+)\{([^\s,{}]+),\s*")
_FIELD = re.compile(r"(\w+)=\{")
_BETWEEN = re.compile(r",?\s*")


def entries(text: str) -> dict[str, dict[str, str]]:
    """The fields of every entry by its key; AssertionError when anything else is in the text."""
    found: dict[str, dict[str, str]] = {}
    place = 0
    while place < len(text):
        head = _HEAD.match(text, place)
        assert head, f"no entry: {text[place : place + 40]!r}"
        assert head[1] == "misc"
        assert head[2] not in found, "a key twice"
        found[head[2]], place = _fields(text, head.end())
        while text[place : place + 1] == "\n":
            place += 1
    return found


def _fields(text: str, place: int) -> tuple[dict[str, str], int]:
    fields: dict[str, str] = {}
    while field := _FIELD.match(text, place):
        end = closing(text, field.end())
        assert field[1] not in fields, "a field twice"
        fields[field[1]] = text[field.end() : end]
        between = _BETWEEN.match(text, end + 1)
        place = between.end() if between else end + 1
    assert text[place : place + 1] == "}", f"no field: {text[place : place + 40]!r}"
    return fields, place + 1


def closing(text: str, start: int) -> int:
    """Where the brace is closed that was opened in front of `start`; backslashes do not count."""
    depth = 1
    for place in range(start, len(text)):
        depth += (text[place] == "{") - (text[place] == "}")
        if depth == 0:
            return place
    raise AssertionError("a brace is never closed")
