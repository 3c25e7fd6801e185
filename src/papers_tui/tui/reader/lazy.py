"""Parts of the reader that no first frame needs, made when they are first asked for."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from papers_tui.model.period import Period
    from papers_tui.tui.preload import Preloader
    from papers_tui.tui.reader.actions.add import AddPaper
    from papers_tui.tui.reader.actions.base import Action, Handler
    from papers_tui.tui.reader.actions.export import ExportActions
    from papers_tui.tui.reader.actions.follow import FollowActions
    from papers_tui.tui.reader.actions.import_file import ImportActions
    from papers_tui.tui.reader.actions.mark import MarkActions
    from papers_tui.tui.reader.actions.pipe import PipeActions
    from papers_tui.tui.reader.actions.seen import Seen
    from papers_tui.tui.reader.actions.select import Selection
    from papers_tui.tui.reader.actions.sync import SyncActions
    from papers_tui.tui.reader.actions.undo import Undo
    from papers_tui.tui.reader.actions.user_commands import UserCommands
    from papers_tui.tui.reader.lists.archive_search import ArchiveSearch
    from papers_tui.tui.reader.lists.filter import Filter
    from papers_tui.tui.reader.lists.following import Following
    from papers_tui.tui.reader.lists.hub_list import HubList
    from papers_tui.tui.reader.lists.navigation import ListNavigation
    from papers_tui.tui.reader.lists.query_line import QueryLine
    from papers_tui.tui.reader.lists.reading_list import ReadingList
    from papers_tui.tui.reader.lists.search_results import SearchResults
    from papers_tui.tui.reader.lists.similar_papers import SimilarPapers
    from papers_tui.tui.reader.marks import Marks
    from papers_tui.tui.reader.paper.full_text import FullText
    from papers_tui.tui.reader.paper.pdf import PdfActions
    from papers_tui.tui.reader.paper.reading_view import ReadingView
    from papers_tui.tui.reader.startup import Startup
    from papers_tui.tui.reader.window import Window

LATER = {
    "add": ("paper.add",),
    "export": ("paper.copy-link", "paper.copy-bibtex", "paper.export", "paper.zotero"),
    "follow": ("paper.follow",),
    "following": ("list.following",),
    "full_text": (
        "paper.full-text", "text.search", "text.next", "text.before", "text.outline",
        "text.section-next", "text.section-before", "text.references",
    ),
    "imports": ("paper.import",),
    "mark": ("paper.star", "paper.status", "paper.tags", "paper.note"),
    "navigation": (
        "list.before", "list.after", "list.newest", "list.goto", "list.day", "list.week",
        "list.month", "list.trending",
    ),
    "pdf": ("paper.pdf",),
    "pipe": ("paper.pipe",),
    "query_line": ("list.search", "list.filter"),
    "reading_list": ("list.library",),
    "reading_view": ("part.next", "part.before", "part.open", "part.refresh"),
    "similar_papers": ("list.similar",),
    "sync": ("sync.start", "sync.month", "sync.stop"),
}  # fmt: skip
"""The commands that each of the parts brings: its methods that are marked with these ids."""


class LazyParts:
    """The parts, and which of them there are so far."""

    def __init__(
        self,
        window: Window,
        *,
        hub_list: HubList,
        marks: Marks,
        selection: Selection,
        seen: Seen,
        undo: Undo,
        filtering: Callable[[], Filter],
        open_url: Callable[[str], None],
    ) -> None:
        self._window, self._hub_list = window, hub_list
        self._marks, self._selection, self._seen = marks, selection, seen
        self._filtering, self._open_url = filtering, open_url
        self._undo = undo

    def handlers(self) -> dict[str, Handler]:
        """Handlers that load the part of a command and call it."""
        parts = {**LATER, "user_commands": self._window.session.settings.command_ids}
        return {
            command_id: partial(self._do, name, command_id)
            for name, command_ids in parts.items()
            for command_id in command_ids
        }

    @cached_property
    def preloader(self) -> Preloader:
        """The loader of what the first frame did without."""
        from papers_tui.tui.preload import Preloader

        return Preloader(lambda: self._window.touches)

    @cached_property
    def startup(self) -> Startup:
        """The work after the first frame."""
        from papers_tui.tui.reader.startup import Startup

        return Startup(
            self._window,
            self._hub_list,
            search=lambda query: self.search_results.run(query),
            library=lambda: self.reading_list.open(),
            following=lambda: self.following.open(),
            reading_view=lambda: self.reading_view,
        )

    @property
    def awaits_list(self) -> bool:
        """Whether the reading list, a search that was entered or similar papers are to come."""
        there = self.__dict__
        if "reading_list" in there and self._window.source is self.reading_list:
            return not self._marks.is_read
        return (
            ("startup" in there and self.startup.wants_library)
            or ("search_results" in there and self.search_results.is_awaited)
            or ("similar_papers" in there and self.similar_papers.is_awaited)
        )

    @property
    def awaits_text(self) -> bool:
        """Whether a full text will be there in a moment."""
        return "reading_view" in self.__dict__ and self.reading_view.is_loading

    @cached_property
    def reading_view(self) -> ReadingView:
        """The reading view, with the parts of a paper."""
        from papers_tui.tui.reader.paper.reading_view import ReadingView

        return ReadingView(self._window, self._open_url)

    @property
    def full_text(self) -> FullText:
        """The full text of a paper, a part of the reading view."""
        return self.reading_view.full_text

    @cached_property
    def pdf(self) -> PdfActions:
        """The PDF that is fetched and opened."""
        from papers_tui.tui.reader.paper.pdf import PdfActions

        return PdfActions(self._window, self._seen)

    @cached_property
    def navigation(self) -> ListNavigation:
        """The commands that open another list of the hub."""
        from papers_tui.tui.reader.lists.navigation import ListNavigation

        return ListNavigation(self._window, self._hub_list, self._seen, self._filtering())

    @cached_property
    def search(self) -> ArchiveSearch:
        """The search in the archive."""
        from papers_tui.tui.reader.lists.archive_search import ArchiveSearch

        return ArchiveSearch(self._window, self._marks)

    @cached_property
    def search_results(self) -> SearchResults:
        """The results of a search, as a list on screen."""
        from papers_tui.tui.reader.lists.search_results import SearchResults

        return SearchResults(self._window, self.search)

    @cached_property
    def similar_papers(self) -> SimilarPapers:
        """Papers similar to one, as a list on screen."""
        from papers_tui.tui.reader.lists.similar_papers import SimilarPapers

        return SimilarPapers(self._window, self.search)

    @cached_property
    def query_line(self) -> QueryLine:
        """The line for a search or a filter."""
        from papers_tui.tui.reader.lists.query_line import QueryLine

        return QueryLine(
            self._window, self.search, self.search_results, self._filtering(), self._undo
        )

    @cached_property
    def reading_list(self) -> ReadingList:
        """The reading list as a list on screen."""
        from papers_tui.tui.reader.lists.reading_list import ReadingList

        return ReadingList(self._window, self._marks)

    @cached_property
    def following(self) -> Following:
        """The papers that watches found, as a list on screen."""
        from papers_tui.tui.reader.lists.following import Following

        return Following(self._window, self._seen)

    @cached_property
    def follow(self) -> FollowActions:
        """Something of a paper made a watch."""
        from papers_tui.tui.reader.actions.follow import FollowActions

        return FollowActions(self._window, self._undo, lambda query: self.search_results.run(query))

    @cached_property
    def mark(self) -> MarkActions:
        """Stars, status, tags and notes."""
        from papers_tui.tui.reader.actions.mark import MarkActions

        return MarkActions(self._window, self._selection, self._marks)

    @cached_property
    def add(self) -> AddPaper:
        """A paper added by its id."""
        from papers_tui.tui.reader.actions.add import AddPaper

        return AddPaper(self._window, self._marks)

    @cached_property
    def imports(self) -> ImportActions:
        """The papers of a file added."""
        from papers_tui.tui.reader.actions.import_file import ImportActions

        return ImportActions(self._window, self._marks)

    @cached_property
    def export(self) -> ExportActions:
        """Papers copied and exported."""
        from papers_tui.tui.reader.actions.export import ExportActions

        return ExportActions(self._window, self._selection, self._marks)

    @cached_property
    def pipe(self) -> PipeActions:
        """Papers piped into a program."""
        from papers_tui.tui.reader.actions.pipe import PipeActions

        return PipeActions(self._window, self._selection, self._marks)

    @cached_property
    def user_commands(self) -> UserCommands:
        """The programs that the settings make commands."""
        from papers_tui.tui.reader.actions.user_commands import UserCommands

        return UserCommands(self._window, self._selection, self._marks)

    @cached_property
    def sync(self) -> SyncActions:
        """The archive filled in the background."""
        from papers_tui.tui.reader.actions.sync import SyncActions

        return SyncActions(self._window)

    def library_read(self) -> None:
        """The reading list was read: show it, or what is looked for by its marks."""
        self.startup.library_read()
        if "reading_list" in self.__dict__:
            self.reading_list.changed()
        if "search" not in self.__dict__:
            return
        if (field := self._window.field) is not None and not self._window.reading:
            field.changed(field.value)
        elif "search_results" in self.__dict__ and self._window.source is self.search_results:
            self.search_results.look_again()
        self._filtering().look_again()

    def moved(self) -> None:
        """The cursor is on a paper, on the same one of a list that came in again as well."""
        if "reading_view" in self.__dict__:
            self.reading_view.moved()

    def pass_over(self, period: Period) -> bool:
        """Go on from a day without papers, if one goes list by list; False to stay on it."""
        return "navigation" in self.__dict__ and self.navigation.pass_over(period)

    def stop(self) -> bool:
        """Stop what goes on in the background; False when nothing does."""
        names = ("pdf", "sync", "imports", "pipe", "user_commands")
        there = [self.__dict__[name] for name in names if name in self.__dict__]
        running = [work for work in there if work.runs]
        for work in running:
            work.stop()
        return bool(running)

    def _do(self, name: str, command_id: str) -> None:
        part: Action = getattr(self, name)
        part.handlers()[command_id]()
