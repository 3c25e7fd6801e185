"""A search kept in the settings under a name."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from papers_tui.model.errors import PapersError
from papers_tui.model.query.errors import QueryError
from papers_tui.model.query.parser import parse
from papers_tui.store.settings import edit
from papers_tui.text.clean import one_line
from papers_tui.tui.dialogs.prompt import Ask
from papers_tui.tui.reader.actions.undo import Step

if TYPE_CHECKING:
    from papers_tui.tui.reader.actions.undo import Undo
    from papers_tui.tui.reader.window import Window

_QUESTION = "Enter keeps the search in your settings"
_REFUSAL = "A name is needed; one that is there is replaced when Enter is pressed again."


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
            self._window.complain(f"Not kept: {error}")
            return
        if not query:
            self._window.say("There is no search to keep.")
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

        ask = Ask("Keep this search", _QUESTION, "its name", read, _REFUSAL)
        self._window.app.push_screen(ask, given)

    async def _keep(self, name: str, query: str) -> None:
        try:
            made = await asyncio.to_thread(self._write, name, query)
        except PapersError as error:
            self._window.complain(f"Not kept: {error}")
            return

        def back() -> str | None:
            try:
                there = edit.take_back(self._session.paths.config, edit.SEARCHES, name, made)
            except PapersError as error:
                return str(error).rstrip(".")
            self._session.reload_queries()
            return f"Took the search {name} out again" if there else None

        def forth() -> str | None:
            nonlocal made
            try:
                made = self._write(name, query)
            except PapersError as error:
                return str(error).rstrip(".")
            return f"Kept the search {name} again"

        self._undo.made(Step(back, forth))
        self._window.say(f"Kept as {name}: the palette runs it, in:{name} is part of a query.")

    def _write(self, name: str, query: str) -> edit.Edit:
        made = edit.add(self._session.paths.config, edit.SEARCHES, name, query)
        self._session.reload_queries()
        return made
