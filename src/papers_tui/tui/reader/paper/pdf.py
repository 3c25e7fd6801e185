"""The PDF of a paper: fetched once, kept, and opened in the viewer."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from papers_tui.model.errors import PapersError
from papers_tui.text.wording import megabytes
from papers_tui.tui.reader.actions.base import Action, command
from papers_tui.tui.render.messages import NO_NETWORK_IN_SAMPLE
from papers_tui.tui.terminal.lend import open_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from papers_tui.model.paper import Paper
    from papers_tui.tui.reader.actions.seen import Seen
    from papers_tui.tui.reader.window import Window

_GROUP = "pdf"


class PdfActions(Action):
    """The command `paper.pdf`. One is fetched at a time."""

    def __init__(self, window: Window, seen: Seen) -> None:
        super().__init__(window)
        self._seen = seen
        self._fetching = ""

    @property
    def runs(self) -> bool:
        """Whether one is being fetched."""
        return bool(self._fetching)

    @command("paper.pdf")
    def open(self) -> None:
        """Open the paper's PDF, fetched first where it is not kept yet."""
        paper = self._window.paper
        if paper is None:
            return
        self._seen.opened()
        if self._fetching:
            stop = self._key("app.stop")
            self._window.say(f"The PDF of {self._fetching} is being fetched; {stop} stops that.")
        else:
            self._fetching = paper.id
            self._window.run_worker(self._opened(paper), group=_GROUP)

    def stop(self) -> None:
        """Stop fetching; what came so far is not kept."""
        self._window.workers.cancel_group(self._window, _GROUP)
        self._window.say(f"Stopped fetching the PDF of {self._fetching}.")
        self._end()

    async def _opened(self, paper: Paper) -> None:
        path = None
        try:
            path = await self._found(paper)
        except PapersError as error:
            self._window.complain(str(error))
        self._end()
        if path is not None:
            await self._show(path)

    async def _show(self, path: Path) -> None:
        self._window.say(f"Opening {path.name}")
        try:
            await open_pdf(self._window.app, path, self._session.settings)
        except PapersError as error:
            self._window.complain(str(error))

    async def _found(self, paper: Paper) -> Path | None:
        pdfs = self._session.pdfs
        kept = await asyncio.to_thread(pdfs.find, paper.id)
        if kept is not None:
            return kept
        if self._session.demo:
            self._window.say(NO_NETWORK_IN_SAMPLE)
            return None
        if not self._session.lists.may_ask:
            self._window.say("The PDF is not on this machine, and this run is offline.")
            return None
        self._progress(0, None)
        return await pdfs.fetch(paper, self._progress)

    def _progress(self, so_far: int, total: int | None) -> None:
        stop = self._key("app.stop")
        far = megabytes(so_far, total)
        self._window.progress(_GROUP, f"fetching the PDF, {far}, {stop} stops")

    def _end(self) -> None:
        self._fetching = ""
        self._window.progress(_GROUP, "")
