"""A message of the status line, and the words that many messages share."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from papers_tui.tui.render.lines import EMPTY, Line, Span
from papers_tui.tui.render.wrap import cells

if TYPE_CHECKING:
    from collections.abc import Sequence


class Message(NamedTuple):
    """A message of the status line."""

    text: str
    wrong: bool = False


NO_MESSAGE = Message("")

OFFLINE = "The hub is not asked: this run is offline."
NO_NETWORK_IN_SAMPLE = "The sample has no network. Start papers-tui without --demo for the hub."


def message_lines(*rows: str) -> list[Line]:
    """Sentences for an empty screen, the first one strong."""
    return [EMPTY, *((Span(row, "strong" if i == 0 else ""),) for i, row in enumerate(rows))]


def still_running(stop: str) -> str:
    """The refusal to start a second program; `stop` is the key that ends the first."""
    return f"A program is still running; {stop} ends it."


def joined(parts: Sequence[str], separator: str, width: int) -> str:
    """As many of the parts as fit into a row of that many cells, at least the first."""
    kept = list(parts)
    while len(kept) > 1 and cells(separator.join(kept)) > width:
        kept.pop()
    return separator.join(kept)
