"""The paper under the cursor: read it, open its pages, copy its link."""

from __future__ import annotations

import asyncio

from papers_tui.model.errors import PapersError
from papers_tui.text.urls import safe_url
from papers_tui.tui.commands import Place
from papers_tui.tui.reader.actions.base import Action


class PaperActions(Action):
    """The commands `paper.*`."""

    def read(self) -> None:
        if self._screen.cards.current is None:
            self._screen.lists.accept_offer()
        else:
            self._screen.place = Place.ABSTRACT

    def before(self) -> None:
        self._screen.cards.move(-1)

    def after(self) -> None:
        self._screen.cards.move(1)

    def authors(self) -> None:
        self._screen.text.show_all_authors()

    def hub(self) -> None:
        if paper := self._screen.paper:
            self.open(paper.hub_url)

    def arxiv(self) -> None:
        if paper := self._screen.paper:
            self.open(paper.arxiv_url)

    def code(self) -> None:
        paper = self._screen.paper
        if paper is None:
            return
        if not paper.github_repo:
            self._screen.say("The hub knows no code for this paper.")
            return
        self.open(paper.github_repo)

    def pdf(self) -> None:
        if paper := self._screen.paper:
            self._screen.late.pdf.open(paper)

    def discussion(self) -> None:
        self._read(Place.DISCUSSION)

    def linked(self) -> None:
        self._read(Place.LINKED)

    def full_text(self) -> None:
        self._read(Place.TEXT)
        if self._screen.place is Place.TEXT:
            self._screen.late.parts.full_text.request()

    def add(self) -> None:
        from papers_tui.model.arxiv_id import parse_id
        from papers_tui.tui.dialogs.prompt import Ask

        def given(paper_id: str | None) -> None:
            if paper_id:
                self._screen.run_worker(self._add(paper_id), group="add")

        question = "Enter puts the paper on your reading list"
        refusal = "This is no arXiv id and no link to a paper."
        ask = Ask(question, "2507.21049, arXiv:2507.21049 or a link", parse_id, refusal)
        self._screen.app.push_screen(ask, given)

    def open(self, address: str) -> None:
        """Open an address in the browser, if it is plain http or https to a public host."""
        url = safe_url(address)
        if url is None:
            self._screen.complain("This link is not a plain web address, so it is not opened.")
            return
        self._screen.seen.opened()
        self._screen.run_worker(self._open(url), group="desktop")

    def _read(self, place: Place) -> None:
        if self._screen.cards.current is not None:
            self._screen.place = place

    async def _add(self, paper_id: str) -> None:
        """Put the paper on the list at once; its title follows from the archive or the hub."""
        screen, reader = self._screen, self._session.reader
        paper = await asyncio.to_thread(self._session.archive.paper, paper_id)
        if not screen.marking.add(paper_id, paper.title if paper else ""):
            screen.say(f"{paper_id} is in your reading list.")
        if paper is None and reader.may_ask:
            try:
                found = await reader.fetch_paper(paper_id)
            except PapersError as error:
                screen.complain(f"{paper_id} is on your list without its title: {error}")
                return
            screen.marking.name(paper_id, found.title)
        screen.late.reading_list.changed()

    async def _open(self, url: str) -> None:
        from papers_tui.tui.terminal.clipboard import DesktopError, open_url

        try:
            await asyncio.to_thread(open_url, url, self._session.settings.browser)
        except DesktopError as error:
            self._screen.complain(str(error))
        else:
            self._screen.say(f"Opened {url}")
