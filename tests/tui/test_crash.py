"""A crash leaves a report of where it happened."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from textual.events import Key
from textual.widgets import Static
from textual.worker import WorkerFailed

if TYPE_CHECKING:
    from tests.support.reader import Run

HIDDEN = "a token that nobody may see"


def breaks() -> None:
    raise ValueError(HIDDEN)


async def test_a_crash_in_a_thread_is_reported_with_its_place(run: Run) -> None:
    reports: list[str] = []

    async def crashing() -> None:
        async with run() as reader:
            reader.screen.run_worker(asyncio.to_thread(breaks))
            await reader.until(lambda: bool(reader.app.crash))
            reports.append(reader.app.crash)

    with pytest.raises(WorkerFailed):
        await crashing()
    (report,) = reports
    assert f'{__file__}", line ' in report
    assert "in breaks" in report
    assert "ValueError" in report
    assert HIDDEN not in report


@pytest.mark.parametrize("key", ["ctrl+p", "F", "slash"])
async def test_what_a_key_opens_while_the_program_is_left_is_no_crash(run: Run, key: str) -> None:
    for steps in range(4):  # of the event loop behind the key
        async with run() as reader:
            reader.app.post_message(Key(key, None))
            for _ in range(steps):
                await asyncio.sleep(0)
            reader.app.exit()
        assert reader.app.crash == ""


async def test_work_that_goes_on_while_the_program_is_left_is_no_crash(run: Run) -> None:
    may_go_on = asyncio.Event()

    async with run() as reader:

        async def show() -> None:
            await may_go_on.wait()
            reader.screen.mount(Static(), before="#status")

        worker = reader.screen.run_worker(show())
        await reader.pilot.pause()
        may_go_on.set()
        reader.app.exit()
        with pytest.raises(WorkerFailed):
            await worker.wait()
    assert reader.app.crash == ""
