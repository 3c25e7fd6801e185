"""What the user acts on stays, whenever the hub answers."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from papers_tui.model.period import Day, Week
from tests.support.data import fake_days
from tests.support.reader import FRIDAY, NOON, Run, Running

if TYPE_CHECKING:
    from papers_tui.model.period import Period
    from papers_tui.tui.commands import Place
    from tests.support.fake_hub import FakeHub

LISTS = "/api/daily_papers"
THURSDAY = FRIDAY - timedelta(days=1)
ON_THURSDAY = NOON - timedelta(days=1)


class Held(NamedTuple):
    """What only a key may change."""

    period: Period
    ids: tuple[str, ...]
    current: str | None
    line: int
    marked: frozenset[str]
    place: Place
    text_top: int


def held(reader: Running) -> Held:
    screen = reader.screen
    return Held(
        reader.period,
        reader.list_ids,
        reader.current,
        screen.cards.line,
        screen.selection.ids,
        screen.place,
        screen.pane.top,
    )


def changed(hub: FakeHub, day: str, number: int) -> None:
    """Other counts in another order, and one paper more."""
    for rank, entry in enumerate(hub.days[day]):
        entry["paper"]["upvotes"] = 900 - rank * (-1) ** number
    hub.days[day].insert(0, fake_days.entry(f"2608.9{number:04}"))


async def released(reader: Running, hub: FakeHub) -> None:
    """Let the hub answer all that it was asked."""
    hub.release()
    await reader.settle()


async def test_a_newer_day_is_announced_once_a_key_has_come(run: Run, hub: FakeHub) -> None:
    async with run(now=lambda: ON_THURSDAY):
        pass
    hub.hold(LISTS)
    async with run(settle=False) as reader:
        await reader.pilot.press("j", "v", "j", "v")
        before = held(reader)
        await released(reader, hub)
        assert held(reader) == before
        assert before.period == Day(THURSDAY)
        assert "Friday 21 August is here · . opens it" in " ".join(reader.title.split())
        await reader.press("s")
        assert set(reader.library) == before.marked
        await reader.press(".")
        assert reader.period == Day(FRIDAY)
        assert "is here" not in reader.title


async def test_a_newer_day_replaces_a_list_that_nobody_touched(run: Run, hub: FakeHub) -> None:
    async with run(now=lambda: ON_THURSDAY):
        pass
    hub.hold(LISTS)
    async with run(settle=False) as reader:
        assert reader.period == Day(THURSDAY)
        await released(reader, hub)
        assert reader.period == Day(FRIDAY)


async def test_the_next_unseen_past_the_end_is_on_the_announced_day(run: Run, hub: FakeHub) -> None:
    async with run(now=lambda: ON_THURSDAY):
        pass
    hub.hold(LISTS)
    async with run(settle=False) as reader:
        await reader.pilot.press("G")
        await released(reader, hub)
        await reader.press("n")
        assert reader.period == Day(FRIDAY)


async def test_new_papers_wait_for_a_key_and_counts_do_not(run: Run, hub: FakeHub) -> None:
    async with run() as reader:
        hub.hold(LISTS)
        await reader.pilot.press("R", "j")
        before = held(reader)
        changed(hub, FRIDAY.isoformat(), 1)
        await released(reader, hub)
        assert held(reader) == before
        assert "1 new · R shows them" in reader.title
        assert "8 papers" in reader.title
        assert "upvotes" in reader.text
        assert any(f"{count} upvotes" in reader.text for count in range(890, 910))
        asked = len(hub.asked(LISTS))
        await reader.press("R")
        assert len(reader.list_ids) == 9
        assert reader.current == before.current
        assert len(hub.asked(LISTS)) == asked


@pytest.mark.parametrize("keys", ["jj", "jjj", "G", "Gkk"])
async def test_the_cursor_and_the_rows_above_it_are_where_they_were(run: Run, keys: str) -> None:
    async with run(size=(120, 24)) as reader:
        await reader.press(*keys)
        before = held(reader)
        await reader.press("[", "j", "]")
        assert held(reader) == before
        await reader.press("/", *"the", "escape")
        assert held(reader) == before


async def test_a_card_near_the_top_of_another_start_hides_none_above_it(run: Run) -> None:
    async with run() as reader:
        await reader.press("j", "j", "j", "[")
    async with run() as reader:
        assert reader.cursor == 3
        assert reader.screen.cards.top == 0


async def test_keys_given_before_there_is_a_list_are_done_in_order(run: Run, hub: FakeHub) -> None:
    hub.hold(LISTS)
    async with run(settle=False) as reader:
        await reader.pilot.press("j", "j", "v", "j", "v", "s")
        await released(reader, hub)
        ids = reader.list_ids
        assert reader.screen.selection.ids == {ids[2], ids[4]}
        assert set(reader.library) == {ids[2], ids[4]}


async def test_keys_behind_one_that_waits_for_the_list_wait_too(run: Run, hub: FakeHub) -> None:
    """The letters are typed into the dialog, and another list is opened after that."""
    hub.hold(LISTS)
    async with run(settle=False) as reader:
        await reader.pilot.press("j", "t", *"to do", "enter", "escape", "2")
        assert reader.period == Day(FRIDAY)
        await released(reader, hub)
        second = hub.days[FRIDAY.isoformat()][1]["paper"]["id"]
        await reader.until(lambda: reader.period == Week.of(FRIDAY))
        assert {one: mark.tags for one, mark in reader.library.items()} == {second: ("to do",)}


async def test_the_program_is_left_although_keys_wait(run: Run, hub: FakeHub, home: Path) -> None:
    hub.hold(LISTS)
    async with run(settle=False) as reader:
        await reader.pilot.press("s", "q", "ctrl+q")
        assert not reader.app.is_running
    hub.release()
    assert not (home / "library.toml").exists()


STAYING = ["j", "k", "v", "s", "m", "space", "J", "K", "enter", "escape", "tab", "w", "z"]
ASKING = ["R", "[", "]", ".", "n", "1", "2"]


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from([*STAYING, *ASKING]), st.booleans()), max_size=14))
async def test_only_keys_change_what_they_are_for(
    run: Run, hub: FakeHub, steps: list[tuple[str, bool]]
) -> None:
    """The hub answers after some of the keys; what it changes each time is another list."""
    hub.days.clear()
    hub.days.update(fake_days.days(FRIDAY - timedelta(days=18), FRIDAY, 8))
    hub.release()
    with tempfile.TemporaryDirectory() as folder:
        async with run(now=lambda: ON_THURSDAY, at=Path(folder)):
            pass
        hub.hold(LISTS)
        async with run(settle=False, at=Path(folder)) as reader:
            for number, (key, answers) in enumerate(steps):
                await reader.pilot.press(key)
                before = held(reader)
                if not answers:
                    continue
                for day in list(hub.days):
                    changed(hub, day, number)
                await released(reader, hub)
                hub.hold(LISTS)
                if key in STAYING and before.ids:
                    assert held(reader) == before, (key, number)
            await released(reader, hub)


async def test_after_an_absence_the_days_between_are_fetched_and_counted(
    run: Run, hub: FakeHub
) -> None:
    async with run(now=lambda: NOON - timedelta(days=14)):
        pass
    async with run() as reader:
        assert "10 days, 80 papers since Friday 7" in reader.title
        days = reader.screen.session.archive.days()
        assert all(days[FRIDAY - timedelta(days=back)] == 8 for back in (1, 4, 8, 11))
        await reader.press("[")
        assert "since Friday" not in reader.title


async def test_from_one_day_to_the_next_nothing_is_counted(run: Run) -> None:
    async with run(now=lambda: ON_THURSDAY):
        pass
    async with run() as reader:
        assert "since" not in reader.title
