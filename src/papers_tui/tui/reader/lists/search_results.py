"""Searching everything that is archived, and filtering the list on screen, as one types."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from papers_tui.model.errors import PapersError
from papers_tui.model.query import facts
from papers_tui.model.query.errors import QueryError
from papers_tui.model.query.parser import Query, parse
from papers_tui.store.archive.search.search import Stopped
from papers_tui.text.wording import counted
from papers_tui.tui.commands import Place
from papers_tui.tui.reader.actions.base import Action
from papers_tui.tui.render.messages import Message, said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from papers_tui.model.library.marks import Library
    from papers_tui.model.paper import Paper
    from papers_tui.model.query.facts import Facts
    from papers_tui.services.session import Session
    from papers_tui.store.archive.search.ranking import Found
    from papers_tui.tui.reader.lists.source import Source
    from papers_tui.tui.reader.screen import ReaderScreen
    from papers_tui.tui.render.lines import Line
    from papers_tui.tui.widgets.bars import BarText

_SORTS = ("relevance", "upvotes", "day", "comments", "stars", "title")
_HISTORY = "searches"
_REMEMBERED = 50
_WHILE_TYPING = 500
"""Papers that are listed while one types: more are not looked through between two keys."""


class SearchResults(Action):
    """What was found, as a list on screen."""

    def __init__(self, window: ReaderScreen, session: Session) -> None:
        super().__init__(window, session)
        self.finder = session.search(self._facts)
        self.text = ""
        self.query: Query | None = None
        self._came_from: tuple[str | None, Source] | None = None
        self._from_hub = 0
        self._total = 0
        self._shown: tuple[str, ...] = ()
        self._sort = ""
        self._known: tuple[Library, Mapping[str, Facts]] | None = None
        self._words: dict[str, str] = {}
        self._asker = ThreadPoolExecutor(1, "search")
        """One thread, so that each question finds the file open and its pages read."""
        session.at_close.append(self.close)

    def close(self) -> None:
        """End what is being searched, or made ready for that, so that the program can end."""
        self.finder.stop()
        self._asker.shutdown(wait=False, cancel_futures=True)

    def begin(self) -> None:
        """Remember where one is, to return there."""
        self._asker.submit(self.finder.prepare)
        if self._window.source is not self:
            self._came_from = (self._window.cards.current, self._window.source)

    def typed(self, text: str) -> None:
        """Search for what is typed so far; a newer question ends this one."""
        self.finder.stop()
        query = self.read(text, typing=True)
        if query is not None and text.strip():
            self._window.only("find", self._found, text, query, _WHILE_TYPING)

    def entered(self, text: str) -> None:
        """Keep the list, and remember the search."""
        query = self.read(text, typing=False)
        if query is None:
            return
        if text.strip():
            self._window.only("find", self._found, text, query)
            self._remember(text.strip())
        self._window.close_field()

    def given_up(self) -> None:
        """Return to where one was before the search."""
        self._window.close_field()
        self.leave_results()

    def run(self, text: str) -> None:
        """Show what a search finds now, without a line to type it in."""
        self._window.place = Place.LIST
        self.begin()
        query = self.read(text, typing=False)
        if query is not None:
            self._window.only("find", self._found, text, query)

    def open(self, paper_id: str) -> None:
        """Put one paper on screen, wherever it was listed."""
        self.run(paper_id)
        self._window.place = Place.ABSTRACT

    def leave_results(self) -> bool:
        """Return to where one was before; False when nothing was searched."""
        if self._window.source is not self or self._came_from is None:
            return False
        at, source = self._came_from
        self.query = None
        self._window.mark_words(None)
        self._window.return_to(source, at)
        return True

    def earlier(self) -> list[str]:
        """Earlier searches, the newest first."""
        try:
            found = json.loads(self._session.state.get(_HISTORY) or "[]")
        except ValueError:
            return []
        return [text for text in found if isinstance(text, str)] if isinstance(found, list) else []

    def read(self, text: str, *, typing: bool) -> Query | None:
        """The query, or None once what is wrong with it was said."""
        try:
            text = f"{text} {self._sort}" if self._sort and not typing else text
            return parse(text, typing=typing, named=self._session.settings.named)
        except QueryError as error:
            hint = f"; {error.hint}" if error.hint else ""
            self._window.complain(f"{error}{hint} (at sign {error.position + 1})")
            return None

    def before(self) -> None:
        self._window.say(
            f"Results have no list before or after them; {self._key('app.back')} goes back."
        )

    def after(self) -> None:
        self.before()

    def order(self) -> None:
        if self._words:
            self._window.say("The nearest papers come first.")
            return
        now = self._sort.removeprefix("sort:") or "relevance"
        then = _SORTS[(_SORTS.index(now) + 1) % len(_SORTS)]
        self._sort = f"sort:{then}"
        query = self.read(self.text, typing=False)
        if query is not None:
            self._window.only("find", self._found, self.text, query)

    def refresh(self) -> None:
        """Ask the hub's own search too, and take what it finds into the archive."""
        if self._words:
            self._window.say("What is like a paper is found in the archive alone.")
            return
        if not self._session.lists.may_ask:
            self._window.say("The hub is not asked: this run is offline.")
            return
        self._window.say("Asking the hub's own search…")
        self._window.only("find", self._asked_hub)

    def near_end(self, index: int) -> None:
        """All that was found is there."""

    def show_again(self, at: str | None) -> None:
        """Come back on screen: the last search, made again."""
        query = self.read(self.text, typing=False)
        if query is not None:
            self._window.only("find", self._found, self.text, query)

    def leave(self) -> None:
        """Another kind of list comes on screen."""
        self.query = None
        self._window.mark_words(None)

    def title(self) -> list[BarText]:
        """What was searched, and how much was found."""
        parts: list[BarText] = [("Search", "bold"), (self.text, "bold $text-accent")]
        shown = len(self._window.cards.ids)
        if len(self._shown) < self._total:
            parts.append((f"{counted(self._total, 'paper')}, Enter lists all", ""))
        else:
            parts.append((counted(shown, "paper"), ""))
        if self._from_hub:
            parts.append((f"{self._from_hub} of them by the hub alone, at the end", ""))
        return parts

    def note(self) -> Message:
        """What to say of the list when nothing else is said."""
        if words := self._words.get(self._window.cards.current or ""):
            return Message(f"near by {words}")
        more, back = self._key("list.refresh"), self._key("app.back")
        hint = f"{more} asks the hub's own search too, {back} goes back."
        return Message(self.finder.problem or hint)

    def order_name(self) -> str:
        """The order of what was found."""
        if self._words:
            return "nearest first"
        return f"by {self.query.order}" if self.query else ""

    def why_empty(self) -> list[Line]:
        """What to do when nothing was found."""
        more = f"{self._key('list.refresh')} asks the hub's own search."
        return said(f"Nothing archived has {self.text}.", more)

    async def _found(self, text: str, query: Query, most: int | None = None) -> None:
        try:
            loop = asyncio.get_running_loop()
            found, seen = await loop.run_in_executor(self._asker, self._find, query, most)
        except Stopped:
            return
        if found.ids:
            self._total = found.total
            self._show(text, query, found.ids, seen=seen)
        else:
            self._window.say(f"Nothing found for {text.strip()}")

    def _find(self, query: Query, most: int | None) -> tuple[Found, frozenset[str]]:
        """What the query finds, and what of it was seen. For a thread."""
        found = self.finder.find(query, most)
        return found, self._session.state.seen_among(found.ids)

    def _show(
        self,
        text: str,
        query: Query,
        ids: tuple[str, ...],
        *,
        from_hub: int = 0,
        seen: frozenset[str] | None = None,
    ) -> None:
        self.text, self.query, self._from_hub = text.strip(), query, from_hub
        self._words, self._shown = {}, ids
        self._window.show_source(self)
        self._window.mark_words(query)
        self._window.hush()
        self._window.show_ids(ids, None, seen)

    async def _asked_hub(self) -> None:
        text = self.text
        try:
            theirs = await self._session.lists.search_hub(text)
        except PapersError as error:
            self._window.complain(str(error))
            return
        if self.query is None or self._window.source is not self:
            return
        ours = self._window.cards.ids
        more = tuple(one for one in theirs if one not in set(ours))
        self._show(text, self.query, ours + more, from_hub=len(more))
        self._window.say(
            f"The hub found {counted(len(theirs), 'paper')}, {len(more)} more than here."
        )

    def similar(self) -> None:
        """List the archived papers that are most like the one under the cursor."""
        paper = self._window.paper
        if paper is not None:
            self.begin()
            self._window.only("find", self._like, paper)

    async def _like(self, paper: Paper) -> None:
        try:
            loop = asyncio.get_running_loop()
            near = await loop.run_in_executor(self._asker, self.finder.similar, paper.id)
        except Stopped:
            return
        if not near:
            self._window.say("Nothing archived is like this paper.")
            return
        self.text, self.query, self._from_hub = f"like {paper.title}", Query(), 0
        self._words = {one.id: ", ".join(one.words) for one in near}
        self._shown, self._total = (), 0
        self._window.show_source(self)
        self._window.hush()
        self._window.show_ids(tuple(one.id for one in near), None)

    def _remember(self, text: str) -> None:
        searches = [text, *(one for one in self.earlier() if one != text)][:_REMEMBERED]
        self._window.write(self._session.state.put, _HISTORY, json.dumps(searches))

    def _facts(self) -> Mapping[str, Facts]:
        """What was said about papers, made once for each library."""
        library = self._window.marks.library
        if self._known is None or self._known[0] is not library:
            self._known = library, {one: facts.of(mark) for one, mark in library.items()}
        return self._known[1]
