"""A named query added to the settings file, every other byte of which stays as it is."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any, NamedTuple

from papers_tui.model.errors import PapersError
from papers_tui.store.files import atomic, private
from papers_tui.store.settings.load import load
from papers_tui.store.toml.scan import header, statements

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from papers_tui.store.toml.scan import Statement

WATCHES, SEARCHES = "watches", "searches"
"""The tables of named queries."""


class SettingsNotWritten(PapersError):
    """The settings file could not be changed, and is as it was."""


class Edit(NamedTuple):
    """The bytes of the file before and after a change; None where there was no file."""

    before: bytes | None
    after: bytes


def add(path: Path, table: str, name: str, query: str) -> Edit:
    """Write a query into a table of the file, in place of an older one of that name.

    Raises SettingsNotWritten.
    """
    before = _read(path)
    if before:
        for problem in load(path).problems:
            if "this is no TOML" in problem.sentence or "not UTF-8" in problem.sentence:
                raise SettingsNotWritten(f"{path.name}, {problem}; repair it first")
    after = with_query((before or b"").decode("utf-8"), table, name, query).encode("utf-8")
    _write(path, after)
    return Edit(before, after)


def take_back(path: Path, table: str, name: str, edit: Edit) -> bool:
    """Undo what `add` did: to the byte, unless the file was changed since. Raises the same.

    False when the query is not there any more.
    """
    if _read(path) != edit.after:
        return remove(path, table, name)
    if edit.before is None:
        path.unlink(missing_ok=True)
    else:
        _write(path, edit.before)
    return True


def remove(path: Path, table: str, name: str) -> bool:
    """Take a query out of the file again; False when it is not there. Raises the same."""
    text = (_read(path) or b"").decode("utf-8", "surrogateescape")
    after = without_query(text, table, name)
    if after == text:
        return False
    _write(path, after.encode("utf-8", "surrogateescape"))
    return True


def with_query(text: str, table: str, name: str, query: str) -> str:
    """The text of a settings file with the query in it; raises SettingsNotWritten."""
    text = without_query(text, table, name)
    end = "\r\n" if "\r\n" in text else "\n"
    line = f"{_quoted(name)} = {_quoted(query)}{end}"
    place = _end_of_table(text, table)
    if place is None:
        separator = "" if not text else end if text.endswith(end) else end * 2
        after = f"{text}{separator}[{table}]{end}{line}"
    else:
        lead = "" if text[:place].endswith("\n") or not place else end
        after = f"{text[:place]}{lead}{line}{text[place:]}"
    if _document(after) != _with(_document(text), table, name, query):
        raise SettingsNotWritten(
            f"[{table}] is written in a form that cannot be added to; write {line.strip()} there"
        )
    return after


def without_query(text: str, table: str, name: str) -> str:
    """The text without the line of a query, and without a table that has nothing else."""
    for part, written in _in_table(text, table):
        if not written.startswith("[") and _keys(written) == [name]:
            return text[: part.start] + text[part.end :]
    return text


def _end_of_table(text: str, table: str) -> int | None:
    """Where a line goes that belongs to the table: behind its last key; None without a table."""
    place: int | None = None
    for part, _ in _in_table(text, table):
        place = part.end
    return place


def _in_table(text: str, table: str) -> Iterator[tuple[Statement, str]]:
    """The statements of the table, its header first, and how they are written."""
    inside = False
    for part in statements(text):
        written = text[part.start : part.value_end].strip().removeprefix("\ufeff")
        if written.startswith("["):
            inside = header(written) == (table,)
        if inside and written:
            yield part, written


def _keys(statement: str) -> list[str]:
    try:
        return list(tomllib.loads(statement))
    except (ValueError, RecursionError):
        return []


def _document(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    except (ValueError, RecursionError):
        return {"": None}


def _with(document: dict[str, Any], table: str, name: str, query: str) -> dict[str, Any]:
    there = document.get(table, {})
    return {**document, table: {**there, name: query}} if isinstance(there, dict) else document


def _quoted(text: str) -> str:
    """The text as TOML writes it, without escapes where it needs none."""
    plain = text.isprintable() and "'" not in text
    if plain and '"' in text:
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=not text.isprintable())


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SettingsNotWritten(f"{path} cannot be read: {error.strerror}") from error


def _write(path: Path, data: bytes) -> None:
    try:
        private.make_folder(path.parent)
        atomic.write(path, data)
    except OSError as error:
        raise SettingsNotWritten(f"{path} cannot be written: {error.strerror}") from error
