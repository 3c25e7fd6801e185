"""Where the palette leads beside the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.command import CommandList

from papers_tui.model.period import Day, Month
from papers_tui.tui.commands import Place
from tests.support.reader import FRIDAY, Run, Running

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.fake_hub import FakeHub


def settings(home: Path, text: str) -> None:
    home.mkdir()
    (home / "config.toml").write_text(text, encoding="utf-8")


async def pick(reader: Running, text: str, offer: str) -> None:
    """Open the palette, type, and take the first that is offered once it is that."""
    await reader.pilot.press("ctrl+p", *text)
    await reader.settle()
    offers = reader.app.screen.query_one(CommandList)

    def is_first() -> bool:
        first = offers.option_count and str(offers.get_option_at_index(0).prompt)
        return bool(first) and offer in str(first)

    await reader.until(is_first)
    await reader.press("enter")
    await reader.until(lambda: reader.app.screen is reader.screen)
    await reader.settle()


async def test_a_date_in_any_form_leads_to_its_list(run: Run) -> None:
    async with run() as reader:
        await pick(reader, "2026-08-12", "Wednesday 12 August")
        assert reader.period == Day(FRIDAY.replace(day=12))
        await reader.press("enter")
        await pick(reader, "last month", "July 2026")
        assert reader.screen.hub_list.on_screen == Month(2026, 7)
        assert reader.screen.place is Place.LIST


async def test_a_tag_leads_to_its_papers(run: Run) -> None:
    async with run() as reader:
        await reader.press("j", "t", *"to discuss", "enter", "escape")
        tagged = reader.current
        await pick(reader, "Tag: to discuss", "to discuss")
        assert reader.list_ids == (tagged,)
        assert 'tag:"to discuss"' in reader.title


async def test_a_paper_seen_lately_is_opened_by_its_title(run: Run, hub: FakeHub) -> None:
    title = hub.days[FRIDAY.isoformat()][2]["paper"]["title"]
    async with run() as reader:
        await reader.press("j", "j", "enter", "escape", "2")
        await pick(reader, f"Paper: {title[:20]}", title)
        assert reader.screen.place is Place.ABSTRACT
        assert title.split()[0] in reader.text


async def test_anything_else_is_searched(run: Run, hub: FakeHub) -> None:
    word = max(hub.days[FRIDAY.isoformat()][0]["paper"]["title"].split(), key=len)
    async with run() as reader:
        await pick(reader, word, word)
        assert word in reader.title
        assert "Search" in reader.title


async def test_nothing_that_is_offered_is_markup(run: Run, home: Path) -> None:
    odd = "[/] [@click=app.quit]x[/link] [bold"
    settings(home, f"[searches]\n'{odd}' = '{odd}'")
    async with run() as reader:
        await reader.press("t", *"[/b] x", "enter", "escape")
        await reader.pilot.press("ctrl+p")
        await reader.settle()
        for text in ("[", "/", "x"):
            await reader.press(text)
            assert reader.app.is_running
        offers = reader.app.screen.query_one(CommandList)
        shown = [str(offers.get_option_at_index(at).prompt) for at in range(offers.option_count)]
        assert any(odd in text for text in shown)
