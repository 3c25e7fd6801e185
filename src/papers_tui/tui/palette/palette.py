"""The palette: everything that can be done or gone to, found by its words."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from papers_tui.tui.dialogs.picker import Choice, Picker
from papers_tui.tui.palette.commands import command_offers
from papers_tui.tui.palette.offers import Group, Offer, fitting
from papers_tui.tui.palette.places import (
    date_offers,
    recent_offers,
    saved_offers,
    search_offers,
    tag_offers,
)
from papers_tui.tui.render.lines import EMPTY, Span
from papers_tui.tui.render.wrap import cells, fit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from papers_tui.tui.reader.screen import ReaderScreen

_TITLE, _KEYS = 22, 14
"""The cells of the columns of commands."""

_RECENT_SHOWN = 6


class Palette(Picker[None, Offer]):
    """Opens with the commands; what has to be read from files comes while one types."""

    NAME: ClassVar[str] = "Palette"
    KEYS: ClassVar[str] = "Enter does it · Esc closes"
    SHAPE: ClassVar[str] = "-large"
    PLACEHOLDER: ClassVar[str] = "A command, date, tag, paper, or words to search for"
    NOTHING: ClassVar[str] = "Nothing here has these words."

    def __init__(self, reader: ReaderScreen) -> None:
        super().__init__()
        self._reader = reader
        self._commands = Group("Commands", command_offers(reader))
        self._places: list[Group] = []

    def on_mount(self) -> None:
        super().on_mount()
        self.run_worker(self._find(), group="palette")

    async def _find(self) -> None:
        reader = self._reader
        recent = await asyncio.to_thread(recent_offers, reader)
        self._places = [
            Group("Searches", saved_offers(reader)),
            Group("Tags", tag_offers(reader)),
            Group("Latest papers", recent),
        ]
        self.narrow(self.at)

    def choices(self, typed: str, width: int) -> Sequence[Choice[Offer]]:
        return [one for group in self._groups(typed) for one in _rows(group, width)][:-1]

    def picked(self, value: Offer) -> None:
        self.dismiss()
        self.app.call_later(value.run)

    def _groups(self, typed: str) -> Iterator[Group]:
        if not typed.strip():
            recent = (Group(one.title, one.offers[:_RECENT_SHOWN]) for one in self._places)
            yield from (one for one in (self._commands, *recent) if one.offers)
            return
        first = Group("Go to", date_offers(self._reader, typed))
        last = Group("Search for", search_offers(self._reader, typed))
        found = fitting((self._commands, *self._places), typed)
        yield from (one for one in (first, *found, last) if one.offers)


def _rows(group: Group, width: int) -> Iterator[Choice[Offer]]:
    yield Choice((Span(group.title, "heading"),))
    for offer in group.offers:
        if group.title != "Commands":
            title = fit(offer.title, width)
            room = width - cells(title) - 2
            detail = fit(offer.detail, room) if room > len("…") else ""
            yield Choice((Span(title), Span(f"  {detail}", "muted")), offer)
        else:
            title, keys = fit(offer.title, _TITLE - 1), fit(offer.keys, _KEYS - 1)
            columns = Span(f"{title:<{_TITLE}}"), Span(f"{keys:<{_KEYS}}", "accent")
            detail = fit(offer.detail, max(0, width - _TITLE - _KEYS))
            yield Choice((*columns, Span(detail, "muted")), offer)
    yield Choice(EMPTY)
