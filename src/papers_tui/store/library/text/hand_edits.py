"""Hand edits that are valid TOML and mean nothing: each with its line and the nearest right form.

Whatever is named here stays in the file as it is. Keys and tables of the user's own are not named,
unless they look like one of the program's that was misspelled.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from papers_tui.model.arxiv_id import exact_id, parse_id
from papers_tui.model.library.marks import TAG_RULE, Status, parse_tag
from papers_tui.model.settings import Problem
from papers_tui.store.library.text.block_edit import KEYS
from papers_tui.store.library.text.blocks import PAPER
from papers_tui.store.library.text.document import papers_in
from papers_tui.store.toml.scan import header, statements
from papers_tui.text.clean import brief
from papers_tui.text.wording import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Table = dict[str, Any]

_KNOWN = (*KEYS, "dismissed")
_ALIASES = {
    "star": "starred", "favorite": "starred", "favourite": "starred", "favorited": "starred",
    "arxiv": "id", "arxiv_id": "id", "arxivid": "id", "paper_id": "id", "identifier": "id",
    "labels": "tags", "keywords": "tags", "state": "status", "comment": "note",
}  # fmt: skip
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_LIKENESS = 0.79
_LONGEST = 60
_YES = ("yes", "y", "true", "on", "1", "x", "star", "starred", "ja", "oui")
_STATUSES = {
    "todo": Status.TO_READ, "later": Status.TO_READ, "queue": Status.TO_READ,
    "queued": Status.TO_READ, "unread": Status.TO_READ, "want-to-read": Status.TO_READ,
    "in-progress": Status.READING, "started": Status.READING, "current": Status.READING,
    "done": Status.READ, "finished": Status.READ, "completed": Status.READ,
}  # fmt: skip
_MOST = 100


class _Float(str):
    """A number with a point as it is written: `2507.10000` keeps its zeros."""

    __slots__ = ()


def unusable(text: str) -> tuple[Problem, ...]:
    """The values, keys and tables that the program cannot use, in the order of the file.

    Empty for a text that is no TOML: what is wrong with that is another matter.
    """
    try:
        document = tomllib.loads(text, parse_float=_Float)
    except (ValueError, RecursionError):
        return ()
    found = [*_around(document), *_blocks(document)]
    if not found:
        return ()
    lines = _lines(text)
    named = (Problem(_line(lines, place), sentence) for place, sentence in found)
    return tuple(sorted(named))[:_MOST]


_Place = tuple[str | int, ...]
"""The place of something: table, number of the block in it, key; at the top level the key."""

_Found = tuple[_Place, str]


def _around(document: Table) -> Iterator[_Found]:
    """Tables and keys at the top level that look like papers and are none."""
    for name, value in document.items():
        if name == PAPER:
            continue
        if name == "version":
            if isinstance(value, bool) or not isinstance(value, int | _Float):
                yield (name,), "version is a number: version = 1"
            continue
        tables = _tables(value)
        if not tables and (name in _KNOWN or _meant(name)):
            yield (name,), f"{brief(name)} belongs to no paper; write [[paper]] above it"
        elif sentence := _stray(value, name) or (_is_like(name, [PAPER]) and _unread(value, name)):
            yield (name, 0), sentence
        elif isinstance(value, dict):
            for inner, below in value.items():
                if sentence := _stray(below, name, inner):
                    yield (name, 0, inner), sentence


def _tables(value: object) -> list[Table]:
    """The table, or the tables of an array that has nothing else; none for any other value."""
    some: list[Any] = value if isinstance(value, list) else [value]
    return some if all(isinstance(one, dict) for one in some) else []


def _stray(value: object, *keys: str) -> str:
    """A sentence on tables under these keys that were meant for papers, or nothing."""
    tables = _tables(value)
    if tables and (paper := parse_id(".".join(keys))):
        return f'{_header(value, keys)} is not read; write [[paper]], and id = "{paper}" below it'
    return _unread(value, *keys) if any(map(_is_paper, tables)) else ""


def _unread(value: object, *keys: str) -> str:
    return f"{_header(value, keys)} is not read; papers stand under [[paper]]"


def _header(value: object, keys: Sequence[str]) -> str:
    """The header of the tables as one writes it."""
    written = ".".join(key if _BARE.fullmatch(key) else f'"{key}"' for key in keys)
    return brief(f"[[{written}]]" if isinstance(value, list) else f"[{written}]")


def _blocks(document: Table) -> Iterator[_Found]:
    seen: set[str] = set()
    if isinstance(document.get(PAPER), dict):
        yield (PAPER, 0), "papers are written under [[paper]], in double brackets"
    for number, table in enumerate(papers_in(document)):
        if not isinstance(table, dict):
            yield (PAPER, number), f"papers are written under [[paper]], not as {_quoted(table)}"
            continue
        for key, sentence in (*_unknown_keys(table), *_values(table)):
            yield (PAPER, number, key), sentence
        written = table.get("id")
        paper = (exact_id(written) or parse_id(written)) if type(written) is str else None
        if paper in seen:
            yield (PAPER, number, "id"), f"{paper} stands in the file twice; both count as one"
        if paper:
            seen.add(paper)


def _unknown_keys(table: Table) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if key in _KNOWN:
            continue
        if isinstance(value, dict):
            lost = [inner for inner in value if inner in _KNOWN and inner != "id"]
            for inner in lost:
                under = f"[paper.{key}]"
                yield inner, f"{inner} stands under {brief(under)}; write it above that line"
        elif (meant := _meant(key)) and meant not in table:
            yield key, f"{brief(key)} is not read (did you mean {meant}?)"


def _values(table: Table) -> Iterator[tuple[str, str]]:
    if "id" not in table:
        yield "", "a paper without an id is not read"
    for key, check in _CHECKS.items():
        if key in table and (sentence := check(key, table[key])):
            yield key, sentence


def _id(key: str, value: object) -> str:
    if type(value) is not str:
        near = _near_id(_shown(_only(value)))
        right = f': id = "{near}"' if near else ', such as id = "2507.21049"'
        return f"an id stands in quotes{right}, not {_quoted(value)}"
    if parse_id(value):
        return ""
    if exact_id(value):
        return f"{_shown(value)} is no id that arXiv can have given; look at it again"
    return f'"{_shown(value)}" is no arXiv id, such as "2507.21049"'


def _near_id(written: str) -> str | None:
    """The id that stands there without its quotes, or without its point as well."""
    return parse_id(written) or (
        parse_id(f"{written[:4]}.{written[4:]}") if written.isdecimal() else None
    )


def _flag(key: str, value: object) -> str:
    if isinstance(value, bool):
        return ""
    is_yes = _shown(value).strip().casefold() in _YES
    right = f"{key} = true" if is_yes else f"{key} = true, or take the line out"
    return f"{key} is true or false: write {right}"


def _status(key: str, value: object) -> str:
    if type(value) is str and value in set(Status):
        return ""
    word = "-".join(_shown(value).casefold().replace("_", " ").replace("-", " ").split())
    near = _STATUSES.get(word) or nearest(word, list(Status))
    hint = f' (did you mean "{near}"?)' if near else ""
    return f'a status is one of "to-read", "reading" and "read", not {_quoted(value)}{hint}'


def _tags(key: str, value: object) -> str:
    if isinstance(value, dict):
        return 'tags stand in an array: tags = ["..."]'
    if type(value) is str:
        tags = ", ".join(f'"{tag.strip()}"' for tag in _shown(value).split(",") if tag.strip())
        return f"tags stand in an array: tags = [{tags}]"
    if not isinstance(value, list):
        return f'tags stand in an array: tags = ["{_shown(value)}"]'
    for tag in value:
        if type(tag) is not str:
            return f'a tag stands in quotes: "{_shown(tag)}"'
        if parse_tag(tag) is None:
            return f'a tag is {TAG_RULE}, not "{_shown(tag)}"'
    return ""


def _text(key: str, value: object) -> str:
    if type(value) is str:
        return ""
    return f'a {key} stands in quotes: {key} = "{_shown(_only(value))}"'


def _moment(key: str, value: object) -> str:
    if isinstance(value, date):
        return ""
    if type(value) is str:
        try:
            datetime.fromisoformat(value)
        except ValueError:
            pass
        else:
            return ""
    return f"{key} is a date and time such as 2025-12-11T09:30:00Z, not {_quoted(value)}"


_CHECKS: dict[str, Callable[[str, object], str]] = {
    "id": _id,
    "title": _text,
    "starred": _flag,
    "status": _status,
    "tags": _tags,
    "note": _text,
    "added": _moment,
    "changed": _moment,
    "dismissed": _flag,
}


def _is_paper(table: Table) -> bool:
    """Whether a table that is not under [[paper]] was meant for a paper."""
    written = table.get("id")
    return bool(type(written) is str and parse_id(written)) or isinstance(written, _Float)


def _meant(key: str) -> str:
    """The key of the program that a user may have meant by another one."""
    folded = key.casefold()
    return folded if folded in _KNOWN else _ALIASES.get(folded) or _is_like(folded, _KNOWN)


def _is_like(word: str, known: list[str] | tuple[str, ...]) -> str:
    near = get_close_matches(word.casefold()[:_LONGEST], known, 1, _LIKENESS)
    return near[0] if near else ""


def _only(value: object) -> object:
    """The value in an array of one; any other value is itself."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    try:
        return "..." if isinstance(value, dict | list) else brief(str(value))
    except ValueError:  # a number of more digits than Python writes
        return "..."


def _quoted(value: object) -> str:
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "an array"
    return f'"{_shown(value)}"' if type(value) is str else _shown(value)


def _lines(text: str) -> dict[_Place, int]:
    """The line of every table and key, as `_Place` names them; of the same keys the first."""
    lines: dict[_Place, int] = {}
    counts: dict[str, int] = {}
    table: _Place = ()
    line, place = 1, 0
    for part in statements(text):
        statement = text[part.start : part.value_end].strip()
        line += text.count("\n", place, part.start)
        place = part.start
        if statement.startswith("["):
            keys = header(statement)
            if len(keys) == 1 or keys[1:] == ("[]",):
                counts[keys[0]] = counts.get(keys[0], -1) + 1
            table = (keys[0], counts.get(keys[0], 0)) if keys else ()
            lines.setdefault(table, line)
            if len(keys) > 1 and keys[1] != "[]":
                lines.setdefault((*table, keys[1]), line)
        elif statement and not statement.startswith("#"):
            for key in tomllib.loads(statement, parse_float=str):
                lines.setdefault((*table, key), line)
    return lines


def _line(lines: dict[_Place, int], place: _Place) -> int:
    """The line of the place, or of what it stands in; 0 where that is on no line of its own."""
    while place:
        if place in lines:
            return lines[place]
        place = place[:-1]
    return 0
