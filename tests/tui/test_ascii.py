"""More than color carries each meaning, and only ASCII where that is asked for."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from papers_tui.tui.terminal.filters import AsciiSymbols
from tests.support.data import fake_days
from tests.support.fake_hub import FakeHub
from tests.support.reader import FRIDAY
from tests.support.screens import drawn, tour
from tests.support.terminal import Terminal, environment, papers_tui

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.reader import Run

BLACK = Color.parse("black")
CHARACTERS = "★☆●▲❝✎✓♥☐◐☑·…•▌▐▎▏─│╭╮╰╯▔▁▆█↑↓←→–—‘’“”"


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    """A hub whose papers are written in ASCII, without mathematics."""
    days = json.dumps(fake_days.days(date(2026, 8, 3), FRIDAY, 8), ensure_ascii=False)
    plain = re.sub(r"\\\\[a-z]+|sim(?=\d)|[$^]", "", days.encode("ascii", "replace").decode())
    with FakeHub(json.loads(plain)) as hub:
        yield hub


def written(text: str) -> str:
    return AsciiSymbols().apply([Segment(text)], BLACK)[0].text


@pytest.mark.parametrize("character", CHARACTERS)
def test_a_character_of_ours_becomes_one_of_ascii_in_its_cell(character: str) -> None:
    assert written(character).isascii()
    assert cell_len(written(character)) == cell_len(character) == 1


def test_letters_and_mathematics_stay() -> None:
    assert written("Müller, 漢字, α ≤ ∑ℝ² − ★") == "Müller, 漢字, α ≤ ∑ℝ² − *"


@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
async def test_in_ascii_no_other_character_is_drawn_on_any_screen(
    run: Run, size: tuple[int, int]
) -> None:
    strange: dict[str, set[str]] = {}
    async with run(size=size, ascii=True) as reader:
        async for name in tour(reader):
            found = {
                character
                for text, _ in drawn(reader.app)
                for character in text
                if not character.isascii()
            }
            if found:
                strange[name] = found
    assert strange == {}


@pytest.mark.program
def test_the_option_reaches_the_terminal(tmp_path: Path) -> None:
    with Terminal(papers_tui("--demo", "--ascii"), environment(tmp_path)) as terminal:
        terminal.wait_for("1 of 10")
        assert "^163" in terminal.text
        assert "▲" not in terminal.text
        terminal.press("q")
        assert terminal.exit_status() == 0


async def test_the_border_says_that_the_text_has_the_keys(run: Run) -> None:
    async with run() as reader:
        border = reader.screen.divider
        for line, keys in (("│", ()), ("┃", ("tab",)), ("│", ("tab",))):
            await reader.press(*keys)
            assert set(border.render().plain.split()) == {line}
            assert written(line) == "|"
        await reader.press("enter")
        assert reader.screen.abstract.top == 0
