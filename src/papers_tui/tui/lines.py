"""What a pane of text is made of: lines of styled spans, before they become strips."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A piece of one line. The text is shown as it is: nothing in it is ever markup."""

    text: str
    style: str = ""
    """A component class without its `line--`, or empty for plain text."""

    link: str = ""
    """What a click on it opens: an address that `safe_url` has passed."""


Line = tuple[Span, ...]

EMPTY: Line = ()


def plain(line: Line) -> str:
    """The line's text without its styles."""
    return "".join(span.text for span in line)
