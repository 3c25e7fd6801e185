"""Following something of a paper: a watch written into the settings, and taken out again."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from papers_tui.model.errors import PapersError
from papers_tui.model.query.syntax import quoted
from papers_tui.store.archive.search.accounts import accounts
from papers_tui.store.settings import edit
from papers_tui.tui.dialogs.follow import Follow, Followed
from papers_tui.tui.reader.actions.base import Action, command
from papers_tui.tui.reader.actions.undo import Step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from papers_tui.model.paper import Paper
    from papers_tui.tui.reader.actions.undo import Undo
    from papers_tui.tui.reader.window import Window

_MOST_AUTHORS = 12


class FollowActions(Action):
    """The command `paper.follow`."""

    def __init__(self, window: Window, undo: Undo) -> None:
        super().__init__(window)
        self._undo = undo

    @command("paper.follow")
    def follow(self) -> None:
        """Ask what of the paper is to be followed."""
        paper = self._window.paper
        if paper is None:
            return
        raw = self._session.archive.raw(paper.id)
        logins = {account.name: account.login for account in accounts(raw)}
        offers = tuple(dict.fromkeys(_offers(paper, logins)))

        def given(followed: Followed | None) -> None:
            if followed is not None:
                self._window.run_worker(self._write(followed), group="follow")

        dialog = Follow(offers, self._session.settings.named)
        self._window.app.push_screen(dialog, given)

    async def _write(self, followed: Followed) -> None:
        path = self._session.paths.config
        try:
            made = await asyncio.to_thread(self._added, followed)
        except PapersError as error:
            self._window.complain(f"Nothing is followed: {error}")
            return

        def back() -> str | None:
            there = edit.take_back(path, edit.WATCHES, followed.name, made)
            self._session.reload_queries()
            return f"Took the watch {followed.name} out again" if there else None

        def forth() -> str | None:
            nonlocal made
            made = self._added(followed)
            return f"Follows {followed.name} again"

        self._undo.made(Step(_explained(back), _explained(forth)))
        following = self._key("list.following")
        self._window.say(f"Follows {followed.name}; {following} lists what is found.")
        self._window.post_message(self._window.WatchesChanged())

    def _added(self, followed: Followed) -> edit.Edit:
        """Write the watch, and take what is archived as known to it."""
        path = self._session.paths.config
        made = edit.add(path, edit.WATCHES, followed.name, followed.query)
        self._session.reload_queries()
        watches = self._session.watches()
        watches.begin()
        watches.settle()
        return made


def _explained(step: Callable[[], str | None]) -> Callable[[], str | None]:
    """A step of undo that says why it could not be made."""

    def tried() -> str | None:
        try:
            return step()
        except PapersError as error:
            return str(error).rstrip(".")

    return tried


def _offers(paper: Paper, logins: dict[str, str]) -> Iterator[Followed]:
    """Watches that a paper suggests: an author by the account, if any, for people share names."""
    for name in paper.authors[:_MOST_AUTHORS]:
        login = logins.get(name)
        query = f"author:@{login}" if login else f"author:{_phrase(name)}"
        yield Followed(name, query)
    if paper.organization:
        yield Followed(paper.organization, f"org:{_phrase(paper.organization)}")
    if paper.submitted_by:
        yield Followed(f"by {paper.submitted_by}", f"by:{quoted(paper.submitted_by)}")
    for keyword in paper.ai_keywords:
        yield Followed(keyword, f"keyword:{_phrase(keyword)}")
    yield Followed(paper.title[:60], _phrase(paper.title))


def _phrase(text: str) -> str:
    """The text in quotes."""
    return '"{}"'.format(text.replace('"', '""'))
