"""The reading list, in the commands that print papers."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from papers_tui.store.state import State
from tests.support.command_line import HEAVY, loaded
from tests.support.home import block

if TYPE_CHECKING:
    from tests.support.command_line import Shell


@pytest.fixture
def marked(shell: Shell) -> list[str]:
    """Of the newest day's papers the first is starred, the second tagged and to be read."""
    ids: list[str] = shell("list").ids
    shell.home.joinpath("library.toml").write_text(
        block(ids[0], "starred = true", 'note = "Compare."')
        + block(ids[1], 'tags = ["mtl", "to discuss"]', 'status = "to-read"'),
        encoding="utf-8",
    )
    return ids


def test_marks_are_in_lists_and_on_pages(shell: Shell, marked: list[str]) -> None:
    papers = {paper["id"]: paper for paper in shell("list").json}
    assert papers[marked[0]]["starred"] is True
    assert papers[marked[0]]["note"] == "Compare."
    assert (papers[marked[1]]["tags"], papers[marked[1]]["status"]) == (
        ["mtl", "to discuss"],
        "to-read",
    )
    assert (papers[marked[2]]["starred"], papers[marked[2]]["note"]) == (False, None)
    assert shell("show", marked[1]).json["tags"] == ["mtl", "to discuss"]
    assert shell("search", "is:starred").json[0]["starred"] is True
    assert "★" in shell("list", "--format", "table").out


def test_a_search_finds_papers_by_their_marks(shell: Shell, marked: list[str]) -> None:
    with closing(State.open(shell.home / "state.db")) as state:
        state.mark_seen(marked[:1], datetime.now(UTC))
    for query, places in {
        "is:starred": [0],
        "has:note": [0],
        "tag:mtl": [1],
        'tag:"to discuss"': [1],
        "tag:discuss": [],
        "is:to-read OR is:starred": [0, 1],
        "is:unseen is:starred": [],
        "is:seen is:starred": [0],
        "is:unseen tag:mtl": [1],
        "-is:starred -is:to-read": list(range(2, len(marked))),
    }.items():
        expected = [marked[place] for place in places]
        assert shell("list", "--where", query).ids == expected, query
        assert set(shell("search", query).ids) == set(expected), query


def test_stats_count_the_marks_of_the_reading_list(
    shell: Shell, marked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = shell("stats").json["library"]
    assert found == {
        "papers": 2, "starred": 1, "to_read": 1, "reading": 0, "read": 0, "tagged": 1,
        "with_note": 1,
    }  # fmt: skip
    text = shell("stats", "--format", "text").out
    marks = "2 in the reading list, 1 starred, 1 to read, 1 tagged, 1 with a note"
    assert f"Marked   {marks}" in text
    monkeypatch.setenv("COLUMNS", "48")
    narrow = shell("stats", "--format", "text").out
    assert all(len(line) <= 48 for line in narrow.splitlines())
    assert marks in " ".join(narrow.split()), "broken between words"


def test_a_broken_file_is_warned_of_once_and_its_last_good_version_shown(
    shell: Shell, marked: list[str]
) -> None:
    library = shell.home / "library.toml"
    shell("list")
    broken = library.read_text(encoding="utf-8") + 'oops = "\n'
    library.write_text(broken, encoding="utf-8")
    done = shell("list", "--where", "is:starred")
    assert (done.status, done.ids) == (0, marked[:1])
    assert done.err.count("\n") == 1
    assert done.err.startswith(f"papers-tui: warning: {library}, line 11: ")
    assert "last good version" in done.err
    assert library.read_text(encoding="utf-8") == broken


@pytest.mark.program
def test_only_a_list_that_was_edited_is_parsed(shell: Shell, marked: list[str]) -> None:
    assert loaded(shell, "list") & HEAVY == {"tomllib"}
    assert not loaded(shell, "list") & HEAVY
    assert not loaded(shell, "show", marked[0], "--format", "text") & HEAVY
    assert not loaded(shell, "search", "is:starred") & HEAVY
