"""A search in a text: its words, its matches, and the match that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from papers_tui.tui.render.matches import Match

    Texts = Callable[[], Sequence[str]]


class SearchMatches:
    """The matches of a search in the rows of a text."""

    def __init__(self) -> None:
        self.words = ""
        """The words that are looked for; empty without a search."""

        self._found: list[tuple[Match, ...]] = []
        self._by_row: dict[int, list[tuple[int, int]]] = {}
        self._current = 0

    @property
    def row(self) -> int | None:
        """The row of the match that is shown."""
        return self._found[self._current][0].row if self._found else None

    @property
    def position(self) -> str:
        """The position of the match that is shown, among all of them; empty without a search."""
        if not self.words:
            return ""
        return f"{self._current + 1} of {len(self._found)}" if self._found else "no match"

    def clear(self) -> None:
        """Look for nothing."""
        self.words, self._found, self._by_row, self._current = "", [], {}, 0

    def look_for(self, words: str, rows: Texts, top: int) -> int:
        """Look for other words, the match at or below the top row shown; how many there are."""
        self.words = words
        self._look(rows)
        below = (n for n, places in enumerate(self._found) if places[0].row >= top)
        self._current = next(below, 0)
        return len(self._found)

    def look_again(self, rows: Texts, moved_by: int) -> None:
        """Look for the same in other rows, which have what was there that many rows below."""
        row = self.row
        nth = self._place_in_row()
        self._look(rows)
        wanted = (row or 0) + moved_by
        below = [n for n, places in enumerate(self._found) if places[0].row >= wanted]
        self._current = below[min(nth, len(below) - 1)] if below else 0

    def step(self, direction: int) -> bool:
        """Show the match after, or before; False where there is none."""
        if self._found:
            self._current = (self._current + direction) % len(self._found)
        return bool(self._found)

    def on_row(self, number: int) -> Sequence[tuple[int, int]]:
        """The matching characters of the row."""
        return self._by_row.get(number, ())

    def current_on_row(self, number: int) -> Sequence[tuple[int, int]]:
        """Those of the match that is shown, where it is on this row."""
        places = self._found[self._current] if self._found else ()
        return [(start, end) for row, start, end in places if row == number]

    def _place_in_row(self) -> int:
        row = self.row
        return sum(1 for places in self._found[: self._current] if places[0].row == row)

    def _look(self, rows: Texts) -> None:
        self._found, self._by_row = [], {}
        if not self.words:
            return
        from papers_tui.tui.render.matches import find_in

        self._found = find_in(rows(), self.words)
        for places in self._found:
            for row, start, end in places:
                self._by_row.setdefault(row, []).append((start, end))
