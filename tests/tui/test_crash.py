"""A crash leaves a report of where it happened."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
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
