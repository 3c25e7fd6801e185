"""Undo and redo of what takes time: no key waits for it, and steps keep their order."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

from papers_tui.model.errors import PapersError
from papers_tui.store.settings import edit
from papers_tui.store.settings.load import load
from papers_tui.tui.reader.actions.undo import Step
from tests.support.home import put

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.reader import Run

Sequence = tuple[str, ...]


@pytest.mark.parametrize("keys", [("W", "enter"), ("/", *"robots", "ctrl+s", *"arms", "enter")])
async def test_the_settings_are_never_written_by_the_thread_that_takes_keys(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch, keys: Sequence
) -> None:
    threads: list[threading.Thread] = []
    written = edit._write

    def noted(path: Path, made: edit.Edit) -> None:
        threads.append(threading.current_thread())
        written(path, made)

    monkeypatch.setattr(edit, "_write", noted)
    async with run() as reader:
        await reader.press(*keys)
        if reader.screen.field is not None:
            await reader.press("escape")
        for key in ("u", "ctrl+y", "u"):
            await reader.press(key)
        assert len(threads) == 4
        assert threading.main_thread() not in threads
        assert load(home / "config.toml").named == {}


def slow_step(done: list[str], name: str, may_end: asyncio.Event) -> Step:
    """A step both parts of which end when they may."""

    def part(sentence: str) -> Callable[[], object]:
        async def act() -> str:
            await may_end.wait()
            done.append(sentence)
            return sentence

        return act

    return Step(part(f"{name} back"), part(f"{name} again"))  # type: ignore[arg-type]


async def test_steps_that_take_time_hold_up_no_key_and_are_taken_in_order(run: Run) -> None:
    async with run() as reader:
        done: list[str] = []
        may_end = asyncio.Event()
        undo = reader.screen.undo
        for name in ("first", "second"):
            undo.made(slow_step(done, name, may_end))
        for key in ("u", "u", "ctrl+y", "j"):
            await reader.pilot.press(key)
        assert reader.cursor == 1
        assert done == []
        may_end.set()
        await reader.settle()
        assert done == ["second back", "first back", "first again"]
        assert "first again." in reader.status
        await reader.press("u", "u")
        assert done[3:] == ["first back"]
        assert "There is nothing to undo." in reader.status


async def test_a_change_made_meanwhile_is_the_next_to_be_taken_back(run: Run) -> None:
    async with run() as reader:
        done: list[str] = []
        may_end = asyncio.Event()
        reader.screen.undo.made(slow_step(done, "slow", may_end))
        await reader.pilot.press("u", "s")
        may_end.set()
        await reader.settle()
        assert len(reader.library) == 1
        await reader.press("ctrl+y")
        assert "There is nothing to redo." in reader.status
        await reader.press("u")
        assert len(reader.library) == 0


async def test_a_step_that_failed_can_be_tried_again_in_its_place(run: Run) -> None:
    async with run() as reader:
        may_end, tries = asyncio.Event(), list[bool]()

        async def back() -> str:
            await may_end.wait()
            tries.append(True)
            if len(tries) == 1:
                raise PapersError("The disk is full (make room).")
            return "Taken back"

        reader.screen.undo.made(Step(back, back))
        await reader.pilot.press("u", "s")
        may_end.set()
        await reader.settle()
        assert "The disk is full" in reader.status
        await reader.press("u")
        assert len(reader.library) == 0
        await reader.press("u")
        assert "Taken back." in reader.status


async def test_a_watch_is_followed_again_under_its_name(run: Run, home: Path) -> None:
    put(home, "# mine\n")
    async with run() as reader:
        await reader.press("W", "enter")
        before = load(home / "config.toml").watches
        await reader.press("u", "ctrl+y")
        assert load(home / "config.toml").watches == before
