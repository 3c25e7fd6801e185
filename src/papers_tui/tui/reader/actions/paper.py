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
        if self._window.cards.current is None:
            self._window.hub_list.accept_offer()
        else:
            self._window.place = Place.ABSTRACT

    def before(self) -> None:
        self._window.cards.move(-1)

    def after(self) -> None:
        self._window.cards.move(1)

    def authors(self) -> None:
        self._window.text.show_all_authors()

    def hub(self) -> None:
        if paper := self._window.paper:
            self.open(paper.hub_url)

    def arxiv(self) -> None:
        if paper := self._window.paper:
            self.open(paper.arxiv_url)

    def code(self) -> None:
        paper = self._window.paper
        if paper is None:
            return
        if not paper.github_repo:
            self._window.say("The hub knows no code for this paper.")
            return
        self.open(paper.github_repo)

    def pdf(self) -> None:
        if paper := self._window.paper:
            self._window.lazy.pdf.open(paper)

    def discussion(self) -> None:
        self._read(Place.DISCUSSION)

    def linked(self) -> None:
        self._read(Place.LINKED)

    def full_text(self) -> None:
        self._read(Place.TEXT)
        if self._window.place is Place.TEXT:
            self._window.lazy.reading_view.full_text.request()

    def add(self) -> None:
        from papers_tui.model.arxiv_id import parse_id
        from papers_tui.tui.dialogs.prompt import Ask

        def given(paper_id: str | None) -> None:
            if paper_id:
                self._window.run_worker(self._add(paper_id), group="add")

        question = "Enter puts the paper on your reading list"
        refusal = "This is no arXiv id and no link to a paper."
        ask = Ask(question, "2507.21049, arXiv:2507.21049 or a link", parse_id, refusal)
        self._window.app.push_screen(ask, given)

    def open(self, address: str) -> None:
        """Open an address in the browser, if it is plain http or https to a public host."""
        url = safe_url(address)
        if url is None:
            self._window.complain("This link is not a plain web address, so it is not opened.")
            return
        self._window.seen.opened()
        self._window.run_worker(self._open(url), group="desktop")

    def _read(self, place: Place) -> None:
        if self._window.cards.current is not None:
            self._window.place = place

    async def _add(self, paper_id: str) -> None:
        """Put the paper on the list at once; its title follows from the archive or the hub."""
        window, reader = self._window, self._session.lists
        paper = await asyncio.to_thread(self._session.archive.paper, paper_id)
        if not window.marks.add(paper_id, paper.title if paper else ""):
            window.say(f"{paper_id} is in your reading list.")
        if paper is None and reader.may_ask:
            try:
                found = await reader.fetch_paper(paper_id)
            except PapersError as error:
                window.complain(f"{paper_id} is on your list without its title: {error}")
                return
            window.marks.name(paper_id, found.title)
        window.lazy.reading_list.changed()

    async def _open(self, url: str) -> None:
        from papers_tui.services.desktop import DesktopError, open_url

        try:
            await asyncio.to_thread(open_url, url, self._session.settings.browser)
        except DesktopError as error:
            self._window.complain(str(error))
        else:
            self._window.say(f"Opened {url}")
