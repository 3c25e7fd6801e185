"""The stores, the hub and the services of one run, for the reader and the commands."""

from __future__ import annotations

from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from papers_tui.model.library.marks import EMPTY, Library
from papers_tui.model.settings import Settings
from papers_tui.services.clock import utc_now

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    import httpx

    from papers_tui.hub.client import Hub
    from papers_tui.hub.endpoints import Endpoints
    from papers_tui.model.query.facts import Facts
    from papers_tui.model.watches import Watch
    from papers_tui.services.details import PaperDetails
    from papers_tui.services.exchange.digest import Digests
    from papers_tui.services.exchange.export import Exporter
    from papers_tui.services.exchange.zotero import ZoteroSender
    from papers_tui.services.hub_connection import HubConnection
    from papers_tui.services.library import LiveLibrary
    from papers_tui.services.lists import PaperLists
    from papers_tui.services.pdfs import Pdfs
    from papers_tui.services.search import PaperSearch
    from papers_tui.services.sync import Sync
    from papers_tui.services.watches import Watches
    from papers_tui.store.archive.archive import Archive
    from papers_tui.store.library.file import LibraryFile
    from papers_tui.store.paths import Paths
    from papers_tui.store.settings.edit import Edit
    from papers_tui.store.state import State

_STORES = ("archive", "state")


class Session:
    """The services of one run. Each part is opened when it is first asked for."""

    def __init__(
        self,
        paths: Paths,
        endpoints: Endpoints | Callable[[], Endpoints] | None,
        *,
        transport: Callable[[], httpx.AsyncBaseTransport] | None = None,
        now: Callable[[], datetime] = utc_now,
        demo: bool = False,
        deadline: float | None = None,
        settings: Settings | None = None,
    ) -> None:
        """Without endpoints nothing is ever fetched; a function for them is called when it is."""
        self.settings = settings or Settings()
        self.paths = paths.with_pdfs_in(self.settings.pdf_folder)
        self.now, self.demo = now, demo
        self._endpoints, self._transport, self._deadline = endpoints, transport, deadline
        self.library_problem = ""
        """The reason why the reading list, once read, is not what its file says; else empty."""
        self.at_close: list[Callable[[], object]] = []
        """Work that is to end before the stores are closed."""

        self._taking = Lock()
        self._reads = self._taken = 0
        """The number of times that the settings file was read again, and which of them counts."""

    def reload_queries(self) -> None:
        """Take searches and watches from the settings file as they are now.

        Those of before stay where the file cannot be read any more.
        """
        from papers_tui.store.settings.load import load

        with self._taking:
            self._reads += 1
            number = self._reads
        if (new := load(self.paths.config)).why_unread:
            return
        with self._taking:
            if number > self._taken:  # else another thread has read them since
                self._taken = number
                self.settings = self.settings._replace(
                    searches=new.searches, watches=new.watches, lines=new.lines
                )

    def add_query(self, table: str, name: str, query: str) -> Edit:
        """Write a search or a watch into the settings file; raises SettingsNotWritten."""
        from papers_tui.store.settings import edit

        made = edit.add(self.paths.config, table, name, query)
        self.reload_queries()
        return made

    def take_back_query(self, table: str, name: str, made: Edit) -> bool:
        """Undo what `add_query` did; False where the query is not there any more. Raises the same.

        The file is as it was before, unless it was changed since.
        """
        from papers_tui.store.settings import edit

        is_there = edit.take_back(self.paths.config, table, name, made)
        self.reload_queries()
        return is_there

    @cached_property
    def archive(self) -> Archive:
        """The archive of fetched lists and papers."""
        from papers_tui.store.archive.archive import Archive

        return Archive.open(self.paths.archive)

    @cached_property
    def state(self) -> State:
        """The record of seen papers and last positions."""
        from papers_tui.store.state import State

        return State.open(self.paths.state)

    @property
    def is_archive_kept(self) -> bool:
        """Whether what is fetched goes into the file; else it lasts as long as this run."""
        from papers_tui.store.files.regular import is_there

        _ = self.archive  # opening it makes the file
        return is_there(self.paths.archive) and self.paths.archive.is_file()

    @property
    def may_ask(self) -> bool:
        """Whether the network may be used at all."""
        return self._endpoints is not None

    @cached_property
    def connection(self) -> HubConnection | None:
        """The conversation with the hub; None when the network may not be used.

        Raises HubError when the environment names no usable address.
        """
        if self._endpoints is None:
            return None
        from papers_tui.services.hub_connection import HubConnection

        endpoints = self._endpoints() if callable(self._endpoints) else self._endpoints
        return HubConnection(endpoints, self._transport, deadline=self._deadline)

    @cached_property
    def lists(self) -> PaperLists:
        """The lists of days, weeks and months, and what is trending."""
        from papers_tui.services.lists import from_settings

        if not self.demo:
            return from_settings(self.settings, self.archive, self._connect, self.now)
        from papers_tui.sample import FIRST

        return from_settings(self.settings, self.archive, self._connect, self.now, FIRST)

    @cached_property
    def details(self) -> PaperDetails:
        """Discussions, what is linked to papers, and full texts."""
        from papers_tui.services.details import PaperDetails

        return PaperDetails(self.archive, self.lists, self._connect, self.now)

    @cached_property
    def pdfs(self) -> Pdfs:
        """The PDFs that are kept."""
        from papers_tui.services.pdfs import Pdfs

        return Pdfs(self.paths.pdf, self.settings.pdf_name, self._connect)

    @cached_property
    def library_file(self) -> LibraryFile:
        """The file of the reading list."""
        from papers_tui.store.library.file import LibraryFile

        return LibraryFile(self.paths.library, self.paths.state.parent, self.now)

    @cached_property
    def saved_library(self) -> Library:
        """The reading list as it is saved; where the file is damaged, its last good version."""
        from papers_tui.store.files.regular import is_there
        from papers_tui.store.paths import INDEX, JOURNAL

        state = self.paths.state.parent
        places = (self.paths.library, state / JOURNAL, state / INDEX)
        # Without any of them there is nothing to read, and no need to load what reads it.
        if not any(map(is_there, places)):
            return EMPTY
        loaded = self.library_file.settled()
        for loss in self.library_file.take_losses():
            self.library_problem = loss.sentence
        if loaded.problem:
            shown = "; what is shown of it is its last good version" if loaded.library else ""
            self.library_problem = f"{loaded.problem}{shown}"
        else:
            self.library_file.remember()
        return loaded.library

    def live_library(self, notify: Callable[[], object]) -> LiveLibrary:
        """The reading list of a program that goes on, not yet read; see there for `notify`."""
        from papers_tui.services.library import LiveLibrary

        library = LiveLibrary(self.library_file, notify)
        self.at_close.insert(0, library.close)  # before all that may hang
        if self.settings.hooks and not self.demo:
            from papers_tui.services.programs.hooks import HookQueue, may_start

            if may_start():
                hooks = HookQueue(dict(self.settings.hooks), self.paths, library.note)
                library.on_change = hooks.changed
                self.at_close.append(hooks.close)
        return library

    def search(self, facts: Callable[[], Mapping[str, Facts]] | None = None) -> PaperSearch:
        """The service that searches the archive, by these facts or those of the saved library."""
        from papers_tui.services.search import PaperSearch

        return PaperSearch(
            self.archive,
            self.state,
            facts or self._saved_facts,
            self.now,
            lambda: self.pdfs.ids(),
            lambda: self.settings.named,
            lambda: self.watches().followed(),
        )

    def watches(self) -> Watches:
        """The watches of the settings, and what they find."""
        from papers_tui.services.watches import Watches
        from papers_tui.store.paths import REPORTS

        return Watches(
            self.settings,
            self.archive,
            self.state,
            self.lists,
            self.search,
            self.paths.state.parent / REPORTS,
            self.now,
        )

    def digests(self) -> Digests:
        """The service that makes digests."""
        from papers_tui.model.date_style import DateStyle
        from papers_tui.services.exchange.digest import Digests

        dates = DateStyle.of(self.settings)
        return Digests(self.watches(), self.search(), self.exporter(), self.state, self.now, dates)

    def watches_of(self, ids: Sequence[str]) -> dict[str, tuple[Watch, ...]]:
        """The watches that find each of some archived papers."""
        return self.watches().finding(ids) if self.settings.watches else {}

    def watch_names(self, ids: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """The names of the watches that find each of some archived papers."""
        return self.watches().names(ids) if self.settings.watches else {}

    def sync(self) -> Sync:
        """The service that fills the archive day by day."""
        from papers_tui.services.sync import Sync

        return Sync(self.archive, self._hub, self.now)

    def exporter(self, library: Library | None = None) -> Exporter:
        """The service that prepares papers for other programs, with the marks of the library."""
        from papers_tui.services.exchange.export import Exporter

        return Exporter(
            self.archive,
            self.state,
            self.saved_library if library is None else library,
            self.watch_names,
            self.settings.cite_key,
        )

    def zotero(
        self, environment: Mapping[str, str], library: Library | None = None
    ) -> ZoteroSender:
        """The service that sends papers to Zotero; raises HubError for an address elsewhere."""
        from papers_tui.hub.zotero import Zotero
        from papers_tui.services.exchange.zotero import ZoteroSender

        zotero = Zotero.from_environment(environment)
        return ZoteroSender(zotero, self.exporter(library), self.state, self.now)

    def with_archive(self, path: Path) -> Session:
        """A session with another archive, to be closed before this one is."""
        other = Session(
            self.paths._replace(archive=path),
            self._endpoints,
            transport=self._transport,
            now=self.now,
            demo=self.demo,
            deadline=self._deadline,
            settings=self.settings,
        )
        other.state, other.saved_library = self.state, self.saved_library
        return other

    def problems(self) -> list[str]:
        """Problems of the opened files, as sentences."""
        stores = [self.__dict__[name] for name in _STORES if name in self.__dict__]
        return [*filter(None, (*(store.problem for store in stores), self.library_problem))]

    def close(self) -> None:
        """Finish the last save and close the stores.

        The connection ends with the event loop that it lives on.
        """
        for end in self.at_close:
            end()
        for name in _STORES:
            if name in self.__dict__:
                self.__dict__[name].close()

    @property
    def _connect(self) -> Callable[[], Awaitable[Hub]] | None:
        return self._hub if self.may_ask else None

    async def _hub(self) -> Hub:
        from papers_tui.services.lists import connected

        return await connected(self.connection.hub if self.connection else None)

    def _saved_facts(self) -> Mapping[str, Facts]:
        from papers_tui.model.query import facts

        seen = self.state.seen_days()
        return {
            key: facts.of(mark, seen_on=seen.get(key)) for key, mark in self.saved_library.items()
        }
