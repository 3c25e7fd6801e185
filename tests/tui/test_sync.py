"""The archive filled from within the reader, in the background."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from papers_tui.model.period import Day, Trending
from papers_tui.store.archive.archive import Archive
from papers_tui.store.paths import Paths
from papers_tui.tui.commands import COMMANDS
from papers_tui.tui.dialogs.prompt import Ask
from papers_tui.tui.palette.palette import Palette
from papers_tui.tui.widgets.bars import Bar
from papers_tui.tui.widgets.line_list import LineList
from tests.support.fake_hub.faults import Fault
from tests.support.reference import keys_markdown

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.fake_hub import FakeHub
    from tests.support.reader import Run, Running

FAR = re.compile(r"filling (?:the archive )?(\d+) of (\d+)")
HELD = "/api/daily_papers?date=2026-08-04"
"""The day before the last that is filled."""


async def fill(reader: Running, since: str = "2026-08-03") -> None:
    """Answer the question of `sync.start`."""
    reader.screen.give("sync.start")
    await reader.pilot.pause()
    await reader.pilot.press(*since, "enter")


def far(reader: Running) -> tuple[int, int]:
    """The days done and those in all, by the title; (1, 0) as long as it does not say."""
    found = FAR.search(reader.title)
    return (int(found[1]), int(found[2])) if found else (1, 0)


def archived(home: Path) -> list[date]:
    archive = Archive.open(Paths.in_home(home).archive)
    days = [Day(date.fromisoformat(f"2026-08-{number:02}")) for number in range(3, 22)]
    found = [day.day for day in days if archive.listing(day) is not None]
    archive.close()
    return found


async def test_the_palette_fills_the_archive(run: Run, home: Path, hub: FakeHub) -> None:
    async with run() as reader:
        await reader.pilot.press("ctrl+p")
        await reader.until(lambda: len(reader.app.screen_stack) > 1)
        await reader.pilot.press(*"fill the")
        palette = reader.app.screen
        assert isinstance(palette, Palette)
        await reader.until(lambda: "Fill the archive" in next(iter(palette.offered), ""))
        await reader.pilot.press("enter")
        await reader.until(lambda: isinstance(reader.app.screen, Ask))
        await reader.press(*"2026-08-03", "enter")
        assert "Filled" in reader.status
        assert "papers" in reader.status
        assert "filling" not in reader.title
    assert [day.isoformat() for day in archived(home)] == sorted(hub.days)


async def test_how_far_it_is_stands_in_the_title_while_one_reads(run: Run, hub: FakeHub) -> None:
    async with run() as reader:
        hub.hold(HELD)
        await fill(reader)
        await reader.until(lambda: far(reader)[0] == far(reader)[1] - 2)
        assert reader.title.rstrip().endswith(" s left")
        await reader.pilot.press("j")
        assert reader.cursor == 1
        await reader.pilot.press("4")
        await reader.until(lambda: reader.period == Trending())
        assert "filling the archive" in reader.title
        hub.release()
        await reader.settle()
        assert "Filled" in reader.status


async def test_stopping_keeps_what_is_there(run: Run, home: Path, hub: FakeHub) -> None:
    async with run() as reader:
        hub.hold(HELD)
        await fill(reader)
        await reader.until(lambda: far(reader)[0] == far(reader)[1] - 2)
        reader.screen.give("sync.stop")
        assert "Stopped: filled" in reader.status
        assert "filling" not in reader.title
        await reader.until(lambda: all(worker.is_finished for worker in reader.app.workers))
        hub.release()
    assert [day.isoformat() for day in archived(home)] == sorted(hub.days)[2:]
    async with run() as reader:
        await fill(reader)
        await reader.settle()
        assert "Filled" in reader.status
    assert [day.isoformat() for day in archived(home)] == sorted(hub.days)


async def test_one_filling_is_enough(run: Run, hub: FakeHub) -> None:
    async with run() as reader:
        reader.screen.give("sync.stop")
        assert "is not being filled" in reader.status
        hub.hold(HELD)
        await fill(reader)
        await reader.until(lambda: far(reader)[1] > 0)
        reader.screen.give("sync.start")
        await reader.pilot.pause()
        assert reader.screen.is_active
        assert "is being filled" in reader.status
        hub.release()
        await reader.settle()


async def test_leaving_does_not_wait_for_the_filling(run: Run, hub: FakeHub) -> None:
    async with run() as reader:
        hub.hold()
        await fill(reader)
        await reader.until(lambda: "filling" in reader.title)
        await reader.pilot.press("q")
        await reader.until(lambda: not reader.app.is_running)
    hub.release()


async def test_without_an_answer_nothing_is_asked_and_the_last_month_is_filled(
    run: Run, home: Path, hub: FakeHub
) -> None:
    async with run() as reader:
        await fill(reader, "")
        await reader.settle()
    assert [day.isoformat() for day in archived(home)] == sorted(hub.days)
    assert hub.asked("/api/daily_papers?date=2026-07-22")
    assert not hub.asked("/api/daily_papers?date=2026-07-21")


@pytest.mark.parametrize("answer", ["someday", "2026-09-01", "trending"])
async def test_what_is_no_day_that_has_been_is_asked_for_again(run: Run, answer: str) -> None:
    async with run() as reader:
        await fill(reader, answer)
        await reader.pilot.pause()
        assert isinstance(reader.app.screen, Ask)
        assert "last month or all" in reader.app.screen.query_one(Bar).text
        await reader.press("escape")
        assert reader.screen.status.work == {}


async def test_offline_says_why_nothing_is_filled(run: Run) -> None:
    async with run(offline=True) as reader:
        reader.screen.give("sync.start")
        await reader.pilot.pause()
        assert reader.screen.is_active
        assert "this run is offline" in reader.status


async def test_a_hub_that_does_not_answer_is_reported(run: Run, hub: FakeHub) -> None:
    async with run() as reader:
        hub.down()
        await fill(reader)
        await reader.settle()
        assert "filling" not in reader.title
        assert reader.screen.status.work == {}
        assert "could not be reached" in reader.status
        assert "Filled" not in reader.status


async def test_days_that_fail_are_named(run: Run, hub: FakeHub) -> None:
    hub.fault("/api/daily_papers?date=2026-08-06", Fault(status=500, times=None))
    async with run() as reader:
        await fill(reader)
        await reader.settle()
        assert "1 day could not be fetched" in " ".join(reader.status.split())
        assert "6 August 2026" in " ".join(reader.status.split())


async def test_a_narrow_title_keeps_the_list_s_name(run: Run, hub: FakeHub) -> None:
    async with run(size=(40, 12)) as reader:
        hub.hold(HELD)
        await fill(reader)
        await reader.until(lambda: far(reader)[0] == far(reader)[1] - 2)
        assert reader.title.startswith(" Friday 21 August")
        hub.release()
        await reader.settle()


async def test_help_and_tables_have_commands_without_a_key(run: Run) -> None:
    without = [command.id for command in COMMANDS if not command.shown_keys]
    assert {"sync.start", "sync.stop"} <= set(without)
    assert "| palette | Fetch older days" in keys_markdown()
    async with run() as reader:
        await reader.press("?", *"older days, in")
        assert "Fetch older days, in the background" in reader.app.screen.query_one(LineList).plain
