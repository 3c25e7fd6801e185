"""The settings file: saved searches, and what is wrong with it said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from papers_tui.store.config import Settings, load

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run
    from tests.fake_hub import FakeHub


def put(home: Path, text: str) -> None:
    """Make the settings say this."""
    home.mkdir()
    (home / "config.toml").write_text(text)


def test_without_a_file_there_are_no_settings(tmp_path: Path) -> None:
    assert load(tmp_path / "config.toml") == Settings()


def test_saved_searches_are_read_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[searches]\nrl = "reinforcement has:code"\n"to do" = "is:to-read"\n')
    assert load(path).searches == (("rl", "reinforcement has:code"), ("to do", "is:to-read"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[searches\n", "cannot be used"),
        ("searches = 3\n", "must be a table"),
        ('[searches]\nbad = 3\ngood = "x"\n', "the search bad is no text"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_counts(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)
    settings = load(path)
    assert said in settings.problem
    assert ("good", "x") in settings.searches or "good" not in text


async def test_a_saved_search_is_a_list_in_the_palette(run: Run, hub: FakeHub, home: Path) -> None:
    entry = hub.days["2026-08-21"][2]["paper"]
    entry["title"] = "Zebras in the Quantum Garden"
    put(home, '[searches]\nanimals = "zebras"\n')
    async with run() as reader:
        await reader.pilot.press("ctrl+p")
        await reader.until(lambda: len(reader.app.screen_stack) > 1)
        await reader.pilot.press(*"animals")
        await reader.pilot.pause()
        await reader.pilot.press("enter")
        await reader.until(lambda: reader.screen.cards.ids == (entry["id"],))
        assert "zebras" in reader.title
