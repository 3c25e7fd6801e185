"""Papers of a file added in the reader: one step, details behind it."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input

from papers_tui.store.archive.archive import Archive
from papers_tui.tui.reader.actions.add import _file
from tests.support.data import fake_days

if TYPE_CHECKING:
    from pathlib import Path

    from papers_tui.model.paper import Paper
    from tests.support.fake_hub import FakeHub
    from tests.support.reader import Run

ONE, TWO = "2608.90001", "2608.90002"


def saved(home: Path) -> dict[str, dict[str, Any]]:
    """The reading list as it is in its file."""
    text = (home / "library.toml").read_text(encoding="utf-8")
    return {paper["id"]: paper for paper in tomllib.loads(text).get("paper", [])}


def archived(home: Path) -> dict[str, Paper]:
    """Those of the two papers whose details were fetched."""
    archive = Archive.open(home / "archive.db")
    found = archive.papers([ONE, TWO])
    archive.close()
    return found


@pytest.mark.parametrize("name", ["", "nowhere.bib", "~nobody/own.bib", "x" * 5000, "\0", "."])
def test_what_is_no_file_is_refused_whatever_it_is(name: str) -> None:
    assert _file(f" {name} ") is None


def test_a_file_is_named_by_its_complete_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "my.bib").touch()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert _file("~/my.bib") == _file(" my.bib ") == str(tmp_path / "my.bib")


async def test_a_file_is_imported_in_one_step_and_details_follow(
    run: Run, hub: FakeHub, home: Path, tmp_path: Path
) -> None:
    for one in (ONE, TWO):
        hub.library.only_arxiv[one] = fake_days.entry(one)
    file = tmp_path / "my.bib"
    file.write_text(
        f"@misc{{a, title={{First}}, eprint={{{ONE}}}}}\n@misc{{b, eprint={{{TWO}}}}}\n"
        "@book{c, title={No id}}\n",
        encoding="utf-8",
    )
    async with run() as reader:
        reader.screen.give("paper.import")
        await reader.press(*"~nobody/own.bib", "enter", "escape")
        reader.screen.give("paper.import")
        await reader.until(lambda: bool(reader.app.screen.query("#ask-answer")))
        reader.app.screen.query_one(Input).value = str(file)
        await reader.press("enter")
        await reader.until(lambda: "Imported: 2 new, 0 known, 1 without an id" in reader.status)
        await reader.until(lambda: bool(saved(home).get(TWO, {}).get("title")))
        assert saved(home)[ONE]["title"] == "First"
        await reader.until(lambda: len(archived(home)) == 2)
        assert {paper["status"] for paper in saved(home).values()} == {"to-read"}
        await reader.press("u")
        await reader.until(lambda: saved(home) == {})
