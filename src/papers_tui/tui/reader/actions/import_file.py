"""The papers of another program's file added to the reading list."""

from __future__ import annotations

import asyncio
from contextlib import aclosing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from papers_tui.model.errors import PapersError
from papers_tui.store.paths import expanded
from papers_tui.text.wording import counted
from papers_tui.tui.dialogs.prompt import Ask
from papers_tui.tui.reader.actions.base import Action, command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from papers_tui.services.exchange.importing import Import
    from papers_tui.tui.reader.marks import Marks
    from papers_tui.tui.reader.window import Window

_GROUP, _DETAILS = "import", "import-details"
_MOST_NAMED = 3


class ImportActions(Action):
    """The command `paper.import`."""

    def __init__(self, window: Window, marks: Marks) -> None:
        super().__init__(window)
        self._marks = marks
        self._asked: tuple[str, ...] = ()
        """The papers whose details are being fetched."""

    @property
    def runs(self) -> bool:
        """Whether details are being fetched."""
        return bool(self._asked)

    @command("paper.import")
    def ask(self) -> None:
        """Ask for the file."""

        def given(path: str | None) -> None:
            if path:
                self._window.run_worker(self._import(Path(path)), group=_GROUP)

        question = "BibTeX, RIS, CSV, JSON, or any text with arXiv ids"
        example, missing = "A file, such as ~/references.bib", "There is no such file."
        ask = Ask("Import", question, example, _file, missing, enter="adds its papers")
        self._window.app.push_screen(ask, given)

    def stop(self) -> None:
        """Stop fetching details; importing the file again fetches the missing ones."""
        self._window.workers.cancel_group(self._window, _DETAILS)
        self._end()
        self._window.say("Stopped fetching details; the papers are imported.")

    async def _import(self, path: Path) -> None:
        from papers_tui.services.exchange.importing import ImportOptions, plan

        library = await self._marks.read()
        try:
            data = await asyncio.to_thread(path.read_bytes)
        except OSError as error:
            self._window.complain(f"{path.name} could not be read ({error.strerror}).")
            return
        found = await asyncio.to_thread(plan, data, library, ImportOptions())
        if found.is_empty:
            self._window.complain(f"No arXiv id was found in {path.name}.")
            return
        if found.changes and not await self._marks.do_many(found.changes):
            return
        self._window.post_message(self._window.PaperAdded())
        self._window.say(_sentence(found))
        self._fetch((*found.new, *found.known))

    def _fetch(self, ids: Sequence[str]) -> None:
        """Fetch the details of these papers, and of those of an import before that are missing."""
        if self._session.lists.may_ask and not self._session.demo:
            self._asked = tuple(dict.fromkeys((*self._asked, *ids)))
            self._window.only(_DETAILS, self._details, self._asked)

    async def _details(self, ids: Sequence[str]) -> None:
        """Fetch what is not archived of the papers, a hundred at a time, and give them titles."""
        archived = await asyncio.to_thread(self._session.archive.papers, ids)
        missing = [one for one in ids if one not in archived]
        try:
            await self._marks.give_titles(archived.values())
            self._show(0, len(missing))
            async with aclosing(self._session.lists.fetch_papers(missing)) as batches:
                async for asked, papers in batches:
                    await self._marks.give_titles(papers)
                    self._show(asked, len(missing))
                    self._window.cards.renew_all()
                    self._window.post_message(self._window.PaperChanged())
        except PapersError as error:
            self._window.complain(f"Not all details could be fetched: {error}")
        self._end()

    def _end(self) -> None:
        self._asked = ()
        self._window.progress(_DETAILS, "")

    def _show(self, done: int, total: int) -> None:
        stop = self._key("app.stop")
        far = f"fetching {done:,} of {counted(total, 'paper')}, {stop} stops" if total else ""
        self._window.progress(_DETAILS, far)


def _file(answer: str) -> str | None:
    """The file of that name, as the answer to the dialog; None where there is none to be read."""
    with suppress(OSError, RuntimeError, ValueError):  # no such user; a name that is no path
        if (name := answer.strip()) and (path := expanded(name)).is_file():
            return str(path)
    return None


def _sentence(found: Import) -> str:
    """The counts of an import, and the lines of the first entries without an id."""
    counts = f"Imported: {len(found.new):,} new, {len(found.known):,} known"
    if not found.unreadable:
        return f"{counts}."
    lines = ", ".join(str(entry.line) for entry in found.unreadable[:_MOST_NAMED])
    more = ", …" if len(found.unreadable) > _MOST_NAMED else ""
    word = "line" if len(found.unreadable) == 1 else "lines"
    return f"{counts}, {len(found.unreadable):,} without an id ({word} {lines}{more})."
