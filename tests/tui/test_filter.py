"""Filtering the list on screen, as one types."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from papers_tui.services.search import PaperSearch
from papers_tui.store.archive.search.search import Stopped
from papers_tui.tui.widgets.bars import Footer
from papers_tui.tui.widgets.query_input import Field
from tests.support.patience import seconds
from tests.support.reader import give_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from papers_tui.model.query.parser import Query
    from tests.support.fake_hub import FakeHub
    from tests.support.reader import Run


async def test_the_list_on_screen_is_filtered_with_a_chip(run: Run, hub: FakeHub) -> None:
    wanted = give_title(hub, 3, "Zebras in the Quantum Garden")
    async with run() as reader:
        await reader.press("f", *"zebras", "enter")
        assert reader.list_ids == (wanted,)
        assert "zebras* ✕  1 of 8 papers" in reader.title
        await reader.press("escape")
        assert len(reader.list_ids) == 8
        assert "✕" not in reader.title


async def test_a_filter_that_lets_nothing_through_is_a_place_with_a_way_out(run: Run) -> None:
    async with run(size=(160, 40)) as reader:
        await reader.press("j", "j", "v", "j")
        ids, at, marked = reader.list_ids, reader.current, reader.screen.selection.ids
        await reader.press("f", *"xyzzy", "enter")
        assert reader.list_ids == ()
        assert "xyzzy* ✕  0 of 8 papers" in reader.title
        assert "None of 8 papers has xyzzy " in reader.status
        await reader.press("f", "ctrl+u", *"upvotes:>99999", "enter")
        assert "None of 8 papers fits upvotes:>99999 " in reader.status
        await reader.press("f", "ctrl+u", *"xyzzy", "enter")
        assert "Esc takes the filter off" in reader.text
        hints = {one: title for one, _, title in reader.screen.query_one(Footer).hints}
        assert hints["app.back"] == "No filter"
        assert "list.filter" in hints
        assert "paper.read" not in hints
        await reader.press("s", "escape")
        assert (reader.list_ids, reader.current) == (ids, at)
        assert reader.screen.selection.ids == marked != frozenset()
        assert not reader.library


async def test_a_filter_leaves_the_cursor_on_its_paper_or_brings_it_back(
    run: Run, hub: FakeHub
) -> None:
    first, third = (
        give_title(hub, 0, "Zebras in the Garden"),
        give_title(hub, 2, "A Garden of Owls"),
    )
    give_title(hub, 5, "Garden Walls")
    async with run() as reader:
        await reader.press("j", "j")
        for text, at in (("zebras", first), ("garden", third), ("zebras", first)):
            if reader.screen.field is None:
                await reader.press("f")
            reader.screen.query_one(Field).value = text
            await reader.settle()
            assert reader.current == at
        await reader.press("enter", "escape")
        assert reader.current == third
        await reader.press("f", *"zebras", "enter", "s", "escape")
        assert reader.current == first


async def test_a_filter_belongs_to_its_list_and_comes_back_with_it(run: Run, hub: FakeHub) -> None:
    wanted = give_title(hub, 3, "Zebras in the Quantum Garden")
    async with run() as reader:
        await reader.press("f", *"zebras", "enter")
        for there, back in (
            (["["], ["]"]),
            (["2"], ["1"]),
            (["5"], ["."]),
            ([*"/garden", "enter"], ["escape"]),
            (["M"], ["escape"]),
        ):
            await reader.press(*there)
            assert "✕" not in reader.title, there
            assert len(reader.list_ids) == reader.screen.listed
            await reader.press(*back)
            assert (reader.list_ids, reader.current) == ((wanted,), wanted), back
            assert "zebras* ✕  1 of 8 papers" in reader.title
        await reader.press("escape", "[", "]")
        assert len(reader.list_ids) == 8


async def test_a_filter_that_is_taken_off_after_another_list_leads_back_to_where_one_was(
    run: Run,
) -> None:
    async with run() as reader:
        nothing = ("f", *"xyzzy", "enter")
        await reader.press("j", "j", *nothing, "[", "j", *nothing, "]", "escape")
        assert len(reader.list_ids) == 8
        assert reader.cursor == 2


async def test_each_list_has_a_filter_of_its_own(run: Run, hub: FakeHub) -> None:
    give_title(hub, 3, "Zebras in the Quantum Garden")
    async with run() as reader:
        await reader.press("j", "j", "s", "f", *"zebras", "enter", "[", "f", *"xyzzy", "enter")
        assert "xyzzy* ✕  0 of 8 papers" in reader.title
        await reader.press("]")
        assert "zebras* ✕  1 of 8 papers" in reader.title
        await reader.press("5", "f", *"xyzzy", "enter", "T", "]")
        assert "xyzzy* ✕" in reader.title
        await reader.press(".", "escape")
        assert reader.cursor == 3
        await reader.press("[", "escape")
        assert len(reader.list_ids) == 8
        assert "✕" not in reader.title


async def test_a_filter_that_was_just_entered_is_that_of_the_list_left_for_another(
    run: Run, hub: FakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_title(hub, 3, "Zebras in the Quantum Garden")
    gate = threading.Event()
    let_through = PaperSearch.filter

    def slow(search: PaperSearch, ids: Sequence[str], query: Query) -> tuple[str, ...]:
        if threading.current_thread() is not threading.main_thread():
            gate.wait(seconds(30))
        return let_through(search, ids, query)

    async with run() as reader:
        await reader.press("f", *"zebras")
        monkeypatch.setattr(PaperSearch, "filter", slow)
        await reader.pilot.press("enter", "[")
        gate.set()
        await reader.settle()
        assert "Thursday 20 August" in reader.title
        assert len(reader.list_ids) == 8
        assert "✕" not in reader.title
        await reader.press("]")
        assert "zebras* ✕  1 of 8 papers" in reader.title


async def test_the_next_unseen_paper_is_shown_whatever_its_list_was_filtered_for(run: Run) -> None:
    async with run() as reader:
        await reader.press("[", "f", *"xyzzy", "enter", "]", "A", "n")
        assert "Thursday 20 August" in reader.title
        assert "✕" not in reader.title
        assert len(reader.list_ids) == 8


async def test_the_next_unseen_paper_is_one_that_the_filter_shows(run: Run, hub: FakeHub) -> None:
    for day in ("2026-08-21", "2026-08-18"):
        hub.days[day][3]["paper"]["title"] = hub.days[day][3]["title"] = "Zebras in the Garden"
    wanted = hub.days["2026-08-18"][3]["paper"]["id"]
    async with run() as reader:
        await reader.press("[", "[", "[", ".", "f", *"zebras", "enter", "n")
        assert "Tuesday 18 August" in reader.title
        assert reader.list_ids == (wanted,)
        assert "1 unseen in 1 day" in reader.status
        await reader.press("n")
        assert "Tuesday 18 August" in reader.title
        assert "Nothing unseen that the filter shows is left" in reader.status
        await reader.press("escape", "n")
        assert "Tuesday 18 August" in reader.title
        assert reader.current != wanted


async def test_a_filter_that_is_given_up_leaves_the_list_as_it_was(run: Run, hub: FakeHub) -> None:
    wanted = give_title(hub, 3, "Zebras in the Quantum Garden")
    async with run(size=(120, 24)) as reader:
        await reader.press("G", "k")
        before = reader.list_ids, reader.current, reader.screen.cards.top
        await reader.press("f", *"zebras")
        assert reader.list_ids == (wanted,)
        await reader.press("escape")
        assert (reader.list_ids, reader.current, reader.screen.cards.top) == before
        await reader.press("f", *"zebras", "enter", "f", *" and more", "escape")
        assert reader.list_ids == (wanted,)
        assert "zebras* ✕" in reader.title


@pytest.mark.parametrize("keys", ["backspace backspace", "backspace : b"])
async def test_a_filter_that_is_typed_no_more_does_not_come_late(
    run: Run, monkeypatch: pytest.MonkeyPatch, keys: str
) -> None:
    gate = threading.Event()
    let_through = PaperSearch.filter

    def slow(search: PaperSearch, ids: Sequence[str], query: Query) -> tuple[str, ...]:
        if threading.current_thread() is not threading.main_thread():
            gate.wait(seconds(30))
        return let_through(search, ids, query)

    monkeypatch.setattr(PaperSearch, "filter", slow)
    async with run() as reader:
        before = reader.list_ids
        await reader.press("f")
        await reader.pilot.press(*"zz", *keys.split())
        gate.set()
        await reader.settle()
        assert reader.list_ids == before
        assert "✕" not in reader.title


async def test_a_search_that_begins_ends_no_program_with_the_filter_it_stops(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> tuple[str, ...]:
        raise Stopped

    async with run() as reader:
        monkeypatch.setattr(PaperSearch, "filter", stopped)
        await reader.press("f", *"the", "enter")
        assert len(reader.list_ids) == 8


async def test_a_filter_that_makes_no_sense_is_not_entered(run: Run) -> None:
    async with run() as reader:
        await reader.press("f", *"org:", "enter")
        assert reader.screen.field is not None
        assert "org:" in reader.status


async def test_marks_that_a_filter_hides_come_back_with_their_papers(
    run: Run, hub: FakeHub
) -> None:
    wanted = give_title(hub, 3, "Zebras in the Quantum Garden")
    async with run() as reader:
        await reader.press("v", "j", "j", "v")
        marked = reader.screen.selection.ids
        assert wanted in marked
        await reader.press("f", *"zebras", "enter", "s")
        assert set(reader.library) == {wanted}
        await reader.press("escape", "escape")
        assert reader.screen.selection.ids == frozenset()
        await reader.press("j", "v", "f", *"zebras", "enter", "escape")
        assert len(reader.screen.selection.ids) == 1


async def test_what_is_typed_is_looked_for_by_no_key(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads, let_through = list[threading.Thread](), PaperSearch.filter

    def noted(search: PaperSearch, ids: Sequence[str], query: Query) -> tuple[str, ...]:
        threads.append(threading.current_thread())
        return let_through(search, ids, query)

    monkeypatch.setattr(PaperSearch, "filter", noted)
    async with run() as reader:
        await reader.press("f", *"upvotes:>30", "enter")
        assert "✕" in reader.title
        assert threads
        assert threading.main_thread() not in threads
