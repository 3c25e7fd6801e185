"""Notes that are still being written, so that a crash costs a few seconds of them at most."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from papers_tui.model.arxiv_id import exact_id
from papers_tui.model.library.changes import SetNote
from papers_tui.store.files import atomic
from papers_tui.text.clean import own

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
        for file in (self._file(paper), self._lent(paper)):
            with suppress(OSError):
                file.unlink()

    def of(self, paper: str, was: str) -> NoteDraft:
        """The draft of a note that is being written; `was` is the note so far."""
        return NoteDraft(self, paper, was)

    def lend(self, note: SetNote) -> Path:
        """A file with the text for an editor; it counts as the draft until it is taken back.

        Raises OSError when it cannot be written.
        """
        self.keep(note)
        file = self._lent(note.id)
        atomic.write(file, note.note.encode())
        return file

    def take_back(self, paper: str) -> str:
        """The text as the editor left it. Raises OSError when it cannot be read."""
        file = self._lent(paper)
        text = file.read_bytes().decode("utf-8", "replace")
        file.unlink()
        return text

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
                        note = own(self._latest(paper, str(draft["note"])))
                        drafts.append(SetNote(paper, note, was=None if was is None else str(was)))
        return drafts

    def _latest(self, paper: str, kept: str) -> str:
        """The text that an editor saved last, if it was lent to one, else the kept one."""
        with suppress(OSError):
            return self.take_back(paper).removesuffix("\n")
        return kept

    def _file(self, paper: str) -> Path:
        return self._folder / f"{paper.replace('/', _SLASH)}.json"

    def _lent(self, paper: str) -> Path:
        return self._file(paper).with_suffix(".md")


class NoteDraft:
    """One note while it is written."""

    def __init__(self, drafts: Drafts, paper: str, was: str) -> None:
        self._drafts, self._paper, self._was = drafts, paper, was
        self._lent = was

    def keep(self, text: str) -> None:
        """Keep the text as it is now, if it is another one than before."""
        if text != self._was:
            self._drafts.keep(SetNote(self._paper, text, was=self._was))

    def lend(self, text: str) -> Path:
        """A file with the text for an editor. Raises OSError when it cannot be written."""
        self._lent = text
        return self._drafts.lend(SetNote(self._paper, text, was=self._was))

    def take_back(self) -> str:
        """The text as the editor left it. Raises OSError when it cannot be read."""
        try:
            return self._drafts.take_back(self._paper)
        except FileNotFoundError:  # another run has restored it
            return self._lent
