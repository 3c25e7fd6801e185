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
    settings_now,
    tag_offers,
)
from papers_tui.tui.reader.status_text import settings_problem
from papers_tui.tui.render.lines import EMPTY, Span
from papers_tui.tui.render.wrap import cells, fit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from papers_tui.tui.reader.screen import ReaderScreen

_TITLE, _KEYS, _KEY = 17, 14, 10
"""The cells of the columns of commands: the title, all keys, the first of them."""

_LEAST = 24
"""Cells below which the beginning of what a command does would say nothing."""

_ROOMY = 90
"""The width from which all keys of a command are named."""

_RECENT_SHOWN = 6
_COMMANDS, _LATEST = "Commands", "Latest papers"


class Palette(Picker[None, Offer]):
    """Opens with the commands; what has to be loaded and read comes while one types."""

    NAME: ClassVar[str] = "Palette"
    KEYS: ClassVar[str] = "Enter does it · Esc closes"
    SHAPE: ClassVar[str] = "-large -wide"
    PLACEHOLDER: ClassVar[str] = "A command, date, tag, paper, or words to search for"
    NOTHING: ClassVar[str] = "Nothing here has these words."

    def __init__(self, reader: ReaderScreen) -> None:
        super().__init__()
        self._reader = reader
        self._commands = Group(_COMMANDS, command_offers(reader))
        self._found: dict[str, Sequence[Offer]] = {"Searches": (), "Tags": (), _LATEST: ()}

    def on_mount(self) -> None:
        super().on_mount()
        self.when_drawn(lambda: self.run_worker(self._find(), group="palette"))

    async def _find(self) -> None:
        """Offer the rest, each kind as soon as it is there."""
        reader = self._reader
        await reader.marks.read()
        self._add("Tags", tag_offers(reader))
        self._add(_LATEST, await asyncio.to_thread(recent_offers, reader))
        settings = await asyncio.to_thread(settings_now, reader)
        self._add("Searches", saved_offers(reader, settings))
        if settings.problems != reader.session.settings.problems:
            reader.complain(settings_problem(reader.session.paths.config.name, settings.problems))

    def _add(self, kind: str, offers: Sequence[Offer]) -> None:
        if offers:
            self._found[kind] = offers
            self.narrow(self.at)

    def choices(self, typed: str, width: int) -> Sequence[Choice[Offer]]:
        return [one for group in self._groups(typed) for one in _rows(group, width)][:-1]

    def picked(self, value: Offer) -> None:
        self.dismiss()
        self.app.call_later(value.run)

    def _groups(self, typed: str) -> Iterator[Group]:
        if not typed.strip():
            some = (Group(kind, offers[:_RECENT_SHOWN]) for kind, offers in self._found.items())
            yield from (one for one in (self._commands, *some) if one.offers)
            return
        first = Group("Go to", date_offers(self._reader, typed))
        last = Group("Search for", search_offers(self._reader, typed))
        places = (Group(kind, offers) for kind, offers in self._found.items())
        found = fitting((self._commands, *places), typed)
        yield from (one for one in (first, *found, last) if one.offers)


def _first_key(keys: str) -> str:
    """The first of the keys of a command, which leaves more room for what it does."""
    return keys.partition(" ")[0]


def _rows(group: Group, width: int) -> Iterator[Choice[Offer]]:
    yield Choice((Span(group.title, "heading"),))
    for offer in group.offers:
        if group.title != _COMMANDS:
            title = fit(offer.title, width)
            room = width - cells(title) - 2
            detail = fit(offer.detail, room) if room > len("…") else ""
            yield Choice((Span(title), Span(f"  {detail}", "muted")), offer)
        else:
            room, keys = (_KEYS, offer.keys) if width >= _ROOMY else (_KEY, _first_key(offer.keys))
            title, keys = fit(offer.title, _TITLE - 1), fit(keys, room - 1)
            columns = Span(f"{title:<{_TITLE}}"), Span(f"{keys:<{room}}", "accent")
            left = width - _TITLE - room
            detail = fit(offer.detail, left) if left >= min(_LEAST, cells(offer.detail)) else ""
            yield Choice((*columns, Span(detail, "muted")), offer)
    yield Choice(EMPTY)
