"""The reference says what the program does: its keys, commands, options, settings and files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from papers_tui.cli.grammar.registry import COMMANDS, parse
from papers_tui.cli.output.json_records import record
from papers_tui.cli.rows import PaperRow
from papers_tui.model.paper import Paper
from papers_tui.model.query.parser import parse as parse_query
from papers_tui.store.library.file import LibraryFile
from papers_tui.store.paths import Paths
from papers_tui.store.settings.load import load
from papers_tui.tui.commands import COMMANDS as READER_COMMANDS
from papers_tui.tui.keys.from_settings import keymap_of
from tests.support.reference import FOLDER, TABLES, options_markdown, with_tables

if TYPE_CHECKING:
    from pathlib import Path

OPTION = re.compile(r"(?<![\w-])--[a-z]+")


def page(name: str) -> str:
    """A page of the reference."""
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TABLES)
def test_a_page_has_the_tables_that_the_program_knows(name: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8")
    assert with_tables(name) == written, "python -m tests.support.reference writes it again"


def test_every_key_stands_in_a_place() -> None:
    named = set(re.findall(r"\| `([a-z]+\.[a-z-]+)` \|$", page("keys"), re.MULTILINE))
    assert named == {command.id for command in READER_COMMANDS}


def test_every_command_is_named_and_no_other() -> None:
    named = re.findall(r"(?:^|`|\| )papers-tui ([a-z]+)", page("commands"), re.MULTILINE)
    assert set(named) == set(COMMANDS)


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_option_of_a_command_stands_in_its_row(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parse([*name.split(), "--help"])
    options = set(OPTION.findall(capsys.readouterr().out)) - {"--help", "--version", "--offline"}
    behind = r"(?: [a-zA-Z\[].*?)?" if name else ""
    row = re.compile(rf"^\| `papers-tui{f' {name}' if name else ''}{behind}` \|.*$", re.M)
    assert [set(OPTION.findall(line)) for line in row.findall(page("commands"))] == [options]


def test_no_option_is_named_that_no_command_has() -> None:
    known = set(OPTION.findall(options_markdown())) | {"--help"}
    assert set(OPTION.findall(page("commands"))) <= known


def test_the_keys_of_a_paper_in_json_are_named_and_no_others() -> None:
    table = page("commands").split("| keys | type |\n")[1].split("\n\n")[0]
    firsts = (row.split(" | ")[0] for row in table.splitlines())
    named = [key for first in firsts for key in re.findall(r"`(\w+)`", first)]
    assert sorted(named) == sorted(record(PaperRow(Paper(id="2608.19880", title="A paper"))))


def test_the_queries_make_sense() -> None:
    queries = re.findall(r"^\| `(.+?)` \|", page("query"), re.MULTILINE)
    assert len(queries) >= 6
    for query in queries:
        parse_query(query, named={"to discuss": "is:to-read"})


def test_the_reading_list_that_is_shown_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "library.toml"
    path.write_text(page("files").split("```toml\n")[1].split("```")[0], encoding="utf-8")
    loaded = LibraryFile(path, tmp_path).load()
    assert loaded.problem is None
    assert loaded.library["2608.19880"].tags == ("agents", "to discuss")


def test_the_keys_that_are_shown_as_settings_can_be_had(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(page("keys").split("<!-- own keys -->\n```toml\n")[1].split("```")[0], "utf-8")
    settings = load(path)
    keymap = keymap_of(settings)
    assert (settings.problems, keymap.problems) == ((), ())
    assert keymap.shown("paper.star") == ("*", "Alt+S")


@pytest.mark.parametrize("name", ["archive", "library", "state", "log"])
def test_every_file_that_is_written_is_named(name: str, tmp_path: Path) -> None:
    path: Path = getattr(Paths.in_home(tmp_path), name)
    assert f"`{path.name}`" in page("files")
