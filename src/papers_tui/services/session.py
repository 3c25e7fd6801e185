"""What a run of the reader works with, opened once and handed down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from papers_tui.services.connection import Connection
from papers_tui.services.reader import Reader, utc_now
from papers_tui.store.archive import Archive
from papers_tui.store.state import State

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    import httpx

    from papers_tui.hub.endpoint import Endpoints
    from papers_tui.store.paths import Paths


@dataclass(frozen=True, slots=True)
class Session:
    """The stores and the hub of one run."""

    reader: Reader
    archive: Archive
    state: State
    connection: Connection | None
    """None when the network may not be used."""

    now: Callable[[], datetime] = utc_now
    demo: bool = False

    @classmethod
    def open(
        cls,
        paths: Paths,
        endpoints: Endpoints | None,
        *,
        transport: Callable[[], httpx.AsyncBaseTransport] | None = None,
        now: Callable[[], datetime] = utc_now,
        demo: bool = False,
    ) -> Session:
        """Open the stores; without endpoints nothing is ever fetched."""
        archive, state = Archive.open(paths.archive), State.open(paths.state)
        connection = Connection(endpoints, transport) if endpoints else None
        reader = Reader(archive, connection.hub if connection else None, now)
        return cls(reader, archive, state, connection, now, demo)

    def close(self) -> None:
        """Close the stores. The connection ends with the event loop that it lives on."""
        self.archive.close()
        self.state.close()
