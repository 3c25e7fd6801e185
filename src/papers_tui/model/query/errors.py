"""The error of a query that makes no sense: its place, its reason and a hint."""

from __future__ import annotations

from papers_tui.model.errors import PapersError
from papers_tui.text import cells

_CUT = "…"
_MOST_QUOTED = 30


class QueryError(PapersError):
    """A mistake in a query, as a sentence; everything in it is safe to print."""

    def __init__(self, message: str, position: int, length: int = 1, hint: str = "") -> None:
        super().__init__(message)
        self.position = position
        """The place of its first character in the query, from 0."""

        self.length = max(1, length)
        self.hint = hint
        """Advice, without a full stop; may be empty."""

    @property
    def sentence(self) -> str:
        """The mistake and the advice, without a full stop."""
        return f"{self}; {self.hint}" if self.hint else str(self)


def explain(query: str, error: QueryError, width: int = 76) -> str:
    """The query on one line, and carets under the place on the next.

    Neither is wider than `width` cells, of which there must be at least a dozen.
    """
    lead = _printable(query[: error.position])
    rest = _printable(query[error.position :])
    marked = max(1, cells.width(rest[: error.length]))
    if cells.width(lead) > width - min(marked, width // 2) - 1:
        lead = _CUT + lead[-(width // 8) :]
    indent = cells.width(lead)
    carets = "^" * min(marked, width - indent)
    return f"{cells.clip(lead + rest, width)}\n{' ' * indent}{carets}"


def excerpt(text: str) -> str:
    """A piece of a query as an error message shows it: short, and safe to print."""
    safe = _printable(text).strip()
    return safe if len(safe) <= _MOST_QUOTED else safe[: _MOST_QUOTED - 1] + _CUT


def _printable(text: str) -> str:
    return "".join([character if character.isprintable() else " " for character in text])
