"""Things made in threads: given, or undone by who was cancelled meanwhile."""

from __future__ import annotations

import asyncio
from threading import Event

import pytest

from papers_tui.model.errors import PapersError
from papers_tui.services.threads import made_in_thread


async def test_what_is_made_is_given_and_not_undone() -> None:
    undone: list[str] = []
    assert await made_in_thread(lambda: "a", undone.append) == "a"
    assert undone == []

    def fail() -> str:
        raise PapersError("It failed.")

    with pytest.raises(PapersError, match="failed"):
        await made_in_thread(fail, undone.append)
    assert undone == []


@pytest.mark.parametrize("fails", [False, True])
async def test_what_comes_after_one_has_given_up_is_undone(*, fails: bool) -> None:
    making, may_go_on = Event(), Event()
    undone: list[str] = []

    def make() -> str:
        making.set()
        assert may_go_on.wait(20)
        if fails:
            raise PapersError("It failed.")
        return "a"

    task = asyncio.create_task(made_in_thread(make, undone.append))
    assert await asyncio.to_thread(making.wait, 20)
    task.cancel()
    await asyncio.sleep(0)
    assert undone == []
    may_go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert undone == ([] if fails else ["a"])
