"""A paper added to the reading list by its id or a link."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from papers_tui.model.arxiv_id import parse_id
from papers_tui.model.errors import PapersError
from papers_tui.tui.dialogs.prompt import Ask
from papers_tui.tui.reader.actions.base import Action, command
from papers_tui.tui.render.messages import NO_NETWORK_IN_SAMPLE

if TYPE_CHECKING:
    from papers_tui.tui.reader.marks import Marks
    from papers_tui.tui.reader.window import Window


class AddPaper(Action):
    """The command `paper.add`."""

    def __init__(self, window: Window, marks: Marks) -> None:
        super().__init__(window)
        self._marks = marks

    @command("paper.add")
    def ask(self) -> None:
        """Ask for an arXiv id or a link."""
        if self._session.demo:
            self._window.say(NO_NETWORK_IN_SAMPLE)
            return

        def given(paper_id: str | None) -> None:
            if paper_id:
                self._window.run_worker(self._add(paper_id), group="add")

        question = "The paper goes on your reading list."
        refusal = "This is neither an arXiv id nor a link to a paper."
        example = "An arXiv id such as 2507.21049, or a link"
        ask = Ask("Add a paper", question, example, parse_id, refusal, enter="adds it")
        self._window.app.push_screen(ask, given)

    async def _add(self, paper_id: str) -> None:
        """Put the paper on the list at once; its title follows from the archive or the hub."""
        window, lists = self._window, self._session.lists
        paper = await asyncio.to_thread(self._session.archive.paper, paper_id)
        if paper_id in await self._marks.read():
            window.say(f"{paper_id} is already in your reading list.")
        elif not self._marks.add(paper_id, paper.title if paper else ""):
            return
        window.post_message(window.PaperAdded())
        if paper is None and lists.may_ask:
            try:
                found = await lists.fetch_paper(paper_id)
            except PapersError as error:
                window.complain(f"{paper_id} is on your list without its title: {error}")
                return
            await self._marks.give_titles([found])
            window.post_message(window.PaperAdded())
