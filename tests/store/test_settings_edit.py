"""A named query written into the settings file, every other byte of which stays."""

from __future__ import annotations

import os
import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.store.files import atomic
from papers_tui.store.settings import edit as settings_edit
from papers_tui.store.settings.edit import (
    SEARCHES,
    WATCHES,
    SettingsNotWritten,
    add,
    remove,
    take_back,
    with_query,
    without_query,
)
from papers_tui.store.settings.load import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILES = (
    "",
    "# mine\n",
    'order = "stars"',
    "[watches]",
    '[watches]\n"a" = "x"   # why\n\n# of keys\n[keys]\npaper.star = ["x"]\n',
    '# one\r\n[watches]\r\n"a" = "x"\r\n\r\n# end\r\n',
    '[ "watches" ] # odd\nb = """\n[keys]\n"""\n\n\n',
    '[searches]\n"watches" = "y"\n',
    '[keys]\n"list.day" = []\n[watches]\n[searches]\nq = "z"',
    "\ufeff[watches]\na = 'x'\n",
)
NAMES = st.sampled_from(["new", "my field", 'a "b"', "it's", "a.b", "日本", "x\\y"])
QUERIES = st.sampled_from(
    ['title:"reward model" OR x', "it's", "a 'b' \"c\"", "x # y", "tab\there"]
)


TABLES = st.sampled_from([WATCHES, SEARCHES])


@given(st.sampled_from(FILES), TABLES, NAMES, QUERIES)
def test_a_query_is_added_and_nothing_else_changes(
    text: str, table: str, name: str, query: str
) -> None:
    after = with_query(text, table, name, query)
    read = tomllib.loads(after.removeprefix("\ufeff"))
    before = tomllib.loads(text.removeprefix("\ufeff"))
    assert read == {**before, table: {**before.get(table, {}), name: query}}
    assert [line for line in text.splitlines() if line not in after.splitlines()] == []
    again = without_query(after, table, name)
    assert again.startswith(text)
    assert again[len(text) :].strip() in ("", f"[{table}]")
    if "\r\n" in text:
        assert "\n" not in after.replace("\r\n", "")


@given(st.sampled_from(FILES[3:7]), NAMES, QUERIES)
def test_what_is_taken_out_again_leaves_the_file_as_it_was(
    text: str, name: str, query: str
) -> None:
    text = text if text.endswith("\n") else f"{text}\n"
    assert without_query(with_query(text, WATCHES, name, query), WATCHES, name) == text


def test_a_watch_of_that_name_is_replaced() -> None:
    text = '[watches]\nb = "y"\na = "x"\nc = "z"\n'
    assert with_query(text, WATCHES, "a", "new") == '[watches]\nb = "y"\nc = "z"\n"a" = "new"\n'


@pytest.mark.parametrize(
    "text", ['watches = { a = "x" }\n', 'watches.a = "x"\n', "watches = 3\n", "[[watches]]\n"]
)
def test_a_form_that_cannot_be_added_to_is_left_alone(text: str) -> None:
    with pytest.raises(SettingsNotWritten, match="write"):
        with_query(text, WATCHES, "b", "y")


def test_a_file_that_is_no_toml_is_left_alone_and_its_line_named(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    number = f"a = {'9' * 5_000}\n".encode()
    for broken in (b"[watches\n", b'a = 1\nb = "x\n', b"a = '\xff'\n", number):
        path.write_bytes(broken)
        with pytest.raises(SettingsNotWritten, match=r"config.toml, line \d"):
            add(path, WATCHES, "a", "x")
        assert path.read_bytes() == broken


def test_what_is_added_to_is_what_was_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"a = 1\n")  # as another program has made it since it was read
    monkeypatch.setattr(settings_edit, "_read", lambda _: b"# \xff\n")
    with pytest.raises(SettingsNotWritten, match="not UTF-8"):
        add(path, WATCHES, "a", "x")


@pytest.mark.parametrize("before", [None, b"", b"[watches]\r\n", b"a = 1\n# end"])
def test_what_is_taken_back_leaves_the_file_to_the_byte(
    tmp_path: Path, before: bytes | None
) -> None:
    path = tmp_path / "config.toml"
    if before is not None:
        path.write_bytes(before)
    edit = add(path, WATCHES, "a", "x")
    assert take_back(path, WATCHES, "a", edit)
    assert (path.read_bytes() if path.exists() else None) == before
    edit = add(path, WATCHES, "a", "x")
    path.write_bytes(path.read_bytes() + b"\n# mine\n")
    assert take_back(path, WATCHES, "a", edit)
    assert b"# mine" in path.read_bytes()
    assert load(path).watches == ()


def test_a_file_is_made_where_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    add(path, WATCHES, "my field", 'keyword:"reward model"')
    assert load(path).watches == (("my field", 'keyword:"reward model"'),)
    assert load(path).problems == ()
    assert remove(path, WATCHES, "my field")
    assert not remove(path, WATCHES, "my field")
    assert load(path).watches == ()


@pytest.mark.parametrize("there", [None, b"# mine\n"])
def test_what_another_program_writes_in_between_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bytes | None
) -> None:
    path = tmp_path / "config.toml"
    if there is not None:
        path.write_bytes(there)
    write = atomic.write

    def late(file: Path, data: bytes, **more: Callable[[], None]) -> None:
        monkeypatch.setattr(atomic, "write", write)
        path.write_bytes((there or b"") + b"[keys]\n")
        write(file, data, **more)

    monkeypatch.setattr(atomic, "write", late)
    edit = add(path, WATCHES, "a", "x")
    assert load(path).watches == (("a", "x"),)
    assert edit.before == (there or b"") + b"[keys]\n"
    assert take_back(path, WATCHES, "a", edit)
    assert path.read_bytes() == edit.before


@pytest.mark.skipif(os.name == "nt", reason="pipes have no names in folders there")
def test_a_pipe_in_the_place_of_the_file_is_rejected_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "config.toml")
    with pytest.raises(SettingsNotWritten, match="it is a pipe, not a file"):
        add(tmp_path / "config.toml", WATCHES, "a", "x")
