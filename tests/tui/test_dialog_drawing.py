"""The window behind a dialog, drawn in dimmed colors as Textual itself would draw it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual._context import visible_screen_stack
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.strip import Strip

from papers_tui.tui.dialogs.base import Dialog, Hint
from papers_tui.tui.dialogs.tags import TagEditor

if TYPE_CHECKING:
    from rich.style import Style

    from tests.support.reader import Run, Running


def dialog(reader: Running) -> Dialog[object]:
    screen = reader.app.screen
    assert isinstance(screen, Dialog)
    return screen


def behind(reader: Running) -> list[Strip]:
    shown = dialog(reader)
    return shown.render_lines(shown.size.region)


def cells(line: Strip) -> list[tuple[str, Style | None]]:
    """Each character with its style; a space shows nothing but what is behind it."""
    return [
        (char, one.style.background_style if char == " " and one.style else one.style)
        for one in line
        for char in one.text
    ]


@pytest.mark.parametrize("theme", ["papers-dark", "papers-light", "nord"])
async def test_the_window_behind_has_the_cells_that_textual_gives_it(run: Run, theme: str) -> None:
    async with run() as reader:
        reader.app.theme = theme
        await reader.press("j", "s", "t")
        shown = dialog(reader)
        drawn = []
        for way in (Dialog, ModalScreen):
            visible_screen_stack.set([reader.app.screen_stack[0]])
            shown.refresh(shown.region)
            drawn.append([cells(line) for line in way.render_lines(shown, shown.size.region)])
        assert drawn[0] == drawn[1]


async def test_the_window_behind_is_faint_where_colors_cannot_be_mixed(run: Run) -> None:
    async with run() as reader:
        reader.app.theme = "ansi-dark"
        await reader.press("t")
        styles = [part.style for line in behind(reader) for part in line if part.text.strip()]
        assert styles
        assert all(style and style.dim and not style.bold for style in styles)


async def test_what_changes_behind_a_dialog_is_shown(run: Run) -> None:
    async with run() as reader:
        await reader.press("?")
        assert "August 2026" in behind(reader)[0].text
        reader.screen.say("Something came meanwhile.")
        await reader.until(lambda: "Something came" in "".join(one.text for one in behind(reader)))


async def test_a_dialog_that_opens_while_the_window_grows_covers_it(run: Run) -> None:
    async with run() as reader:
        await reader.press("d")
        size = dialog(reader).size
        for smaller in (size.with_height(size.height - 1), size.with_width(size.width - 1)):
            reader.screen._compositor.reflow(reader.screen, smaller)
            dialog(reader).refresh(size.region)
            assert [line.cell_length for line in behind(reader)] == [size.width] * size.height


async def test_a_dialog_over_a_dialog_shows_both(run: Run) -> None:
    async with run() as reader:
        title = reader.title.split("·")[0].strip()
        await reader.press("t", *"tag", "enter")
        below = dialog(reader)
        await reader.app.push_screen(TagEditor())
        await reader.settle()
        assert dialog(reader) is not below
        text = "".join(line.text for line in behind(reader))
        assert "[x] tag" in text
        assert title in text


@pytest.mark.parametrize(("size", "classes"), [
    ((59, 19), {"-narrow", "-low"}), ((60, 20), {"-broad", "-high"}),
])  # fmt: skip
async def test_a_dialog_knows_the_window_before_it_is_drawn(
    run: Run, size: tuple[int, int], classes: set[str]
) -> None:
    async with run(size=size) as reader:
        reader.screen.give("paper.tags")
        assert dialog(reader).classes >= classes
        await reader.settle()
        assert dialog(reader).classes >= classes
        await reader.pilot.resize_terminal(40, 10)
        await reader.settle()
        assert dialog(reader).classes >= {"-narrow", "-low"}


@pytest.mark.parametrize(("width", "height"), [(60, 10), (100, 40)])
async def test_a_dialog_is_drawn_complete_before_the_window_behind_has_its_new_size(
    run: Run, monkeypatch: pytest.MonkeyPatch, width: int, height: int
) -> None:
    async with run(size=(80, 24)) as reader:
        await reader.press("?")
        old = [Strip.blank(width)] * height
        monkeypatch.setattr(reader.screen._compositor, "render_strips", lambda: old)
        dialog(reader).refresh(dialog(reader).region)
        assert [line.cell_length for line in behind(reader)] == [80] * 24


async def test_a_dialog_that_comes_up_has_the_window_behind_drawn_once(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run() as reader:
        compositor = reader.screen._compositor
        asked: list[str] = []

        def counted(name: str) -> None:
            act = getattr(compositor, name)

            def count(*args: object) -> object:
                asked.append(name)
                return act(*args)

            monkeypatch.setattr(compositor, name, count)

        counted("render_strips")
        counted("reflow")
        await reader.press("t")
        await reader.press(*"tag")
        assert asked == ["render_strips"]


def test_a_hint_that_says_nothing_yet_has_a_row() -> None:
    size = Size(40, 12)
    assert Hint().get_content_height(size, size, size.width) == 1
