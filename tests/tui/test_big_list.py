"""Long lists: only what is looked at is read, and the cursor is always in sight."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual.app import App

from papers_tui.model.paper import Paper
from papers_tui.model.period import Month
from papers_tui.tui.render import card as view
from papers_tui.tui.widgets.card_list import CardList
from tests.support.data import fake_days
from tests.support.patience import examples

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from textual.app import ComposeResult
    from textual.pilot import Pilot

    from tests.support.fake_hub import FakeHub
    from tests.support.reader import Run

MANY = 30_000
IDS = tuple(f"{number // 100_000:04}.{number:05}" for number in range(MANY))
_MOST_AT_ONCE = 100


class Papers:
    """Makes papers for ids, and counts how many it was asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def load(self, ids: Sequence[str]) -> dict[str, Paper]:
        self.asked.append(len(ids))
        return {key: Paper(id=key, title=f"On {key}", abstract="Words. " * 20) for key in ids}


class ListApp(App[None]):
    """Nothing but a list."""

    def __init__(self, ids: tuple[str, ...]) -> None:
        super().__init__()
        self.papers = Papers()
        self.cards = CardList(self.papers.load)
        self._ids = ids

    def compose(self) -> ComposeResult:
        yield self.cards

    def on_mount(self) -> None:
        self.cards.show(self._ids, frozenset(), at=None)


@asynccontextmanager
async def showing(ids: tuple[str, ...] = IDS) -> AsyncIterator[tuple[ListApp, Pilot[None]]]:
    app = ListApp(ids)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        yield app, pilot


def in_sight(cards: CardList) -> bool:
    """Whether the card under the cursor is complete on screen, as far as there is room for it."""
    first = cards.cursor * cards.density.height
    last = min(first + cards.density.height - cards.density.gap, first + cards.page)
    return cards.top <= first and last <= cards.top + cards.page


async def test_opening_a_long_list_reads_what_is_in_sight() -> None:
    async with showing() as (app, _):
        assert len(app.cards.ids) == MANY
        assert sum(app.papers.asked) <= _MOST_AT_ONCE
        assert "On 0000.00000" in app.cards.render_line(0).text


async def test_the_ends_of_a_long_list_cost_a_window_each() -> None:
    async with showing() as (app, pilot):
        for index in (MANY - 1, 0, MANY // 2):
            app.papers.asked.clear()
            app.cards.move_to(index)
            await pilot.pause()
            assert app.cards.current == IDS[index]
            assert in_sight(app.cards)
            assert sum(app.papers.asked) <= 2 * _MOST_AT_ONCE
            drawn = [app.cards.render_line(row).text for row in range(app.cards.page)]
            assert any(f"On {IDS[index]}" in text for text in drawn)


async def test_scrolling_through_reads_each_paper_about_once() -> None:
    async with showing(IDS[:1000]) as (app, pilot):
        while app.cards.move(app.cards.cards_per_page):
            await pilot.pause()
        assert app.cards.cursor == 999
        assert sum(app.papers.asked) <= 2 * 1000
        assert len(app.papers.asked) <= 1000 / 16


MOVES = st.sampled_from([1, -1, 5, -5, 24, -24, 1000, -1000, MANY, -MANY])
STEPS = st.lists(MOVES | st.sampled_from(["compact", "roomy", "small", "large"]), max_size=25)


@settings(examples(0.2), suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_the_cursor_is_always_in_sight(steps: list[int | str]) -> None:
    asyncio.run(_step(steps))


async def _step(steps: list[int | str]) -> None:
    async with showing() as (app, pilot):
        place = 0
        for step in steps:
            if isinstance(step, int):
                place = max(0, min(place + step, MANY - 1))
                app.cards.move(step)
            elif step in ("compact", "roomy"):
                app.cards.set_density(view.COMPACT if step == "compact" else view.ROOMY)
            else:
                await pilot.resize_terminal(*((40, 12) if step == "small" else (120, 50)))
                await pilot.pause()
            assert app.cards.cursor == place
            assert in_sight(app.cards)
        await pilot.pause()
        assert max(app.papers.asked) <= _MOST_AT_ONCE


async def test_a_month_of_500_papers_is_walked_by_keys(run: Run, hub: FakeHub) -> None:
    hub.days.clear()
    hub.days.update(fake_days.days("2026-07-01", "2026-07-31", 22))
    later = datetime(2026, 7, 31, 16, tzinfo=UTC)
    async with run(period=Month(2026, 7), now=lambda: later) as reader:
        cards = reader.screen.cards
        assert len(cards.ids) == 23 * 22
        for key in ("end", "home", "pagedown", "ctrl+d", "G", "pageup", "ctrl+u", "k", "g", "j"):
            await reader.press(key)
            assert in_sight(cards)
            assert cards.paper(cards.ids[cards.cursor]).title in " ".join(reader.text.split())
        assert cards.cursor == 1
