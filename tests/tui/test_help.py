"""The help as a place to find a command and to give it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.tui.dialogs.help import Help
from papers_tui.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from tests.support.reader import Run, Running


def dialog(reader: Running) -> Help:
    screen = reader.app.screen
    assert isinstance(screen, Help)
    return screen


def rows(reader: Running) -> list[str]:
    """The rows in sight."""
    pane = dialog(reader).query_one(LineList)
    return [pane.row(number).text for number in range(pane.total)][pane.top :][: pane.page]


def chosen(reader: Running) -> str:
    """The row that is chosen, which is in sight; empty where none is."""
    return "".join(row.strip() for row in rows(reader) if "▌" in row)


async def test_enter_gives_the_command_that_was_found(run: Run) -> None:
    async with run() as reader:
        await reader.press("j")
        at = reader.current
        await reader.press("?", *"star", "enter")
        assert reader.app.screen is reader.screen
        assert [paper for paper, mark in reader.library.items() if mark.starred] == [at]


async def test_a_help_that_is_only_looked_at_gives_no_command(run: Run) -> None:
    async with run() as reader:
        await reader.press("?", "enter", "up")
        assert chosen(reader) == ""
        await reader.press(*"theme", "backspace", *["backspace"] * 4)
        assert chosen(reader) == ""
        await reader.press("down")
        assert "The list before this one" in chosen(reader)
        await reader.press("down", "up", "enter")
        assert reader.app.screen is reader.screen
        assert "Thursday 20 August" in reader.title


async def test_the_command_whose_title_was_typed_is_chosen_first(run: Run) -> None:
    async with run() as reader:
        for typed, found in (("star", "Star the paper"), ("export", "Write what"), ("up", "Up")):
            await reader.press("?", *typed)
            assert found.lower() in chosen(reader).lower()
            await reader.press("escape")
        await reader.press("?", *"no such command")
        assert chosen(reader) == ""


async def test_commands_of_other_places_are_named_and_not_given(run: Run) -> None:
    async with run() as reader:
        await reader.press("enter", "?", *"only some")
        assert any("Show only some papers" in row for row in rows(reader))
        await reader.press("down", "enter")
        assert chosen(reader) == ""
        await reader.press("escape", "escape", "?", *"only some", "enter")
        assert reader.app.screen is reader.screen
        assert reader.screen.field is not None


async def test_the_keys_go_through_all_rows_of_the_help_and_back(run: Run) -> None:
    async with run(size=(80, 24)) as reader:
        await reader.press("?", "down")
        first = chosen(reader)
        for _ in range(200):
            before = rows(reader), chosen(reader)
            await reader.press("down")
            if (rows(reader), chosen(reader)) == before:
                break
        assert "its code is known; GitHub stars" in rows(reader)[-1]
        await reader.press(*["pageup"] * 12)
        assert "Enter reads a paper" in rows(reader)[0]
        await reader.press("down", "up", "up", "up")
        assert chosen(reader) == first
        await reader.press(*["down"] * 12)
        assert "Enter reads a paper" not in rows(reader)[0]
        await reader.press(*["up"] * 12)
        assert chosen(reader) == first
        assert "Enter reads a paper" in rows(reader)[0]


async def test_a_click_gives_the_command_too(run: Run) -> None:
    async with run() as reader:
        await reader.press("?")
        row = next(number for number, text in enumerate(rows(reader)) if "Show only some" in text)
        await reader.pilot.click(LineList, offset=(20, row))
        await reader.settle()
        assert reader.app.screen is reader.screen
        assert reader.screen.field is not None
