"""Parts of the reader that no start needs, made when they are first asked for."""

from __future__ import annotations

import asyncio
from functools import cached_property
from typing import TYPE_CHECKING

from papers_tui.tui.themes import problems as theme_problems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from papers_tui.model.period import Period
    from papers_tui.model.settings import Problem
    from papers_tui.services.session import Session
    from papers_tui.tui.reader.actions.base import Action
    from papers_tui.tui.reader.actions.sync import SyncActions
    from papers_tui.tui.reader.lists.reading_list import ReadingList
    from papers_tui.tui.reader.lists.search_results import SearchResults
    from papers_tui.tui.reader.paper.pdf import PdfActions
    from papers_tui.tui.reader.paper.reading_view import ReadingView
    from papers_tui.tui.reader.screen import ReaderScreen


_LATER = 0.3
"""Seconds after the first frame in which the reader may want something else."""


class LazyParts:
    """What of them there is, and the settings as they are now."""

    def __init__(self, window: ReaderScreen, session: Session) -> None:
        self._window = window
        self._session = session
        self._wants_reading_list = False

    def group(self, name: str) -> Action:
        """The group of commands with that name."""
        if name == "sync":
            return self.sync
        return self.reading_view.full_text if name == "text" else self.reading_view

    @cached_property
    def pdf(self) -> PdfActions:
        """The PDF that is fetched and opened."""
        from papers_tui.tui.reader.paper.pdf import PdfActions

        return PdfActions(self._window, self._session)

    def stop(self) -> bool:
        """Stop what goes on in the background; False when nothing does."""
        running = [self.__dict__[name] for name in ("pdf", "sync") if name in self.__dict__]
        stopped = [work for work in running if work.runs]
        for work in stopped:
            work.stop()
        return bool(stopped)

    @cached_property
    def reading_view(self) -> ReadingView:
        """The reading view, with the parts of a paper."""
        from papers_tui.tui.reader.paper.reading_view import ReadingView

        return ReadingView(self._window, self._session)

    @cached_property
    def search_results(self) -> SearchResults:
        """What was found, as a list on screen; no start needs it."""
        from papers_tui.tui.reader.lists.search_results import SearchResults

        return SearchResults(self._window, self._session)

    @cached_property
    def sync(self) -> SyncActions:
        """The archive filled in the background; no start needs it."""
        from papers_tui.tui.reader.actions.sync import SyncActions

        return SyncActions(self._window, self._session)

    @cached_property
    def reading_list(self) -> ReadingList:
        """The reading list as a list on screen; no start needs it."""
        from papers_tui.tui.reader.lists.reading_list import ReadingList

        return ReadingList(self._window, self._session)

    def saved_searches(self) -> tuple[tuple[str, str], ...]:
        """Names and queries from the settings, as they are now."""
        from papers_tui.store.settings.load import load

        settings = load(self._session.paths.config)
        if settings.problems != self._session.settings.problems:
            self._window.complain(self._told(settings.problems))
        return settings.searches

    def begin(self, start: Period | None) -> None:
        """Go on after the first frame: say what went wrong so far, open what is still to open."""
        session = self._session
        settings = session.settings
        themes = theme_problems(settings, self._window.app.available_themes)
        told = self._told((*settings.problems, *self._window.keymap.problems, *themes))
        for problem in filter(None, (told, session.archive.problem, session.state.problem)):
            self._window.complain(problem)
        self._wants_reading_list = start is None and session.settings.start == "library"
        if session.settings.start not in ("newest", "day", "library"):
            from papers_tui.tui.reader.startup import go_on

            go_on(self._window, session, start)

        self._window.set_timer(_LATER, self._warm)

    def _warm(self) -> None:
        self._window.run_worker(self._warmed(), group="warm")

    async def _warmed(self) -> None:
        """Make what a full text needs, where there is one that a key may open."""
        if archived := await asyncio.to_thread(self._loaded):
            self.reading_view.begin(archived)

    def _loaded(self) -> frozenset[str]:
        """The papers that have one, whatever shows it loaded."""
        archived = self._session.archive.ids_with_full_text()
        if archived:
            from papers_tui.tui.reader.paper.reading_view import warm

            warm()
        return archived

    def moved(self) -> None:
        """The cursor is on a paper, on the same one of a list that came in anew as well."""
        if "reading_view" in self.__dict__:
            self.reading_view.moved()

    def _told(self, problems: Sequence[Problem]) -> str:
        if not problems:
            return ""
        more = f" (and {len(problems) - 1} more: papers-tui config show)" if problems[1:] else ""
        return f"{self._session.paths.config.name}, {problems[0]}{more}"

    def reading_list_is_read(self) -> None:
        """Open the reading list, if that is what a start opens; before, it would be empty."""
        wanted, self._wants_reading_list = self._wants_reading_list, False
        if wanted:
            self.reading_list.open()

    def leave_search(self) -> bool:
        """Return from what was searched to where one was; False when nothing was."""
        return "search_results" in self.__dict__ and self.search_results.leave_results()
