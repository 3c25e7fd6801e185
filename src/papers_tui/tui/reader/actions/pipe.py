"""Papers piped into programs of the user."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from papers_tui.export.formats import FORMATS
from papers_tui.services.programs.run import ProgramError, Run
from papers_tui.services.threads import made_in_thread
from papers_tui.text.clean import one_line
from papers_tui.tui.dialogs.output import Output
from papers_tui.tui.dialogs.pipe import Pipe, words
from papers_tui.tui.reader.actions.base import Action, command
from papers_tui.tui.reader.recent import Recent
from papers_tui.tui.render.messages import still_running

if TYPE_CHECKING:
    from papers_tui.tui.reader.actions.select import Selection
    from papers_tui.tui.reader.marks import Marks
    from papers_tui.tui.reader.window import Window

_GROUP = "pipe"
_RECENT = "programs"
_MOST_RECENT = 20
_SHOWN = 40


class PipeActions(Action):
    """The command `paper.pipe`."""

    def __init__(self, window: Window, selection: Selection, marks: Marks) -> None:
        super().__init__(window)
        self._selection = selection
        self._marks = marks
        self._recent = Recent(self._session.state, _RECENT, _MOST_RECENT)
        self._run: Run | None = None
        self._is_busy = False

    @property
    def runs(self) -> bool:
        """Whether a program is running that can be stopped."""
        return self._run is not None

    def stop(self) -> None:
        """End the program that is running."""
        if self._run is not None:
            self._run.stop()

    @command("paper.pipe")
    def pipe(self) -> None:
        """Ask for a program, and give it the papers as JSON."""
        if self._is_busy:
            self._window.complain(still_running(self._key("app.stop")))
        elif papers := self._selection.targets:
            self._ask(papers)

    def _ask(self, papers: tuple[str, ...]) -> None:
        """Open the dialog at once: the next keys are for it."""

        def given(typed: str | None) -> None:
            if typed:
                self._is_busy = True
                self._window.run_worker(self._piped(papers, typed), group=_GROUP)

        self._window.app.push_screen(Pipe(self._recent.all()), given)

    async def _piped(self, papers: tuple[str, ...], typed: str) -> None:
        name = one_line(typed, _SHOWN)
        self._window.remember(self._recent.add, typed)
        exporter = self._session.exporter(await self._marks.read())
        text = await asyncio.to_thread(exporter.render, papers, FORMATS["json"])
        try:
            start = partial(Run, words(typed), text.encode())
            self._run = await made_in_thread(start, Run.stop)
            self._window.progress(_GROUP, f"running {name}")
            outcome = await asyncio.to_thread(self._run.outcome)
        except ProgramError as error:
            self._window.complain(str(error))
        else:
            problem = f"{outcome.problem}." if outcome.problem else ""
            self._window.app.push_screen(Output(name, outcome.output, problem))
        finally:
            self.stop()
            self._run, self._is_busy = None, False
            self._window.progress(_GROUP, "")
