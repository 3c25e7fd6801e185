"""Searches saved under a name, in the settings file."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from papers_tui.store.paths import Paths
from papers_tui.store.settings.load import load
from papers_tui.tui.dialogs.prompt import Ask
from papers_tui.tui.widgets.bars import Bar

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.reader import Run

CONFIG = b"# mine\n[searches]\n'old one' = 'org:x'  # why\n\n[keys]\npaper.star = 'x'\n"


def put_config(home: Path) -> Path:
    """Write the settings file, with a search that is saved."""
    path = Paths.in_home(home).config
    path.parent.mkdir(parents=True)
    path.write_bytes(CONFIG)
    return path


async def test_a_search_is_kept_under_a_name_and_taken_back(run: Run, home: Path) -> None:
    config = put_config(home)
    async with run() as reader:
        await reader.press("/", *"title:robots", "ctrl+s", *"arms", "enter")
        written = config.read_text()
        assert tomllib.loads(written)["searches"] == {"old one": "org:x", "arms": "title:robots"}
        assert all(line in written.splitlines() for line in CONFIG.decode().splitlines())
        assert ("arms", "title:robots") in load(config).searches
        await reader.press("escape", "u")
        assert config.read_bytes() == CONFIG


async def test_a_name_that_is_taken_is_asked_for_again(run: Run, home: Path) -> None:
    config = put_config(home)
    async with run() as reader:
        await reader.press("/", *"robots", "ctrl+s", *"old one", "enter")
        assert config.read_bytes() == CONFIG
        assert isinstance(reader.app.screen, Ask)
        assert "Enter again replaces it" in reader.app.screen.query_one("#ask-hint", Bar).text
        await reader.press("enter")
        assert tomllib.loads(config.read_text())["searches"] == {"old one": "robots"}
        await reader.press("escape", "u")
        assert config.read_bytes() == CONFIG
        assert "The search old one is org:x again." in reader.status


@pytest.mark.parametrize("text", ["", "is:nonsense x", "("])
async def test_no_search_and_a_wrong_one_are_not_kept(run: Run, home: Path, text: str) -> None:
    async with run() as reader:
        await reader.press("/", *text, "ctrl+s")
        assert not isinstance(reader.app.screen, Ask)
        assert not Paths.in_home(home).config.exists()
