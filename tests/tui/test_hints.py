"""The keys that the status line names to a newcomer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.support.reader import NOON

if TYPE_CHECKING:
    from tests.support.reader import Run


async def test_each_key_is_named_until_it_was_used(run: Run) -> None:
    async with run() as reader:
        await reader.press("escape")  # a first start offers something else until a key is pressed
        assert "j next  Space reads on  Y BibTeX  5 your list  d date" in reader.status
        await reader.press("j")
        reader.screen.hush()
        assert "Space reads on" in reader.status
        assert "j next" not in reader.status
    async with run() as reader:
        assert "j next" not in reader.status
        await reader.press("space", "Y", "d", "escape", "5", "1")
        reader.screen.hush()
        assert reader.status.strip() == "3 of 8"
    async with run() as reader:
        assert reader.status.strip() == "3 of 8"


async def test_hints_never_take_a_row_of_their_own(run: Run) -> None:
    for width in (40, 50, 60, 80):
        async with run(size=(width, 24)) as reader:
            await reader.press("escape")
            assert "j next" in reader.status
            assert "\n" not in reader.status


async def test_keys_are_named_on_three_days_of_use_and_no_longer(run: Run) -> None:
    for days, are_named in ((0, True), (0, True), (9, True), (30, True), (30, True), (31, False)):
        async with run(now=lambda days=days: NOON + timedelta(days)) as reader:
            await reader.press("escape", "j", "k")
            reader.screen.hush()
            assert ("Y BibTeX" in reader.status) is are_named, days
