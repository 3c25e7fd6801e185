"""README says what the program does: its keys, its options, its pictures, its files.

`python -m tests.docs.test_readme` writes the keys, commands, options and settings into it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from papers_tui.cli.grammar.registry import COMMANDS, parse
from papers_tui.cli.output.json_records import record
from papers_tui.cli.rows import PaperRow
from papers_tui.model.paper import Paper
from papers_tui.model.query.parser import parse as parse_query
from papers_tui.store.library.file import LibraryFile
from papers_tui.store.paths import Paths
from papers_tui.store.settings.load import load
from papers_tui.tui.keys.from_settings import keymap_of
from papers_tui.tui.keys.reference import keys_markdown
from tests.support.readme_tables import commands_markdown, options_markdown, settings_markdown

ROOT = Path(__file__).resolve().parents[2]
PATH = ROOT / "README.md"
README = PATH.read_text(encoding="utf-8")
TABLES = {
    "keys": keys_markdown,
    "commands": commands_markdown,
    "options": options_markdown,
    "settings": settings_markdown,
}

OPTION = re.compile(r"(?<![\w-])--[a-z]+")


def section(title: str) -> str:
    """The text under a heading of the second level."""
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_what_the_program_knows(name: str) -> None:
    assert _with_table(README, name) == README, "python -m tests.docs.test_readme writes it again"


def _with_table(text: str, name: str) -> str:
    before, rest = text.split(f"<!-- {name} -->\n")
    _, after = rest.split(f"<!-- end of {name} -->")
    return f"{before}<!-- {name} -->\n{TABLES[name]()}<!-- end of {name} -->{after}"


def test_every_command_is_named_and_no_other() -> None:
    named = re.findall(r"(?:^|`|\| )papers-tui ([a-z]+)", README, re.MULTILINE)
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
    assert [set(OPTION.findall(line)) for line in row.findall(section("Command line"))] == [options]


def test_no_option_is_named_that_no_command_has() -> None:
    known = set(OPTION.findall(options_markdown())) | {"--help"}
    assert set(OPTION.findall(section("Command line"))) <= known


def test_the_keys_of_a_paper_in_json_are_named_and_no_others() -> None:
    table = section("Command line").split("| keys | type |\n")[1].split("\n\n")[0]
    named = [key for line in table.splitlines() for key in re.findall(r"`(\w+)`", _first(line))]
    assert sorted(named) == sorted(record(PaperRow(Paper(id="2608.19880", title="A paper"))))


def test_the_queries_make_sense() -> None:
    queries = re.findall(r"^\| `(.+?)` \|", section("Searching"), re.MULTILINE)
    assert len(queries) == 8
    for query in queries:
        parse_query(query, named={"to discuss": "is:to-read"})


def test_the_reading_list_that_is_shown_can_be_read(tmp_path: Path) -> None:
    shown = section("The reading list's file").split("```toml\n")[1].split("```")[0]
    path = tmp_path / "library.toml"
    path.write_text(shown, encoding="utf-8")
    loaded = LibraryFile(path, tmp_path).load()
    assert loaded.problem is None
    assert loaded.library["2608.19880"].tags == ("agents", "to discuss")


def test_the_keys_that_are_shown_as_settings_can_be_had(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(README.split("<!-- own keys -->\n```toml\n")[1].split("```")[0], "utf-8")
    settings = load(path)
    keymap = keymap_of(settings)
    assert (settings.problems, keymap.problems) == ((), ())
    assert keymap.shown("paper.star") == ("*", "Alt+S")


def _first(row: str) -> str:
    return row.split(" | ")[0]


@pytest.mark.parametrize("name", ["archive", "library", "state", "log"])
def test_every_file_that_is_written_is_named(name: str, tmp_path: Path) -> None:
    path: Path = getattr(Paths.in_home(tmp_path), name)
    assert f"`{path.name}`" in section("Files")


def test_every_link_within_the_project_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)]+)\)", README)
    own = [link for link in links if not link.startswith(("https://", "#"))]
    assert own
    assert [link for link in own if not (ROOT / link).is_file()] == []


def test_the_commands_that_are_run_by_hand_and_by_machine_are_there() -> None:
    assert "<!-- demo -->\n```sh\npip install . && papers-tui --demo\n```" in README
    tests = "pip install '.[dev]' && pytest -n 4 --dist worksteal -m 'not slow'"
    assert f"<!-- tests -->\n```sh\n{tests}\n```" in README


if __name__ == "__main__":
    for table in TABLES:
        README = _with_table(README, table)
    PATH.write_text(README, encoding="utf-8")
