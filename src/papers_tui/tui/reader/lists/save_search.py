"""A search kept in the settings under a name."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from papers_tui.model.errors import PapersError
from papers_tui.model.query.errors import QueryError
from papers_tui.model.query.parser import parse
from papers_tui.model.query.syntax import quoted
from papers_tui.store.settings.edit import SEARCHES
from papers_tui.text.clean import one_line
from papers_tui.tui.dialogs.prompt import Ask
from papers_tui.tui.reader.actions.undo import Step

if TYPE_CHECKING:
    from papers_tui.tui.reader.actions.undo import Undo
    from papers_tui.tui.reader.window import Window

_QUESTION = "The search goes into your settings under this name."
_NAMELESS = "The search needs a name."
_TAKEN = "There is a search of this name: Enter again replaces it."


class SaveSearch:
    """Asks for a name and writes the search; taking that back leaves the file as it was."""

    def __init__(self, window: Window, undo: Undo) -> None:
        self._window, self._session, self._undo = window, window.session, undo

    def ask(self, text: str) -> None:
        """Ask for the name of this search, unless it asks nothing or makes no sense."""
        query = text.strip()
        try:
            parse(query, named=self._session.settings.named)
        except QueryError as error:
            self._window.complain(f"The search is not saved: {error}")
            return
        if not query:
            self._window.say("There is no search to save yet.")
            return
        asked: list[str] = []

        def read(answer: str) -> str | None:
            name = one_line(answer).strip()
            is_taken = name in dict(self._session.settings.searches) and name not in asked
            asked.append(name)
            return name if name and not is_taken else None

        def given(name: str | None) -> None:
            if name:
                self._window.run_worker(self._keep(name, query), group="save-search")

        def refusal(answer: str) -> str:
            return _TAKEN if one_line(answer).strip() else _NAMELESS

        ask = Ask("Save this search", _QUESTION, "A name", read, refusal, enter="saves it")
        self._window.app.push_screen(ask, given)

    async def _keep(self, name: str, query: str) -> None:
        session = self._session
        try:
            made = await asyncio.to_thread(session.add_query, SEARCHES, name, query)
        except PapersError as error:
            self._window.complain(f"The search is not saved: {error}")
            return

        async def back() -> str | None:
            there = await asyncio.to_thread(session.take_back_query, SEARCHES, name, made)
            before = dict(session.settings.searches).get(name)
            now = f"is {before} again" if before else "is no longer saved"
            return f"The search {name} {now}" if there else None

        async def forth() -> str:
            nonlocal made
            made = await asyncio.to_thread(session.add_query, SEARCHES, name, query)
            return f"Saved the search {name} again"

        self._undo.made(Step(back, forth))
        self._window.say(
            f"Saved as {name}: the palette runs it, and in:{quoted(name)} stands for it in a query."
        )
