"""The palette: every command by its name, with its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.command import Provider

from papers_tui.tui.commands import COMMANDS, Command
from papers_tui.tui.palette.entries import Offer
from papers_tui.tui.reader.screen import ReaderScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.command import Hits
    from textual.types import IgnoreReturnCallbackType

_NOT_LISTED = {"app.palette", "app.back"}


class CommandProvider(Provider):
    """The commands that can be given here, then the themes."""

    async def discover(self) -> Hits:
        for offer in self._offers():
            yield offer.shown()

    async def search(self, query: str) -> Hits:
        for offer in self._offers():
            if (hit := offer.hit(query, self.match_style)) is not None:
                yield hit

    def _offers(self) -> Iterator[Offer]:
        reader = self.screen
        if isinstance(reader, ReaderScreen):
            for command in sorted(COMMANDS, key=lambda command: command.group == "move"):
                if command.place & reader.place and command.id not in _NOT_LISTED:
                    yield Offer(_title(command, reader), command.help, _giver(reader, command))
            for name, query in reader.lazy.search_results.saved():
                yield Offer(f"Search: {name}", query, _searcher(reader, query))
        yield Offer("Theme", "Change the colors.", self.app.action_change_theme)


def _title(command: Command, reader: ReaderScreen) -> str:
    keys = ", ".join(reader.keymap.shown(command.id))
    return f"{command.title}  ({keys})" if keys else command.title


def _giver(reader: ReaderScreen, command: Command) -> IgnoreReturnCallbackType:
    return lambda: reader.give(command.id)


def _searcher(reader: ReaderScreen, query: str) -> IgnoreReturnCallbackType:
    return lambda: reader.lazy.search_results.run(query)
