"""Dated copies of the reading list, fewer the older they are."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.store.files import atomic, private, regular

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_STAMP = "%Y%m%dT%H%M%S"
_NAME = re.compile(r"library-(\d{8}T\d{6})Z(?:-(\d+))?\.toml", re.ASCII)
_RECENT, _DAYS, _WEEKS, _MONTHS = 10, 7, 4, 12


class Backup(NamedTuple):
    """One copy."""

    when: datetime
    """UTC, to the second."""

    turn: int
    """Its number among the copies of that second, from 0."""

    path: Path

    @property
    def stamp(self) -> str:
        """Its moment as the user names it, in UTC."""
        return stamp(self.when)


def stamp(moment: datetime) -> str:
    """A moment as backups are named to the user, in UTC."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def found(folder: Path) -> list[Backup]:
    """All copies, the newest first."""
    copies = []
    with suppress(OSError):
        for path in folder.iterdir():
            if name := _NAME.fullmatch(path.name):
                with suppress(ValueError):
                    when = datetime.strptime(name[1], _STAMP).replace(tzinfo=UTC)
                    copies.append(Backup(when, int(name[2] or 0), path))
    return sorted(copies, reverse=True)


def take(folder: Path, raw: bytes, now: datetime) -> Path:
    """Make a durable copy of these bytes, unless the newest copy has the same; OSError if not."""
    copies = found(folder)
    if copies:
        with suppress(OSError):
            if copies[0].path.read_bytes() == raw:
                return copies[0].path
    return _written(folder, "library-{}.toml", raw, now)


def put_aside(folder: Path, name: str, raw: bytes, now: datetime) -> Path:
    """Make a durable copy of something else, under a name of its own; it is never thinned."""
    return _written(folder, f"{name}-{{}}.toml", raw, now)


def thin(folder: Path) -> None:
    """Remove the copies that are not worth keeping any more."""
    copies = found(folder)
    keep = worth_keeping(copy.when for copy in copies)
    for copy in copies[_RECENT:]:
        if copy.when not in keep:
            with suppress(OSError):
                copy.path.unlink()


def worth_keeping(moments: Iterable[datetime]) -> set[datetime]:
    """The 10 newest, and the first of each of the last 7 days, 4 weeks and 12 months that have any.

    The first, because it is from before that day's changes, and because it stays the first.
    """
    newest_first = sorted(set(moments), reverse=True)
    keep = set(newest_first[:_RECENT])
    for count, name in ((_DAYS, "%Y-%m-%d"), (_WEEKS, "%G-%V"), (_MONTHS, "%Y-%m")):
        firsts = {f"{moment:{name}}": moment for moment in newest_first}
        keep.update(list(firsts.values())[:count])
    return keep


def _written(folder: Path, name: str, raw: bytes, now: datetime) -> Path:
    """Write these bytes under a name that nothing has, whatever the clock says; OSError if not."""
    private.make_folder(folder)
    stamp, turn = f"{now.astimezone(UTC):{_STAMP}}Z", 0
    while True:
        path = folder / name.format(f"{stamp}-{turn}" if turn else stamp)
        turn += 1
        if not regular.is_there(path):
            with suppress(FileExistsError):  # another program has taken it just now
                atomic.write_new(path, raw)
                return path
