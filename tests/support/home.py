"""The files of a home, as tests write, read and damage them."""

from __future__ import annotations

import sqlite3
import tomllib
from contextlib import closing
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.support.command_line import Shell


def put(home: Path, text: str | bytes) -> Path:
    """Make the settings say this."""
    home.mkdir(parents=True, exist_ok=True)
    path = home / "config.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def block(paper: str, *lines: str) -> str:
    """A paper of the reading list with these lines."""
    return "\n".join(["[[paper]]", f'id = "{paper}"', *lines, "", ""])


def file_of(shell: Shell) -> Path:
    """The reading list's file."""
    return shell.home / "library.toml"


def papers(shell: Shell) -> dict[str, dict[str, Any]]:
    """The marks in the file, by id."""
    entries = tomllib.loads(file_of(shell).read_text(encoding="utf-8")).get("paper", [])
    return {entry["id"]: entry for entry in entries}


def marks_of(shell: Shell, paper: str) -> dict[str, Any]:
    """The same of one paper, without title and times."""
    entry = papers(shell)[paper]
    return {key: entry[key] for key in entry.keys() - {"id", "title", "added", "changed"}}


def damage(home: Path, ids: Iterable[str]) -> None:
    """Change the papers in the archive without their checksums, as a bad disk does."""
    with closing(sqlite3.connect(home / "archive.db")) as db, db:
        for paper in ids:
            db.execute("UPDATE paper SET title = title || 'x' WHERE id = ?", (paper,))
