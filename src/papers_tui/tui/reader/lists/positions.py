"""Positions in lists: the paper under the cursor and where its card was, for going back to it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from papers_tui.store.errors import StoreError
from papers_tui.tui.reader.window import REMEMBERED

if TYPE_CHECKING:
    from collections.abc import Callable

    from papers_tui.tui.reader.window import Window


class Positions:
    """Where one was in the lists of a source: the paper under the cursor, and the row of its card.

    What another run has left counts for a day.
    """

    def __init__(self, window: Window, key: Callable[[], str]) -> None:
        """`key` names the list of this source that is on screen; empty when there is none."""
        self._window, self._session, self._key = window, window.session, key
        self._there: dict[str, tuple[str, int]] = {}
        self._session.at_close.append(self._close)

    def of(self, key: str) -> tuple[str | None, int | None]:
        """The paper and the row for that list; None for a list where one was not."""
        if there := self._there.get(key):
            return there
        since = self._session.now() - REMEMBERED
        paper, row = self._session.state.position(key, since) or (None, None)
        # The window may have been a higher one.
        return paper, None if row is None else self._window.cards.in_sight(row)

    def keep(self) -> None:
        """Note where one is in the list on screen."""
        if place := self._new_place():
            remember, (paper, row) = self._session.state.remember, place
            self._window.remember(remember, self._key(), paper, self._session.now(), row)

    def _new_place(self) -> tuple[str, int] | None:
        """The place in the list on screen, if it was another before."""
        cards, key = self._window.cards, self._key()
        if not key or cards.current is None:
            return None
        before, place = self._there.get(key), (cards.current, cards.line)
        self._there[key] = place
        return place if place != before else None

    def _close(self) -> None:
        """Note it at the end of the program, whose workers have ended."""
        if place := self._new_place():
            with suppress(StoreError):
                self._session.state.remember(self._key(), place[0], self._session.now(), place[1])
