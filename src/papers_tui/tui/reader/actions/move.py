"""Moving: in the list, or in the text where that has the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.tui.reader.actions.base import Action, command

if TYPE_CHECKING:
    from papers_tui.tui.reader.actions.seen import Seen
    from papers_tui.tui.reader.window import Window


class Move(Action):
    """The commands `move.*`. A paper that is left for the next one counts as seen."""

    def __init__(self, window: Window, seen: Seen) -> None:
        super().__init__(window)
        self._seen = seen

    @command("move.down")
    def down(self) -> None:
        self._by(1, 1)

    @command("move.up")
    def up(self) -> None:
        self._by(-1, -1)

    @command("move.top")
    def top(self) -> None:
        if self._in_text:
            self._window.pane.go(-self._window.pane.total)
        else:
            self._window.cards.move_to(0)

    @command("move.bottom")
    def bottom(self) -> None:
        if self._in_text:
            self._window.pane.go(self._window.pane.total)
        else:
            self._window.cards.move_to(len(self._window.cards.ids) - 1)

    @command("move.half-down")
    def half_down(self) -> None:
        self._by_page(0.5)

    @command("move.half-up")
    def half_up(self) -> None:
        self._by_page(-0.5)

    @command("move.page-down")
    def page_down(self) -> None:
        self._by_page(1)

    @command("move.page-up")
    def page_up(self) -> None:
        self._by_page(-1)

    @command("move.on")
    def on(self) -> None:
        """Read on: a page down, and at the end the next paper from its top."""
        window = self._window
        if window.text_in_sight:
            if window.pane.page_down():
                return
            self._seen.opened()
        if window.cards.move(1):
            window.abstract.forget_place(window.cards.current)
        elif window.cards.ids:
            window.say("The list ends here.")

    @command("move.back")
    def back(self) -> None:
        """Read back: a page up, and at the top the paper before."""
        if not self._window.text_in_sight or not self._window.pane.page_up():
            self._window.cards.move(-1)

    @command("move.text-down")
    def text_down(self) -> None:
        self._window.pane.scroll_rows(1)

    @command("move.text-up")
    def text_up(self) -> None:
        self._window.pane.scroll_rows(-1)

    @command("move.pane")
    def pane(self) -> None:
        """Give the keys to the other pane."""
        window = self._window
        to_list = self._text_has_keys or not window.text_in_sight
        window.set_focus(window.cards if to_list else window.abstract)

    @property
    def _in_text(self) -> bool:
        return self._window.reading or self._text_has_keys

    @property
    def _text_has_keys(self) -> bool:
        """Whether the text beside the list has the keys; it learns that itself a moment later."""
        return self._window.focused is self._window.abstract

    def _by(self, rows: int, cards: int) -> None:
        if self._in_text:
            self._window.pane.go(rows)
        else:
            self._window.cards.move(cards)

    def _by_page(self, pages: float) -> None:
        cards = self._window.cards
        rows = round(self._window.pane.page * pages)
        count = round(cards.cards_per_page * pages)
        direction = 1 if pages > 0 else -1
        self._by(rows or direction, count or direction)
