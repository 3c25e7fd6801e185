"""Lines of styled spans, before they become strips."""

from __future__ import annotations

from typing import NamedTuple

SEARCH = "search:"
"""Before the query of a link that searches; no address that may be opened begins so."""


class Span(NamedTuple):
    """A piece of one line. The text is shown as it is: nothing in it is ever markup."""

    text: str
    style: str = ""
    """A component class without its `line--`, or empty for plain text."""

    link: str = ""
    """The effect of a click: opens an address that `safe_url` has passed, or looks for what
    stands behind `SEARCH`."""


Line = tuple[Span, ...]

EMPTY: Line = ()


def search_link(field: str, value: str) -> str:
    """The link that looks for a value in a field of the query language."""
    quoted = value.replace('"', '""')  # as `model.query.syntax.phrase`, which no start loads
    return f'{SEARCH}{field}:"{quoted}"'


def plain(line: Line) -> str:
    """The line's text without its styles."""
    return "".join(span.text for span in line)
