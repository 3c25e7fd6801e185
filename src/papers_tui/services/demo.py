"""The bundled sample as a session: the same client, archive and screens, no network."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from papers_tui.services.session import Session
from papers_tui.store.paths import Paths

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

    from papers_tui.model.settings import Settings


def open_demo(home: Path, settings: Settings | None = None) -> Session:
    """A session on the sample, with all files in `home`; its clock stands in the sample's days."""
    from papers_tui.hub.endpoints import Endpoints
    from papers_tui.sample import NEWEST

    started = datetime.now(UTC)
    sample_started = datetime.combine(NEWEST, time(18), UTC)
    return Session(
        Paths.in_home(home),
        Endpoints(),
        transport=_transport,
        now=lambda: sample_started + (datetime.now(UTC) - started),
        demo=True,
        settings=settings,
    )


async def fill(session: Session) -> None:
    """Archive all days of the sample, so that a search finds its papers at once."""
    from contextlib import aclosing

    from papers_tui.sample import FIRST, NEWEST

    async with aclosing(session.sync().run(FIRST, NEWEST)) as steps:
        async for _ in steps:
            pass
    if session.connection is not None:
        await session.connection.close()


def _transport() -> httpx.AsyncBaseTransport:
    from papers_tui.hub.sample_transport import sample_transport

    return sample_transport()
