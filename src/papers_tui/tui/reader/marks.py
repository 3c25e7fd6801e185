"""The reading list in the reader: read behind the first frame, changed at once, watched."""

from __future__ import annotations

import asyncio
from threading import Lock
from typing import TYPE_CHECKING

from papers_tui.model.errors import PapersError
from papers_tui.model.library.marks import EMPTY, Library, Mark
from papers_tui.store.errors import LibraryError
from papers_tui.text.clean import one_line
from papers_tui.text.tex.convert import to_unicode
from papers_tui.tui.reader.actions.undo import Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from papers_tui.model.library.changes import Change, Single
    from papers_tui.model.paper import Paper
    from papers_tui.services.library import LiveLibrary
    from papers_tui.tui.reader.actions.undo import Undo
    from papers_tui.tui.reader.window import Window

_LOOK_EVERY = 0.5
"""Seconds between two looks whether the file was changed from outside."""


class Marks:
    """The user's marks of papers, and the changes that the reader makes of them."""

    def __init__(self, window: Window, undo: Undo) -> None:
        self._window, self._session, self._undo = window, window.session, undo
        self.library: Library = EMPTY
        """The reading list on screen; empty until the file was read, just after the first frame."""

        self._live: LiveLibrary | None = None
        self._opening = Lock()
        self._made: LiveLibrary | None = None
        """The reading list, which may still be read."""

        self._has_read = asyncio.Event()
        self._reported = ""
        self._restored = ""
        """The message about notes that a killed run has left."""

    @property
    def is_read(self) -> bool:
        """Whether the reading list was read."""
        return self._live is not None

    async def read(self) -> Library:
        """The reading list, once it was read; a key waits for that."""
        if not self.is_read:
            self._window.hurry("library")
            await self._has_read.wait()
        return self.live().library

    def begin(self) -> None:
        """Read the reading list, and look at it from now on."""
        self._window.run_worker(self._open(), group="library")

    @property
    def saving(self) -> tuple[str, bool]:
        """The state of saving the changes, in words, and whether something is wrong."""
        if self._live is None:
            return "", False
        state = self._live.state
        words = {"saved": "", "saving": "saving…", "unsaved": "not saved", "read-only": "read-only"}
        return words[state.kind], state.kind in ("unsaved", "read-only")

    @property
    def problem(self) -> str:
        """The reason why something is not saved, and what becomes of it; empty when all is well."""
        if self._live is None or not self._live.state.reason:
            return ""
        state = self._live.state
        reason = self._in_a_row(state.reason)
        if not self._live.may_change:
            return f"{reason}."
        kept = "What you change is kept, and made once that is repaired."
        lost = "What you change is on screen only: it could not be written anywhere."
        return f"{reason}. {kept if state.is_kept else lost}"

    def _in_a_row(self, problem: str) -> str:
        """The problem with the name of the file alone: there is one row for all of it."""
        path = self._session.paths.library
        return problem.replace(str(path), path.name)

    def of(self, paper_id: str | None) -> Mark | None:
        """The marks of the paper."""
        return self.library.get(paper_id) if paper_id else None

    def add(self, paper_id: str, title: str) -> bool:
        """Take a paper into the reading list, to be read; whether that could be done."""
        from papers_tui.model.library.changes import SetStatus
        from papers_tui.model.library.marks import Status

        return self.do(SetStatus(paper_id, Status.TO_READ, title))

    async def give_titles(self, papers: Iterable[Paper]) -> None:
        """Give titles to those of the papers that are on the list and have none."""
        from papers_tui.model.library.changes import Add

        library = self.library
        untitled = [one for one in papers if one.id in library and not library[one.id].title]
        await self.do_many([Add(one.id, one.title) for one in untitled], undoable=False)

    def show(self) -> None:
        """Show the library as it is now, changed by us or from outside."""
        if self._live is None:
            return
        if self.library is not self._live.library:
            self.library = self._live.library
            self._window.cards.set_marks(self.library)
            if self._window.cards.ids:
                self._window.abstract.show(self._window.paper, self.of(self._window.cards.current))
        state = self._live.state
        if self._reported and not state.reason:
            self._window.say("The reading list is saved again.")
        self._reported = state.reason
        for notice in self._live.take_notices():
            self._window.complain(f"{notice}.")
        self._window.show_status()

    def do(self, *changes: Single) -> bool:
        """Make the changes as one step that can be undone; whether they may be made."""
        from papers_tui.model.library.changes import Several

        if not changes:
            return True
        change: Change = changes[0] if len(changes) == 1 else Several(changes)
        try:
            sentence, back = self.live().do(change)
        except LibraryError as problem:
            self._window.complain(f"{self._in_a_row(str(problem))}.")
            return False
        if back is not None:
            self._undo.made(self._step(sentence, back))
        self._window.say(f"{sentence}.")
        self.show()
        return True

    async def do_many(self, changes: Sequence[Single], *, undoable: bool = True) -> bool:
        """Make many changes as one step, in a thread; whether that could be done."""
        from papers_tui.model.library.changes import Several

        if not changes:
            return True
        try:
            sentence, back = await asyncio.to_thread(self.live().do, Several(tuple(changes)))
        except LibraryError as problem:
            self._window.complain(f"{self._in_a_row(str(problem))}.")
            return False
        if back is not None and undoable:
            self._undo.made(self._step(sentence, back))
        self.show()
        return True

    def _step(self, sentence: str, back: Change) -> Step:
        """The step that takes a change back, and makes it again."""
        from papers_tui.model.library.changes import Several

        next_one: Change = back

        def turn(word: str) -> str | None:
            nonlocal next_one
            try:
                _, other = self.live().do(next_one)
            except LibraryError as problem:
                raise PapersError(f"{self._in_a_row(str(problem))}.") from problem
            next_one = other or Several()
            self.show()
            return f"{word}: {sentence[0].lower()}{sentence[1:]}" if other else None

        return Step(lambda: turn("Undone"), lambda: turn("Done again"))

    def title(self, paper_id: str) -> str:
        title = self._window.cards.paper(paper_id).title
        return "" if title == paper_id else title

    def live(self) -> LiveLibrary:
        """The reading list, read now unless it was: the first frame did not wait, a change must."""
        return self._live or self._started_with(self._opened())

    def _opened(self) -> LiveLibrary:
        """The reading list, read once: a key may want it while a thread is at it."""
        with self._opening:
            if self._made is None:
                self._made = self._session.live_library(self._notify)
            self._made.open()
            return self._made

    def _started_with(self, live: LiveLibrary) -> LiveLibrary:
        """This reading list, from now on, with the notes in it that a killed run has left."""
        if self._live is None:
            self._live = live
            self._has_read.set()
            self._recover(live)
            self.show()
        return live

    def _notify(self) -> None:
        """The library changed in another thread."""
        self._window.post_message(self._window.LibraryChanged())

    async def _open(self) -> None:
        await self._window.loaded("library")
        live = self._started_with(await asyncio.to_thread(self._opened))
        self.show()
        if self._restored:
            self._window.complain(self._restored)
        self._window.post_message(self._window.LibraryRead())
        self._window.set_timer(_LOOK_EVERY, self._look)
        await asyncio.to_thread(live.prepare)
        self.show()
        copies = await asyncio.to_thread(_conflict_copies, self._session.paths.library)
        if copies:
            names = ", ".join(one_line(copy.name) for copy in copies)
            what = "lies beside your reading list" if len(copies) == 1 else "lie beside it"
            self._window.complain(f"{names} {what}; papers-tui doctor --repair merges it in.")

    def _look(self) -> None:
        self._window.only("look", self._looked)

    async def _looked(self) -> None:
        """Look once, and again after a while: where a disk hangs, one thread waits for it."""
        if self._live is not None and await asyncio.to_thread(self._live.poll):
            self.show()
        self._window.set_timer(_LOOK_EVERY, self._look)

    def _recover(self, live: LiveLibrary) -> None:
        """Put notes where they belong that a run was killed in the middle of."""
        drafts = live.file.drafts.found()
        live.file.drafts.finish(draft.id for draft in drafts)
        restored = [
            to_unicode(self.title(draft.id)) or draft.id
            for draft in drafts
            if draft.note != live.library.get(draft.id, Mark()).note
        ]
        if not self.do(*drafts):
            return  # the notes stay drafts, for a run that may write the reading list
        if restored:
            more = f" and {len(restored) - 1} more" if restored[1:] else ""
            self._restored = f"Restored the note you were writing on “{restored[0]}”{more}."


def _conflict_copies(path: Path) -> tuple[Path, ...]:
    """Conflict copies beside the reading list. Loads and reads files: for a thread."""
    from papers_tui.store.library.conflicts import find

    return tuple(find(path))
