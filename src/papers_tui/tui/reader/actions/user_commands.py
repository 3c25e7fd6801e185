"""The commands that the user's settings add: programs that get the papers."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from papers_tui.model.errors import PapersError
from papers_tui.services.programs.run import Run
from papers_tui.services.programs.user_commands import arguments, fetch_missing, standard_input
from papers_tui.services.threads import made_in_thread
from papers_tui.text.clean import one_line
from papers_tui.text.wording import counted
from papers_tui.tui.reader.actions.base import Action
from papers_tui.tui.render.messages import still_running

if TYPE_CHECKING:
    from collections.abc import Sequence

    from papers_tui.model.paper import Paper
    from papers_tui.model.settings import UserCommand
    from papers_tui.services.programs.run import Outcome
    from papers_tui.tui.reader.actions.base import Handler
    from papers_tui.tui.reader.actions.select import Selection
    from papers_tui.tui.reader.marks import Marks
    from papers_tui.tui.reader.window import Window

_GROUP = "user"
_LONGEST_STATUS = 200


class UserCommands(Action):
    """The commands `user.*`."""

    def __init__(self, window: Window, selection: Selection, marks: Marks) -> None:
        super().__init__(window)
        self._selection = selection
        self._marks = marks
        self._run: Run | None = None
        self._fetching: asyncio.Task[None] | None = None
        self._is_busy = False

    def handlers(self) -> dict[str, Handler]:
        commands = self._session.settings.commands
        return {one.id: partial(self._give, one) for one in commands}

    @property
    def runs(self) -> bool:
        """Whether a program is running that can be stopped."""
        return self._run is not None or self._fetching is not None

    def stop(self) -> None:
        """End the program that is running, or the fetching for it."""
        if self._run is not None:
            self._run.stop()
        if self._fetching is not None:
            self._fetching.cancel()

    def _give(self, command: UserCommand) -> None:
        """Run the command for the marked papers, or the one at the cursor."""
        if self._is_busy:
            self._window.complain(still_running(self._key("app.stop")))
            return
        papers = [self._window.cards.paper(one) for one in self._selection.targets]
        if not papers:
            return
        if not command.confirm:
            self._start(command, papers)
            return
        from papers_tui.tui.dialogs.confirm import Confirm

        def answered(is_wanted: bool | None) -> None:
            if is_wanted:
                self._start(command, papers)

        question = f"Run {command.run[0]} for {counted(len(papers), 'paper')}?"
        self._window.app.push_screen(Confirm(command.shown, one_line(question)), answered)

    def _start(self, command: UserCommand, papers: Sequence[Paper]) -> None:
        self._is_busy = True
        self._window.run_worker(self._done(command, papers), group=_GROUP)

    async def _done(self, command: UserCommand, papers: Sequence[Paper]) -> None:
        """Run the program once for all papers, or once for each until one fails."""
        groups = [papers] if command.many == "all" else [[paper] for paper in papers]
        outcomes: list[Outcome] = []
        try:
            await self._fetch(command, papers)
            for group in groups:
                words = await asyncio.to_thread(arguments, command, group, self._session)
                if command.output == "terminal":
                    has_failed = await self._on_terminal(words)
                else:
                    outcomes.append(await self._outcome(command, group, words))
                    has_failed = bool(outcomes[-1].problem)
                if has_failed:
                    break
        except PapersError as error:
            self._window.complain(str(error))
        except asyncio.CancelledError:
            self._window.say(f"{command.shown} was stopped.")
        else:
            self._report(command, outcomes)
        finally:
            self.stop()
            self._run, self._fetching, self._is_busy = None, None, False
            self._window.progress(_GROUP, "")

    async def _fetch(self, command: UserCommand, papers: Sequence[Paper]) -> None:
        """Fetch what the command needs of the papers; this much of it can be cancelled."""
        self._window.progress(_GROUP, f"fetching for {command.shown}")
        self._fetching = asyncio.create_task(fetch_missing(command, papers, self._session))
        try:
            await self._fetching
        finally:
            self._fetching.cancel()
            self._fetching = None

    async def _outcome(
        self, command: UserCommand, papers: Sequence[Paper], words: list[str]
    ) -> Outcome:
        exporter = self._session.exporter(await self._marks.read())
        data = await asyncio.to_thread(standard_input, command, papers, exporter, self._session)
        self._run = await made_in_thread(partial(Run, words, data), Run.stop)
        self._window.progress(_GROUP, f"running {command.shown}")
        return await asyncio.to_thread(self._run.outcome)

    async def _on_terminal(self, words: list[str]) -> bool:
        """Run the program on the terminal; whether it failed, which was then reported."""
        from papers_tui.services.programs.desktop import failure
        from papers_tui.tui.terminal.lend import run_in_terminal

        if status := await run_in_terminal(self._window.app, words):
            self._window.complain(f"{failure(words, status)}.")
        return bool(status)

    def _report(self, command: UserCommand, outcomes: Sequence[Outcome]) -> None:
        """Show what the settings want shown of the output; a failure always."""
        problem = next((f"{one.problem}." for one in outcomes if one.problem), "")
        text = "".join(one.output for one in outcomes)
        if command.output == "pane":
            from papers_tui.tui.dialogs.output import Output

            self._window.app.push_screen(Output(command.shown, text, problem))
        elif problem:
            self._window.complain(problem)
        elif command.output == "status":
            first = next((line for line in text.splitlines() if line.strip()), "")
            self._window.say(one_line(first, _LONGEST_STATUS) or f"{command.shown} has ended.")
        elif command.output == "hide":
            self._window.say(f"{command.shown} has ended.")
