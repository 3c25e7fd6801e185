"""Results of a query in the archive, as a list on screen, while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from papers_tui.model.errors import PapersError
from papers_tui.model.period import days_of_span
from papers_tui.model.query.fields import SORTS
from papers_tui.model.query.tokens import may_become_field
from papers_tui.services.sync import RECENT
from papers_tui.store.archive.search.search import Stopped
from papers_tui.text.wording import counted
from papers_tui.tui.commands import Place
from papers_tui.tui.reader.actions.base import command
from papers_tui.tui.reader.lists.results import Results
from papers_tui.tui.reader.recent import Recent
from papers_tui.tui.render.messages import (
    NO_NETWORK_IN_SAMPLE,
    OFFLINE,
    Message,
    joined,
    message_lines,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.worker import Worker

    from papers_tui.model.query.parser import Query
    from papers_tui.store.archive.search.ranking import Found
    from papers_tui.tui.reader.lists.archive_search import ArchiveSearch
    from papers_tui.tui.reader.window import Window
    from papers_tui.tui.render.lines import Line
    from papers_tui.tui.widgets.bars import BarText

_GROUP = "find"
_HISTORY = "searches"
_REMEMBERED = 50
_WHILE_TYPING = 500
"""Papers that are listed while one types: more are not looked through between two keys."""


class Shown(TypedDict, total=False):
    """The way to show results: so many at most, with the cursor there, the first one read."""

    most: int
    at: str | None
    line: int | None
    keeps_cursor: bool
    reads_first: bool


class SearchResults(Results):
    """The list of papers that a query finds."""

    def __init__(self, window: Window, search: ArchiveSearch) -> None:
        super().__init__(window, search)
        self.text = ""
        self.query: Query | None = None
        self._history = Recent(self._session.state, _HISTORY, _REMEMBERED)
        self._lags = False
        """Whether what is typed has no list yet, so that an earlier one is on screen."""

        self._days = 0
        """The number of days that were searched in which nothing was found."""

        self._has_month = False
        """Whether the last 30 days are among them."""

        self._from_hub = 0
        self._total = 0
        self._partial = False
        self._shown: tuple[str, ...] = ()
        self._sort = ""

    def typed(self, text: str) -> None:
        """Search for what is typed so far; a newer question ends this one."""
        self._stop()
        query = self._search.read(text, typing=True)
        if query is None:
            self._lag()
        elif text.strip():
            self._ask(text, query, most=_WHILE_TYPING)

    def entered(self, text: str) -> None:
        """Keep the list that is on screen, and remember the search."""
        text = self._search.finished(text)
        query = self._read(text)
        if query is None:
            return
        if text.strip():
            self._awaited = self._ask(text, query, keeps_cursor=True)
            self._window.remember(self._history.add, text.strip())
        self._window.close_field()

    def given_up(self) -> None:
        """Return to where one was before the search."""
        self._stop()
        self._window.give_field_up()
        self.go_back()

    def run(self, text: str) -> None:
        """Show what a search finds now, without a line to type it in."""
        self._window.place = Place.LIST
        self.begin()
        query = self._read(text)
        if query is not None:
            self._ask(text, query)

    def open(self, paper_id: str) -> None:
        """Put one paper on screen to be read, wherever it was listed."""
        self._window.place = Place.LIST
        self.begin()
        query = self._read(paper_id)
        if query is not None:
            self._awaited = self._ask(paper_id, query, reads_first=True)

    def earlier(self) -> list[str]:
        """Earlier searches, the newest first."""
        return self._history.all()

    @command("list.order")
    def order(self) -> None:
        now = self._sort.removeprefix("sort:") or "relevance"
        then = SORTS[(SORTS.index(now) + 1) % len(SORTS)]
        self._sort = f"sort:{then}"
        query = self._read(self.text)
        if query is not None:
            self._ask(self.text, query, keeps_cursor=True)

    @command("list.refresh")
    def refresh(self) -> None:
        """Ask the hub's own search too, and take what it finds into the archive."""
        if self._session.demo:
            self._window.say(NO_NETWORK_IN_SAMPLE)
            return
        if not self._session.lists.may_ask:
            self._window.say(OFFLINE)
            return
        self._window.say("Asking the hub's own search…")
        self._window.only(_GROUP, self._asked_hub)

    def show_again(self, at: str | None, line: int | None = None) -> None:
        """Come back on screen: the last search, made again."""
        query = self._read(self.text)
        if query is not None:
            self._ask(self.text, query, at=at, line=line)

    def look_again(self) -> None:
        """Search once more, unless a search is typed or under way, which may be another one."""
        work = self._window.workers
        is_busy = any(one.group == _GROUP and not one.is_finished for one in work)
        is_typed = self._window.field is not None
        if not (is_busy or is_typed) and (query := self._read(self.text)) is not None:
            self._ask(self.text, query, keeps_cursor=True)

    def leave(self) -> None:
        """Another kind of list comes on screen."""
        self._stop()
        self.query = None
        self._window.mark_words(None)

    @property
    def key(self) -> str:
        """The results of this search, among all lists."""
        return f"search {self.text}"

    @property
    def titles(self) -> Mapping[str, str]:
        """The hub's own search is asked, not a list again."""
        return {"list.refresh": "Ask the hub"}

    def title(self) -> list[BarText]:
        """The query, and the number of papers found."""
        if self._lags:
            still = f"still {self._window.count()} with {self.text}"
            return [("Search", "bold"), (still, "$foreground-muted")]
        parts: list[BarText] = [("Search", "bold"), (self.text, "bold $text-accent")]
        if len(self._shown) < self._total:
            parts.append((f"{counted(self._total, 'paper')}, Enter lists all", ""))
        else:
            parts.append((self._window.count(), ""))
        if self._partial:
            parts.append(("no paper has all the words; these have most", "$text-warning"))
        if self._from_hub:
            parts.append((f"{self._from_hub} found by the hub only, at the end", ""))
        return parts

    def note(self) -> Message:
        """The message about the list when there is no other."""
        asks = f"{self._asking} asks the hub"
        if not self._window.cards.ids:
            ways = (asks, f"{self._fetching} fetches more") if self._may_fetch else ()
            row = self._window.size.width - 2
            return Message(joined((self._nothing, *ways), " · ", row))
        hint = f"{asks}, too." if self._may_fetch and not self._from_hub else ""
        return Message(self._search.papers.problem or hint)

    def order_name(self) -> str:
        """The order of what was found."""
        return f"by {self.query.order}" if self.query and self._window.cards.ids else ""

    def why_empty(self) -> list[Line]:
        """The query that found nothing, and the next steps."""
        which = "any others" if self._has_month else f"the last {RECENT.days} days"
        more = (
            f"{self._asking} asks the hub's own search.",
            f"{self._fetching} fetches {which}, the command papers-tui sync any.",
        )
        return message_lines(
            f"{self._nothing} {self._search.not_met(self.text)}.",
            *(more if self._may_fetch else ()),
            f"{self._key('app.back')} goes back.",
        )

    @property
    def _nothing(self) -> str:
        """The number of days that were searched in vain, in words."""
        return f"Nothing in {counted(self._days, 'archived day')}"

    @property
    def _asking(self) -> str:
        """The key that asks the hub; while one types it is a letter, before Enter."""
        first = "" if self._window.field is None else "Enter, then "
        return f"{first}{self._key('list.refresh')}"

    @property
    def _fetching(self) -> str:
        """The key that fetches more days."""
        return self._key("sync.start" if self._has_month else "sync.month")

    @property
    def _may_fetch(self) -> bool:
        return self._session.lists.may_ask and not self._session.demo

    def _read(self, text: str) -> Query | None:
        """The query, in the order that was chosen."""
        ordered = f"{text} {self._sort}" if self._sort else text
        return self._search.read(ordered, typing=False)

    def _ask(self, text: str, query: Query, **shown: Unpack[Shown]) -> Worker[None]:
        return self._window.only(_GROUP, self._found, text, query, self._window.touches, **shown)

    def _lag(self) -> None:
        self._lags = True
        self._window.show_status()

    def _stop(self) -> None:
        """Nobody waits any more for what is being looked for."""
        self._search.papers.stop()
        self._window.workers.cancel_group(self._window, _GROUP)

    async def _found(
        self, text: str, query: Query, touches: int, /, **shown: Unpack[Shown]
    ) -> None:
        try:
            found, seen = await self._search.ask(self._find, query, shown.get("most"))
        except Stopped:
            return
        typing = shown.get("most") is not None
        if typing and not found.ids and may_become_field(text):
            self._lag()
            return
        window, was_awaited = self._window, self.is_awaited
        self._awaited = None
        is_here = window.source is self
        is_wanted = was_awaited and window.opened_at <= touches  # else another list is, since
        may_show = is_here or is_wanted or window.field is not None
        if not may_show and not window.is_untouched_since(touches):
            return
        at, line = shown.get("at"), shown.get("line")
        if shown.get("keeps_cursor") and is_here:
            at = window.cards.current
        self._total, self._partial = found.total, found.partial
        self._show(text, query, found.ids, at=at, line=line, seen=seen)
        if shown.get("reads_first") and window.cards.ids:
            window.place = Place.ABSTRACT

    def _find(self, query: Query, most: int | None) -> tuple[Found, frozenset[str]]:
        """The papers that the query finds, and the seen among them. For a thread."""
        found = self._search.papers.find_forgiving(query, most)
        if not found.ids:
            days = self._session.archive.days()
            self._days = len(days)
            newest = self._session.lists.newest_known().day
            self._has_month = days.keys() >= set(days_of_span(newest - RECENT, newest))
        return found, self._session.state.seen_among(found.ids)

    def _show(
        self,
        text: str,
        query: Query,
        ids: tuple[str, ...],
        *,
        at: str | None = None,
        line: int | None = None,
        from_hub: int = 0,
        seen: frozenset[str] | None = None,
    ) -> None:
        self.text, self.query, self._from_hub = text.strip(), query, from_hub
        self._shown, self._lags = ids, False
        self._window.show_source(self)
        self._window.mark_words(query)
        self._window.hush()
        self._window.show_ids(ids, at, seen, line=line)

    async def _asked_hub(self) -> None:
        text = self.text
        try:
            theirs = await self._session.lists.search_hub(text)
        except PapersError as error:
            self._window.complain(str(error))
            return
        if self.query is None or self._window.source is not self:
            return
        ours, current = self._shown, self._window.cards.current
        more = tuple(one for one in theirs if one not in set(ours))
        self._show(text, self.query, ours + more, at=current, from_hub=len(more))
        self._window.say(_of_hub(len(theirs), len(more), len(ours)))


def _of_hub(theirs: int, more: int, ours: int) -> str:
    """The message with the number of papers that the hub found, and of those not found here."""
    if not theirs:
        return "The hub found nothing." if ours else "The hub found nothing either."
    beside = f"{more} more than here" if more else "all of them here"
    return f"The hub found {counted(theirs, 'paper')}, {beside}."
