"""The paper under the cursor, read here or opened in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.model.errors import PapersError
from papers_tui.text.urls import safe_url
from papers_tui.tui.commands import Place
from papers_tui.tui.reader.actions.base import Action, command

if TYPE_CHECKING:
    from collections.abc import Callable

    from papers_tui.tui.reader.actions.seen import Seen
    from papers_tui.tui.reader.window import Window


class PaperActions(Action):
    """The commands `paper.*` that read a paper or open its pages."""

    def __init__(self, window: Window, seen: Seen, without: Callable[[], None]) -> None:
        """`without` is what `paper.read` does where there is no paper."""
        super().__init__(window)
        self._seen = seen
        self._without = without

    @command("paper.read")
    def read(self) -> None:
        if self._window.cards.current is None:
            self._without()
        else:
            self._window.place = Place.ABSTRACT

    @command("paper.before")
    def before(self) -> None:
        self._window.cards.move(-1)

    @command("paper.after")
    def after(self) -> None:
        self._window.cards.move(1)

    @command("paper.authors")
    def authors(self) -> None:
        self._window.abstract.show_all_authors()

    @command("paper.hub")
    def hub(self) -> None:
        if paper := self._window.paper:
            self.open(paper.hub_url)

    @command("paper.arxiv")
    def arxiv(self) -> None:
        if paper := self._window.paper:
            self.open(paper.arxiv_url)

    @command("paper.code")
    def code(self) -> None:
        paper = self._window.paper
        if paper is None:
            return
        if not paper.github_repo:
            self._window.say("The hub knows no code for this paper.")
            return
        self.open(paper.github_repo)

    @command("paper.discussion")
    def discussion(self) -> None:
        self._read(Place.DISCUSSION)

    @command("paper.linked")
    def linked(self) -> None:
        self._read(Place.LINKED)

    def open(self, address: str) -> None:
        """Open an address in the browser, if it is plain http or https to a public host."""
        url = safe_url(address)
        if url is None:
            self._window.complain("This link is not a plain web address, so it is not opened.")
            return
        self._seen.opened()
        self._window.run_worker(self._open(url), group="desktop")

    def _read(self, place: Place) -> None:
        if self._window.cards.current is not None:
            self._window.place = place

    async def _open(self, url: str) -> None:
        from papers_tui.tui.terminal.lend import open_page

        self._window.say(f"Opening {url}")
        try:
            await open_page(self._window.app, url, self._session.settings)
        except PapersError as error:
            self._window.complain(str(error))
