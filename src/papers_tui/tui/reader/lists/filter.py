"""The filter on the list on screen: the same language as search, shown as a chip.

A filter belongs to the list in which it was typed: other lists open without it, and with that list
it comes back.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.text.wording import counted
from papers_tui.tui.reader.actions.base import Action
from papers_tui.tui.render.messages import message_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from papers_tui.model.query.parser import Query
    from papers_tui.tui.reader.lists.archive_search import ArchiveSearch
    from papers_tui.tui.reader.window import Window
    from papers_tui.tui.render.lines import Line
    from papers_tui.tui.widgets.bars import BarText

_ON_CLICK = "@click=screen.unfilter"
"""The part of a style by which a click takes the filter off."""

_GROUP = "filter"


class _Left(NamedTuple):
    """The filter of a list that is not on screen, and where one was in that."""

    text: str
    query: Query | None
    at: tuple[str | None, int | None] = None, None
    put_on: str | None = None


_NONE = _Left("", None)


class Filter(Action):
    """The filter of the list. One that lets nothing through shows an empty list and the way out."""

    def __init__(self, window: Window, search: Callable[[], ArchiveSearch]) -> None:
        """`search` gives the search in the archive, which no start needs."""
        super().__init__(window)
        self._search = search
        self.text = ""
        self._query: Query | None = None
        self._lags = False
        """Whether what is typed filters nothing yet, so that an earlier filter is in force."""

        self._listed: tuple[str, ...] = ()
        self._found: tuple[tuple[str, ...], Query, tuple[str, ...]] | None = None
        """A list, a query, and what a thread has found of the one by the other, for once."""

        self._at: tuple[str | None, int | None] = None, None
        """The paper that the user was on, and its line; a filter may have hidden it since."""

        self._put_on: str | None = None
        """The paper to which a filter moved the cursor in its place."""

        self._entered_at = 0
        """The number of keys that had come when the filter was entered."""

        self._before: tuple[str, Query | None] = "", None
        """The filter that there was when its line was opened, and where one was then."""

        self._at_before: tuple[str | None, int | None] = None, None
        self._list = ""
        """The list on screen, by its key among all lists."""

        self._left: dict[str, _Left] = {}
        """The filters of other lists, by the keys of these."""

    def begin(self) -> None:
        """Remember where one is and what is filtered, to return there."""
        self._before = self.text, self._query
        self._at_before = self._here
        self._put_on = None

    def applied(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the papers that are let through, all where the list on screen has no filter."""
        self._turn_to(self._window.source.key)
        self._listed = ids
        if self._query is None:
            return ids
        found, self._found = self._found, None
        if found is not None and found[:2] == (ids, self._query):
            return found[2]
        return self._search().papers.filter(ids, self._query)

    async def those_of(self, days: Mapping[date, Sequence[str]]) -> frozenset[str]:
        """Those of the papers of some days that are let through."""
        ids = [paper_id for listed in days.values() for paper_id in listed]
        if self._query is None or not ids:
            return frozenset(ids)
        from papers_tui.store.archive.search.search import Stopped

        with suppress(Stopped):  # by a newer search
            return frozenset(await self._search().filter(ids, self._query))
        return frozenset()

    def go_along(self, list_key: str) -> None:
        """Have that list open with the filter of this one, as what it shows is gone through."""
        self._left[list_key] = _Left(self.text, self._query)

    def typed(self, text: str) -> None:
        """Filter by what is typed so far; what was typed before that filters no more."""
        self._stop()
        if not text.strip():
            self.clear()
        elif (query := self._search().read(text, typing=True)) is not None:
            self._window.only(_GROUP, self._filtered, text, query, typing=True)
        else:
            self._lag()

    def entered(self, text: str) -> None:
        """Keep the filter, or take it off when nothing is typed; one that makes no sense waits."""
        text = self._search().finished(text)
        self._entered_at = self._window.touches
        if not text.strip():
            self.clear()
        elif (query := self._search().read(text, typing=False)) is not None:
            self._window.only(_GROUP, self._filtered, text, query, typing=False)
        else:
            return
        self._window.close_field()

    def given_up(self) -> None:
        """Return to the list as it was before the line was opened."""
        self._stop()
        self._window.give_field_up()
        self.text, self._query = self._before
        self._lags = False
        at, line = self._at_before
        self._window.show_ids(self._listed, at, line=line)

    def clear(self) -> bool:
        """Take the filter off; False when there was none."""
        self._stop()
        had = self._query is not None
        self._query, self.text = None, ""
        if had:
            if self._window.touches > self._entered_at + 1:  # more than the key that clears it
                self._put_on = None
            self._show()
        return had

    def look_again(self) -> None:
        """Filter once more, by marks that were not read yet."""
        if self._query is not None:
            self._show()

    def chip(self) -> list[BarText]:
        """The filter, with the character that says it can be taken off."""
        if self._query is None:
            return []
        if self._lags:
            return [(f"still {self.text} ✕", f"$foreground-muted {_ON_CLICK}")]
        return [(f"{self.text} ✕", f"bold $text-accent {_ON_CLICK}")]

    @property
    def hides_all(self) -> bool:
        """Whether there is a list of which nothing is let through."""
        return self._query is not None and bool(self._listed) and not self._window.cards.ids

    @property
    def nothing(self) -> str:
        """The message that none of so many papers has what is filtered for."""
        return f"None of {counted(len(self._listed), 'paper')} {self._search().not_met(self.text)}"

    def why_empty(self) -> list[Line]:
        """The filter that lets nothing through, and the ways out."""
        return message_lines(
            f"{self.nothing}.",
            f"{self._key('app.back')} takes the filter off, {self._key('list.filter')} changes it.",
            f"{self._key('list.search')} searches everything archived.",
        )

    def _turn_to(self, list_key: str) -> None:
        """Have the filter of the list that comes on screen."""
        if list_key == self._list:
            return
        if self._query is not None:
            self._left[self._list] = _Left(self.text, self._query, self._at, self._put_on)
        self._list = list_key
        self.text, self._query, self._at, self._put_on = self._left.pop(list_key, _NONE)
        self._before, self._at_before = (self.text, self._query), self._at
        self._lags = False

    def _stop(self) -> None:
        """Have no filter come any more that is still being tried."""
        self._window.workers.cancel_group(self._window, _GROUP)

    async def _filtered(self, text: str, query: Query, *, typing: bool) -> None:
        from papers_tui.model.query.tokens import may_become_field
        from papers_tui.store.archive.search.search import Stopped

        listed, list_key = self._listed, self._list
        try:
            kept = await self._search().filter(listed, query)
        except Stopped:  # by a newer search
            return
        if self._window.source.key != list_key:  # a key was quicker
            if not typing:
                self._left[list_key] = _Left(text.strip(), query)
            return
        if typing and not kept and may_become_field(text):
            self._lag()
            return
        self.text, self._query = text.strip(), query
        self._found = listed, query, kept
        self._window.hush()
        self._show()

    def _lag(self) -> None:
        self._lags = True
        self._window.show_status()

    def _show(self) -> None:
        """Show what is let through, the cursor on the user's paper whenever that is among it."""
        self._lags = False
        cards = self._window.cards
        if cards.ids and cards.current != self._put_on:
            self._at = self._here
        at, line = self._at
        self._window.show_ids(self._listed, at, line=line)
        self._put_on = cards.current if cards.current != at else None

    @property
    def _here(self) -> tuple[str | None, int | None]:
        cards = self._window.cards
        return cards.current, cards.line if cards.ids else None
