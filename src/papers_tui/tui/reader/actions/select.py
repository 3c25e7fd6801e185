"""Papers selected, to act on several at once; users read that they are marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.tui.reader.actions.base import Action, command

if TYPE_CHECKING:
    from papers_tui.tui.reader.window import Window


class Selection(Action):
    """The commands `pick.*`. An action takes the selected papers, else the one at the cursor."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.ids: frozenset[str] = frozenset()
        """The selected papers on screen."""

        self._hidden: frozenset[str] = frozenset()
        """The selected papers that a filter hides just now."""

    @property
    def targets(self) -> tuple[str, ...]:
        """The papers that an action is for, in the order of the list."""
        cards = self._window.cards
        if self.ids:
            return tuple(paper_id for paper_id in cards.ids if paper_id in self.ids)
        return (cards.current,) if cards.current else ()

    @command("pick.toggle")
    def toggle(self) -> None:
        current = self._window.cards.current
        if current:
            self._set(self.ids ^ {current})
            self._window.cards.move(1)

    @command("pick.all")
    def all(self) -> None:
        everything = frozenset(self._window.cards.ids)
        self._set(frozenset() if self.ids == everything else everything)

    def clear(self) -> bool:
        """Select nothing more; False when there were none on screen."""
        had = bool(self.ids)
        if had:
            self._hidden = frozenset()
            self._set(frozenset())
        return had

    def keep_to(self, listed: tuple[str, ...], shown: tuple[str, ...]) -> None:
        """Another list is on screen, or another part of it: what is not in it is not selected."""
        if self.ids or self._hidden:
            selected, there = (self.ids | self._hidden) & frozenset(listed), frozenset(shown)
            self.ids, self._hidden = selected & there, selected - there
            self._window.cards.set_selected(self.ids)

    def _set(self, ids: frozenset[str]) -> None:
        self.ids = ids
        self._window.cards.set_selected(ids)
        if ids:
            self._window.show_status()
        else:
            self._window.say("Nothing is marked.")
