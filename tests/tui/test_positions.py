"""The places that one comes back to, in another run too: in lists, abstracts and full texts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest

from papers_tui.model.period import Day
from tests.support.home import put
from tests.support.reader import NOON, Run, Running

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.fake_hub import FakeHub

LONG = "One step follows another, and each of them is counted. " * 60


class InList(NamedTuple):
    """A list as one sees it."""

    ids: tuple[str, ...]
    current: str | None
    top: int


def in_list(reader: Running) -> InList:
    return InList(reader.list_ids, reader.current, reader.screen.cards.top)


def lengthen(hub: FakeHub) -> None:
    """Give every paper an abstract of many rows."""
    for entries in hub.days.values():
        for entry in entries:
            entry["paper"]["summary"] = f"{LONG} {entry['paper']['id']} {LONG}"


@pytest.mark.parametrize("keys", ["jj", "jjj", "G", "Gkk", "Gkkkk"])
async def test_a_list_is_as_it_was_left_in_another_run(run: Run, keys: str) -> None:
    async with run(size=(120, 24)) as reader:
        await reader.press(*keys)
        before = in_list(reader)
    async with run(size=(120, 24)) as reader:
        assert in_list(reader) == before
        await reader.press("[", "]")
        assert in_list(reader) == before
        await reader.press("enter", "escape")
        assert in_list(reader) == before


async def test_after_a_day_a_list_begins_at_its_top(run: Run) -> None:
    async with run(size=(120, 24)) as reader:
        await reader.press("G")
    async with run(size=(120, 24), now=lambda: NOON + timedelta(days=1, seconds=1)) as reader:
        await reader.press("[")
        assert (reader.cursor, reader.screen.cards.top) == (0, 0)


async def test_a_list_that_was_left_in_the_reading_view_is_as_it_was(run: Run) -> None:
    async with run(size=(120, 24)) as reader:
        await reader.press("G", "k", "enter", "]")
        await reader.press("escape")
        before = in_list(reader)
        await reader.press("enter")
    async with run(size=(120, 24)) as reader:
        assert in_list(reader) == before


@pytest.mark.parametrize("window", [(80, 24), (120, 60), (60, 20)])
async def test_in_another_window_the_card_is_in_sight(run: Run, window: tuple[int, int]) -> None:
    async with run(size=(120, 40)) as reader:
        await reader.press("G")
        current = reader.current
    async with run(size=window) as reader:
        assert reader.current == current
        assert 0 <= reader.screen.cards.line < reader.screen.cards.page


async def test_groups_of_the_reading_list_and_of_watches_keep_their_places(
    run: Run, home: Path
) -> None:
    put(home, '[watches]\n"all" = "upvotes:>=0"\n')
    places = {}
    async with run(size=(120, 24)) as reader:
        await reader.press("V", "w", "escape")
        for key in "56":
            await reader.press(key)
            await reader.until(lambda: len(reader.list_ids) >= 8)
            await reader.press("G", "k", "k")
            places[key] = in_list(reader)
        await reader.press("1")
    async with run(size=(120, 24)) as reader:
        for key in "56":
            await reader.press(key)
            await reader.until(lambda: len(reader.list_ids) >= 8)
            assert in_list(reader) == places[key]


@pytest.mark.parametrize("away", [["enter", "escape"], ["j", "k"], ["[", "]"], ["F", "escape"]])
async def test_an_abstract_is_as_far_down_as_it_was(
    run: Run, hub: FakeHub, away: list[str]
) -> None:
    lengthen(hub)
    async with run(size=(120, 40)) as reader:
        await reader.press(*"JJJJJJJJJJJJJJJJJJJ")
        before = reader.screen.abstract.top
        assert before > 12
        for _ in range(3):
            await reader.press(*away)
            assert reader.screen.abstract.top == before
        current = reader.current
    async with run(size=(120, 40)) as reader:
        assert (reader.current, reader.screen.abstract.top) == (current, before)


async def test_the_words_on_top_of_an_abstract_stay_in_another_width(
    run: Run, hub: FakeHub
) -> None:
    lengthen(hub)
    async with run(size=(120, 40)) as reader:
        await reader.press(*"J" * 12)
        narrow = reader.screen.abstract.plain.split("\n")
        words = narrow[reader.screen.abstract.top].split()[0]
        await reader.press("enter")
        wide = reader.screen.abstract.plain.split("\n")
        top = reader.screen.abstract.top
        assert len(wide[top].split()) > len(narrow[12].split())
        assert words in " ".join(wide[top - 1 : top + 2])


async def test_space_shows_the_next_paper_from_its_top_though_it_was_read_before(
    run: Run, hub: FakeHub
) -> None:
    lengthen(hub)
    async with run(size=(120, 40)) as reader:
        await reader.press("j", *"JJJJ", "k")
    async with run(size=(120, 40)) as reader:
        for _ in range(9):
            await reader.press("space")
            if reader.cursor == 1:
                break
        assert (reader.cursor, reader.screen.abstract.top) == (1, 0)


async def test_a_summary_that_comes_above_what_is_read_moves_nothing(
    run: Run, hub: FakeHub
) -> None:
    lengthen(hub)
    async with run(size=(120, 40)) as reader:
        await reader.press(*"JJJJJJJJJJJJ")
        text = reader.screen.abstract
        row = text.plain.split("\n")[text.top]
        for entries in hub.days.values():
            for entry in entries:
                entry["paper"]["ai_summary"] = "What is new here. " * 30
        await reader.press("R")
        assert "What is new here" in text.plain
        assert text.plain.split("\n")[text.top] == row


@pytest.mark.parametrize("away", [["escape", "F"], ["]", "["], ["tab", "shift+tab"]])
async def test_a_full_text_is_read_on_at_the_very_row(
    run: Run, hub: FakeHub, away: list[str]
) -> None:
    text = "# A Title\n\n## 1 Steps\n\n" + f"{LONG}\n\n" * 9
    hub.library.texts.update({entry["paper"]["id"]: text for entry in hub.days["2026-08-21"]})
    async with run(size=(90, 30)) as reader:
        await reader.press("F")
        pane = reader.screen.lazy.reading_view.full_text.pane
        rows = list(range(20, 150, 13))
        empty = [row for row in range(20, 150) if not pane.row(row).text.strip()]
        for row in [*rows, *empty[:3]]:
            pane.scroll_row_to(row)
            await reader.settle()
            assert pane.top == row
            await reader.press(*away)
            assert pane.top == row
    async with run(size=(90, 30)) as reader:
        await reader.press("F")
        assert reader.screen.lazy.reading_view.full_text.pane.top == row


async def test_what_the_wheel_has_scrolled_stays_when_the_list_comes_in_again(run: Run) -> None:
    async with run(size=(120, 24)) as reader:
        await reader.press("w", "5", "[", "1", "V", "w", "escape", "5")
        await reader.press("g")
        reader.screen.cards.scroll_rows(9)
        assert reader.screen.cards.top == 9
        reader.screen.lazy.reading_list.changed()
        await reader.settle()
        assert reader.screen.cards.top == 9
        assert reader.cursor == 0


AWAY = ("[]", ("enter", "escape"), ("/", "escape"), ("f", "escape"), ("M", "escape"), "51",
        ("?", "escape"))  # fmt: skip


@pytest.mark.parametrize("rows", [4, 9, -6])
async def test_a_list_comes_back_as_the_wheel_has_left_it(run: Run, rows: int) -> None:
    async with run(size=(120, 18)) as reader:
        for away in AWAY:
            await reader.press(*("gj" if rows > 0 else "gG"))
            reader.screen.cards.scroll_rows(rows)
            before = in_list(reader)
            await reader.press(*away)
            assert in_list(reader) == before, away
            await reader.press("k")
            assert 0 <= reader.screen.cards.line < reader.screen.cards.page, away


async def test_from_a_week_a_month_or_what_is_trending_one_comes_back_to_the_day_one_left(
    run: Run,
) -> None:
    async with run(size=(120, 24)) as reader:
        await reader.press("[", "[", "j", "j")
        left = reader.period, in_list(reader)
        assert isinstance(left[0], Day)
        for key in "234":
            await reader.press(key)
            assert reader.period != left[0]
            await reader.press("1")
            assert (reader.period, in_list(reader)) == left, key
        for keys in ("231", "4j1"):
            await reader.press(*keys)
            assert reader.period == left[0], keys
        await reader.press("2", "j")
        while (paper := reader.screen.paper) is None or left[0].day in paper.listed:
            await reader.press("j")
        await reader.press("1")
        assert reader.period == Day(paper.listed[-1])


async def test_reading_on_at_the_end_of_the_last_paper_says_so_and_keeps_the_place(
    run: Run,
) -> None:
    async with run(size=(120, 16)) as reader:
        await reader.press("G", "space", "space", "space", "space", "space", "space")
        assert reader.screen.abstract.top == reader.screen.abstract.furthest > 0
        assert reader.cursor == len(reader.list_ids) - 1
        assert "The list ends here." in reader.status
        place = reader.screen.abstract.top
        await reader.press("k", "j")
        assert reader.screen.abstract.top == place
