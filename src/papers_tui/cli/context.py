"""What a command works with, and how it reaches the files and the hub."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from papers_tui.cli import streams
from papers_tui.cli.library_view import Marks
from papers_tui.model.settings import Settings
from papers_tui.services.search import PaperSearch
from papers_tui.store.errors import ArchiveError, StoreError
from papers_tui.store.paths import Paths

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence

    from papers_tui.services.hub_connection import HubConnection
    from papers_tui.services.lists import PaperLists
    from papers_tui.store.archive.archive import Archive
    from papers_tui.store.state import State

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stores:
    """The opened files."""

    archive: Archive
    state: State
    marks: Marks


@dataclass(frozen=True, slots=True)
class Context:
    """Where a command runs."""

    environment: Mapping[str, str]
    offline: bool = False
    """Whether the network is out of bounds."""

    settings: Settings = field(default_factory=Settings)

    def now(self) -> datetime:
        return datetime.now(UTC)

    @property
    def paths(self) -> Paths:
        paths = Paths.from_environment(self.environment)
        return paths.with_pdfs_in(self.settings.pdf_folder)

    @contextmanager
    def stores(self) -> Iterator[Stores]:
        """The files, open within the block; what is wrong with them is said at its end."""
        from papers_tui.store.archive.archive import Archive
        from papers_tui.store.state import State

        paths = self.paths
        stores = Stores(Archive.open(paths.archive), State.open(paths.state), Marks(paths))
        said = ""
        try:
            yield stores
        except StoreError as error:
            said = str(error)
            raise
        finally:
            for problem in (stores.archive.problem, stores.state.problem):
                if problem and problem != said:
                    streams.warn(problem)
            stores.archive.close()
            stores.state.close()

    def with_stores(self, work: Callable[[Stores], T]) -> T:
        """Do the work; when the archive cannot be written to, with one that is thrown away."""
        with self.stores() as stores:
            try:
                return work(stores)
            except ArchiveError:
                from tempfile import TemporaryDirectory

                from papers_tui.store.archive.archive import Archive

                with TemporaryDirectory(prefix="papers-tui-") as folder:
                    archive = Archive.open(Path(folder) / "archive.db")
                    try:
                        return work(replace(stores, archive=archive))
                    finally:
                        archive.close()

    def reader(self, stores: Stores) -> PaperLists:
        """What the archive knows about lists, without the network."""
        from papers_tui.services.lists import from_settings

        return from_settings(self.settings, stores.archive, None, self.now)

    def fetch(self, stores: Stores, work: Callable[[PaperLists, HubConnection], Awaitable[T]]) -> T:
        """Do what needs the network, and wait for it; raises HubError. Not for --offline."""
        import asyncio
        import gc

        gc.enable()
        return asyncio.run(self._fetch(stores, work))

    async def _fetch(
        self, stores: Stores, work: Callable[[PaperLists, HubConnection], Awaitable[T]]
    ) -> T:
        from papers_tui.cli.progress import Bar
        from papers_tui.hub.endpoints import Endpoints
        from papers_tui.services.hub_connection import HubConnection
        from papers_tui.services.lists import from_settings

        bar = Bar(sys.stderr, self.environment)
        endpoints = Endpoints.from_environment(self.environment, self.settings)
        connection = HubConnection(endpoints, on_wait=bar.wait)
        try:
            reader = from_settings(self.settings, stores.archive, connection.hub, self.now)
            return await work(reader, connection)
        finally:
            bar.clear()
            if connection.warning:
                streams.warn(connection.warning)
            await connection.close()


def finder(stores: Stores) -> PaperSearch:
    """What finds papers in the opened files, by what the reading list says too."""
    marks = stores.marks
    return PaperSearch(
        stores.archive,
        stores.state,
        lambda: marks.facts(stores.state.seen()),
        pdfs=marks.with_pdf,
    )


def exported(stores: Stores, ids: Sequence[str], form: str) -> str:
    """The papers in one of `export.formats.FORMATS`; their citation keys are kept."""
    from papers_tui.export.formats import FORMATS
    from papers_tui.services.export import Exporter

    exporter = Exporter(stores.archive, stores.state, stores.marks.library)
    text = exporter.render(ids, FORMATS[form])
    if exporter.problem:
        streams.warn(exporter.problem)
    return text
