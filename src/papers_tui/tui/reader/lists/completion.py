"""Completion of the last word of a query, while it is typed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from papers_tui.model.query.fields import FIELDS
from papers_tui.model.query.tokens import last_word
from papers_tui.store.archive.search.search import Stopped

if TYPE_CHECKING:
    from papers_tui.services.search import PaperSearch
    from papers_tui.tui.reader.window import Window
    from papers_tui.tui.widgets.bars import Bar

_READ_THE_ARCHIVE = ("org:", "tag:")
_OPENING = "(-"


class Completion:
    """Offers for the line in which a query is typed; a newer text drops those for an older one."""

    def __init__(self, window: Window, search: PaperSearch, bar: Bar) -> None:
        self._window, self._search, self._bar = window, search, bar
        self._text = ""
        self.offers: tuple[str, ...] = ()
        """The words that may stand in place of the last one, the likeliest first."""

    def typed(self, text: str) -> None:
        """Find what the last word may become; what takes reading comes later."""
        self._text = text
        word = text[last_word(text) :]
        self._window.workers.cancel_group(self._window, "complete")
        if word.lstrip(_OPENING).lower().startswith(_READ_THE_ARCHIVE):
            self._offer(())
            self._window.only("complete", self._read, text, word)
        elif text.strip():
            self._offer(self._search.completions(word))
        else:
            self._offer(tuple(f"{field}:" for field in FIELDS))

    def completed(self, text: str, number: int = 0) -> str:
        """The text with the offer of that number, from 0, in place of its last word."""
        if number >= len(self.offers) or text != self._text:
            return text
        return text[: last_word(text)] + self.offers[number]

    async def _read(self, text: str, word: str) -> None:
        try:
            offers = await asyncio.to_thread(self._search.completions, word)
        except Stopped:
            return
        if text == self._text and self._bar.is_mounted:
            self._offer(offers)

    def _offer(self, offers: tuple[str, ...]) -> None:
        word = self._text[last_word(self._text) :]
        self.offers = tuple(offer for offer in offers if offer != word)
        shown = [f"Tab: {self.offers[0]}", *self.offers[1:]] if self.offers else []
        style = "$text-accent @click=screen.complete({})"
        self._bar.show([(offer, style.format(number)) for number, offer in enumerate(shown)])
