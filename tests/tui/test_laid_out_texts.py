"""The full text of the paper under the cursor, made ready before a key asks for it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING, Any, cast

import pytest

from papers_tui.model.period import Day
from papers_tui.services.details import PaperDetails
from papers_tui.store.archive.archive import Archive
from papers_tui.store.paths import Paths
from papers_tui.tui.reader.paper.laid_out_texts import LaidOutTexts
from papers_tui.tui.render.full_text import FullTextLayout
from tests.support.fake_hub import FakeHub, fulltext
from tests.support.reader import FRIDAY, NOON

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

    from papers_tui.tui.reader.window import Window
    from tests.support.reader import Run, Running

OTHER = "# Another text\n\nIt says something else.\n"


def ids(hub: FakeHub) -> list[str]:
    return [entry["paper"]["id"] for entry in hub.days[FRIDAY.isoformat()]]


@pytest.fixture
async def texts(run: Run, hub: FakeHub, home: Path) -> list[str]:
    """The newest day in the archive, with the texts of its second and third paper."""
    async with run():
        pass
    archive = Archive.open(Paths.in_home(home).archive)
    for entry in hub.days[FRIDAY.isoformat()][1:3]:
        archive.store_full_text(entry["paper"]["id"], fulltext.full(entry, sections=40), NOON)
    archive.close()
    return ids(hub)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The papers whose text was read from the archive, in order."""
    asked: list[str] = []
    read = PaperDetails.full_text

    def noted(deep: PaperDetails, paper_id: str) -> str | None:
        asked.append(paper_id)
        return read(deep, paper_id)

    monkeypatch.setattr(PaperDetails, "full_text", noted)
    return asked


def shown(reader: Running) -> str:
    return " ".join(reader.screen.pane.plain.split())


async def test_a_text_is_read_while_its_abstract_is_and_shown_at_once(
    run: Run, texts: list[str], reads: list[str]
) -> None:
    async with run(offline=True) as reader:
        await reader.press("j")
        await reader.until(lambda: reads == [texts[1]])
        await reader.settle()
        await reader.press("F")
        assert "1 Introduction" in shown(reader)
        await reader.press("escape", "F")
        assert reads == [texts[1]], "once, and not by the key"


async def test_the_key_does_not_wait_for_what_is_made_ahead(
    run: Run, texts: list[str], reads: list[str]
) -> None:
    async with run(offline=True) as reader:
        await reader.press("j", "F")
        assert "1 Introduction" in shown(reader)
        assert texts[1] in reads


async def test_the_paper_that_the_cursor_goes_on_to_is_the_next(
    run: Run, texts: list[str], reads: list[str]
) -> None:
    async with run(offline=True) as reader:
        await reader.press("j")
        await reader.until(lambda: texts[1] in reads)
        await reader.press("j")
        await reader.until(lambda: texts[2] in reads)
        await reader.settle()
        before = list(reads)
        await reader.press("F")
        assert "1 Introduction" in shown(reader)
        assert reads == before
        await reader.press("escape", "k", "k")
        await reader.press("F")
        assert reads[len(before) :].count(texts[0]) == 1
        assert "not on this machine" in shown(reader)


async def test_a_text_made_ahead_ends_no_fetch_of_the_days_beside(
    run: Run, hub: FakeHub, home: Path, texts: list[str], reads: list[str]
) -> None:
    thursday, wednesday = (FRIDAY - timedelta(days=number) for number in (1, 2))
    entry = hub.days[thursday.isoformat()][1]
    archive = Archive.open(Paths.in_home(home).archive)
    archive.store_full_text(entry["paper"]["id"], OTHER, NOON)
    archive.close()
    async with run() as reader:
        hub.hold("/api/daily_papers")
        await reader.pilot.press("[", "j")
        await reader.until(lambda: entry["paper"]["id"] in reads)
        hub.release()
        await reader.settle()
        assert reader.screen.session.archive.listing(Day(wednesday)) is not None


async def test_papers_without_an_archived_text_are_not_looked_up(
    run: Run, texts: list[str], reads: list[str]
) -> None:
    async with run(offline=True) as reader:
        await reader.press("j")
        await reader.until(lambda: texts[1] in reads)
        await reader.press("j", "j", "j", "j", "k")
        assert {*reads} <= {texts[1], texts[2]}


async def test_a_text_fetched_again_takes_the_place_of_the_one_made_ahead(
    run: Run, hub: FakeHub, texts: list[str], reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fulltext, "full", lambda _: OTHER)
    hub.library.forms[texts[1]] = "full"
    async with run() as reader:
        await reader.press("j")
        await reader.until(lambda: texts[1] in reads)
        await reader.settle()
        await reader.press("F")
        assert "1 Introduction" in shown(reader)
        await reader.press("R")
        assert shown(reader) == "Another text It says something else."
        await reader.press("escape", "F")
        assert shown(reader) == "Another text It says something else."


class Slow:
    """An archive that answers when it may, and the screen that waits for it."""

    def __init__(self) -> None:
        self.asked, self.may_answer = Event(), Event()

    def full_text(self, _: str) -> str:
        self.asked.set()
        assert self.may_answer.wait(20)
        return "# Old"

    def only(self, _: str, work: Callable[..., Coroutine[Any, Any, None]], *args: object) -> None:
        self.work = asyncio.create_task(work(*args))


async def test_what_arrives_in_between_is_not_replaced_by_what_was_there_before() -> None:
    slow = Slow()
    ahead = LaidOutTexts(cast("Window", slow), cast("PaperDetails", slow))
    ahead.expect("a", 0)
    assert await asyncio.to_thread(slow.asked.wait, 20)
    ahead.keep("a", FullTextLayout("# New"))
    slow.may_answer.set()
    await slow.work
    text = ahead.take("a")
    assert text is not None
    assert text.source == "# New"
