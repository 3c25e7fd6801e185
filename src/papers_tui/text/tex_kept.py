"""What TeX has no business in: addresses, and the code of Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

URL = r"(?:https?://|www\.)[^\s{}<>\"`$|]+"
CODE = r"(?<![\\`'])(?P<ticks>`+)(?!`)[^`\n]+(?P=ticks)(?!`)"
FENCE = r"(?:^|(?<=\n))```.*?(?:\n```|\Z)"

_KEPT = re.compile(f"{FENCE}|{CODE}|{URL}", re.DOTALL)


def edited_outside(text: str, edit: Callable[[str], str]) -> str:
    """The text with all of it edited but addresses and code."""
    if "http" not in text and "www." not in text and "`" not in text:
        return edit(text)
    pieces, last = [], 0
    for kept in _KEPT.finditer(text):
        pieces += [edit(text[last : kept.start()]), kept.group()]
        last = kept.end()
    return "".join([*pieces, edit(text[last:])])
