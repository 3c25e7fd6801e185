"""Dialogs that are closed while they are still drawn or at work."""

from __future__ import annotations

import asyncio
import shlex
import sys
from contextlib import nullcontext
from threading import Event
from typing import TYPE_CHECKING

import pytest

from papers_tui.tui.dialogs.note import NoteEditor
from papers_tui.tui.palette.palette import Palette
from papers_tui.tui.terminal import lend
from tests.support.patience import seconds

if TYPE_CHECKING:
    from collections.abc import Callable

    from papers_tui.tui.dialogs.base import Dialog
    from papers_tui.tui.palette.offers import Offer
    from papers_tui.tui.reader.screen import ReaderScreen
    from tests.support.reader import Run

_STEPS = 24
"""The number of moments, in steps of the event loop behind the closing key."""

_OPENS = ["ctrl+p", "question_mark", "d", "t", "e", "F", "i", "T", "O"]


def at_work(dialog: Dialog[None]) -> list[str]:
    """The groups of the work that goes on for a dialog."""
    return [
        worker.group
        for worker in dialog.app.workers
        if worker.node is dialog and not (worker.is_finished or worker.is_cancelled)
    ]


async def test_a_dialog_that_closes_works_on_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, may_end = Event(), Event()

    def recent(_reader: ReaderScreen) -> list[Offer]:
        reading.set()
        may_end.wait(seconds(30))
        return []

    monkeypatch.setattr("papers_tui.tui.palette.palette.recent_offers", recent)
    async with run() as reader:
        await reader.pilot.press("ctrl+p")
        await reader.until(reading.is_set)
        palette = reader.app.screen
        assert isinstance(palette, Palette)
        assert at_work(palette) == ["palette"]
        palette.dismiss()
        assert at_work(palette) == []
        may_end.set()
        await reader.settle()
        palette.narrow()  # what a drawing had put off comes when its field is gone
        assert reader.screen.is_active


@pytest.mark.slow
@pytest.mark.parametrize("key", _OPENS)
async def test_what_a_dialog_waits_for_comes_at_any_moment_of_its_end(
    run: Run, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_come = asyncio.Event()

    async def held_up(work: Callable[..., object], *args: object) -> object:
        await may_come.wait()
        return work(*args)

    async with run() as reader:
        await reader.press("s", "enter", "escape", "t", *"tag", "enter", "escape", key, "escape")
        for steps in range(_STEPS):
            may_come.clear()
            monkeypatch.setattr(asyncio, "to_thread", held_up)
            await reader.pilot.press(key)
            reader.app.simulate_key("escape")
            for _ in range(steps):
                await asyncio.sleep(0)
            may_come.set()
            await reader.settle()
            assert reader.screen.is_active


@pytest.mark.program
async def test_a_note_that_an_editor_has_is_not_closed_under_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = "import sys; open(sys.argv[1], 'a').write(' and more')"
    monkeypatch.setenv("VISUAL", shlex.join([sys.executable, "-c", write]))
    monkeypatch.setattr(lend, "lent", lambda _app: nullcontext())
    async with run() as reader:
        await reader.press("e", *"new")
        for key in ("ctrl+o", "escape"):  # in one read
            reader.app.simulate_key(key)
        await reader.settle()
        assert isinstance(reader.app.screen, NoteEditor)
        await reader.press("escape")
        mark = reader.screen.marks.of(reader.current)
        assert mark is not None
        assert mark.note == "new and more"
