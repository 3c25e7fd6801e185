"""A query that makes no sense: where, why, and what to write instead."""

from __future__ import annotations

import unicodedata

from papers_tui.model.errors import PapersError

_CUT = "…"
_MOST_QUOTED = 30


class QueryError(PapersError):
    """What is wrong with a query, as a sentence; everything in it is safe to print."""

    def __init__(self, message: str, position: int, length: int = 1, hint: str = "") -> None:
        super().__init__(message)
        self.position = position
        """Where in the query it begins, in characters."""

        self.length = max(1, length)
        self.hint = hint
        """What to do about it, without a full stop; may be empty."""


def explain(query: str, error: QueryError, width: int = 76) -> str:
    """The query on one line, and carets under the place on the next.

    Neither is wider than `width` cells, of which there must be at least a dozen.
    """
    lead = _printable(query[: error.position])
    rest = _printable(query[error.position :])
    marked = max(1, _cells(rest[: error.length]))
    if _cells(lead) > width - min(marked, width // 2) - 1:
        lead = _CUT + lead[-(width // 8) :]
    indent = _cells(lead)
    carets = "^" * min(marked, width - indent)
    return f"{_fitting(lead + rest, width)}\n{' ' * indent}{carets}"


def excerpt(text: str) -> str:
    """A piece of a query as an error message shows it: short, and safe to print."""
    safe = _printable(text).strip()
    return safe if len(safe) <= _MOST_QUOTED else safe[: _MOST_QUOTED - 1] + _CUT


def _printable(text: str) -> str:
    return "".join([sign if sign.isprintable() else " " for sign in text])


def _cells(text: str) -> int:
    return sum(map(_width, _printable(text)))


def _width(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _fitting(text: str, width: int) -> str:
    cells = 0
    for place, sign in enumerate(text):
        cells += _width(sign)
        if cells > width - 1 and _cells(text[place:]) > _width(sign):
            return text[:place] + _CUT
    return text
