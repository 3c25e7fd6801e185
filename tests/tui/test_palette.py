"""The lists, papers and searches that the palette offers beside the commands."""

from __future__ import annotations

from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING

from textual.events import MouseDown, MouseUp

from papers_tui.model.period import Day, Month
from papers_tui.tui.commands import Place
from papers_tui.tui.dialogs.themes import ThemePicker
from papers_tui.tui.palette.palette import Palette
from papers_tui.tui.palette.places import recent_offers
from papers_tui.tui.widgets.line_list import LineList
from tests.support.home import put
from tests.support.patience import seconds
from tests.support.reader import FRIDAY, NOON, Run, Running

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from papers_tui.tui.palette.offers import Offer
    from papers_tui.tui.reader.screen import ReaderScreen
    from tests.support.fake_hub import FakeHub


async def pick(reader: Running, text: str, offer: str) -> None:
    """Open the palette, type, and take the first that is offered once it is that."""
    await reader.pilot.press("ctrl+p", *text)
    await reader.until(lambda: offer in next(iter(palette(reader).offered), ""))
    await reader.press("enter")
    await reader.until(lambda: reader.app.screen is reader.screen)
    await reader.settle()


def palette(reader: Running) -> Palette:
    screen = reader.app.screen
    assert isinstance(screen, Palette)
    return screen


async def test_a_date_in_any_form_leads_to_its_list(run: Run) -> None:
    async with run() as reader:
        await pick(reader, "2026-08-12", "Wednesday 12 August")
        assert reader.period == Day(FRIDAY.replace(day=12))
        await reader.press("enter")
        await pick(reader, "last month", "July 2026")
        assert reader.screen.hub_list.period == Month(2026, 7)
        assert reader.screen.place is Place.LIST


async def test_a_date_is_counted_on_a_weekend_as_the_dialog_for_dates_counts_it(run: Run) -> None:
    sunday = NOON + timedelta(days=2)
    async with run(now=lambda: sunday) as reader:
        await pick(reader, "yesterday", "Thursday 20 August")
        in_palette = reader.period
        await reader.press("d", *"yesterday", "enter")
        assert reader.period == in_palette == Day(FRIDAY - timedelta(days=1))


async def test_a_tag_leads_to_its_papers(run: Run) -> None:
    async with run() as reader:
        await reader.press("j", "t", *"to discuss", "enter", "escape")
        tagged = reader.current
        await pick(reader, "to discuss", "to discuss")
        assert reader.list_ids == (tagged,)
        assert 'tag:"to discuss"' in reader.title


async def test_a_paper_seen_recently_is_opened_by_its_title(run: Run, hub: FakeHub) -> None:
    title = hub.days[FRIDAY.isoformat()][2]["paper"]["title"]
    async with run() as reader:
        await reader.press("j", "j", "enter", "escape", "2")
        await pick(reader, title[:20], title)
        assert reader.screen.place is Place.ABSTRACT
        assert title.split()[0] in reader.text


async def test_a_paper_that_is_opened_from_the_palette_leaves_the_one_in_the_list_unseen(
    run: Run,
) -> None:
    async with run() as reader:
        state, first, fifth = reader.screen.session.state, reader.current, reader.list_ids[4]
        state.mark_seen([fifth], NOON)
        await reader.press("ctrl+p")
        await reader.until(lambda: bool(palette(reader)._found["Latest papers"]))
        palette(reader).picked(palette(reader)._found["Latest papers"][0])
        await reader.settle()
        assert reader.current == fifth != first
        assert state.seen() == {fifth}


async def test_what_is_ready_is_offered_and_the_rest_while_one_types(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(home, "[searches]\nstarfish = 'star'")
    may_read = Event()

    def recent(reader: ReaderScreen) -> list[Offer]:
        may_read.wait(seconds(30))
        return recent_offers(reader)

    monkeypatch.setattr("papers_tui.tui.palette.palette.recent_offers", recent)
    async with run() as reader:
        await reader.press("t", *"stars", "enter", "escape")
        await reader.pilot.press("ctrl+p")
        await reader.until(lambda: bool(palette(reader).offered))
        assert any(offer.startswith("Read ") for offer in palette(reader).offered)
        await reader.pilot.press(*"star")
        await reader.until(lambda: any("1 paper" in offer for offer in palette(reader).offered))
        assert palette(reader).offered[0].startswith("Star ")
        assert not any("starfish" in offer for offer in palette(reader).offered)
        may_read.set()
        await reader.settle()
        assert any("starfish" in offer for offer in palette(reader).offered)
        assert palette(reader).offered[0].startswith("Star ")
        assert palette(reader).typed == "star"


async def test_anything_else_is_searched(run: Run, hub: FakeHub) -> None:
    word = max(hub.days[FRIDAY.isoformat()][0]["paper"]["title"].split(), key=len)
    async with run() as reader:
        await pick(reader, word, word)
        assert word in reader.title
        assert "Search" in reader.title


async def test_nothing_that_is_offered_is_markup(run: Run, home: Path) -> None:
    odd = "[/] [@click=app.quit]x[/link] [bold"
    put(home, f"[searches]\n'{odd}' = '{odd}'")
    async with run() as reader:
        await reader.press("t", *"[/b] x", "enter", "escape")
        await reader.pilot.press("ctrl+p")
        await reader.settle()
        for text in ("[", "/", "x"):
            await reader.press(text)
            assert reader.app.is_running
        await reader.press(*["backspace"] * 3)
        assert any(odd in offer for offer in palette(reader).offered)


async def test_a_double_click_gives_a_command_once(run: Run) -> None:
    async with run() as reader:
        await reader.press("ctrl+p", *"star")
        rows = palette(reader).query_one(LineList).region
        x, y = rows.x + 4, rows.y + palette(reader)._stops[0]
        for kind in (MouseDown, MouseUp) * 2:
            reader.app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
        await reader.settle()
        assert set(reader.library) == {reader.current}


async def test_letters_scattered_over_a_title_do_not_fit_it(run: Run) -> None:
    async with run() as reader:
        await reader.press("ctrl+p", *"sr")
        await reader.settle()
        assert not any(offer.startswith("Search ") for offer in palette(reader).offered)
        await reader.press("backspace", "backspace", *"mark", "space", *"seen")
        assert "Mark the paper as seen" in "".join(palette(reader).offered)


async def test_keys_that_move_may_come_before_the_list_is_laid_out(run: Run) -> None:
    async with run() as reader:
        await reader.pilot.press("ctrl+p", "pageup", "pagedown", "pageup", "up", "ctrl+end")
        await reader.settle()
        assert palette(reader).at is not None


async def test_what_a_command_does_is_not_cut_in_a_window_of_120_cells(run: Run) -> None:
    async with run(size=(120, 40)) as reader:
        await reader.press("ctrl+p")
        cut = [row for row in palette(reader).offered if row.endswith("…")]
        assert (len(palette(reader).offered) > 40, cut) == (True, [])


async def test_a_theme_shows_while_one_moves_and_stays_only_when_picked(run: Run) -> None:
    async with run() as reader:
        before = reader.app.theme
        for leaves in ("escape", "enter"):
            await reader.press("ctrl+p", *"theme", "enter")
            await reader.until(lambda: reader.app.screen is not reader.screen)
            await reader.settle()
            await reader.press("down")
            shown = reader.app.theme
            assert shown != before
            assert reader.screen.session.state.get("theme") is None
            await reader.press(leaves)
            assert reader.app.theme == (shown if leaves == "enter" else before)
        assert reader.screen.session.state.get("theme") == shown


async def test_light_finds_the_light_themes_our_own_first(run: Run) -> None:
    async with run() as reader:
        await reader.press("ctrl+p", *"theme", "enter")
        await reader.until(lambda: isinstance(reader.app.screen, ThemePicker))
        await reader.settle()
        await reader.press(*"light", "enter")
        assert reader.app.theme == "papers-light"
