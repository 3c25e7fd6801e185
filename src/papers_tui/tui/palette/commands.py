"""The commands that can be given here, as the palette offers them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from papers_tui.tui.palette.offers import Offer

if TYPE_CHECKING:
    from papers_tui.tui.reader.screen import ReaderScreen

_NOT_LISTED = {"app.palette", "app.back"}


def command_offers(reader: ReaderScreen) -> list[Offer]:
    """Every command that has a place here, those that only move last."""
    return [
        Offer(
            command.title,
            command.help.removesuffix("."),
            partial(reader.give, command.id),
            " ".join(reader.keymap.shown(command.id)),
        )
        for command in sorted(reader.keymap.commands, key=lambda command: command.group == "move")
        if command.place & reader.place and command.id not in _NOT_LISTED
    ]
