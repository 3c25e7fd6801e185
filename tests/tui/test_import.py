"""Papers of a file added in the reader: one step, details behind it."""

from __future__ import annotations

import tomllib
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from textual.widgets import Input

from papers_tui.model.library.changes import SetStatus
from papers_tui.model.library.marks import Status
from papers_tui.store.archive.archive import Archive
from papers_tui.tui.reader.actions.import_file import _file
from tests.support.data import fake_days
from tests.support.reader import hold_reading

if TYPE_CHECKING:
    from pathlib import Path

    from papers_tui.model.paper import Paper
    from tests.support.fake_hub import FakeHub
    from tests.support.reader import Run

ONE, TWO = "2608.90001", "2608.90002"


def saved(home: Path) -> dict[str, dict[str, Any]]:
    """The reading list as it is in its file; empty until there is one."""
    if not (home / "library.toml").exists():
        return {}
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


async def test_a_second_import_leaves_no_paper_of_the_first_without_details(
    run: Run, hub: FakeHub, tmp_path: Path, home: Path
) -> None:
    async with run() as reader:

        def is_listed(paper_id: str) -> bool:
            return paper_id in reader.library

        hub.hold()
        for one in (ONE, TWO):
            hub.library.only_arxiv[one] = fake_days.entry(one)
            (tmp_path / f"{one}.txt").write_text(one)
            reader.screen.give("paper.import")
            await reader.until(lambda: bool(reader.app.screen.query("#ask-answer")))
            reader.app.screen.query_one(Input).value = str(tmp_path / f"{one}.txt")
            await reader.pilot.press("enter")
            await reader.until(partial(is_listed, one))
        imports = reader.screen.lazy.imports
        await reader.until(lambda: "fetching 0 of 2 papers" in reader.title)
        assert imports.runs
        hub.release()
        await reader.until(lambda: len(archived(home)) == 2)
        await reader.settle()
        assert not imports.runs
        assert "fetching" not in reader.title


async def test_an_import_before_the_reading_list_was_read_leaves_what_it_says_of_a_paper(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run() as reader:
        reader.screen.marks.do(SetStatus(ONE, Status.READ))
        await reader.until(lambda: ONE in saved(home))
    (tmp_path / "some.txt").write_text(f"{ONE} {TWO}")
    may_read = hold_reading(monkeypatch)
    async with run(settle=False) as reader:
        await reader.until(lambda: bool(reader.list_ids))
        reader.screen.give("paper.import")
        await reader.until(lambda: bool(reader.app.screen.query("#ask-answer")))
        reader.app.screen.query_one(Input).value = str(tmp_path / "some.txt")
        await reader.pilot.press("enter")
        may_read.set()
        await reader.until(lambda: "Imported: 1 new, 1 known" in reader.status)
        await reader.until(lambda: TWO in saved(home))
        assert saved(home)[ONE]["status"] == "read"
