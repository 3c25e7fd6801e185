"""The mouse does what it looks as if it would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import MouseDown, MouseMove, MouseScrollDown, MouseScrollUp, MouseUp

from papers_tui.services.programs import desktop
from papers_tui.tui.widgets.bars import Footer
from papers_tui.tui.widgets.calendar import Calendar
from tests.support.home import put
from tests.support.mouse import click, drag, place_of, report
from tests.support.reader import FRIDAY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.fake_hub import FakeHub
    from tests.support.reader import Run

DIALOGS = ("?", "d", "t", "e", "x", "i", "W", "|", "ctrl+p")


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


async def test_the_second_of_two_clicks_does_not_close_what_the_first_has_opened(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run() as reader:
        monkeypatch.setattr(type(reader.app), "CLICK_CHAIN_TIME_THRESHOLD", 3600)
        place = place_of(reader, "? Help")
        for _ in range(2):
            report(reader, MouseDown, *place)
            report(reader, MouseUp, *place)
            await reader.settle()
        assert len(reader.app.screen_stack) == 2


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


async def test_what_is_dragged_fast_goes_where_the_mouse_goes_and_is_left_there(run: Run) -> None:
    async with run(size=(120, 24)) as reader:
        screen = reader.screen
        border = screen.split.divider.region
        drag(reader, (border.x, 10), (70, 10))
        await reader.settle()
        assert screen.cards.outer_size.width in (69, 70, 71)
        assert reader.app.mouse_captured is None
        bar = screen.cards.region
        drag(reader, (bar.right - 1, 1), (bar.right - 1, bar.bottom - 1))
        await reader.settle()
        assert screen.cards.top == screen.cards.furthest > 0
        assert reader.app.mouse_captured is None


async def test_a_border_is_let_go_when_the_button_was_released_outside_the_window(run: Run) -> None:
    async with run() as reader:
        border, cards = reader.screen.split.divider.region, reader.screen.cards
        for kind, x, button in ((MouseDown, border.x, 1), (MouseMove, 70, 1), (MouseMove, 40, 0)):
            report(reader, kind, x, 10, button)
        await reader.settle()
        assert cards.outer_size.width in (69, 70, 71)
        assert reader.app.mouse_captured is None


async def test_a_drag_ends_with_the_left_button_alone_also_outside_the_window(run: Run) -> None:
    async with run(size=(120, 24)) as reader:
        cards = reader.screen.cards
        edge, bottom = cards.region.right - 1, cards.region.bottom - 1
        report(reader, MouseDown, edge, cards.region.y)
        report(reader, MouseUp, edge, cards.region.y, 3)
        report(reader, MouseMove, edge, bottom)
        await reader.settle()
        assert cards.top == cards.furthest > 0
        assert reader.app.mouse_captured is cards
        report(reader, MouseMove, edge, cards.region.y, 0)
        await reader.settle()
        assert cards.top == cards.furthest
        assert reader.app.mouse_captured is None


async def test_a_click_on_the_border_moves_nothing_and_notes_nothing(run: Run) -> None:
    async with run() as reader:
        await reader.pilot.click(reader.screen.split.divider)
        await reader.settle()
        assert reader.screen.session.state.get("split-side") is None


async def test_text_is_selected_in_texts_alone_and_copied_without_its_margin(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []
    monkeypatch.setattr(desktop, "CLIPBOARDS", ())
    async with run() as reader:
        monkeypatch.setattr(reader.app, "copy_to_clipboard", copied.append)
        text, cards = reader.screen.abstract.region, reader.screen.cards.region
        drag(reader, (cards.x + 5, cards.y + 1), (cards.x + 15, cards.y + 6))
        await reader.settle()
        await reader.press("ctrl+c")
        assert copied == []
        assert "leaves the program" in reader.status
        lines = [row.strip() for row in reader.text.splitlines()]
        for end in ((text.right - 3, text.y + 1), (cards.x + 3, text.y + 1)):
            drag(reader, (text.x + 2, text.y), end)
            await reader.settle()
            await reader.press("ctrl+c")
            assert copied
            assert copied[-1].splitlines()[0].strip() == lines[0]
            assert all(row == row.strip() for row in copied[-1].splitlines())
            assert "CardList" not in copied[-1]
            assert "│" not in copied[-1]
            assert "Copied the selected text" in reader.status


async def test_a_link_at_which_a_selection_ends_is_not_opened(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    async with run() as reader:
        monkeypatch.setattr(reader.screen.paper_actions, "open", opened.append)
        x, y = place_of(reader, "arxiv.org/abs")
        drag(reader, (x - 8, y), (x + 4, y))
        await reader.settle()
        assert reader.screen.get_selected_text()
        assert opened == []
        await reader.pilot.click(offset=(x + 4, y))
        await reader.settle()
        assert len(opened) == 1


async def test_what_the_header_offers_can_be_clicked(run: Run, hub: FakeHub) -> None:
    today = hub.days.pop(FRIDAY.isoformat())
    async with run() as reader:
        listed = reader.list_ids
        await reader.press("j", "k", "f", *"upvotes:>30", "enter")
        assert reader.list_ids != listed
        await click(reader, "✕")
        assert reader.list_ids == listed
        hub.days[FRIDAY.isoformat()] = today
        reader.screen.hub_list.fetcher.fetch(None, touches=0)
        await reader.settle()
        assert "Friday 21 August is here" in reader.title
        assert reader.list_ids == listed
        await click(reader, "is here")
        assert reader.list_ids != listed
        assert "Friday 21 August" in reader.title
        hub.stop()
        await reader.press("R")
        assert "R tries again" in reader.title
        hub.start()
        await click(reader, "tries again")
        assert "tries again" not in reader.title


async def test_a_click_ends_an_offer_as_a_key_does_but_one_on_the_offer_takes_it(run: Run) -> None:
    async with run() as reader:
        assert "F2" in reader.status
        x, y = place_of(reader, "fetched")  # no card
        await reader.pilot.click(offset=(x, y + 2))
        await reader.settle()
        assert "F2" not in reader.status
    async with run() as reader:
        reader.screen.offered = "sync.month"
        reader.screen.show_status()
        before = len(reader.screen.session.archive.days())
        await click(reader, "F2 Fetch a month")
        assert len(reader.screen.session.archive.days()) > before


async def test_only_the_left_button_does_something(run: Run) -> None:
    async with run() as reader:
        cards = reader.screen.cards.region
        x, y = cards.x + 5, cards.y + 6
        footer = place_of(reader, "Star")
        for button in (2, 3):
            for _ in range(2):
                for kind in (MouseDown, MouseUp):
                    report(reader, kind, x, y, button)
            for kind in (MouseDown, MouseUp):
                report(reader, kind, *footer, button)
            await reader.settle()
            assert reader.cursor == 0
            assert not reader.screen.reading
            assert not reader.library
        await reader.pilot.click(offset=(x, y))
        assert reader.cursor == 1


async def test_a_full_text_can_be_fetched_by_a_click(run: Run) -> None:
    async with run() as reader:
        await reader.press("enter")
        await click(reader, "Full text")
        assert "is not on this machine" in reader.screen.pane.plain
        await click(reader, "F Fetch")
        assert "is not on this machine" not in reader.screen.pane.plain
        assert "F Fetch" not in reader.screen.query_one(Footer).render().plain


async def test_a_click_on_a_group_in_the_header_opens_it(run: Run, home: Path) -> None:
    put(home, "[watches]\nvotes = 'upvotes:>=30'\nnothing = 'zyxnowhere'\n")
    async with run() as reader:
        await reader.press("w", "6")
        await reader.until(lambda: "[votes" in reader.title)
        await reader.settle()
        await click(reader, "nothing 0")
        assert "[nothing 0]" in reader.title
        assert not reader.list_ids
        await click(reader, "votes ")
        assert "[votes" in reader.title
        await reader.press("5")
        assert "[All 1]" in reader.title
        await click(reader, "To read 1")
        assert "[To read 1]" in reader.title


async def test_a_click_on_a_group_leaves_the_paper_that_is_read(run: Run, home: Path) -> None:
    put(home, "[watches]\nvotes = 'upvotes:>=30'\nnothing = 'zyxnowhere'\n")
    async with run() as reader:
        await reader.press("6")
        await reader.until(lambda: "[votes" in reader.title)
        await reader.press("enter")
        assert reader.screen.reading
        await click(reader, "nothing 0")
        assert "[nothing 0]" in reader.title
        assert not reader.screen.reading


async def test_the_wheel_asks_for_more_of_a_list_as_the_cursor_does(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    async with run(size=(120, 24)) as reader:
        monkeypatch.setattr(reader.screen.hub_list, "near_end", asked.append)
        x, y = reader.screen.cards.region.offset
        for _ in range(len(reader.list_ids) * 2):
            report(reader, MouseScrollDown, x + 5, y + 5)
        await reader.settle()
        assert reader.cursor == 0
        assert asked[-1] == len(reader.list_ids) - 1
        assert asked == sorted(asked)


async def test_a_click_on_an_offer_for_a_query_takes_it(run: Run) -> None:
    async with run() as reader:
        await reader.press("/", *"zebras up")
        await click(reader, "upvotes:")
        field = reader.screen.field
        assert field is not None
        assert field.value == "zebras upvotes:"
        assert field.cursor_position == len(field.value)
        await reader.press("escape", "/")
        await click(reader, "org:")
        field = reader.screen.field
        assert field is not None
        assert field.value == "org:"
        assert field.has_focus


async def test_the_wheel_goes_through_the_months_and_a_day_to_come_is_no_day_to_go_to(
    run: Run,
) -> None:
    async with run() as reader:
        before = reader.period
        await reader.press("d")
        x, y = place_of(reader, "August 2026")
        report(reader, MouseScrollUp, x, y)
        await reader.settle()
        assert "July 2026" in reader.app.screen.query_one(Calendar).render().plain
        for _ in range(3):
            report(reader, MouseScrollDown, x, y)
        await reader.settle()
        assert "August 2026" in reader.app.screen.query_one(Calendar).render().plain
        await click(reader, " 31 ")
        assert reader.app.screen.is_modal
        assert reader.period == before


async def test_a_footer_that_changes_while_the_button_is_down_does_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run() as reader:
        x, y = place_of(reader, "Star")
        report(reader, MouseDown, x, y)
        await reader.settle()
        await reader.press("v")  # the footer names what can be done with marked papers
        given: list[str] = []
        monkeypatch.setattr(reader.screen, "give", given.append)
        report(reader, MouseUp, x, y)
        await reader.settle()
        assert given == []
        await click(reader, "Star")
        assert given == ["paper.star"]
