"""The border between list and text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.mouse import drag

if TYPE_CHECKING:
    from tests.support.reader import Run, Running


def widths(reader: Running) -> tuple[int, int]:
    return reader.screen.cards.outer_size.width, reader.screen.abstract.outer_size.width


async def test_the_border_follows_the_mouse_and_stays_there(run: Run) -> None:
    async with run() as reader:
        before = widths(reader)
        drag(reader, (reader.screen.split.divider.region.x, 10), (70, 10))
        await reader.settle()
        after = widths(reader)
        assert abs(after[0] - 70) <= 1
        assert sum(after) == sum(before)
    async with run() as reader:
        assert widths(reader) == after


async def test_keys_move_the_border_until_a_pane_would_be_too_small(run: Run) -> None:
    async with run() as reader:
        first = widths(reader)
        await reader.press(">")
        assert widths(reader)[0] > first[0]
        await reader.press("<", "<")
        assert widths(reader)[0] < first[0]
        await reader.press(*"<" * 20)
        assert 30 <= widths(reader)[0] < 36
        await reader.press(*">" * 20)
        assert 40 <= widths(reader)[1] < 48


async def test_a_high_narrow_window_has_a_border_of_its_own(run: Run) -> None:
    async with run(size=(80, 40)) as reader:
        await reader.press(">")
        high = reader.screen.cards.outer_size.height
        await reader.press(">")
        assert reader.screen.cards.outer_size.height > high
        await reader.pilot.resize_terminal(120, 40)
        await reader.settle()
        assert widths(reader)[0] == 47, "the other layout is as it was"


@pytest.mark.parametrize("kept", ["", "0", "100", "7x", "-5", "9" * 40])
async def test_a_border_that_makes_no_sense_is_where_it_usually_is(run: Run, kept: str) -> None:
    async with run() as reader:
        usual = widths(reader)
        reader.screen.session.state.put("split-side", kept)
    async with run() as reader:
        assert widths(reader) == usual


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_where_nothing_is_listed_the_text_has_the_window_and_the_list_the_keys(
    run: Run, size: tuple[int, int]
) -> None:
    async with run(size=size) as reader:
        await reader.press(">")
        text, cards = reader.screen.abstract, reader.screen.cards
        before = cards.outer_size, text.outer_size
        await reader.press("/", *"zzqq")
        assert (cards.outer_size.width, text.outer_size.width) == tuple(
            one.width for one in before
        ), "nothing moves while a query is typed"
        await reader.press("enter")
        assert not reader.list_ids
        panes = reader.screen.query_one("#panes").size
        assert text.outer_size == panes
        assert reader.screen.focused is cards
        await reader.press("escape")
        assert reader.list_ids
        assert (cards.outer_size, text.outer_size) == before
