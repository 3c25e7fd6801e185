"""Notes that are still being written, so that a crash costs a few seconds of them at most."""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from itertools import count
from threading import Lock
from typing import TYPE_CHECKING

from papers_tui.model.arxiv_id import exact_id
from papers_tui.model.library.changes import SetNote
from papers_tui.store.files import atomic, locks
from papers_tui.text.clean import own

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_SLASH = "_"
"""Stands for the slash of an old id in a file's name; no id has it."""

_NAME = re.compile(r"(?P<paper>.+?)(?:\.(?P<run>[0-9a-f]{8})(?:-\d+)?)?")
"""A draft's name without its suffix; a number stands behind the run that took it over."""


class Drafts:
    """A file for each paper whose note is being written, under a name of this run alone.

    A run holds a lock while it has drafts, so that another one takes over those of the killed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._run = os.urandom(4).hex()
        self._lock = locks.Presence(folder / f"{self._run}.lock")
        self._finished: set[str] = set()
        """The papers whose notes are no longer written, but not saved yet."""

        self._turn = Lock()

    def keep(self, note: SetNote) -> bool:
        """Keep the text as it is now, durably; whether that could be done."""
        draft = json.dumps({"note": note.note, "was": note.was})
        self._lock.show()
        try:
            atomic.write(self._file(note.id), draft.encode())
        except OSError:
            return False
        return True

    def forget(self, paper: str) -> None:
        """Forget this run's drafts of a paper, because the note is safe or given up."""
        for file in (*self._files(f"{_written(paper)}.{self._run}*"),):
            with suppress(OSError):
                file.unlink()
        if not any(self._files(f"*.{self._run}*")):
            self._lock.hide()

    def finish(self, papers: Iterable[str]) -> None:
        """Keep the drafts of these papers until `saved` names them: their notes are changes now."""
        with self._turn:
            self._finished.update(papers)

    def saved(self, papers: Iterable[str]) -> None:
        """Forget the drafts of finished notes; called from any thread once the notes are safe."""
        with self._turn:  # the draft of a note that is written again starts before or after
            for paper in self._finished.intersection(papers):
                self._finished.remove(paper)
                self.forget(paper)

    def close(self) -> None:
        """Leave what is still being written to the next run."""
        self._lock.hide()

    def of(self, paper: str, was: str) -> NoteDraft:
        """The draft of a note that is being written; `was` is the note so far."""
        with self._turn:
            self._finished.discard(paper)
        return NoteDraft(self, paper, was)

    def lend(self, note: SetNote) -> Path:
        """A file with the text for an editor; it counts as the draft until it is taken back.

        Raises OSError when it cannot be written.
        """
        self.keep(note)
        file = self._lent(note.id)
        atomic.write(file, note.note.encode())
        return file

    def take_back(self, paper: str, was: str) -> str:
        """The text as the editor left it, which is the draft now; `was` is the note before.

        Raises OSError when it cannot be read.
        """
        file = self._lent(paper)
        text = _decoded(file.read_bytes())
        if self.keep(SetNote(paper, text.removesuffix("\n"), was=was)):
            with suppress(OSError):  # the editor may have it open still; it is older than the draft
                file.unlink()
        return text

    def found(self) -> list[SetNote]:
        """The drafts of this run and of those that were killed, which become its own."""
        self._take_over()
        drafts = []
        for file in self._files(f"*.{self._run}*.json"):
            paper = _paper_of(file)
            with suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
                draft = json.loads(file.read_bytes())
                was, note = draft["was"], str(draft["note"])
                with suppress(OSError):
                    note = _lent_later(file)
                if paper:
                    drafts.append(SetNote(paper, own(note), was=None if was is None else str(was)))
        return drafts

    def _take_over(self) -> None:
        """Rename the drafts of runs that have ended, so that they are drafts of this one."""
        dead = set[str]()
        for file in list(self._files("*.json")):
            name = _NAME.fullmatch(file.stem)
            run = name["run"] if name else None
            if not name or not _paper_of(file) or run == self._run:
                continue
            if run is not None and locks.is_held(self._folder / f"{run}.lock"):
                continue
            self._lock.show()
            mine = self._free_name(name["paper"])
            with suppress(OSError):  # another run has been faster
                file.rename(mine)
                file.with_suffix(".md").rename(mine.with_suffix(".md"))
            dead |= {run} if run else set()
        for run in dead:
            with suppress(OSError):
                (self._folder / f"{run}.lock").unlink()

    def _free_name(self, written: str) -> Path:
        """A name for a draft that is taken over, beside others of the same paper."""
        names = (self._folder / f"{written}.{self._run}-{number}.json" for number in count())
        return next(name for name in names if not name.exists())

    def _files(self, pattern: str) -> Iterator[Path]:
        with suppress(OSError):
            yield from sorted(self._folder.glob(pattern))

    def _file(self, paper: str) -> Path:
        return self._folder / f"{_written(paper)}.{self._run}.json"

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
            return self._drafts.take_back(self._paper, self._was)
        except FileNotFoundError:  # the editor has moved it away
            return self._lent


def _written(paper: str) -> str:
    return paper.replace("/", _SLASH)


def _paper_of(file: Path) -> str | None:
    """The paper that a draft belongs to; None for any other file."""
    name = _NAME.fullmatch(file.stem)
    return exact_id(name["paper"].replace(_SLASH, "/")) if name else None


def _lent_later(draft: Path) -> str:
    """The text that an editor has saved since the draft was kept; OSError where there is none."""
    file = draft.with_suffix(".md")
    if file.stat().st_mtime_ns < draft.stat().st_mtime_ns:
        raise FileNotFoundError
    return _decoded(file.read_bytes()).removesuffix("\n")


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:  # an editor in an older locale; every byte is a letter then
        return raw.decode("latin-1")
