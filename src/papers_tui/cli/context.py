"""The context of a command: its environment, its session, and the network."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from papers_tui.cli import streams
from papers_tui.model.date_style import DateStyle
from papers_tui.model.settings import Settings
from papers_tui.store.errors import ArchiveError, StoreError
from papers_tui.store.paths import Paths

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence

    from papers_tui.hub.endpoints import Endpoints
    from papers_tui.services.programs.hooks import Hook
    from papers_tui.services.session import Session

T = TypeVar("T")


class Context(NamedTuple):
    """The environment of a command, its settings, and whether it may use the network."""

    environment: Mapping[str, str]
    offline: bool = False
    """Whether the network is out of bounds."""

    settings: Settings = Settings()

    @property
    def dates(self) -> DateStyle:
        """The form of dates in what is printed for people."""
        return DateStyle.of(self.settings)

    def now(self) -> datetime:
        return datetime.now(UTC)

    @property
    def paths(self) -> Paths:
        paths = Paths.from_environment(self.environment)
        return paths.with_pdfs_in(self.settings.pdf_folder)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """The files and the hub within the block; at its end come warnings about the files."""
        from papers_tui.services.session import Session

        session = Session(
            self.paths,
            None if self.offline else self._endpoints,
            now=self.now,
            settings=self.settings,
        )
        raised = ""
        try:
            yield session
        except StoreError as error:
            raised = str(error)
            raise
        finally:
            for problem in session.problems():
                if problem != raised:
                    streams.warn(problem)
            session.close()

    def with_session(self, work: Callable[[Session], T]) -> T:
        """Do the work; when the archive cannot be written to, with one that is thrown away."""
        with self.session() as session:
            try:
                return work(session)
            except ArchiveError:
                from tempfile import TemporaryDirectory

                with TemporaryDirectory(prefix="papers-tui-") as folder:
                    other = session.with_archive(Path(folder) / session.paths.archive.name)
                    try:
                        return work(other)
                    finally:
                        other.archive.close()

    def fetch(self, session: Session, work: Callable[[], Awaitable[T]]) -> T:
        """Do what needs the network, and wait for it; raises HubError."""
        import asyncio
        import gc

        gc.enable()
        return asyncio.run(self._fetch(session, work))

    async def _fetch(self, session: Session, work: Callable[[], Awaitable[T]]) -> T:
        from papers_tui.cli.progress import ProgressBar

        connection = session.connection
        if connection is None:
            return await work()
        bar = ProgressBar(sys.stderr, self.environment)
        connection.on_wait = bar.wait
        try:
            return await work()
        finally:
            bar.clear()
            await connection.close()

    def start_hooks(self, some: Sequence[Hook]) -> None:
        """Start the user's programs, unless one of them runs this command; a warning if that fails.

        Nothing waits for them.
        """
        from papers_tui.services.programs import hooks

        if not hooks.may_start():
            return
        try:
            hooks.start(some, self.paths)
        except OSError as error:
            streams.warn(f"{hooks.not_started(error)}; the change is made")

    def _endpoints(self) -> Endpoints:
        from papers_tui.hub.endpoints import Endpoints

        return Endpoints.from_environment(self.environment, self.settings)
