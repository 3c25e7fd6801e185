"""Hand edits that mean nothing are named with their line and the nearest right form."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from papers_tui.model.library.changes import Put, Tag
from papers_tui.model.library.marks import Mark, Status
from papers_tui.store.library.file import LibraryFile
from papers_tui.store.library.journal import DatedChange
from papers_tui.store.library.text.document import parse
from papers_tui.store.library.text.hand_edits import unusable
from papers_tui.store.library.text.rewrite import rewrite
from tests.support.strategies.libraries import NOW, libraries

if TYPE_CHECKING:
    from pathlib import Path

    from papers_tui.model.library.marks import Library

A = 'id = "2507.21050"'
HUGE = f"0x{'f' * 5_000}"
"""A number of more digits than Python writes."""

NAMED = [
    ("id = 2507.10000", 2, 'an id stands in quotes: id = "2507.10000"'),
    ("id = 2507.21050", 2, 'an id stands in quotes: id = "2507.21050"'),
    ("id = 250721050", 2, 'an id stands in quotes: id = "2507.21050"'),
    ("id = 2507.1", 2, 'an id stands in quotes, such as id = "2507.21049", not 2507.1'),
    ('id = ["x"]', 2, 'such as id = "2507.21049", not an array'),
    ('id = ["2507.10000"]', 2, 'an id stands in quotes: id = "2507.10000"'),
    ('id = "attention"', 2, '"attention" is no arXiv id'),
    ("starred = true", 1, "a paper without an id is not read"),
    (f'{A}\nstarred = "yes"', 3, "starred is true or false: write starred = true"),
    (f"{A}\nstarred = 1", 3, "write starred = true"),
    (f'{A}\nstarred = "no"', 3, "or take the line out"),
    (f'{A}\n\nstatus = "To Read"', 4, '(did you mean "to-read"?)'),
    (f'{A}\nstatus = "toread"', 3, '(did you mean "to-read"?)'),
    (f'{A}\nstatus = "done"', 3, '(did you mean "read"?)'),
    (f"{A}\nstatus = true", 3, 'a status is one of "to-read", "reading" and "read", not true'),
    (f'{A}\ntags = "a, b"', 3, 'tags stand in an array: tags = ["a", "b"]'),
    (f"{A}\ntags = 5", 3, 'tags = ["5"]'),
    (f"{A}\ntags = [1]", 3, 'a tag stands in quotes: "1"'),
    (f'{A}\ntags = ["a,b"]', 3, "without commas"),
    (f"{A}\nnote = 5", 3, 'a note stands in quotes: note = "5"'),
    (f"{A}\nnote = {HUGE}", 3, 'a note stands in quotes: note = "..."'),
    (f"{A}\ntitle = {HUGE}", 3, 'a title stands in quotes: title = "..."'),
    (f"{A}\ntags = [{HUGE}]", 3, 'a tag stands in quotes: "..."'),
    (f"{A}\nstarred = {HUGE}", 3, "starred is true or false"),
    (f"id = {HUGE}", 2, "an id stands in quotes"),
    (f'{A}\nnote = ["a"]', 3, 'a note stands in quotes: note = "a"'),
    (f"{A}\n[paper.note]\ntext = 1", 3, "a note stands in quotes"),
    (f'{A}\ntags = {{ mine = "a" }}', 3, "tags stand in an array"),
    (f'{A}\ntags = [["a"]]', 3, "a tag stands in quotes"),
    (f"{A}\nstarred = []", 3, "starred is true or false"),
    (f"{A}\nstatus = [1]", 3, 'a status is one of "to-read", "reading" and "read", not an array'),
    (f"{A}\nadded = [2025-12-11]", 3, "added is a date and time such as"),
    (f"{A}\ntitle = 2001", 3, 'a title stands in quotes: title = "2001"'),
    (f'{A}\nadded = "yesterday"', 3, "added is a date and time such as"),
    (f"{A}\nchanged = 2025", 3, "changed is a date and time such as"),
    (f'{A}\ndismissed = "yes"', 3, "dismissed is true or false"),
    (f"{A}\nstared = true", 3, "stared is not read (did you mean starred?)"),
    (f"{A}\nStarred = true", 3, "Starred is not read (did you mean starred?)"),
    (f'{A}\ntag = "x"', 3, "(did you mean tags?)"),
    (f'{A}\nnotes = "x"', 3, "(did you mean note?)"),
    (f"{A}\nstar = true", 3, "(did you mean starred?)"),
    ('arxiv_id = "2507.21050"', 2, "(did you mean id?)"),
    (f'{A}\n[paper.links]\ncode = "x"\nstarred = true', 5, "starred stands under [paper.links]"),
    (f"{A}\n[[paper]]\n{A}", 4, "2507.21050 stands in the file twice"),
]
AROUND = [
    (f"[[papers]]\n{A}\n", 1, "[[papers]] is not read; papers stand under [[paper]]"),
    (f"# mine\n[[Paper]]\n{A}\n", 2, "[[Paper]] is not read"),
    (f"[[entry]]\n{A}\n", 1, "[[entry]] is not read"),
    ("[[entry]]\nid = 2507.21050\n", 1, "[[entry]] is not read"),
    (f"[papers]\n{A}\n", 1, "[papers] is not read"),
    ('# mine\n["2507.21050"]\nstarred = true\n', 2, '["2507.21050"] is not read'),
    ("[[2507.21050]]\nstarred = true\n", 1, "[[2507.21050]] is not read"),
    ("[math.0309136]\n[2507.21050]\nstarred = true\n", 2, "[2507.21050] is not read"),
    (f"[mine]\n[[library.paper]]\n{A}\n", 2, "[[library.paper]] is not read"),
    ('version = "1"\n', 1, "version is a number"),
    (f"papers = {{ {A} }}\n", 1, "[papers] is not read"),
    (f"\n{A}\nstarred = true\n", 2, "id belongs to no paper; write [[paper]] above it"),
]


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [(f"[[paper]]\n{one}\n", line, message) for one, line, message in NAMED] + AROUND,
)
def test_what_means_nothing_is_named_and_stays(
    tmp_path: Path, text: str, line: int, sentence: str
) -> None:
    found = unusable(text)
    assert any(one.line == line and sentence in one.sentence for one in found), found
    path = tmp_path / "library.toml"
    path.write_text(text)
    file = LibraryFile(path, tmp_path / "state")
    assert file.load().library.keys() <= {"2507.21050"}
    file.apply([DatedChange(Tag("2601.00001", "mine"), NOW)])
    assert path.read_text().startswith(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[[",
        'version = 1\n[mine]\ncolor = "red"\n',
        f'[[paper]]\n{A}\nrating = 5\nread = 2025-01-01\n[paper.links]\ncode = "x"\n',
        f'[[paper]]\n{A}\nadded = 2025-12-11\nchanged = "2025-12-11T09:30:00Z"\n',
        '[[paper]]\nid = "hep-th/9901001"\ntags = []\nstarred = false\n',
    ],
)
def test_what_means_something_or_is_the_user_s_own_is_not_named(text: str) -> None:
    assert unusable(text) == ()


@given(libraries)
def test_what_the_program_writes_is_never_named(
    tmp_path_factory: pytest.TempPathFactory, library: Library
) -> None:

    path = tmp_path_factory.mktemp("written") / "library.toml"
    text = rewrite(parse(path, b"", {}), library).decode()
    assert unusable(text) == ()


@pytest.mark.parametrize("paper", ["2613.00001", "9999.99999", "hep-th/0704001", "2507.00000"])
def test_an_id_that_arxiv_cannot_have_given_is_kept_and_named(tmp_path: Path, paper: str) -> None:
    text = f'[[paper]]\nid = "{paper}"\nstarred = true\n'
    (found,) = unusable(text)
    assert found == (2, f"{paper} is no id that arXiv can have given; look at it again")
    kept = parse(tmp_path / "library.toml", text.encode(), {}).library
    assert list(kept) == [paper], "the hub may know better"


ODD = [
    ("title", '["a"]'),
    ("starred", '"yes"'),
    ("starred", "[\n  1,\n  2,\n]"),
    ("status", "5"),
    ("status", "{ a = 1 }"),
    ("tags", "{ a = 1 }"),
    ("tags", '[["a"], "b"]'),
    ("note", '["a"]'),
    ("note", '{ text = "a" }'),
    ("added", "[2025-12-11]"),
    ("changed", '"yesterday"'),
]
SET = Mark(
    starred=True,
    status=Status.READ,
    tags=("b", "mine"),
    note="my own",
    title="A title",
    added=NOW,
    changed=NOW,
)


@pytest.mark.parametrize(("key", "value"), ODD)
def test_a_value_of_the_wrong_kind_costs_no_other_and_stays_in_view(
    tmp_path: Path, key: str, value: str
) -> None:
    path = tmp_path / "library.toml"
    text = f'[[paper]]\n{A}\n{key} = {value}\n\n[[paper]]\nid = "2601.00001"\nstarred = true\n'
    path.write_text(text)
    file = LibraryFile(path, tmp_path / "state")
    loaded = file.load()
    assert loaded.problem is None
    assert list(loaded.library) == ["2507.21050", "2601.00001"]
    loaded = file.apply([DatedChange(Put("2507.21050", SET), NOW)])
    assert loaded.library["2507.21050"] == SET
    written = path.read_text()
    assert all(f"# {line}\n" in written for line in f"{key} = {value}".splitlines())
    assert parse(path, written.encode(), {}).library == loaded.library


@pytest.mark.parametrize("value", ["[paper.note]\ntext = 1", "note.text = 1"])
def test_a_table_in_a_value_s_place_goes_to_a_key_of_its_own(tmp_path: Path, value: str) -> None:
    path = tmp_path / "library.toml"
    path.write_text(f"[[paper]]\n{A}\n{value}\n")
    LibraryFile(path, tmp_path / "state").apply([DatedChange(Put("2507.21050", SET), NOW)])
    (table,) = tomllib.loads(path.read_text())["paper"]
    assert (table["note"], table["note_old"]) == ("my own", {"text": 1})
    assert unusable(path.read_text()) == ()


@pytest.mark.parametrize(
    ("text", "papers", "others"),
    [
        ("paper = []\n", [], []),
        (f"paper = {{ {A} }}\n", ["2507.21050"], []),
        (f"\n[paper]\n{A}\n", ["2507.21050"], []),
        (f'paper = ["x", {{ {A} }}]\n', ["2507.21050"], ["x"]),
        ('paper = "x"\n', [], ["x"]),
        ("mine = 1\npaper = 5\n", [], [5]),
    ],
)
def test_papers_in_another_form_are_named_and_a_save_loses_nothing(
    tmp_path: Path, text: str, papers: list[str], others: list[object]
) -> None:
    path = tmp_path / "library.toml"
    path.write_text(text)
    named = [one.sentence for one in unusable(text)]
    assert bool(named) == (text != "paper = []\n")
    assert all("papers are written under [[paper]]" in sentence for sentence in named)
    file = LibraryFile(path, tmp_path / "state")
    assert list(file.load().library) == papers
    saved = file.apply([DatedChange(Tag("2601.00001", "mine"), NOW)])
    assert list(saved.library) == [*papers, "2601.00001"]
    written = tomllib.loads(path.read_text())
    assert [one for one in written["paper"] if not isinstance(one, dict)] == others
    assert parse(path, path.read_bytes(), {}).library == saved.library
    assert written.get("mine") == tomllib.loads(text).get("mine")
