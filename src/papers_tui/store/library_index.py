"""The reading list as it was last read, so that a start need not parse it again."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from papers_tui.model.library.marks import Mark
from papers_tui.store.files import atomic
from papers_tui.store.library.mark_tables import from_row, to_row

if TYPE_CHECKING:
    from pathlib import Path

_FORMAT = 1

Said = tuple[tuple[str | None, Mark], ...]


@dataclass(frozen=True, slots=True)
class Index:
    """What each block of a file with that digest says."""

    digest: str
    said: Said


def read(path: Path) -> Index | None:
    """The index, or None when there is none that can be read."""
    try:
        document = json.loads(path.read_bytes())
        if document["format"] != _FORMAT:
            return None
        said = tuple((paper, from_row(row)) for paper, *row in document["said"])
        return Index(str(document["digest"]), said)
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def write(path: Path, digest: str, said: Said) -> None:
    """Keep the index; when that fails the next start takes longer."""
    document = {
        "format": _FORMAT,
        "digest": digest,
        "said": [[paper, *to_row(mark)] for paper, mark in said],
    }
    with suppress(OSError):
        atomic.write(path, json.dumps(document, separators=(",", ":")).encode())
