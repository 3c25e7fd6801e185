"""Changes that could not be written into the reading list yet, one durable line each."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from papers_tui.model.library import changes
from papers_tui.model.library.changes import Change, Put, SetStatus, Several, Single, singles
from papers_tui.model.library.marks import Status
from papers_tui.store.files import atomic, private
from papers_tui.store.files.locks import LockHeld, hold
from papers_tui.store.library.text.mark_tables import from_row, to_row

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_KINDS: dict[str, type[Single]] = {
    kind.__name__: kind
    for kind in (
        changes.Star,
        changes.Unstar,
        changes.Tag,
        changes.Untag,
        changes.SetStatus,
        changes.SetNote,
        changes.Add,
        changes.Remove,
        changes.Put,
    )
}


class DatedChange(NamedTuple):
    """A change, and when it was made."""

    change: Change
    when: datetime


class Pending(NamedTuple):
    """The changes that a file does not have yet, oldest first."""

    made: tuple[DatedChange, ...] = ()
    size: int = 0
    """The bytes of the journal that were read."""


class Journal:
    """The store of such changes.

    It has a lock of its own, so that changes can be added while another program holds the file's.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = path.with_name(f"{path.name}.lock")

    def keep(self, made: Iterable[DatedChange]) -> None:
        """Append the changes durably, or raise OSError."""
        self._append("".join(f"{json.dumps(to_json(one))}\n" for one in made))

    def announce(self, digest: str) -> None:
        """Note that a file with that digest, about to be written, has all that is in here.

        Where that cannot be noted, a crash right after the writing has the changes made twice.
        """
        with suppress(OSError):
            self._append(f"{json.dumps({'written': digest})}\n")

    def read(self, digest: str) -> Pending:
        """The changes that a file with that digest does not have yet.

        A line that a crash cut short was never acknowledged, and is left out.
        """
        try:
            data = self._path.read_bytes()
        except OSError:
            return Pending()
        made: list[tuple[int, DatedChange]] = []
        place = 0
        for line in data.splitlines(keepends=True):
            with suppress(ValueError, TypeError, KeyError, AttributeError, RecursionError):
                entry = json.loads(line)
                if "done" in entry:
                    made = [one for one in made if one[0] >= entry["done"]]
                elif "written" not in entry:
                    made.append((place, from_json(entry)))
                elif entry["written"] == digest:
                    made.clear()
            place += len(line)
        return Pending(tuple(change for _, change in made), len(data))

    def clear(self, size: int) -> None:
        """Forget the changes in the first bytes, because they are in the file.

        While another program holds the lock, it is noted that they are.
        """
        try:
            with hold(self._lock, self._path.exists):
                rest = self._path.read_bytes()[size:]
                lines = [line for line in rest.splitlines() if not line.startswith(b'{"written"')]
                if lines:
                    atomic.write(self._path, b"\n".join([*lines, b""]))
                else:
                    self._path.unlink()
        except LockHeld:
            with suppress(OSError):
                append(self._path, f"{json.dumps({'done': size})}\n".encode())
        except OSError:
            pass

    def _append(self, text: str) -> None:
        with suppress(LockHeld), hold(self._lock, self._path.exists):
            append(self._path, text.encode())
            return
        append(self._path, text.encode())


def append(path: Path, data: bytes) -> None:
    """Append lines durably, on a line of their own; when that fails the file is as it was."""
    private.make_folder(path.parent)
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o600)
    try:
        size = os.lseek(handle, 0, os.SEEK_END)
        if size and _last_byte(handle, size) != b"\n":
            data = b"\n" + data
        try:
            while data:
                data = data[os.write(handle, data) :]
            atomic.flush(handle)
        except OSError:
            with suppress(OSError):
                os.ftruncate(handle, size)
            raise
    finally:
        os.close(handle)


def to_json(made: DatedChange) -> dict[str, Any]:
    """The change as JSON; several are one entry, so that they are kept together or not at all."""
    return {
        "when": made.when.isoformat(),
        "changes": [_single_to_json(single) for single in singles(made.change)],
    }


def from_json(entry: dict[str, Any]) -> DatedChange:
    """The change that `to_json` wrote; what else it raises is ValueError, TypeError or KeyError."""
    parts = tuple(_single_from_json(dict(part)) for part in entry["changes"])
    change: Change = parts[0] if len(parts) == 1 else Several(parts)
    return DatedChange(change, datetime.fromisoformat(entry["when"]))


def _single_to_json(change: Single) -> dict[str, Any]:
    fields = asdict(change)
    if isinstance(change, Put):
        fields["mark"] = to_row(change.mark)
    return {"kind": type(change).__name__, **fields}


def _single_from_json(fields: dict[str, Any]) -> Single:
    kind = _KINDS[fields.pop("kind")]
    if kind is Put:
        fields["mark"] = from_row(fields["mark"])
    if kind is SetStatus and fields["status"] is not None:
        fields["status"] = Status(fields["status"])
    return kind(**fields)


def _last_byte(handle: int, size: int) -> bytes:
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1)
