"""Discussions, linked repositories and full texts: archived, and as the hub has them now."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from papers_tui.hub.errors import Missing, NoFullText, Offline
from papers_tui.model.details import threaded
from papers_tui.services.session import Session
from papers_tui.store.errors import ArchiveError
from papers_tui.store.paths import Paths
from tests.support.fake_hub import FakeHub, daily
from tests.support.fake_hub.faults import Fault
from tests.support.patience import seconds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from papers_tui.services.details import PaperDetails

NOON = datetime(2026, 8, 21, 16, tzinfo=UTC)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.moment = NOON

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def session(hub: FakeHub, home: Path, clock: Clock) -> Iterator[Session]:
    from papers_tui.hub.endpoints import Endpoints

    endpoints = Endpoints(hub.url, hub.url, hub.url)
    session = Session(Paths.in_home(home), endpoints, now=clock, deadline=seconds(30))
    yield session
    session.close()


@pytest.fixture
def deep(session: Session) -> PaperDetails:
    return session.details


@pytest.fixture
def talked(hub: FakeHub) -> str:
    """A paper that is talked about."""
    entries = daily.listed(hub.days)
    return next(daily.paper_id(entry) for entry in entries if entry["numComments"] >= 3)


async def closed(session: Session) -> None:
    assert session.connection is not None
    await session.connection.close()


async def test_what_was_fetched_is_there_at_once_the_next_time(
    session: Session, deep: PaperDetails, talked: str, hub: FakeHub
) -> None:
    assert deep.details(talked) is None
    fresh = await deep.refresh_details(talked)
    assert len(hub.asked("/api/papers/")) == 1
    kept = deep.details(talked)
    assert kept == fresh
    assert fresh.fetched == NOON
    comments = threaded(fresh.details.comments)
    assert [depth for _, depth in comments][:3] == [0, 1, 0]
    assert comments[2][0].hidden
    paper = session.archive.paper(talked)
    assert paper is not None
    assert paper.comments == fresh.details.comment_count == len(comments)
    await closed(session)


async def test_details_are_stale_after_an_hour(
    session: Session, deep: PaperDetails, talked: str, clock: Clock
) -> None:
    kept = await deep.refresh_details(talked)
    assert not kept.is_stale(NOON + timedelta(hours=1))
    assert kept.is_stale(NOON + timedelta(hours=1, seconds=1))
    await closed(session)


async def test_the_json_of_the_list_stays(
    session: Session, deep: PaperDetails, talked: str
) -> None:
    from papers_tui.model.period import Day

    day = Day(date(2026, 8, 21))
    await session.lists.refresh(day)
    stored = session.archive.listing(day)
    assert stored is not None
    paper_id = stored.ids[0]
    before = session.archive.raw(paper_id)
    await deep.refresh_details(paper_id)
    assert session.archive.raw(paper_id) == before
    await deep.refresh_details(talked)
    assert b'"comments"' not in session.archive.raw(talked)
    await closed(session)


async def test_without_an_answer_the_archived_ones_stay(
    session: Session, deep: PaperDetails, talked: str, hub: FakeHub
) -> None:
    kept = await deep.refresh_details(talked)
    hub.down()
    with pytest.raises(Offline):
        await deep.refresh_details(talked)
    assert session.lists.offline_since == NOON
    assert deep.details(talked) == kept
    hub.up()
    with pytest.raises(Missing):
        await deep.refresh_details("2608.99999")
    assert session.lists.offline_since is None
    await closed(session)


async def test_a_text_is_fetched_once_and_read_from_the_archive(
    session: Session, deep: PaperDetails, talked: str, hub: FakeHub
) -> None:
    hub.library.texts[talked] = "# T\n\n## 1 Introduction\n\nWords.\n"
    assert deep.full_text(talked) is None
    text = await deep.fetch_full_text(talked)
    assert text == deep.full_text(talked) == "# T\n\n## 1 Introduction\n\nWords."
    assert session.archive.ids_with_full_text() == {talked}
    await closed(session)


async def test_that_there_is_no_text_is_asked_again_after_a_day(
    session: Session, deep: PaperDetails, talked: str, hub: FakeHub, clock: Clock
) -> None:
    hub.library.forms[talked] = "html"
    for hours, times in ((0, 1), (23, 1), (25, 2)):
        clock.moment = NOON + timedelta(hours=hours)
        with pytest.raises(NoFullText):
            await deep.fetch_full_text(talked)
        assert len(hub.asked("/papers/")) == times
    hub.library.forms[talked] = "full"
    assert "## 1 Introduction" in await deep.fetch_full_text(talked, again=True)
    hub.library.forms[talked] = "page"
    assert "## 1 Introduction" in await deep.fetch_full_text(talked)
    assert deep.full_text(talked)
    await closed(session)


async def test_a_text_in_pieces_is_no_text(
    session: Session, deep: PaperDetails, talked: str, hub: FakeHub
) -> None:
    hub.fault("/papers/", Fault(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n# A"))
    with pytest.raises(Offline):
        await deep.fetch_full_text(talked)
    assert deep.full_text(talked) is None
    hub.library.texts[talked] = "# A whole one\n\n## 1\n\nWords."
    assert await deep.fetch_full_text(talked)
    await closed(session)


async def test_an_archive_that_cannot_be_written_is_named(
    session: Session, deep: PaperDetails, talked: str
) -> None:
    session.archive.close()
    with pytest.raises(ArchiveError):
        await deep.refresh_details(talked)
    await closed(session)


async def test_without_a_network_only_the_archive_is_asked(home: Path, talked: str) -> None:
    session = Session(Paths.in_home(home), None, now=lambda: NOON)
    deep = session.details
    session.archive.store_full_text(talked, "", NOON)
    with pytest.raises(Offline, match="--offline"):
        await deep.refresh_details(talked)
    with pytest.raises(NoFullText):
        await deep.fetch_full_text(talked)
    with pytest.raises(Offline, match="--offline"):
        await deep.fetch_full_text("2608.00001")
    session.close()
