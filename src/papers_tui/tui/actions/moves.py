"""Moving: in the list, or in the text where that has the keys."""

from __future__ import annotations

from papers_tui.tui.actions.group import Group


class Moves(Group):
    """The commands `move.*`."""

    def down(self) -> None:
        self._by(1, 1)

    def up(self) -> None:
        self._by(-1, -1)

    def top(self) -> None:
        if self._in_text:
            self._screen.text.scroll_row_to(0)
        else:
            self._screen.cards.move_to(0)

    def bottom(self) -> None:
        if self._in_text:
            self._screen.text.scroll_row_to(self._screen.text.furthest)
        else:
            self._screen.cards.move_to(len(self._screen.cards.ids) - 1)

    def half_down(self) -> None:
        self._by_page(0.5)

    def half_up(self) -> None:
        self._by_page(-0.5)

    def page_down(self) -> None:
        self._by_page(1)

    def page_up(self) -> None:
        self._by_page(-1)

    def on(self) -> None:
        """Read on: a page down, and at the end the next paper from its top."""
        if not self._screen.text_in_sight or not self._screen.text.page_down():
            self._screen.cards.move(1)

    def back(self) -> None:
        """Read back: a page up, and at the top the paper before."""
        if not self._screen.text_in_sight or not self._screen.text.page_up():
            self._screen.cards.move(-1)

    def text_down(self) -> None:
        self._screen.text.scroll_rows(1)

    def text_up(self) -> None:
        self._screen.text.scroll_rows(-1)

    def pane(self) -> None:
        """Give the keys to the other pane."""
        screen = self._screen
        other = screen.cards if screen.text.has_focus or not screen.text_in_sight else screen.text
        other.focus()

    @property
    def _in_text(self) -> bool:
        return self._screen.reading or self._screen.text.has_focus

    def _by(self, rows: int, cards: int) -> None:
        if self._in_text:
            self._screen.text.scroll_rows(rows)
        else:
            self._screen.cards.move(cards)

    def _by_page(self, pages: float) -> None:
        text, cards = self._screen.text, self._screen.cards
        rows = round(text.page * pages)
        count = round(cards.cards_per_page * pages)
        direction = 1 if pages > 0 else -1
        self._by(rows or direction, count or direction)
