"""The terminal lent to programs: one after the other has it."""

from __future__ import annotations

import asyncio
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from textual.app import App

from papers_tui.tui.terminal import lend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


async def test_a_program_waits_until_another_has_given_the_terminal_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = []

    @contextmanager
    def lent(_: App[object]) -> Iterator[None]:
        events.append("lent")
        yield
        events.append("back")

    monkeypatch.setattr(lend, "lent", lent)
    app, pipe = App[object](), tmp_path / "pipe"
    os.mkfifo(pipe)
    first = asyncio.create_task(lend.run_in_terminal(app, ["cat", str(pipe)]))
    second = asyncio.create_task(lend.run_in_terminal(app, ["false"]))
    await asyncio.to_thread(pipe.write_text, "")  # once the first one reads, which ends it
    assert (await first, await second) == (0, 1)
    assert events == ["lent", "back"] * 2


async def test_a_program_that_cannot_be_started_leaves_the_terminal_to_the_next() -> None:
    app = App[object]()  # there is no terminal to be lent
    for _ in range(2):
        with pytest.raises(lend.LendError):
            await lend.run_in_terminal(app, ["true"])
