"""The papers of another program's file added to the reading list."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from papers_tui.model.errors import PapersError
from papers_tui.model.library.changes import Add
from papers_tui.tui.dialogs.prompt import Ask
from papers_tui.tui.reader.actions.base import Action, command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from papers_tui.services.exchange.importing import Import
    from papers_tui.tui.reader.actions.mark import MarkActions
    from papers_tui.tui.reader.window import Window

_GROUP, _TITLES = "import", "import-titles"
_MOST_NAMED = 3


class ImportActions(Action):
    """The command `paper.import`."""

    def __init__(self, window: Window, marks: MarkActions) -> None:
        super().__init__(window)
        self._marks = marks
        self._runs = False

    @property
    def runs(self) -> bool:
        """Whether titles are being fetched."""
        return self._runs

    @command("paper.import")
    def ask(self) -> None:
        """Ask for the file."""

        def read(answer: str) -> str | None:
            path = Path(answer.strip()).expanduser()
            return str(path) if answer.strip() and path.is_file() else None

        def given(path: str | None) -> None:
            if path:
                self._window.run_worker(self._import(Path(path)), group=_GROUP)

        question = "Enter adds the papers in it: BibTeX, RIS, CSV, JSON or any text"
        ask = Ask("Import", question, "~/references.bib", read, "There is no such file.")
        self._window.app.push_screen(ask, given)

    def stop(self) -> None:
        """Stop fetching titles; the next import of the same goes on with them."""
        self._window.workers.cancel_group(self._window, _TITLES)
        self._runs = False
        self._window.say("Stopped fetching titles; the papers are imported.")

    async def _import(self, path: Path) -> None:
        from papers_tui.services.exchange.importing import Wishes, plan

        library = self._marks.library
        try:
            data = await asyncio.to_thread(path.read_bytes)
        except OSError as error:
            self._window.complain(f"{path.name} could not be read ({error.strerror}).")
            return
        found = await asyncio.to_thread(plan, data, library, Wishes())
        if found.is_empty:
            self._window.complain(f"No arXiv id was found in {path.name}.")
            return
        if found.changes and not await self._marks.make(found.changes):
            return
        self._window.post_message(self._window.PaperAdded())
        self._window.say(_sentence(found))
        self._fetch_titles((*found.new, *found.known))

    def _fetch_titles(self, ids: Sequence[str]) -> None:
        untitled = [one for one in ids if not self._marks.library[one].title]
        if untitled and self._session.lists.may_ask and not self._session.demo:
            self._runs = True
            self._window.run_worker(self._titles(untitled), group=_TITLES, exclusive=True)

    async def _titles(self, ids: Sequence[str]) -> None:
        """Give the papers their titles, a hundred at a time."""
        archived = await asyncio.to_thread(self._session.archive.papers, ids)
        await self._marks.make([Add(one, archived[one].title) for one in archived], undoable=False)
        missing = [one for one in ids if one not in archived]
        try:
            async for papers in self._session.lists.fetch_papers(missing):
                adds = [Add(paper.id, paper.title) for paper in papers]
                await self._marks.make(adds, undoable=False)
        except PapersError as error:
            self._window.complain(f"Not all titles could be fetched: {error}")
        finally:
            self._runs = False


def _sentence(found: Import) -> str:
    """How much was imported, and where the first entries without an id are."""
    counts = f"Imported: {len(found.new):,} new, {len(found.known):,} known"
    if not found.unreadable:
        return f"{counts}."
    lines = ", ".join(str(entry.line) for entry in found.unreadable[:_MOST_NAMED])
    more = ", …" if len(found.unreadable) > _MOST_NAMED else ""
    word = "line" if len(found.unreadable) == 1 else "lines"
    return f"{counts}, {len(found.unreadable):,} without an id ({word} {lines}{more})."
