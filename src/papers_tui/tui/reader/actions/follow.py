"""Following something of a paper: a watch written into the settings, and taken out again."""

from __future__ import annotations

import asyncio
import itertools
from contextlib import suppress
from typing import TYPE_CHECKING

from papers_tui.model.errors import PapersError
from papers_tui.model.query.tokens import tokenize
from papers_tui.model.watches import NewWatch, suggested
from papers_tui.store.archive.search.accounts import accounts
from papers_tui.store.errors import StoreError
from papers_tui.store.settings.edit import WATCHES
from papers_tui.tui.dialogs.follow import Follow
from papers_tui.tui.dialogs.menu import Menu
from papers_tui.tui.reader.actions.base import Action, command
from papers_tui.tui.reader.actions.undo import Step

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence

    from papers_tui.model.paper import Paper
    from papers_tui.store.settings.edit import Edit
    from papers_tui.tui.reader.actions.undo import Undo
    from papers_tui.tui.reader.window import Window

_MOST_AUTHORS = 12


class FollowActions(Action):
    """The command `paper.follow`, and the menu of what was clicked."""

    def __init__(self, window: Window, undo: Undo, search: Callable[[str], None]) -> None:
        """`search` lists what a query finds."""
        super().__init__(window)
        self._undo, self._search = undo, search

    @command("paper.follow")
    def follow(self) -> None:
        """Ask what of the paper is to be followed."""
        if self._window.paper is not None:
            self._ask(self._offers(self._window.paper))

    def clicked(self, query: str) -> None:
        """Ask whether to search for an author, an organization or a keyword, or to follow it.

        `query` is the one term that finds it. The second of two clicks finds the menu open.
        """
        if not self._window.is_active:
            return
        (term,) = tokenize(query)
        paper = self._window.paper
        offers = self._offers(paper) if paper is not None else []
        every = self._offers(paper, None) if paper is not None else []
        same = [one for one in every if one.name == term.value and one.field == term.field]
        offer = same[0] if same else NewWatch(term.value, query)

        def picked(number: int | None) -> None:
            if number == 0:
                self._search(query)
            elif number == 1:
                self._ask([offer, *(one for one in offers if one != offer)])

        choices = [f"Search for {query}", f"Follow {offer.query}"]
        self._window.app.push_screen(Menu(term.value, choices), picked)

    def _offers(self, paper: Paper, most: int | None = _MOST_AUTHORS) -> list[NewWatch]:
        """The offers to follow, the likeliest first; at most so many authors."""
        raw = self._session.archive.raw(paper.id)
        logins = {account.name: account.login for account in accounts(raw)}
        return list(dict.fromkeys(suggested(paper, logins, most)))

    def _ask(self, offers: Sequence[NewWatch]) -> None:
        """Have one of the offers confirmed, or changed, and follow it."""

        def given(followed: NewWatch | None) -> None:
            if followed is not None:
                self._window.run_worker(self._write(followed), group="follow")

        dialog = Follow(offers, self._session.settings.named)
        self._window.app.push_screen(dialog, given)

    async def _write(self, followed: NewWatch) -> None:
        try:
            name, made = await asyncio.to_thread(self._added, followed)
        except PapersError as error:
            self._window.complain(f"Nothing new is followed: {error}")
            return
        following = self._key("list.following")
        if made is None:
            self._window.say(f"The watch {name} finds that already; {following} lists it.")
            return

        async def back() -> str | None:
            take_back = self._session.take_back_query
            there = made is not None and await asyncio.to_thread(take_back, WATCHES, name, made)
            self._window.post_message(self._window.WatchesChanged())
            return f"No longer following {name}" if there else None

        async def forth() -> str:
            nonlocal name, made
            name, made = await asyncio.to_thread(self._added, followed)
            self._window.post_message(self._window.WatchesChanged())
            return f"Following {name} again"

        self._undo.made(Step(back, forth))
        self._window.say(f"Following {name}; {following} lists what is found.")
        self._window.post_message(self._window.WatchesChanged())

    def _added(self, followed: NewWatch) -> tuple[str, Edit | None]:
        """Write the watch, and take what is archived as known to it.

        The result is the name of the watch, another one where that name is taken, and the change
        of the file; None where a watch has that query already.
        """
        self._session.reload_queries()
        settings = self._session.settings
        for name, query in settings.watches:
            if query == followed.query:
                return name, None
        name = _free(followed.name, settings.named)
        made = self._session.add_query(WATCHES, name, followed.query)
        watches = self._session.watches()
        with suppress(StoreError):  # a new watch is noted by the next run that can
            watches.begin()
            watches.settle()
        return name, made


def _free(name: str, taken: Container[str]) -> str:
    """That name, with a number behind it where a search or a watch has it."""
    names = itertools.chain([name], (f"{name} {number}" for number in itertools.count(2)))
    return next(one for one in names if one not in taken)
