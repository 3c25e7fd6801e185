"""The panes of the main window: the place, styles and selection that all have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from papers_tui.tui.commands import Place
from papers_tui.tui.reader.window import Panes
from tests.support.reader import FRIDAY

if TYPE_CHECKING:
    from textual.widget import Widget

    from tests.support.fake_hub import FakeHub
    from tests.support.reader import Run, Running

SIZES = [(140, 40), (90, 40), (90, 20), (60, 20), (40, 12)]


def uncovered(reader: Running) -> list[tuple[int, int, Widget]]:
    """The cells of the window on which nothing is drawn but the window itself."""
    width, height = reader.screen.size
    cells = (
        (x, y, reader.screen.get_widget_at(x, y)[0]) for y in range(height) for x in range(width)
    )
    return [cell for cell in cells if cell[2] is reader.screen or isinstance(cell[2], Panes)]


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_drawn_space_is_covered_everywhere(run: Run, size: tuple[int, int]) -> None:
    async with run(size=size) as reader:
        assert not uncovered(reader)
        for keys in (("enter",), ("D",), ("L",), ("F",), ("escape",), ("f", *"zz", "enter")):
            await reader.press(*keys)
            assert not uncovered(reader), keys


@pytest.mark.parametrize("key", ["enter", "D", "F"])
async def test_to_read_a_paper_no_style_of_the_list_is_worked_out_again(
    run: Run, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    async with run() as reader:
        restyled: list[Widget] = []
        for pane in (reader.screen.cards, reader.screen.abstract, reader.screen.split.divider):
            monkeypatch.setattr(
                pane, "notify_style_update", lambda pane=pane: restyled.append(pane)
            )
        await reader.press(key, "escape")
        assert reader.screen.place is Place.LIST
        assert not restyled
        reader.screen.cards.add_class("-any")
        assert restyled == [reader.screen.cards]


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_is_back_where_it_was(run: Run, size: tuple[int, int]) -> None:
    async with run(size=size) as reader:
        panes = (reader.screen.cards, reader.screen.abstract, reader.screen.split.divider)
        before = [(pane.region, pane.display) for pane in panes]
        for key in ("enter", "D", "F"):
            await reader.press(key)
            assert reader.screen.pane.region.width == size[0]
            assert not reader.screen.cards.display
            await reader.press("escape")
            assert [(pane.region, pane.display) for pane in panes] == before


async def test_the_text_of_a_paper_that_is_read_stands_in_the_middle(run: Run) -> None:
    async with run(size=(140, 40)) as reader:
        rows = reader.text.splitlines()
        await reader.press("enter")
        left = min(len(row) - len(row.lstrip()) for row in reader.text.splitlines() if row.strip())
        assert left == (140 - 1 - 88) // 2
        await reader.press("escape")
        assert reader.text.splitlines() == rows


async def test_the_mouse_selects_text_of_rows_that_are_drawn_already(run: Run) -> None:
    async with run(size=(140, 40)) as reader:
        await reader.press("enter")
        text = reader.screen.abstract
        rows = [text.render_line(y).text for y in range(text.size.height)]
        row = next(y for y, words in enumerate(rows) if len(words.split()) > 8)
        first = len(rows[row]) - len(rows[row].lstrip())
        await reader.pilot.mouse_down(text, offset=(first, row))
        await reader.pilot.hover(text, offset=(first + 9, row))
        await reader.pilot.mouse_up(text, offset=(first + 9, row))
        assert reader.screen.get_selected_text() == rows[row][first : first + 10].rstrip("\n")


async def test_a_hidden_row_of_a_scrolled_text_is_selected_by_its_own_number(run: Run) -> None:
    async with run(size=(70, 14)) as reader:
        await reader.press("enter", "j", "j", "j")
        text = reader.screen.abstract
        assert text.top > 0
        rows = text.plain.splitlines()
        row = next(y for y in range(text.size.height) if len(rows[text.top + y].split()) > 5)
        await reader.pilot.mouse_down(text, offset=(2, row))
        await reader.pilot.hover(text, offset=(8, row))
        await reader.pilot.mouse_up(text, offset=(8, row))
        assert reader.screen.get_selected_text() == rows[text.top + row][2:9]


@pytest.mark.parametrize("key", ["enter", "D", "L", "F"])
async def test_a_part_shows_the_same_whatever_was_shown_before(
    run: Run, hub: FakeHub, key: str
) -> None:
    for entry in hub.days[FRIDAY.isoformat()]:
        hub.library.forms[entry["paper"]["id"]] = "full"
    alone: list[str] = []
    for down in range(3):
        async with run() as reader:
            await reader.press("home", *"j" * down, key)
            alone.append(reader.screen.pane.plain)
    assert len({*alone}) == 3
    async with run(offline=True) as reader:
        await reader.press("home")
        for down in (0, 1, 1):
            await reader.press(*"j" * down, key)
            assert reader.screen.pane.plain == alone.pop(0)
            await reader.press("escape")
