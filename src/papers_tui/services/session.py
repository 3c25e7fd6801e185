"""What a run of the reader works with, opened once and handed down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from papers_tui.model.settings import Settings
from papers_tui.services.clock import utc_now
from papers_tui.services.hub_connection import DEADLINE, HubConnection
from papers_tui.services.lists import PaperLists, from_settings
from papers_tui.store.archive.archive import Archive
from papers_tui.store.state import State

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    import httpx

    from papers_tui.hub.endpoints import Endpoints
    from papers_tui.services.details import PaperDetails
    from papers_tui.services.library import LiveLibrary
    from papers_tui.services.pdfs import Pdfs
    from papers_tui.store.paths import Paths


@dataclass(frozen=True, slots=True)
class Session:
    """The stores and the hub of one run."""

    reader: PaperLists
    archive: Archive
    state: State
    connection: HubConnection | None
    """None when the network may not be used."""

    paths: Paths

    now: Callable[[], datetime] = utc_now
    demo: bool = False
    settings: Settings = field(default_factory=Settings)
    at_close: list[Callable[[], object]] = field(default_factory=list)
    """What is to end before the stores are closed."""

    @classmethod
    def open(
        cls,
        paths: Paths,
        endpoints: Endpoints | None,
        *,
        transport: Callable[[], httpx.AsyncBaseTransport] | None = None,
        now: Callable[[], datetime] = utc_now,
        demo: bool = False,
        deadline: float = DEADLINE,
        settings: Settings | None = None,
    ) -> Session:
        """Open the stores; without endpoints nothing is ever fetched."""
        archive, state = Archive.open(paths.archive), State.open(paths.state)
        connection = HubConnection(endpoints, transport, deadline=deadline) if endpoints else None
        settings = settings or Settings()
        reader = from_settings(settings, archive, connection.hub if connection else None, now)
        placed = paths.with_pdfs_in(settings.pdf_folder)
        return cls(reader, archive, state, connection, placed, now, demo, settings)

    def shelf(self, notify: Callable[[], object]) -> LiveLibrary:
        """The reading list of this run, not yet read; `notify` as the shelf says."""
        from papers_tui.services.library import LiveLibrary
        from papers_tui.store.library.file import LibraryFile

        shelf = LiveLibrary(
            LibraryFile(self.paths.library, self.paths.state.parent, self.now), notify
        )
        self.at_close.append(shelf.close)
        return shelf

    def deep(self) -> PaperDetails:
        """Discussions, what is linked to papers, and full texts, for this run."""
        from papers_tui.services.details import PaperDetails

        connect = self.connection.hub if self.connection else None
        return PaperDetails(self.archive, self.reader, connect, self.now)

    def pdfs(self) -> Pdfs:
        """The PDFs that are kept, for this run."""
        from papers_tui.services.pdfs import Pdfs

        connect = self.connection.hub if self.connection else None
        return Pdfs(self.paths.pdf, self.settings.pdf_name, connect)

    def close(self) -> None:
        """Finish the last save and close the stores.

        The connection ends with the event loop that it lives on.
        """
        for end in self.at_close:
            end()
        self.archive.close()
        self.state.close()
