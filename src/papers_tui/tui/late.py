"""Parts of the reader that no start needs, made when they are first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from papers_tui.services.session import Session
    from papers_tui.tui.actions.reading import ReadingList
    from papers_tui.tui.actions.searching import Searching
    from papers_tui.tui.actions.syncing import Syncing
    from papers_tui.tui.screens.reader import ReaderScreen


class Late:
    """What of them there is, and the settings as they are now."""

    def __init__(self, screen: ReaderScreen, session: Session) -> None:
        self._screen = screen
        self._session = session

    @cached_property
    def searching(self) -> Searching:
        """What was found, as a list on screen; no start needs it."""
        from papers_tui.tui.actions.searching import Searching

        return Searching(self._screen, self._session)

    @cached_property
    def syncing(self) -> Syncing:
        """The archive filled in the background; no start needs it."""
        from papers_tui.tui.actions.syncing import Syncing

        return Syncing(self._screen, self._session)

    @cached_property
    def reading_list(self) -> ReadingList:
        """The reading list as a list on screen; no start needs it."""
        from papers_tui.tui.actions.reading import ReadingList

        return ReadingList(self._screen, self._session)

    def saved_searches(self) -> tuple[tuple[str, str], ...]:
        """Names and queries from the settings, as they are now."""
        from papers_tui.store.config import load

        settings = load(self._session.paths.config)
        for problem in settings.problems:
            self._screen.complain(f"{self._session.paths.config.name}, {problem}")
        return settings.searches

    def leave_search(self) -> bool:
        """Return from what was searched to where one was; False when nothing was."""
        return "searching" in self.__dict__ and self.searching.leave_results()
