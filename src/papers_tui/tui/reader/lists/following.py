"""The papers that the watches found, as a list on screen: a group for each watch."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.store.errors import StoreError
from papers_tui.tui.reader.actions.base import command
from papers_tui.tui.reader.lists.grouped_list import GroupedList
from papers_tui.tui.render.messages import NO_MESSAGE, Message, joined, message_lines

if TYPE_CHECKING:
    from papers_tui.model.watches import Watch
    from papers_tui.services.watches import Watches
    from papers_tui.tui.reader.actions.seen import Seen
    from papers_tui.tui.reader.window import Window
    from papers_tui.tui.render.lines import Line
    from papers_tui.tui.widgets.bars import BarText


RECENT = timedelta(days=30)
"""The age from which on a listed paper is not counted as new."""

_MOST = 1000
"""Papers of a watch that are listed; a query finds the others."""


_DRAWN = 0.1
"""Seconds after which what is there is on screen, and what takes longer does not hold it up."""


class WatchGroup(NamedTuple):
    """A watch, and what is new of what it found."""

    watch: Watch
    recent: tuple[str, ...]
    """The papers listed in the last thirty days, the newest first."""

    unseen: frozenset[str]
    """Those that were not seen when the watches were asked."""


class Following(GroupedList[WatchGroup]):
    """The command `list.following`, and what the keys of lists do in it."""

    _is_list_of = "what the watches found"
    key = "following"

    def __init__(self, window: Window, seen: Seen) -> None:
        super().__init__(window)
        self._seen = seen
        self._looked = False
        """Whether what the watches found is known."""

        self._was_opened = False
        self._count: int | None = None
        """The number of archived papers when the watches were asked ahead."""

        self._known: dict[Watch, tuple[str, ...]] = {}
        """All that each watch found when that was looked up last."""

        self._reported: frozenset[tuple[str, str]] = frozenset()
        """The broken watches that were reported: what each says, and what is wrong with it."""

        self._complete: set[Watch] = set()
        """The watches of which that is still so."""

    @command("list.following")
    def open(self) -> None:
        """Put what the watches found on screen, at first a group with something unseen."""
        self._was_opened = True
        self._positions.keep()
        self._window.show_source(self)
        self._show(*self._positions.of(self._group_key))
        self._window.only("following", self._look, self._window.touches)

    async def look_ahead(self) -> None:
        """Ask the watches before the list is opened, and again when more papers are archived."""
        if self._was_opened:
            return
        count = await asyncio.to_thread(self._session.archive.count)
        if count != self._count:
            groups = await asyncio.to_thread(lambda: self._asked(self._session.watches()))
            if not self._was_opened:
                self._count = count
                self._take(groups)

    @command("list.order")
    def order(self) -> None:
        self._window.say("What the watches found is listed by day, the newest first.")

    @command("list.refresh")
    def refresh(self) -> None:
        self.look_again()
        self._window.say("Looking again at what the watches found.")

    def look_again(self) -> None:
        """Ask the watches again."""
        self._positions.keep()
        self._window.only("following", self._look, self._window.touches)

    def open_further_unseen(self) -> bool:
        """Go on to the next watch that found something unseen."""
        for step in range(1, len(self._groups)):
            at = (self._at + step) % len(self._groups)
            group = self._groups[at]
            unseen = (one for one in group.recent if self._seen.is_unseen(one, group.unseen))
            if (paper := next(unseen, None)) is not None:
                self._positions.keep()
                self._at = at
                self._show(paper)
                return True
        return super().open_further_unseen()

    @property
    def is_to_come(self) -> bool:  # type: ignore[override]
        """Whether the watches are still asked."""
        return not self._looked

    def title(self) -> list[BarText]:
        """The watches with what is unseen of each; the one that is on screen stands out."""
        parts: list[BarText] = [("Following", "bold")]
        if self._groups:
            parts.append(("unseen:", "$foreground-muted"))
        counts = self._counts((group.watch.name, self._unseen(group)) for group in self._groups)
        return [*parts, *counts]

    def _unseen(self, group: WatchGroup) -> int:
        """The number of its papers that were not seen so far."""
        return self._seen.count_unseen(group.recent, group.unseen)

    def note(self) -> Message:
        """The message about the list when there is no other."""
        if not self.has_neighbors:
            if not self._window.cards.ids:
                return NO_MESSAGE
            return Message(f"{self._key('paper.follow')} follows more.")
        through = f"{self._key('list.before')} and {self._key('list.after')} go through the watches"
        more = f"{self._key('paper.follow')} follows more"
        return Message(joined((through, more), ", ", self._window.size.width - 2))

    def order_name(self) -> str:
        """The order of the list."""
        return "newest first"

    def why_empty(self) -> list[Line]:
        """The way out where nothing is followed, or nothing was found."""
        if not self._looked:
            return message_lines("Looking at what the watches found…")
        back = f"{self._key('list.day')} goes back to the day."
        if not self._groups:
            follow = self._key("paper.follow")
            return message_lines(
                "You follow nothing yet.",
                f"{follow} on a paper follows its author, organization, submitter or a keyword.",
                "Watches are queries with a name, under [watches] in config.toml.",
                back,
            )
        name = self._groups[self._at].watch.name
        return message_lines(f"The watch {name} found nothing in the archive.", back)

    def leave(self) -> None:
        """Another kind of list comes on screen."""
        super().leave()
        self._window.mark_words(None)

    @property
    def _name(self) -> str:
        """The watch on screen."""
        return self._groups[self._at].watch.name if self._at < len(self._groups) else ""

    @property
    def _group_key(self) -> str:
        """The group on screen, among all lists."""
        return f"following {self._name}"

    def _show(self, at: str | None, line: int | None = None) -> None:
        """Put the group on screen: what is new of it at once, then all of it."""
        if self._at >= len(self._groups):
            self._window.show_ids((), None)
            return
        group = self._groups[self._at]
        self._window.mark_words(group.watch.query)
        recent = frozenset(group.recent)
        earlier = (one for one in self._known.get(group.watch, ()) if one not in recent)
        self._window.show_ids((*group.recent, *earlier), at, line=line)
        if group.watch not in self._complete:
            touches = self._window.touches
            self._window.only("following-all", self._extend, group, at, line, touches)

    async def _extend(
        self, group: WatchGroup, at: str | None, line: int | None, touches: int
    ) -> None:
        """Add what was listed earlier, the cursor where it is."""
        await asyncio.sleep(_DRAWN)
        if not self._is_on_screen(group):
            return
        ids = await asyncio.to_thread(self._found, group.watch)
        self._known[group.watch] = ids
        self._complete.add(group.watch)
        if not self._is_on_screen(group):
            return
        current = self._window.cards.current
        if current is not None and touches != self._window.touches:
            at, line = current, None
        self._window.show_ids(ids, at, line=line)

    def _is_on_screen(self, group: WatchGroup) -> bool:
        return self._window.source is self and self._name == group.watch.name

    def _found(self, watch: Watch) -> tuple[str, ...]:
        return self._session.watches().found(watch, _MOST)

    async def _look(self, touches: int) -> None:
        """Ask the watches of the settings as they are now."""
        if self._looked:
            await asyncio.sleep(_DRAWN)
        watches, groups = await asyncio.to_thread(self._new)
        if self._window.source is not self:
            return
        self._take(groups)
        at, line = self._positions.of(self._group_key)
        if touches != self._window.touches and self._window.cards.current:
            at, line = self._window.cards.current, None
        self._show(at, line)
        self._report_broken(watches)

    def _report_broken(self, watches: Watches) -> None:
        """Report the watches that make no sense, each once for what it says now."""
        texts = dict(self._session.settings.watches)
        broken = [(texts.get(one.name, ""), one.sentence) for one in watches.broken]
        for one in broken:
            if one not in self._reported:
                self._window.complain(f"{one[1][0].upper()}{one[1][1:]}")
        self._reported = frozenset(broken)

    def _take(self, groups: tuple[WatchGroup, ...]) -> None:
        """Have these groups, on screen the one that was; at first one with something unseen."""
        name = self._name if self._was_opened else ""
        self._groups, self._looked = groups, True
        self._complete.clear()
        numbers = enumerate(groups)
        if name:
            at = (number for number, group in numbers if group.watch.name == name)
        else:
            at = (number for number, group in numbers if self._unseen(group))
        self._at = next(at, 0)

    def _new(self) -> tuple[Watches, tuple[WatchGroup, ...]]:
        """The watches of the settings as they are now, and what they found. For a thread."""
        self._session.reload_queries()
        watches = self._session.watches()
        with suppress(StoreError):  # a new watch is noted by the next run that can
            watches.begin()
        return watches, self._asked(watches)

    def _asked(self, watches: Watches) -> tuple[WatchGroup, ...]:
        """Papers that each watch found in thirty days, and the unseen ones. For a thread."""
        seen = self._session.state.seen()
        found = watches.found_since(watches.newest() - RECENT)
        return tuple(
            WatchGroup(watch, ids, frozenset(ids).difference(seen))
            for watch, ids in zip(watches.all, found.values(), strict=True)
        )
