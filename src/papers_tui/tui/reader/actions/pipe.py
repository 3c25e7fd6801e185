"""Papers piped into programs of the user."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from papers_tui.export.formats import FORMATS
from papers_tui.services.programs.run import ProgramError, Run
from papers_tui.store.errors import StoreError
from papers_tui.text.clean import one_line
from papers_tui.tui.dialogs.output import Output
from papers_tui.tui.dialogs.pipe import Pipe, words
from papers_tui.tui.reader.actions.base import Action, command

if TYPE_CHECKING:
    from papers_tui.tui.reader.actions.mark import MarkActions
    from papers_tui.tui.reader.actions.select import Selection
    from papers_tui.tui.reader.window import Window

_RECENT = "programs"
_MOST_RECENT = 20
_SHOWN = 40


class PipeActions(Action):
    """The command `paper.pipe`."""

    def __init__(self, window: Window, selection: Selection, marks: MarkActions) -> None:
        super().__init__(window)
        self._selection = selection
        self._marks = marks
        self._run: Run | None = None

    @property
    def runs(self) -> bool:
        """Whether a program is running."""
        return self._run is not None

    def stop(self) -> None:
        """End the program that is running."""
        if self._run is not None:
            self._run.stop()

    @command("paper.pipe")
    def pipe(self) -> None:
        """Ask for a program, and give it the papers as JSON."""
        if self._run is not None:
            stop = self._key("app.stop")
            self._window.complain(f"A program is still running; {stop} ends it.")
        elif papers := self._selection.targets:
            self._window.run_worker(self._ask(papers), group="pipe")

    async def _ask(self, papers: tuple[str, ...]) -> None:
        recent = await asyncio.to_thread(self._recent)

        def given(typed: str | None) -> None:
            if typed:
                self._window.run_worker(self._piped(papers, typed), group="pipe")

        self._window.app.push_screen(Pipe(recent), given)

    async def _piped(self, papers: tuple[str, ...], typed: str) -> None:
        name = one_line(typed, _SHOWN)
        exporter = self._session.exporter(self._marks.library)
        self._window.write(self._keep, typed)
        text = await asyncio.to_thread(exporter.render, papers, FORMATS["json"])
        try:
            self._run = await asyncio.to_thread(Run, words(typed), text.encode())
            self._window.progress("program", f"running {name}")
            outcome = await asyncio.to_thread(self._run.outcome)
        except ProgramError as error:
            self._window.complain(str(error))
        else:
            problem = f"{outcome.problem}." if outcome.problem else ""
            self._window.app.push_screen(Output(name, outcome.output, problem))
        finally:
            self.stop()
            self._run = None
            self._window.progress("program", "")

    def _recent(self) -> list[str]:
        """The programs that were used last. Reads a file: for a thread."""
        try:
            kept = json.loads(self._session.state.get(_RECENT) or "[]")
        except (StoreError, ValueError):
            return []
        return [one for one in kept if isinstance(one, str)] if isinstance(kept, list) else []

    def _keep(self, typed: str) -> None:
        others = [one for one in self._recent() if one != typed]
        self._session.state.put(_RECENT, json.dumps([typed, *others][:_MOST_RECENT]))
