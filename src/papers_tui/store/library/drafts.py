"""Notes that are still being written, so that a crash costs a few seconds of them at most."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from papers_tui.model.arxiv_id import exact_id
from papers_tui.model.library.changes import SetNote
from papers_tui.store.files import atomic
from papers_tui.text.clean import harmless

if TYPE_CHECKING:
    from pathlib import Path

_SLASH = "_"
"""Stands for the slash of an old id in a file's name; no id has it."""


class Drafts:
    """One file for each paper whose note is being written."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, note: SetNote) -> bool:
        """Keep the text as it is now, durably; whether that could be done."""
        draft = json.dumps({"note": note.note, "was": note.was})
        try:
            atomic.write(self._file(note.id), draft.encode())
        except OSError:
            return False
        return True

    def forget(self, paper: str) -> None:
        """Forget a draft, because its note was saved or given up."""
        with suppress(OSError):
            self._file(paper).unlink()

    def found(self) -> list[SetNote]:
        """The drafts that are there: of this run, or of one that was killed."""
        drafts = []
        with suppress(OSError):
            for file in sorted(self._folder.glob("*.json")):
                paper = exact_id(file.stem.replace(_SLASH, "/"))
                with suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
                    draft = json.loads(file.read_bytes())
                    was = draft["was"]
                    if paper:
                        note = harmless(str(draft["note"]))
                        drafts.append(SetNote(paper, note, was=None if was is None else str(was)))
        return drafts

    def _file(self, paper: str) -> Path:
        return self._folder / f"{paper.replace('/', _SLASH)}.json"
