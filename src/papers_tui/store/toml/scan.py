"""The beginnings and ends of a TOML text's statements, without losing a character of it.

Only as much of the grammar as that takes: https://toml.io/en/v1.0.0.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_STRING = r""" "(?:[^"\\\n]|\\.)*+" | '[^'\n]*+' """
_PLAIN_LINES = re.compile(
    rf"""(?:
        [ \t]*+
        (?: [A-Za-z0-9_-]++ [ \t]*+ = [ \t]*+
            (?: {_STRING}
              | \[ (?: [^\[\]{{}}"'\n#] | {_STRING} )*+ \]
              | [^"'\[\]{{}}#\s] [^"'\[\]{{}}#\n]*+ )
            [ \t]*+ )?+
        (?: \#[^\n]*+ )?+ \r?+ \n
    )*+""",
    re.VERBOSE,
)
"""Empty lines, comments, and keys whose value is plain: nearly all lines, at the speed of C."""

_TOKEN = re.compile(
    rf"""
      (?P<string> \"{{3}} (?: [^"\\] | \\[\s\S] | "{{1,2}}(?!") )*+ "{{3,5}}
                | '{{3}} (?: [^'] | '{{1,2}}(?!') )*+ '{{3,5}} )
    | (?P<unfinished> \"{{3}} | '{{3}} )
    | (?P<short> {_STRING} )
    | (?P<comment> \#[^\n]* )
    | (?P<open> [\[{{] )
    | (?P<close> [\]}}] )
    | (?P<newline> \r?\n )
    | (?P<space> [ \t]+ )
    | (?P<other> [^"'#\[\]{{}}\s]+ | . )
    """,
    re.VERBOSE | re.DOTALL,
)


class Statement(NamedTuple):
    """A comment, an empty line, a header, or a key with its value, up to its line end."""

    start: int
    end: int
    """Behind the line end."""

    value_end: int
    """After the last character but spaces and comments; `start` when there is none."""

    unfinished: int | None = None
    """The beginning of the string or array that does not end."""


def plain_lines(text: str, start: int) -> int:
    """The beginning of the first line that is not plain, from the beginning of a line on."""
    match = _PLAIN_LINES.match(text, start)
    return match.end() if match else start


def statement(text: str, start: int) -> Statement:
    """The statement that begins there, at the beginning of a line."""
    value_end, opened = start, list[int]()
    for token in _TOKEN.finditer(text, start):
        kind = token.lastgroup
        if kind == "newline" and not opened:
            return Statement(start, token.end(), value_end)
        if kind == "unfinished":
            return Statement(start, len(text), len(text), token.start())
        if kind == "open":
            opened.append(token.start())
        elif kind == "close" and opened:
            opened.pop()
        if kind not in ("newline", "space", "comment"):
            value_end = token.end()
    return Statement(start, len(text), value_end, opened[0] if opened else None)


def statements(text: str, start: int = 0) -> Iterator[Statement]:
    """All statements from the beginning of a line on."""
    while start < len(text):
        found = statement(text, start)
        yield found
        start = found.end


def comments(text: str) -> list[str]:
    """The comments in a text that begins outside of a string."""
    return [token[0] for token in _TOKEN.finditer(text) if token.lastgroup == "comment"]


def line_of(text: str, place: int) -> int:
    """The number of the line of that place, from 1."""
    return text.count("\n", 0, place) + 1


@lru_cache(maxsize=256)
def header(line: str) -> tuple[str, ...]:
    """The keys of a table header, with `[]` at the end for one of an array; else nothing.

    Whatever spelling TOML allows is read: spaces, quotes, escapes.
    """
    if not line.lstrip().startswith("["):
        return ()
    import tomllib

    try:
        table: object = tomllib.loads(line)
    except ValueError:
        return ()
    keys = []
    while isinstance(table, dict) and table:
        ((key, table),) = table.items()
        keys.append(key)
        if isinstance(table, list):
            return (*keys, "[]")
    return tuple(keys)
