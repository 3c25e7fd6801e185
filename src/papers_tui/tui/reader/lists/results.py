"""The base of lists found in the archive, each of which lies over the list before."""

from __future__ import annotations

from abc import ABC
from typing import TYPE_CHECKING

from papers_tui.tui.reader.actions.base import Action, command
from papers_tui.tui.reader.lists.source import Source

if TYPE_CHECKING:
    from textual.worker import Worker

    from papers_tui.tui.reader.lists.archive_search import ArchiveSearch
    from papers_tui.tui.reader.window import Window


class Results(Action, Source, ABC):
    """A list found in the archive, which lies over the list before."""

    is_to_come = False

    def __init__(self, window: Window, search: ArchiveSearch) -> None:
        super().__init__(window)
        self._search = search
        self._below: tuple[Source, str | None, int] | None = None
        """The list from which it was opened, the paper under the cursor there, and its line."""

        self._awaited: Worker[None] | None = None
        """The work for papers that keys wait for, until they come or newer work ends it."""

    @property
    def is_awaited(self) -> bool:
        """Whether papers were asked for that are still to come."""
        work = self._awaited
        return work is not None and not (work.is_cancelled or work.is_finished)

    def begin(self) -> None:
        """Remember where one is, to return there."""
        self._search.prepare()
        source = self._window.source
        lies_on_this = isinstance(source, Results) and source.lies_on(self)
        if source is not self and not lies_on_this:
            cards = self._window.cards
            self._below = source, cards.current, cards.line

    def lies_on(self, source: Source) -> bool:
        """Whether it was opened from that list."""
        return self._below is not None and self._below[0] is source

    def go_back(self) -> bool:
        """Return to where one was before; False where that is unknown."""
        if self._window.source is not self or self._below is None:
            return False
        source, at, line = self._below
        self._window.show_source(source)
        source.show_again(at, line)
        return True

    @property
    def lies_over(self) -> bool:
        """Whether there is a list to return to."""
        return self._below is not None

    @property
    def has_neighbors(self) -> bool:
        """Results stand alone."""
        return False

    def near_end(self, index: int) -> None:
        """All that was found is there."""

    def open_further_unseen(self) -> bool:
        """Stay: no list of days goes on where results end."""
        back = f"; {self._key('app.back')} goes back" if self.lies_over else ""
        after = " after this one" if self._window.cards.ids else ""
        self._window.say(f"No unseen paper{after} in these results{back}.")
        return True

    def look_again(self) -> None:
        """The papers that were found stay, unless a list says how."""

    def leave(self) -> None:
        """Another kind of list comes on screen."""

    @command("list.before")
    def before(self) -> None:
        """Say that there is none."""
        back = self._key("app.back")
        self._window.say(f"Results have no list before or after them; {back} goes back.")

    @command("list.after")
    def after(self) -> None:
        """Say that there is none."""
        self.before()
