"""Entries of the palette, none of their words read as markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.command import DiscoveryHit, Hit
from textual.content import Content
from textual.fuzzy import FuzzySearch

if TYPE_CHECKING:
    from textual.style import Style
    from textual.types import IgnoreReturnCallbackType


class Offer(NamedTuple):
    """One thing that can be picked."""

    title: str
    help: str
    run: IgnoreReturnCallbackType

    def shown(self) -> DiscoveryHit:
        """It while nothing is typed."""
        help_text = Content(self.help)
        return DiscoveryHit(
            Content(self.title),
            self.run,
            self.title,
            help_text,  # type: ignore[arg-type] # Textual takes it, and says so of the title alone
        )

    def hit(self, query: str, style: Style | None, fixed: float = 0.0) -> Hit | None:
        """The entry with the typed characters highlighted; None when they are not in its title.

        With a `fixed` score it is always found, with that score.
        """
        score, places = FuzzySearch().match(query, self.title)
        if not (score or fixed):
            return None
        title = Content(self.title)
        for place in places:
            if style is not None and not self.title[place].isspace():
                title = title.stylize(style, place, place + 1)
        help_text = Content(self.help)
        return Hit(
            fixed or score,
            title,
            self.run,
            self.title,
            help_text,  # type: ignore[arg-type]
        )
