"""Search in the archive: what is typed read as queries, and asked in a thread."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from papers_tui.model.query import facts
from papers_tui.model.query.errors import QueryError
from papers_tui.model.query.parser import Query, finished, parse
from papers_tui.model.query.tokens import last_word

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from papers_tui.model.library.marks import Library
    from papers_tui.model.query.facts import Facts
    from papers_tui.tui.reader.marks import Marks
    from papers_tui.tui.reader.window import Window

P = ParamSpec("P")
T = TypeVar("T")


class ArchiveSearch:
    """Search in the archive, by a thread of its own.

    With one thread each question finds the file open and its pages read.
    """

    def __init__(self, window: Window, marks: Marks) -> None:
        session = window.session
        self._window, self._marks = window, marks
        self.papers = session.search(self._facts)
        self._known: tuple[Library, Mapping[str, Facts]] | None = None
        self._typed: dict[str, str] = {}
        self._wrong = ""
        """The fault of the query when it was read last."""

        self._thread = ThreadPoolExecutor(1, "search")
        session.at_close.append(self.close)

    def close(self) -> None:
        """End what is being searched, or made ready for that, so that the program can end."""
        self.papers.stop()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def prepare(self) -> None:
        """Have what the first question needs made ready."""
        self._thread.submit(self.papers.prepare)

    async def ask(self, question: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The answer to a question; `Stopped` when a newer one ended it."""
        asked = partial(self._thread.submit, question, *args, **kwargs)
        return await self._with_marks(lambda: asyncio.wrap_future(asked()))

    async def filter(self, ids: Sequence[str], query: Query) -> tuple[str, ...]:
        """Those of the papers that a query finds; `Stopped` as for a question."""
        return await self._with_marks(lambda: asyncio.to_thread(self.papers.filter, ids, query))

    async def _with_marks(self, ask: Callable[[], Awaitable[T]]) -> T:
        """The answer; another one if the reading list, on which it depends, was read since."""
        was_read = self._marks.is_read
        answer = await ask()
        return answer if was_read or not self._marks.is_read else await ask()

    def read(self, text: str, *, typing: bool) -> Query | None:
        """The query, or None where there is none yet, or what is wrong with it was reported."""
        named = self._window.session.settings.named
        self._window.take_back(self._wrong)
        try:
            query = parse(text, typing=typing, named=named)
        except QueryError as error:
            self._wrong = f"{error.sentence} (at character {error.position + 1})"
            self._window.complain(self._wrong)
            self._mark(error.position, error.length)
            return None
        if typing and (missing := self._unfinished(text)):
            self._window.say(f"{missing}…")
            self._mark(last_word(text), len(text))
            return None
        self._mark(0, 0)
        is_name = typing and text.endswith(":")  # of no field, as what follows will show
        return None if is_name else query

    def _unfinished(self, text: str) -> QueryError | None:
        """The reason why the last term asks for nothing yet, as in `org:`; None where it does."""
        named = self._window.session.settings.named
        try:
            parse(finished(text, named), named=named)
        except QueryError as error:
            return error
        return None

    def _mark(self, start: int, length: int) -> None:
        """Underline a part of what is typed, if anything is being typed."""
        if self._window.field is not None:
            self._window.field.mark(start, length, self._window.abstract.style("warning"))

    def finished(self, text: str) -> str:
        """The typed text as a query that finds the papers on screen."""
        complete = finished(text, self._window.session.settings.named).strip()
        self._typed[complete] = text.strip()
        return complete

    def not_met(self, text: str) -> str:
        """The predicate that no paper meets, to end a sentence: `has zebras`, `fits has:code`.

        The query stands there as it was typed, without what `finished` made of its end.
        """
        typed = self._typed.get(text, text)
        return f"{'fits' if ':' in typed else 'has'} {typed}"

    def _facts(self) -> Mapping[str, Facts]:
        """The marks of papers as queries ask for them, made once for each library."""
        library = self._marks.library
        if self._known is None or self._known[0] is not library:
            self._known = library, {one: facts.of(mark) for one, mark in library.items()}
        return self._known[1]
