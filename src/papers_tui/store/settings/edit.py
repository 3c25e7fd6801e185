"""A watch added to the settings file, every other byte of which stays as it is."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any, NamedTuple

from papers_tui.model.errors import PapersError
from papers_tui.store.files import atomic
from papers_tui.store.settings.load import load
from papers_tui.store.toml.scan import header, statements

if TYPE_CHECKING:
    from pathlib import Path

_TABLE = "watches"


class SettingsNotWritten(PapersError):
    """The settings file could not be changed, and is as it was."""


class Edit(NamedTuple):
    """The bytes of the file before and after a change; None where there was no file."""

    before: bytes | None
    after: bytes


def add_watch(path: Path, name: str, query: str) -> Edit:
    """Write a watch into the file, in place of an older one of that name.

    Raises SettingsNotWritten.
    """
    before = _read(path)
    if before:
        for problem in load(path).problems:
            if "this is no TOML" in problem.sentence or "not UTF-8" in problem.sentence:
                raise SettingsNotWritten(f"{path.name}, {problem}; repair it first")
    after = with_watch((before or b"").decode("utf-8"), name, query).encode("utf-8")
    _write(path, after)
    return Edit(before, after)


def take_back(path: Path, name: str, edit: Edit) -> bool:
    """Undo what `add_watch` did: to the byte, unless the file was changed since. Raises the same.

    False when the watch is not there any more.
    """
    if _read(path) != edit.after:
        return remove_watch(path, name)
    if edit.before is None:
        path.unlink(missing_ok=True)
    else:
        _write(path, edit.before)
    return True


def remove_watch(path: Path, name: str) -> bool:
    """Take a watch out of the file again; False when it is not there. Raises the same."""
    text = (_read(path) or b"").decode("utf-8", "surrogateescape")
    after = without_watch(text, name)
    if after == text:
        return False
    _write(path, after.encode("utf-8", "surrogateescape"))
    return True


def with_watch(text: str, name: str, query: str) -> str:
    """The text of a settings file with the watch in it; raises SettingsNotWritten."""
    text = without_watch(text, name)
    end = "\r\n" if "\r\n" in text else "\n"
    line = f"{_quoted(name)} = {_quoted(query)}{end}"
    place = _end_of_table(text)
    if place is None:
        separator = "" if not text else end if text.endswith(end) else end * 2
        after = f"{text}{separator}[{_TABLE}]{end}{line}"
    else:
        lead = "" if text[:place].endswith("\n") or not place else end
        after = f"{text[:place]}{lead}{line}{text[place:]}"
    if _document(after) != _with(_document(text), name, query):
        raise SettingsNotWritten(
            f"[{_TABLE}] is written in a form that cannot be added to; write {line.strip()} there"
        )
    return after


def without_watch(text: str, name: str) -> str:
    """The text without the line of a watch, and without a table that has nothing else."""
    table: tuple[str, ...] = ()
    for part in statements(text):
        written = text[part.start : part.value_end].strip().removeprefix("\ufeff")
        if written.startswith("["):
            table = header(written)
        elif written and table == (_TABLE,) and _keys(written) == [name]:
            return text[: part.start] + text[part.end :]
    return text


def _end_of_table(text: str) -> int | None:
    """Where a line goes that belongs to the table: behind its last key; None without a table."""
    place: int | None = None
    inside = False
    for part in statements(text):
        written = text[part.start : part.value_end].strip().removeprefix("\ufeff")
        if written.startswith("["):
            inside = header(written) == (_TABLE,)
        if inside and written:
            place = part.end
    return place


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


def _with(document: dict[str, Any], name: str, query: str) -> dict[str, Any]:
    watches = document.get(_TABLE, {})
    return {**document, _TABLE: {**watches, name: query}} if isinstance(watches, dict) else document


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
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic.write(path, data)
    except OSError as error:
        raise SettingsNotWritten(f"{path} cannot be written: {error.strerror}") from error
