"""The reading list as a list on screen: in groups, in orders of its own."""

from __future__ import annotations

import asyncio
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING

from papers_tui.hub.errors import Missing
from papers_tui.model.errors import PapersError
from papers_tui.model.library.grouping import (
    ALL,
    Grouping,
    LibraryGroup,
    LibraryOrder,
    groups,
    ordered,
)
from papers_tui.text.wording import counted
from papers_tui.tui.reader.actions.base import command
from papers_tui.tui.reader.lists.grouped_list import GroupedList
from papers_tui.tui.render.messages import NO_MESSAGE, Message, joined, message_lines

if TYPE_CHECKING:
    from papers_tui.model.library.marks import Library
    from papers_tui.tui.reader.marks import Marks
    from papers_tui.tui.reader.window import Window
    from papers_tui.tui.render.lines import Line
    from papers_tui.tui.widgets.bars import BarText

_BY_MARKS = (LibraryOrder.ADDED, LibraryOrder.CHANGED)
"""The orders that need nothing but the reading list."""

_FILLED_AT_ONCE = 20
"""Papers whose details one look at the list fetches, so that a long list costs the hub little."""


class ReadingList(GroupedList[LibraryGroup]):
    """The command `list.library`, and what the keys of lists do in it."""

    _is_list_of = "your reading list"
    key = "library"

    def __init__(self, window: Window, marks: Marks) -> None:
        super().__init__(window)
        self._marks = marks
        self._by = Grouping.STATUS
        self._order = LibraryOrder.ADDED
        self._came_from: str | None = None
        """The paper that one was on before."""

        self._grouped: Library | None = None
        """The reading list as it was when its groups were made."""

        self._asked: set[str] = set()
        """Papers that the hub does not know."""

    @command("list.library")
    def open(self) -> None:
        """Put the reading list on screen."""
        self._came_from = self._window.cards.current
        self._positions.keep()
        self._window.show_source(self)
        self._show_at_place(self._came_from)
        if not self._marks.is_read:
            self._window.call_after_refresh(self._window.hurry, "library")
        self._window.only("fill", self._fill)

    @command("list.grouping")
    def grouping(self) -> None:
        """Part the list by tag, or by status again."""
        self._by, self._at = self._by.other, 0
        self._show(self._window.cards.current)
        self._window.say(f"Grouped by {self._by.value}.")

    @command("list.order")
    def order(self) -> None:
        self._order = self._order.next
        self._show(self._window.cards.current)

    @command("list.refresh")
    def refresh(self) -> None:
        self._show(self._window.cards.current)
        self._window.say("Your reading list is up to date.")
        self._window.only("fill", self._fill)

    def changed(self) -> None:
        """The reading list was read, or a paper came in: show that, if the list is on screen."""
        if self._window.source is self:
            self._show(self._window.cards.current or self._came_from)

    @property
    def is_to_come(self) -> bool:  # type: ignore[override]
        """Whether the file is still read."""
        return not self._marks.is_read

    def title(self) -> list[BarText]:
        """The groups with their counts; the one that is on screen stands out."""
        parts: list[BarText] = [("Reading list", "bold")]
        if not self._marks.is_read:
            return parts
        if self._groups and self._grouped is not self._marks.library:
            self._renew_others()
        return [*parts, *self._counts((group.name, len(group.ids)) for group in self._groups)]

    def note(self) -> Message:
        """The message about the list when there is no other."""
        other = f"{self._key('list.grouping')} groups by {self._by.other.value}"
        if not self.has_neighbors:
            return Message(other) if self._window.cards.ids else NO_MESSAGE
        through = f"{self._key('list.before')} and {self._key('list.after')} go through the groups"
        return Message(joined((through, other), ", ", self._window.size.width - 2))

    def order_name(self) -> str:
        """The order of the list."""
        latest = self._order in _BY_MARKS
        return f"last {self._order.value} first" if latest else f"by {self._order.value}"

    def why_empty(self) -> list[Line]:
        """The way out of an empty reading list, once it is known to be empty."""
        if not self._marks.is_read:
            return message_lines("Reading your reading list…")
        return message_lines(
            "Your reading list is empty.",
            f"{self._key('paper.star')} stars the paper under the cursor, "
            f"{self._key('paper.status')} puts it on the list to read, "
            f"{self._key('paper.tags')} tags it.",
            f"{self._key('list.day')} goes back to the day.",
        )

    @property
    def _name(self) -> str:
        """The group on screen."""
        return self._groups[self._at].name if self._groups else ALL

    @property
    def _group_key(self) -> str:
        """The group on screen, among all lists."""
        return f"library {self._by.value} {self._name}"

    def _show_at_place(self, otherwise: str | None) -> None:
        at, line = self._positions.of(self._group_key)
        self._show(at or otherwise, line)

    def _show(self, at: str | None, line: int | None = None) -> None:
        """Make the groups again; what changes while they are on screen stays where it is."""
        library = self._marks.library
        name = self._name
        self._groups, self._grouped = groups(library, self._by), library
        names = [group.name for group in self._groups]
        self._at = names.index(name) if name in names else 0
        ids = self._groups[self._at].ids
        if self._order in _BY_MARKS:
            self._window.show_ids(ordered(ids, self._order, library, {}), at, line=line)
        else:
            touches = self._window.touches
            self._window.only("library-order", self._ordered, ids, at, line, touches)

    def _renew_others(self) -> None:
        """Make the groups again, but not the one on screen: no paper vanishes from that."""
        library, shown = self._marks.library, self._groups[self._at]
        live = list(groups(library, self._by))
        names = [group.name for group in live]
        if shown.name in names:
            self._at = names.index(shown.name)
            live[self._at] = shown
        else:
            live.insert(self._at, shown)
        self._groups, self._grouped = tuple(live), library

    async def _ordered(
        self, ids: tuple[str, ...], at: str | None, line: int | None, touches: int
    ) -> None:
        """Show the papers in an order for which the archive must be read."""
        papers = await asyncio.to_thread(self._session.archive.papers, ids)
        if self._window.source is self and ids == self._groups[self._at].ids:
            order = ordered(ids, self._order, self._marks.library, papers)
            if touches != self._window.touches and self._window.cards.current in order:
                at, line = self._window.cards.current, None
            self._window.show_ids(order, at, line=line)

    async def _fill(self) -> None:
        """Quietly fetch the details of papers that no list has brought yet.

        The first ones come from the hub, those that it does not know from arXiv, at once.
        """
        lists = self._session.lists
        if not lists.may_ask:
            return
        missing = await asyncio.to_thread(lists.missing, tuple(self._marks.library))
        asked = [one for one in missing if one not in self._asked][:_FILLED_AT_ONCE]
        with suppress(PapersError):
            unknown = [one for one in asked if not await self._is_fetched(one)]
            self._asked.update(unknown)
            async with aclosing(lists.fetch_papers(unknown)) as batches:
                async for _ in batches:
                    pass
        left = await asyncio.to_thread(lists.missing, asked)
        fetched = len(asked) - len(left)
        if fetched and self._window.source is self:
            self._window.cards.renew_all()
            self._window.post_message(self._window.PaperChanged())
            self._window.say(f"Fetched the details of {counted(fetched, 'paper')}.")

    async def _is_fetched(self, paper_id: str) -> bool:
        """Fetch a paper; whether the hub knows it. Raises PapersError when nobody answers."""
        try:
            await self._session.lists.fetch_paper(paper_id, asks_arxiv=False)
        except Missing:
            return False
        return True
