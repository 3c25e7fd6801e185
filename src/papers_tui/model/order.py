"""The orders in which a list can be shown."""

from __future__ import annotations

import re
from enum import Enum

_LEADING = re.compile(r"\A[\W_]+")


class Order(Enum):
    """The orders of a list. Ties stand as listed; counts go downward, unknown ones last."""

    LISTED = "listed"
    UPVOTES = "upvotes"
    COMMENTS = "comments"
    STARS = "stars"
    TITLE = "title"

    @property
    def title(self) -> str:
        """Its name on screen."""
        return _TITLES[self]


_TITLES = {
    Order.LISTED: "as listed",
    Order.UPVOTES: "upvotes",
    Order.COMMENTS: "comments",
    Order.STARS: "GitHub stars",
    Order.TITLE: "title",
}


def title_key(title: str) -> str:
    """The key that sorts titles: without case, accents, and punctuation at the beginning.

    The key of a key is the same key, and so is that of one that earlier versions made.
    """
    from papers_tui.text.fold import fold  # which a start need not load

    return _LEADING.sub("", fold(_LEADING.sub("", title.casefold())))
