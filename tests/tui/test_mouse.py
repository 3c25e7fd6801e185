"""The mouse does what it looks as if it would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import MouseDown, MouseMove, MouseUp

from papers_tui.services.programs import desktop
from papers_tui.tui.commands import Place
from tests.support.reader import FRIDAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.events import MouseEvent

    from tests.support.fake_hub import FakeHub
    from tests.support.reader import Run, Running

DIALOGS = ("?", "d", "t", "e", "x", "i", "W", "|", "ctrl+p")


def sent(kind: type[MouseEvent], x: int, y: int, button: int = 1) -> MouseEvent:
    """An event as a terminal reports it."""
    return kind(None, x, y, 0, 0, button, False, False, False, x, y)


def place_of(reader: Running, text: str) -> Iterator[tuple[int, int]]:
    """The places of a text on the screen."""
    for y, strip in enumerate(reader.screen._compositor.render_strips()):
        if text in strip.text:
            yield strip.text.index(text), y


async def click(reader: Running, text: str) -> None:
    """Click on the first place where this text is on the screen."""
    await reader.pilot.click(offset=next(place_of(reader, text)))
    await reader.settle()


@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
async def test_a_click_beside_a_dialog_closes_it(run: Run, size: tuple[int, int]) -> None:
    async with run(size=size) as reader:
        for key in DIALOGS:
            await reader.press(key)
            assert len(reader.app.screen_stack) == 2, key
            box = reader.app.screen.query_one("#dialog").region
            if box.x == box.y == 0:  # it has the complete window
                await reader.press("escape")
                continue
            await reader.pilot.click(offset=(0, 0))
            await reader.settle()
            assert len(reader.app.screen_stack) == 1, key


async def test_what_was_done_in_a_dialog_stays_when_a_click_closes_it(run: Run) -> None:
    async with run() as reader:
        await reader.press("t", *"arms", "enter")
        await reader.pilot.click(offset=(0, 0))
        await reader.settle()
        (mark,) = reader.library.values()
        assert mark.tags == ("arms",)
        await reader.press("e", *"Read this.")
        await reader.pilot.click(offset=(0, 0))
        await reader.settle()
        (mark,) = reader.library.values()
        assert mark.note == "Read this."


async def test_a_theme_that_was_only_looked_at_goes_with_a_click_beside_the_list(run: Run) -> None:
    async with run() as reader:
        before = reader.app.theme
        reader.app.action_change_theme()
        await reader.settle()
        await reader.press("down")
        assert reader.app.theme != before
        await reader.pilot.click(offset=(0, 0))
        await reader.settle()
        assert len(reader.app.screen_stack) == 1
        assert reader.app.theme == before
