"""On which line of a settings file each of its values stands."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from papers_tui.store.toml.scan import header, line_of, statements

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEPTH = 3
"""The greatest depth of a setting, in keys: `keys.paper.star`."""


def lines(text: str) -> dict[tuple[str, ...], int]:
    """The line, from 1, of every key and table of a TOML text that was understood."""
    found: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    line, place = 1, 0
    for part in statements(text):
        line += text.count("\n", place, part.start)
        place = part.start
        statement = text[part.start : part.value_end].strip()
        if statement.startswith("["):
            table = header(statement)
            found.setdefault(table, line)
        elif statement:
            for keys in _paths(tomllib.loads(statement)):
                found.setdefault((*table, *keys), line)
    return found


def first_unreadable(text: str) -> int:
    """The line of the first statement that is refused by itself; 0 when there is none."""
    for part in statements(text):
        try:
            tomllib.loads(text[part.start : part.end])
        except (ValueError, RecursionError):
            return line_of(text, part.start)
    return 0


def _paths(table: dict[str, object], depth: int = _DEPTH) -> Iterator[tuple[str, ...]]:
    for key, value in table.items():
        yield (key,)
        if isinstance(value, dict) and depth > 1:
            yield from ((key, *rest) for rest in _paths(value, depth - 1))
