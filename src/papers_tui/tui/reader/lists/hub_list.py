"""A list of the hub on screen, kept fresh."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.model.order import Order
from papers_tui.model.period import Day, Period, Trending
from papers_tui.tui.reader import status_text
from papers_tui.tui.reader.actions.base import Action, command
from papers_tui.tui.reader.lists.fetcher import Fetcher
from papers_tui.tui.reader.lists.positions import Positions
from papers_tui.tui.reader.status_text import ListState
from papers_tui.tui.render import messages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from papers_tui.hub.errors import NotYet
    from papers_tui.services.lists import FetchedList
    from papers_tui.store.archive.archive import Stored
    from papers_tui.tui.reader.actions.seen import Seen
    from papers_tui.tui.reader.window import Window
    from papers_tui.tui.render.lines import Line
    from papers_tui.tui.widgets.bars import BarText

_ORDERS = tuple(Order)
_NEAR_END = 20
_NO_KEY = -1
"""Stands for the count of keys where none has asked: the answer replaces no papers on screen."""


class HubList(Action):
    """The list of a day, a week or a month, or what is trending, and the commands for it."""

    lies_over = False

    def __init__(self, window: Window, seen: Seen, pass_over: Callable[[Period], bool]) -> None:
        """`pass_over` goes on from a day without papers; False where it is to stay on screen."""
        super().__init__(window)
        self._seen, self._pass_over = seen, pass_over
        self._lists = self._session.lists
        self.period: Period = Day(self._lists.newest_known().day)
        self.stored: Stored | None = None
        """The list on screen, or None while nothing of it is archived."""

        self.ordering = self._session.settings.order
        self._note = ""
        self.stepped_back = ""
        """The reason why the newest day is not the one that was asked for."""
        self.fetcher = Fetcher(window, self._lists, self, ahead=self._session.settings.prefetch)
        self.announced: Day | None = None
        """A newer day that has come while another list was in use."""

        self.is_last = False
        """Whether there is no list after this one."""

        self._mended: Period | None = None
        """The last list that was asked for because papers of it are damaged in the archive."""

        self._since = ""
        self.new = 0
        """The number of papers of this list that have come and are not on screen yet."""

        self._ids: tuple[str, ...] = ()
        self._positions = Positions(
            window, lambda: self.period.key if window.source is self else ""
        )

    def start(self, period: Period | None) -> None:
        """Show what the archive has; `ask` follows once that is on screen."""
        self.period = period or self._lists.newest_known()
        self.fetcher.asking = self._lists.may_ask
        self._show_at_place(self.period)

    def ask(self, period: Period | None) -> None:
        """Ask the hub for this list, or for the newest day: a start does so once."""
        if self.period == (period or self._lists.newest_known()):
            self.fetcher.fetch(period, touches=0)
        elif period is None:  # a key was quicker
            self.fetcher.fetch_newest_behind()

    def open(
        self, period: Period, *, note: str = "", ask: bool = False, unseen_first: bool = False
    ) -> None:
        """Put a list on screen from the archive and, if that is old, have it fetched behind."""
        self._positions.keep()
        self._show_at_place(period, note=note)
        if unseen_first:
            self._window.cards.move_to(self._first_unseen())
        if ask or self._is_to_be_fetched:
            self.fetcher.fetch(period)
        else:
            self.fetcher.fetch_beside(period)

    def open_newest(self) -> None:
        """Show the newest day that is known, and ask the hub for a newer one."""
        self._positions.keep()
        self._show_at_place(self._lists.newest_known())
        self.fetcher.fetch(None)

    @command("list.refresh")
    def refresh(self) -> None:
        """Show the papers that have come, or ask the hub."""
        if self._session.demo:
            self._window.say(messages.NO_NETWORK_IN_SAMPLE)
        elif self.new:
            self._show(self.period, self._window.cards.current, note=self._note)
        else:
            self.fetcher.fetch(self.period)

    @command("list.order")
    def order(self) -> None:
        self.set_order(_ORDERS[(_ORDERS.index(self.ordering) + 1) % len(_ORDERS)])
        self._window.say(f"Ordered by {self.ordering.title}.")

    def set_order(self, order: Order) -> None:
        """Order this list and those to come."""
        self.ordering = order
        self._show(self.period, self._window.cards.current, note=self._note)

    @command("list.grouping")
    def grouping(self) -> None:
        self._window.say(f"Only the reading list has groups: {self._key('list.library')} opens it.")

    @property
    def key(self) -> str:
        """The day, week or month on screen, among all lists."""
        return self.period.key

    @property
    def has_dates(self) -> bool:
        """Not in the list of a day, whose papers all have that day."""
        return not isinstance(self.period, Day)

    @property
    def has_neighbors(self) -> bool:
        """Whether there are lists before this one, or after it."""
        return not isinstance(self.period, Trending)

    def title(self) -> list[BarText]:
        """The list's name, its number of papers, and its age."""
        session = self._session
        return status_text.list_title(
            self.state, self._window.count(), self._seen.unseen, session.now(), session.demo
        )

    def note(self) -> messages.Message:
        """The message about the list when there is no other."""
        return messages.Message(self._note)

    def forget_note(self) -> bool:
        """Drop the note with which the list was opened; False where it had none."""
        had, self._note = bool(self._note), ""
        return had

    def order_name(self) -> str:
        """The order, when it is not the list's own."""
        return "" if self.ordering is Order.LISTED else f"by {self.ordering.title}"

    def why_empty(self) -> list[Line]:
        """The reason why there are no cards, and the next step."""
        return status_text.why_empty(self.state, self._window.keymap)

    @property
    def is_to_come(self) -> bool:
        """Whether the hub's answer may still bring papers."""
        may_come = self._session.lists.may_ask and not self.fetcher.problem
        return self.stored is None and may_come

    @property
    def titles(self) -> Mapping[str, str]:
        """The other title of Enter where nothing was ever fetched: it opens the sample."""
        return {"paper.read": "Sample"} if self.offers_sample else {}

    def show_again(self, at: str | None, line: int | None = None) -> None:
        """Come back on screen, the cursor on that paper; one that never came is asked for again."""
        self._show(self.period, at, line=line, note=self._note)
        if self._is_to_be_fetched:
            self.fetcher.fetch(self.period, touches=_NO_KEY if self._ids else None)

    def go_back(self) -> bool:
        """Nothing lies below a list of the hub."""
        return False

    def leave(self) -> None:
        """Another kind of list comes on screen."""
        self._positions.keep()
        self.fetcher.forget()

    def open_further_unseen(self) -> bool:
        """Leave it to other lists of the hub."""
        return False

    def look_again(self) -> None:
        """The hub's answers come by `arrived`."""

    def near_end(self, index: int) -> None:
        """The cursor is on this card: what is trending goes on where the list ends."""
        stored = self.stored
        if (
            stored is not None
            and isinstance(stored.period, Trending)
            and not stored.complete
            and index > len(stored.ids) - _NEAR_END
        ):
            self.fetcher.fetch_more(stored)

    def fetch_lost(self) -> None:
        """Have the list fetched, once while it is on screen: papers of it are damaged.

        What is trending is soon fetched again anyway, from its first page on.
        """
        is_asked_for = self.fetcher.asking or self._mended == self.period
        if self._lists.may_ask and not is_asked_for and not isinstance(self.period, Trending):
            self._mended = self.period
            self.fetcher.fetch(self.period)

    def accept_offer(self) -> None:
        """Open the sample, if that is what the empty screen offers."""
        if self.offers_sample:
            self._window.app.exit("demo")

    def show_since(self, text: str) -> None:
        """Show in the header what has come since the last run, until another list is opened."""
        self._since = text
        self._window.show_status()

    def announce(self, day: Day) -> None:
        """Name a newer day in the header, as what is on screen is in use."""
        self.announced = day
        self._window.show_status()

    @property
    def state(self) -> ListState:
        """The state of the list for the title and the status line."""
        return ListState(
            name=self._window.dates.title(self.period),
            stored=self.stored,
            asking=self.fetcher.asking,
            waiting=self.fetcher.waiting,
            problem=self.fetcher.problem,
            offers_sample=self.offers_sample,
            stepped_back=self.stepped_back,
            announced=self.announced,
            new=self.new,
            since=self._since,
        )

    @property
    def offers_sample(self) -> bool:
        """Whether there is nothing at all to show: an empty archive and no network."""
        return (
            not self._window.cards.ids
            and not self.fetcher.asking
            and bool(self.fetcher.problem)
            and not self._session.demo
            and self._session.archive.count() == 0
        )

    def arrived(self, answer: FetchedList, *, moved: bool, touches: int) -> None:
        """Show a fresh list; where the user has acted since it was asked for, change no place."""
        self._window.post_message(self._window.ListArrived())
        self._look_for_later()
        stored = answer.stored
        period, is_same = stored.period, stored.period == self.period
        is_here = self._window.source is self
        if not is_same and not (moved and is_here and self._window.is_untouched_since(touches)):
            if moved and stored.ids and isinstance(period, Day):
                self.announce(period)
            return
        if not is_here:
            return
        if not stored.ids and not stored.unreadable and self._pass_over(period):
            return
        if is_same and not self._window.is_untouched_since(touches):
            self._update()
        elif is_same and self._window.cards.ids:
            self._show(period, self._window.cards.current, note=self._note)
        else:
            self._show_at_place(period, note=self._note)
        if moved:
            self.stepped_back = answer.note
            self._window.show_status()
        self.fetcher.fetch_beside(period)

    def grown(self, stored: Stored) -> None:
        """Show a list that has more papers at its end."""
        self.stored = stored
        there = frozenset(self._ids)
        more = tuple(paper_id for paper_id in stored.ids if paper_id not in there)
        self._put(self._ids + more, self._window.cards.current)

    def not_yet(self, error: NotYet) -> None:
        """Go back to the newest day from one that the hub has no list for."""
        elsewhere = self._window.source is not self or self._window.listed
        if elsewhere or not isinstance(self.period, Day):
            return
        newest = Day(error.latest) if error.latest else self._lists.newest_known()
        if newest != self.period:
            self.open(newest, note=f"{self._window.dates.title(self.period)} has no list yet.")

    @property
    def _is_to_be_fetched(self) -> bool:
        return self._lists.may_ask and self._lists.is_stale(self.stored)

    def _first_unseen(self) -> int:
        ids = self._window.cards.ids
        unseen = (i for i, paper_id in enumerate(ids) if paper_id not in self._seen.ids)
        return next(unseen, 0)

    def _update(self) -> None:
        """Take what is newer about the papers on screen; new ones wait until they are asked for."""
        window = self._window
        self.stored = self._lists.archived(self.period, self.ordering)
        there = frozenset(self._ids)
        self.new = sum(one not in there for one in self.stored.ids) if self.stored else 0
        window.cards.renew_all()
        window.post_message(window.PaperChanged())
        window.show_status()

    def _show(
        self, period: Period, at: str | None, *, line: int | None = None, note: str = ""
    ) -> None:
        changed = period != self.period
        self.period, self._note, self.new = period, note, 0
        if changed:
            self._mended = None
            self.stepped_back = self._since = ""
            self.fetcher.forget()
        if period == self.announced:
            self.announced = None
        self.stored = self._lists.archived(period, self.ordering)
        self._look_for_later()
        self._window.show_source(self, is_other=changed)
        self._put(self.stored.ids if self.stored else (), at, line)

    def _look_for_later(self) -> None:
        """Find out whether there is a list after this one: each key's footer says so."""
        newest = self._lists.newest_known().day
        self.is_last = isinstance(self.period, Trending) or self.period.last >= newest

    def _put(self, ids: tuple[str, ...], at: str | None, line: int | None = None) -> None:
        self._ids = ids
        self._window.show_ids(ids, at, line=line)

    def _show_at_place(self, period: Period, *, note: str = "") -> None:
        """Show a list as it was left, within the last day."""
        at, line = self._positions.of(period.key)
        self._show(period, at, line=line, note=note)
