"""Answers of the hub that come late: the paper that the user acts on stays."""

from __future__ import annotations

import re
import shutil
import tempfile
import threading
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual.events import MouseDown, MouseScrollDown, MouseUp

from papers_tui.model.period import Day, Week
from papers_tui.services.search import PaperSearch
from papers_tui.tui.commands import Place
from papers_tui.tui.reader.actions.seen import Seen
from papers_tui.tui.reader.actions.select import Selection
from papers_tui.tui.reader.window import Window
from papers_tui.tui.terminal import type_ahead
from papers_tui.tui.widgets.card_list import CardList
from tests.support.data import fake_days
from tests.support.home import put
from tests.support.patience import seconds
from tests.support.reader import FRIDAY, NOON, Run, Running, hold_reading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from papers_tui.model.library.marks import Library
    from papers_tui.model.period import Period
    from tests.support.fake_hub import FakeHub

LISTS = "/api/daily_papers"
THURSDAY = FRIDAY - timedelta(days=1)
ON_THURSDAY = NOON - timedelta(days=1)


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


async def test_a_newer_day_is_announced_though_another_list_was_opened_first(
    run: Run, hub: FakeHub, home: Path, tmp_path: Path
) -> None:
    async with run(now=lambda: ON_THURSDAY) as reader:
        await reader.press("[", "]", "2", "3", "1")
    for number, keys in enumerate(("[", "2", "[]", "3[", ".[")):
        copy = shutil.copytree(home, tmp_path / str(number))
        hub.hold(LISTS)
        async with run(settle=False, at=copy) as reader:
            await reader.pilot.press(*keys)
            before = held(reader)
            await released(reader, hub)
            assert held(reader).period == before.period, keys
            assert "Friday 21 August is here" in reader.title, keys
            await reader.press("[")
            assert "Friday 21 August is here" in reader.title, keys
        hub.hold(LISTS)
        async with run(settle=False, at=copy) as reader:
            await reader.pilot.press("[")
            await released(reader, hub)
            assert "is here" not in reader.title, keys


@pytest.mark.parametrize("keys", [["/", "x", "escape"], ["5", "1"], ["/", "escape"]])
@pytest.mark.parametrize("opening", ["", "3", "["])
async def test_a_list_that_was_left_before_it_came_is_fetched_when_one_comes_back(
    run: Run, hub: FakeHub, keys: list[str], opening: str
) -> None:
    hub.hold(LISTS)
    async with run(settle=False) as reader:
        await reader.pilot.press(*opening, *keys)
        await reader.until(lambda: reader.screen.field is None)
        await reader.until(lambda: "asking the hub" in reader.title)
        period = reader.period
        await released(reader, hub)
        assert reader.period == period
        assert reader.list_ids


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


async def test_papers_like_one_that_is_still_to_come_are_listed_once_it_is(
    run: Run, hub: FakeHub
) -> None:
    hub.hold(LISTS)
    async with run(settle=False) as reader:
        await reader.pilot.press("M")
        await released(reader, hub)
        await reader.until(lambda: "papers  like" in reader.title)


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


async def test_keys_that_wait_long_are_named_and_escape_drops_them(
    run: Run, hub: FakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type_ahead, "_LONG", 0.0)
    hub.hold(LISTS)
    async with run(settle=False) as reader:
        await reader.pilot.press("s")
        await reader.until(lambda: "1 key waits for the list · Esc drops it" in reader.status)
        await reader.pilot.press("j", "s", "5")
        await reader.until(lambda: "4 keys wait for the list · Esc drops them" in reader.status)
        await reader.pilot.press("escape")
        await reader.until(lambda: "for the list" not in reader.status)
        await reader.pilot.press("5")
        await reader.until(lambda: "Reading list" in reader.title)
        await released(reader, hub)
        assert "Reading list" in reader.title
        assert not reader.library


async def test_the_program_is_left_although_keys_wait(run: Run, hub: FakeHub, home: Path) -> None:
    hub.hold(LISTS)
    async with run(settle=False) as reader:
        await reader.pilot.press("s", "q", "ctrl+q")
        assert not reader.app.is_running
    hub.release()
    assert not (home / "library.toml").exists()


async def test_a_list_that_a_key_opens_stays_when_the_reading_list_was_read(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_read = hold_reading(monkeypatch)
    put(home, "start = 'library'\n")
    async with run(settle=False) as reader:
        await reader.pilot.press("2")
        may_read.set()
        await reader.settle()
        assert reader.screen.source is reader.screen.hub_list
        assert reader.period == Week.of(FRIDAY)


@pytest.mark.parametrize("start", ["following", "hot"])
async def test_a_start_with_what_the_archive_has_gets_the_newest_day_as_well(
    run: Run, home: Path, start: str
) -> None:
    queries = "[watches]\nall = 'upvotes:>=0'\n[searches]\nhot = 'upvotes:>=0'\n"
    put(home, f"start = '{start}'\n{queries}")
    async with run() as reader:
        await reader.until(lambda: len(reader.list_ids) == 8)
        assert "Following" in reader.title or "Search" in reader.title


@pytest.mark.parametrize("asking", ["n", "M"])
@pytest.mark.parametrize("opening", ["5", "3"])
async def test_an_empty_list_that_was_opened_since_stays(
    run: Run, hub: FakeHub, monkeypatch: pytest.MonkeyPatch, asking: str, opening: str
) -> None:
    gate = threading.Event()

    def late(find: Callable[..., object]) -> Callable[..., object]:
        return lambda *given: gate.wait(seconds(30)) and find(*given)

    monkeypatch.setattr(Seen, "unseen_by_day", late(Seen.unseen_by_day))
    monkeypatch.setattr(PaperSearch, "similar", late(PaperSearch.similar))
    async with run() as reader:
        await reader.press("A")
        hub.hold(LISTS)
        await reader.pilot.press(asking, opening)
        opened = reader.screen.source, reader.period
        assert not reader.list_ids
        gate.set()
        await released(reader, hub)
        assert (reader.screen.source, reader.period) == opened


TEXT, CURSOR = frozenset({"text"}), frozenset({"current", "line", "text"})
PLACE = frozenset({"place", "text", "line"})
EVERYTHING = frozenset({"period", "ids", "current", "line", "marked", "place", "text"})

STAYING = {
    "j": CURSOR, "k": CURSOR, "G": CURSOR, "v": CURSOR | {"marked"}, "V": frozenset({"marked"}),
    "s": frozenset(), "w": frozenset(), "m": frozenset(), "J": TEXT, "K": TEXT,
    "space": CURSOR, "b": CURSOR, "enter": PLACE, "D": PLACE, "L": PLACE, "F": PLACE,
    "escape": PLACE | {"marked", "ids", "current", "line", "period"}, "tab": PLACE,
    "z": frozenset({"line", "text"}), "t x enter escape": frozenset(), "e y escape": frozenset(),
    "? escape": frozenset(), "d escape": frozenset(), "click": CURSOR, "wheel": frozenset({"line"}),
}  # fmt: skip
"""Keys, and what each may change of what one sees; none of them asks for another list."""

ASKING = ["R", "[", "]", ".", "n", "1", "2", "5", "M", "/ t h e enter", "f t h e enter"]
"""Keys that ask for a list: it is shown when it comes, unless another key came first."""

FOR_PAPERS = {"s", "w", "t x enter escape", "e y escape"}
BEFORE, AMID, AFTER, NEVER = "before", "amid", "after", "never"

STEPS = st.lists(
    st.tuples(st.sampled_from([*STAYING, *ASKING]), st.sampled_from([BEFORE, AMID, AFTER, NEVER])),
    max_size=14,
)


class Held(NamedTuple):
    """The parts of the screen that only a key may change."""

    period: Period
    ids: tuple[str, ...]
    current: str | None
    line: int
    marked: frozenset[str]
    place: Place
    text: str
    """The row on top of the text, without the counts in it, which are renewed in place."""


def held(reader: Running) -> Held:
    screen = reader.screen
    pane, in_list = screen.pane, screen.place is Place.LIST
    row = pane.row(pane.top).text if pane.top < pane.total else ""
    return Held(
        reader.period,
        reader.list_ids,
        reader.current,
        screen.cards.line if in_list else 0,
        screen.selection.ids,
        screen.place,
        re.sub(r"[\d,]+", "#", row) if screen.part is None else "",
    )


def differences(one: Held, other: Held) -> set[str]:
    """The names of what is not the same."""
    return {name for name in Held._fields if getattr(one, name) != getattr(other, name)}


class Watched:
    """A reader whose hub answers when a step says so, compared before and after."""

    def __init__(self, reader: Running, hub: FakeHub) -> None:
        self.reader, self.hub = reader, hub
        self.number = 0
        self.asked = True
        """Whether the last key asked for a list, or there was none: then the hub's may come."""

    async def step(self, key: str, moment: str) -> None:
        """Press a key while the hub answers before it has an effect, amid its keys, or after."""
        place = self.reader.screen.place
        if (key[0], place) == ("/", Place.TEXT) or (key[0] == "f" and place is not Place.LIST):
            return  # there is no field to type in
        self.number += 1
        before, library = held(self.reader), self.reader.library
        was_asked, self.asked = self.asked, key in ASKING
        if moment == BEFORE:
            self.answer()
        *first, last = key.split()
        await self.press(*first)
        if moment == AMID:
            self.answer()
        await self.press(last)
        if moment in (BEFORE, AMID):
            await self.reader.settle()
            self.hub.hold()
        if not before.ids or (was_asked and moment != NEVER):
            self.asked = self.asked or not self.reader.list_ids
        elif not self.asked:
            assert differences(before, held(self.reader)) <= STAYING[key], (key, moment)
            if key in FOR_PAPERS:
                one = {before.current}
                self.check_targets(one if key.startswith("e") else before.marked or one, library)
        if moment == AFTER:
            await self.settle_after(key)

    async def settle_after(self, key: str) -> None:
        """Have the hub answer with nothing pressed: only a list that was asked for may come."""
        lazy = self.reader.screen.lazy
        if lazy.awaits_list:  # a search of the archive, which no hub is asked for
            await self.reader.until(lambda: not lazy.awaits_list)
            await self.reader.until(lambda: lazy.awaits_text or not self.reader.keys_wait)
        before = held(self.reader)
        self.answer()
        await self.reader.settle()
        self.hub.hold()
        if not self.asked and before.ids:
            assert differences(before, held(self.reader)) == set(), key

    def answer(self) -> None:
        """Let all answers go; each has other counts, another order and one paper more."""
        for day in list(self.hub.days):
            changed(self.hub, day, self.number)
        self.hub.release()

    async def press(self, *keys: str) -> None:
        pilot = self.reader.pilot
        for key in keys:
            if key in ("click", "wheel"):
                self.point(key)
                await pilot.pause()
            else:
                await pilot.press({"/": "slash", "?": "question_mark"}.get(key, key))

    def point(self, what: str) -> None:
        """Click on a card, or turn the wheel over the list, as a terminal reports it."""
        app, cards = self.reader.app, self.reader.screen.cards
        if not cards.size.height or app.screen is not self.reader.screen:
            return
        kinds = (MouseDown, MouseUp) if what == "click" else (MouseScrollDown,)
        x, y = cards.region.x + 5, cards.region.y + 3 * self.number % cards.size.height
        for kind in kinds:
            app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))

    def check_targets(self, targets: AbstractSet[str | None], library: Library) -> None:
        """Check that a key acted on the marked papers, or on the one that was at the cursor."""
        after = self.reader.library
        touched = {one for one in {*library, *after} if library.get(one) != after.get(one)}
        assert touched <= targets
        assert touched or len(targets) > 1, (targets, library, after)


async def only_keys_change(run: Run, hub: FakeHub, steps: Sequence[tuple[str, str]]) -> None:
    """Start on a list of yesterday, while the hub has one of today, and take these steps."""
    hub.days.clear()
    hub.days.update(fake_days.days(FRIDAY - timedelta(days=18), FRIDAY, 14))
    hub.release()
    with tempfile.TemporaryDirectory() as folder:
        async with run(now=lambda: ON_THURSDAY, at=Path(folder)):
            pass
        hub.hold()
        async with run(settle=False, at=Path(folder)) as reader:
            await reader.until(lambda: reader.screen.cards.size.height > 0)
            watched = Watched(reader, hub)
            for key, moment in steps:
                await watched.step(key, moment)
            hub.release()
            await reader.settle()


def replace_always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Window, "is_untouched_since", lambda *_: True)


def take_the_first_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    first = property(lambda self: self._window.cards.ids[:1])
    monkeypatch.setattr(Selection, "targets", first)


def scroll_to_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    renew_all = CardList.renew_all
    monkeypatch.setattr(
        CardList, "renew_all", lambda self: (renew_all(self), self.scroll_row_to(0))
    )


@pytest.mark.parametrize(
    ("bug", "steps"),
    [
        (replace_always, [("j", AFTER)]),
        (replace_always, [(".", NEVER), ("v", NEVER), ("s", AMID)]),
        (take_the_first_paper, [("j", NEVER), ("s", NEVER)]),
        (scroll_to_the_top, [("G", NEVER), ("R", NEVER), ("k", AFTER)]),
    ],
)
async def test_the_comparison_finds_what_is_wrong(
    run: Run,
    hub: FakeHub,
    monkeypatch: pytest.MonkeyPatch,
    bug: Callable[[pytest.MonkeyPatch], None],
    steps: list[tuple[str, str]],
) -> None:
    await only_keys_change(run, hub, steps)
    bug(monkeypatch)
    with pytest.raises(AssertionError):
        await only_keys_change(run, hub, steps)


HELD = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=5, deadline=None, suppress_health_check=HELD)
@given(steps=STEPS)
async def test_only_keys_change_what_they_are_for(
    run: Run, hub: FakeHub, steps: list[tuple[str, str]]
) -> None:
    await only_keys_change(run, hub, steps)


@pytest.mark.slow
@pytest.mark.timeout(seconds(1800))
@settings(deadline=None, suppress_health_check=HELD)
@given(steps=STEPS)
async def test_only_keys_change_what_they_are_for_in_many_ways(
    run: Run, hub: FakeHub, steps: list[tuple[str, str]]
) -> None:
    await only_keys_change(run, hub, steps)


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


@pytest.mark.parametrize(("columns", "is_named"), [(40, False), (60, True)])
async def test_in_a_narrow_window_an_absence_leaves_the_header_to_the_list(
    run: Run, columns: int, is_named: bool
) -> None:
    async with run(now=lambda: NOON - timedelta(days=14)):
        pass
    async with run(size=(columns, 20)) as reader:
        assert "Friday 21 Augu" in reader.title
        assert ("since Friday 7" in reader.title) is is_named


async def test_from_one_day_to_the_next_nothing_is_counted(run: Run) -> None:
    async with run(now=lambda: ON_THURSDAY):
        pass
    async with run() as reader:
        assert "since" not in reader.title


def hold_similar(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Have no papers like one found until the event is set."""
    gate, similar = threading.Event(), PaperSearch.similar
    monkeypatch.setattr(
        PaperSearch, "similar", lambda *given: gate.wait(seconds(30)) and similar(*given)
    )
    return gate


async def test_keys_for_a_paper_wait_for_papers_like_one_and_act_there(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = hold_similar(monkeypatch)
    async with run() as reader:
        first = reader.current
        await reader.pilot.press("M", "j", "s")
        assert reader.current == first
        assert not reader.library
        gate.set()
        await reader.settle()
        assert "papers  like" in reader.title
        assert set(reader.library) == {reader.list_ids[1]}


async def test_papers_like_one_that_come_too_late_are_announced(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = hold_similar(monkeypatch)
    async with run() as reader:
        before = reader.list_ids
        await reader.pilot.press("M", "z")
        gate.set()
        await reader.settle()
        assert reader.list_ids == before
        assert "Similar papers are found; M lists them." in reader.status
        await reader.press("M")
        assert "papers  like" in reader.title
