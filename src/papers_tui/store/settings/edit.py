"""A named query added to the settings file, every other byte of which stays as it is."""

from __future__ import annotations

import json
import tomllib
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from papers_tui.model.errors import PapersError
from papers_tui.store.errors import unreadable, unwritable
from papers_tui.store.files import atomic, private, regular
from papers_tui.store.settings.parse import parse
from papers_tui.store.toml.scan import header, statements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from papers_tui.store.toml.scan import Statement

WATCHES, SEARCHES = "watches", "searches"
"""The tables of named queries."""

_TRIES = 20


class SettingsNotWritten(PapersError):
    """The settings file could not be changed, and is as it was."""


class Edit(NamedTuple):
    """The bytes of the file before and after a change; None for no file."""

    before: bytes | None
    after: bytes | None


class _ChangedOutside(Exception):
    """Another program has written the file since it was read."""


def add(path: Path, table: str, name: str, query: str) -> Edit:
    """Write a query into a table of the file, in place of an older one of that name.

    Raises SettingsNotWritten.
    """

    def with_it(before: bytes) -> bytes:
        if problem := parse(before).why_unread:
            raise SettingsNotWritten(f"{path.name}, {problem}; repair it first")
        return with_query(before.decode("utf-8"), table, name, query).encode("utf-8")

    return _changed(path, with_it)


def take_back(path: Path, table: str, name: str, edit: Edit) -> bool:
    """Undo what `add` did: to the byte, unless the file was changed since. Raises the same.

    False when the query is not there any more.
    """
    with suppress(_ChangedOutside):
        if _read(path) == edit.after:
            _write(path, Edit(edit.after, edit.before))
            return True
    return remove(path, table, name)


def remove(path: Path, table: str, name: str) -> bool:
    """Take a query out of the file again; False when it is not there. Raises the same."""

    def without_it(before: bytes) -> bytes:
        text = before.decode("utf-8", "surrogateescape")
        return without_query(text, table, name).encode("utf-8", "surrogateescape")

    before, after = _changed(path, without_it)
    return (before or b"") != after


def _changed(path: Path, change: Callable[[bytes], bytes]) -> Edit:
    """Make the change in the file as it is at that moment. Raises SettingsNotWritten."""
    for _ in range(_TRIES):
        before = _read(path)
        after = change(before or b"")
        with suppress(_ChangedOutside):
            if after != (before or b""):
                _write(path, Edit(before, after))
            return Edit(before, after)
    raise SettingsNotWritten(f"{path} is written by another program again and again (try again)")


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
    """The place for a new line of the table: behind its last key; None without a table."""
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
        return regular.read(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SettingsNotWritten(unreadable(path, error)) from error


def _write(path: Path, edit: Edit) -> None:
    """Write the file, or remove it, if it still is as it was read; else _ChangedOutside."""

    def look_again() -> None:
        if _read(path) != edit.before:
            raise _ChangedOutside

    try:
        if edit.after is None:
            path.unlink(missing_ok=True)
        else:
            private.make_folder(path.parent)
            atomic.write(path, edit.after, before_renaming=look_again)
    except OSError as error:
        raise SettingsNotWritten(unwritable(path, error)) from error
