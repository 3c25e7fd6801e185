"""Searching in the reader, as one types."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from textual.geometry import Region
from textual.widgets import Input

from papers_tui.services.search import PaperSearch
from papers_tui.tui.commands import Place
from papers_tui.tui.widgets.bars import Footer
from papers_tui.tui.widgets.query_input import Field
from tests.support.data import fake_days
from tests.support.patience import seconds
from tests.support.reader import FRIDAY, give_title

if TYPE_CHECKING:
    from pathlib import Path

    from papers_tui.model.query.parser import Query
    from tests.support.fake_hub import FakeHub
    from tests.support.reader import Run, Running


def held_searches(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Hold up every search of the archive until the event is set."""
    gate = threading.Event()
    find = PaperSearch.find_forgiving

    def slow(search: PaperSearch, query: Query, limit: int | None = None) -> object:
        gate.wait(seconds(30))
        return find(search, query, limit)

    monkeypatch.setattr(PaperSearch, "find_forgiving", slow)
    return gate


async def search(reader: Running, text: str) -> None:
    await reader.press("/", *text)


async def test_results_come_as_one_types_and_enter_keeps_them(run: Run, hub: FakeHub) -> None:
    wanted = give_title(hub, 3, "Zebras in the Quantum Garden")
    async with run() as reader:
        await search(reader, "zebr")
        assert reader.list_ids == (wanted,)
        assert "Search" in reader.title
        await reader.press("a", "s", "enter")
        assert reader.list_ids == (wanted,)
        assert reader.screen.cards.has_focus
        await reader.press("s")
        assert wanted in reader.library


async def test_escape_returns_to_where_one_was(run: Run, hub: FakeHub) -> None:
    give_title(hub, 3, "Zebras in the Quantum Garden")
    async with run() as reader:
        await reader.press("j", "j")
        before = reader.current
        await search(reader, "zebras")
        await reader.press("escape")
        assert "Friday" in reader.title
        assert reader.current == before
        await search(reader, "zebras")
        await reader.press("enter", "escape")
        assert reader.current == before


async def test_escape_gives_up_the_marks_before_the_results(run: Run, hub: FakeHub) -> None:
    give_title(hub, 3, "Zebras in the Quantum Garden")
    async with run() as reader:
        await search(reader, "zebras")
        await reader.press("enter", "v")
        found = reader.list_ids
        await reader.press("escape")
        assert not reader.screen.selection.ids
        assert reader.list_ids == found
        assert "zebras" in reader.title
        await reader.press("escape")
        assert "Friday" in reader.title
        assert reader.list_ids != found


async def test_a_search_that_finds_nothing_is_an_empty_list_with_ways_on(
    run: Run, hub: FakeHub
) -> None:
    async with run() as reader:
        ids, at = reader.list_ids, reader.current
        await search(reader, "xyzzy")
        await reader.press("enter")
        assert reader.list_ids == ()
        assert "xyzzy" in reader.title
        ways = "Nothing in 2 archived days · R asks the hub · F2 fetches more"
        assert ways in reader.status
        assert "has xyzzy." in reader.text
        assert "the command papers-tui sync" in reader.text
        asked = len(hub.asked("/api/papers/search"))
        await reader.press("R")
        assert len(hub.asked("/api/papers/search")) == asked + 1
        assert "The hub found nothing either." in reader.status
        await reader.press("f2", "/", *"xyzzy", "enter")
        assert '"Fill the archive" in the palette fetches more' in reader.status
        assert "F2" not in reader.text
        await reader.press("escape", "escape")
        assert reader.list_ids == ids
        assert reader.current == at


async def test_an_unfinished_term_keeps_what_was_found_and_says_so(run: Run, hub: FakeHub) -> None:
    wanted = give_title(hub, 3, "Zebras in the Quantum Garden")
    async with run() as reader:
        await search(reader, "zebras")
        assert reader.list_ids == (wanted,)
        for unfinished in ("org:", "upvotes:>", "is:", "day:2026-"):
            await reader.press("space", *unfinished)
            assert reader.list_ids == (wanted,)
            assert "…" in reader.status
            assert underlined(reader) == unfinished
            await reader.press(*["backspace"] * len(f" {unfinished}"))
        await reader.press("ctrl+u", *"has:code")
        assert underlined(reader) == ""
        await reader.press(*" upvotes:many ")
        assert underlined(reader) == "many"


def underlined(reader: Running) -> str:
    """The parts of the typed query that are marked as wrong, or as not finished."""
    field = reader.screen.query_one(Field)
    drawn = field.render_lines(Region(0, 0, field.size.width, 1))[0]
    return "".join(text for text, style, _ in drawn if style and style.underline).strip()


async def test_fields_have_names_and_the_footer_their_keys(run: Run) -> None:
    async with run() as reader:
        for key_of_it, name_of_it in (("/", "Search ›"), ("f", "Filter ›")):
            await reader.press(key_of_it)
            field = reader.screen.query_one(Field)
            drawn = field.render_lines(Region(0, 0, field.size.width, 1))[0].text
            assert drawn.startswith(f" {name_of_it} {field.placeholder[:10]}")
            shown = [(key, does) for _, key, does in reader.screen.query_one(Footer).hints]
            keys = [("Enter", "keep"), ("Esc", "cancel"), ("Tab", "complete")]
            assert shown == keys + ([("Ctrl+S", "save")] if key_of_it == "/" else [])
            await reader.press("escape")
        await reader.press("/", *"the", "enter", "/")
        assert ("", "↑", "earlier") in reader.screen.query_one(Footer).hints
        await reader.press("escape", "escape")
        assert ("paper.read", "Enter", "Read") in reader.screen.query_one(Footer).hints


@pytest.mark.parametrize("place", [["enter"], ["D"], ["L"], ["enter", "tab"]])
async def test_letters_after_a_key_that_opens_a_field_are_typed(run: Run, place: list[str]) -> None:
    async with run() as reader:
        await reader.press(*place)
        for key in ("/", "i"):
            for letter in (key, *"tAsV"):
                await reader.pilot.press(letter)
            assert reader.app.screen.query_one(Input).value == "tAsV"
            await reader.settle()
            assert not reader.library
            assert not reader.screen.selection.ids
            await reader.press("escape")


async def test_a_query_that_makes_no_sense_says_so(run: Run) -> None:
    async with run() as reader:
        await search(reader, "is:blue enough")
        ids = reader.list_ids
        await reader.press("enter")
        assert reader.list_ids == ids
        assert "blue" in reader.status
        assert reader.screen.query("#query")


@pytest.mark.parametrize(("text", "is_kept"), [("zebras", True), ("zebras is:blue", False)])
async def test_a_click_beside_the_field_closes_it_as_enter_does_or_escape(
    run: Run, hub: FakeHub, text: str, is_kept: bool
) -> None:
    wanted = give_title(hub, 3, "Zebras in the Quantum Garden")
    async with run() as reader:
        await search(reader, text)
        await reader.pilot.click(reader.screen.cards, offset=(10, 1))
        await reader.settle()
        assert not reader.screen.query("#query")
        assert reader.screen.cards.has_focus
        assert (reader.list_ids == (wanted,)) is is_kept
        await reader.press("s")
        assert set(reader.library) == {reader.current}


async def test_the_words_stand_out_and_their_sentence_is_shown(run: Run, hub: FakeHub) -> None:
    text = "Nothing happens here at all, for a long time and more. Then okapis appear in numbers."
    give_title(hub, 2, "On Animals of the Forest", text)
    async with run() as reader:
        await search(reader, "okapis")
        cards = reader.screen.cards
        rows = [cards.row(number) for number in range(cards.density.height)]
        assert any("Then okapis appear" in row.text for row in rows)
        strong = [part.text for row in rows for part in row
                  if part.style is not None and part.style.reverse]  # fmt: skip
        assert "okapis" in strong
        pane = reader.screen.abstract
        rows = [pane.render_line(number) for number in range(pane.size.height)]
        assert any(part.text == "okapis" for row in rows for part in row
                   if part.style is not None and part.style.reverse)  # fmt: skip


async def test_an_earlier_search_comes_back_with_the_up_arrow(run: Run, hub: FakeHub) -> None:
    wanted = give_title(hub, 3, "Zebras in the Quantum Garden")
    async with run() as reader:
        await search(reader, "zebras")
        await reader.press("enter", "escape", "/", "up")
        assert reader.list_ids == (wanted,)


@pytest.mark.parametrize("arrows", [["up"], ["down"], ["up", "up", "down"]])
async def test_arrows_never_take_away_what_was_typed(run: Run, arrows: list[str]) -> None:
    async with run() as reader:
        await reader.press("f", *"pape", *arrows)
        assert reader.screen.query_one(Field).value == "pape"
        await reader.press("escape", "/", *"the", "enter", "/", *"pap", *arrows, "down")
        assert reader.screen.query_one(Field).value == "pap"
        await reader.press("up", "s", "up", "down")
        assert reader.screen.query_one(Field).value == "the*s"


async def test_the_hub_s_own_search_is_merged_and_separated(run: Run, hub: FakeHub) -> None:
    ours = give_title(hub, 3, "Zebras in the Quantum Garden")
    day = fake_days.day(FRIDAY.replace(month=3), 1)
    day[0]["paper"]["title"] = day[0]["title"] = "More Zebras"
    async with run() as reader:
        await search(reader, "zebras")
        await reader.press("enter")
        hub.days["2026-03-20"] = day
        await reader.press("R")
        assert reader.list_ids == (ours, day[0]["paper"]["id"])
        assert "1 found by the hub only" in reader.title


@pytest.mark.parametrize("key", ["f", "/"])
async def test_a_word_that_may_become_a_field_empties_no_list(
    run: Run, hub: FakeHub, key: str
) -> None:
    wanted = give_title(hub, 3, "Zebras in the Quantum Garden")
    async with run() as reader:
        await reader.press(key, *"zebras upv")
        assert reader.list_ids == (wanted,)
        await reader.press(*"otes:>=0")
        assert reader.list_ids == (wanted,)
        await reader.press("ctrl+u", *"zebras upvote:>3", "enter")
        assert reader.list_ids == (wanted,)
        assert "no field upvote:" in reader.status
        assert "still " in reader.title
        assert "upvote:" not in reader.title
        await reader.press("ctrl+u", *"zebras")
        assert "still " not in reader.title
        await reader.press("ctrl+u", *"upv", "enter")
        assert not reader.list_ids


async def test_library_fields_reach_the_search(run: Run) -> None:
    async with run() as reader:
        paper_id = reader.current
        await reader.press("s", "t", *"to do", "enter", "escape")
        await search(reader, 'tag:"to do" is:starred')
        await reader.press("enter")
        assert reader.list_ids == (paper_id,)


async def test_results_can_be_ordered(run: Run) -> None:
    async with run() as reader:
        await search(reader, "upvotes:>=0")
        await reader.press("enter", "O")
        assert "by upvotes" in reader.status
        counts = [reader.screen.cards.paper(one).upvotes or 0 for one in reader.list_ids]
        assert counts == sorted(counts, reverse=True)


async def test_more_like_this_lists_the_nearest_and_why(run: Run, hub: FakeHub) -> None:
    text = "Zebras graze where okapis hide; savannah stripes confuse the lions of the plain."
    first = give_title(hub, 0, "Stripes of Zebras and Okapis on the Savannah", text)
    second = give_title(hub, 5, "Okapis and Zebras: Savannah Stripes Compared", text)
    async with run() as reader:
        reader.screen.cards.move_to(reader.list_ids.index(first))
        await reader.press("M")
        assert reader.list_ids[0] == second
        assert "shared: " in reader.status
        assert 'like "Stripes of Zebras' in reader.title
        await reader.press("escape")
        assert "Friday" in reader.title


async def test_more_like_this_shows_its_list_while_a_paper_is_read_too(run: Run) -> None:
    async with run() as reader:
        await reader.press("enter", "M")
        assert reader.screen.place is Place.LIST
        assert 'like "' in reader.title


async def test_the_program_does_not_wait_for_a_search_to_end(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = threading.Event()
    monkeypatch.setattr(PaperSearch, "prepare", lambda _search: stopped.wait(60))
    monkeypatch.setattr(PaperSearch, "stop", lambda _search: stopped.set())
    async with run() as reader:
        await reader.press("/")
        assert not stopped.is_set()
    assert stopped.is_set()


async def test_papers_whose_pdfs_are_kept_are_found(run: Run, hub: FakeHub, home: Path) -> None:
    wanted = give_title(hub, 3, "Zebras in the Quantum Garden")
    (home / "pdf").mkdir(parents=True)
    (home / "pdf" / f"mine [{wanted}].pdf").write_bytes(b"%PDF-")
    async with run() as reader:
        await search(reader, "has:pdf")
        assert reader.list_ids == (wanted,)


async def test_keys_after_enter_are_for_the_results_that_are_still_to_come(
    run: Run, hub: FakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = {
        give_title(hub, 2, "Zebras in the Garden"),
        give_title(hub, 5, "Zebras in the Forest"),
    }
    gate = held_searches(monkeypatch)
    async with run() as reader:
        await reader.press("/")
        await reader.pilot.press(*"zebras", "enter", "j", "v")
        assert reader.cursor == 0
        gate.set()
        await reader.settle()
        assert set(reader.list_ids) == wanted
        assert reader.screen.selection.ids == {reader.list_ids[1]}


@pytest.mark.parametrize("keys", ["M", "/ o r g :"])
async def test_keys_wait_no_longer_for_a_search_that_newer_work_has_ended(
    run: Run, monkeypatch: pytest.MonkeyPatch, keys: str
) -> None:
    gate = held_searches(monkeypatch)
    async with run() as reader:
        await reader.press("/")
        await reader.pilot.press(*"the", "enter")
        assert reader.screen.lazy.awaits_list
        await reader.pilot.press(*keys.split())
        gate.set()
        await reader.settle()
        assert not reader.screen.lazy.awaits_list


@pytest.mark.parametrize(("key", "title"), [("2", "17"), ("5", "Reading list")])
async def test_a_list_that_was_opened_behind_a_search_stays_when_that_comes(
    run: Run, monkeypatch: pytest.MonkeyPatch, key: str, title: str
) -> None:
    gate = held_searches(monkeypatch)
    async with run() as reader:
        await reader.press("/")
        await reader.pilot.press(*"the", "enter", key)
        gate.set()
        await reader.settle()
        assert title in reader.title
        assert "Search" not in reader.title


async def test_past_the_last_result_n_stays_and_says_so(run: Run, hub: FakeHub) -> None:
    for number in (1, 4):
        give_title(hub, number, f"Zebras in Garden {number}")
    async with run() as reader:
        await reader.press("[", "]")  # an older day that has unseen papers
        await search(reader, "zebras")
        await reader.press("enter", "n")
        assert reader.cursor == 1
        place = reader.list_ids, reader.current
        await reader.press("n")
        assert (reader.list_ids, reader.current) == place
        assert "No unseen paper after this one in these results; Esc goes back." in reader.status
        await reader.press("escape", "G", "n")
        assert "Search" not in reader.title
        assert "Thursday 20 August" in reader.title, "a day goes on to older days"


async def test_while_one_types_the_way_to_the_hub_begins_with_enter(run: Run) -> None:
    async with run() as reader:
        await search(reader, "zebras")
        assert "Enter, then R asks the hub" in reader.status
        assert "Enter, then R asks the hub's own search." in reader.text
        await reader.press("enter")
        assert "Enter, then" not in reader.status
        assert "R asks the hub" in reader.status
        assert "Enter, then" not in reader.text
