"""README says what the program does: its keys, its options, its pictures, its files.

`python -m tests.test_readme` writes the keys into it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from papers_tui.cli.arguments import parse
from papers_tui.store.paths import Paths
from papers_tui.tui.keys_table import keys_markdown

ROOT = Path(__file__).resolve().parents[1]
PATH = ROOT / "README.md"
README = PATH.read_text(encoding="utf-8")
BEGIN, END = "<!-- keys -->\n", "<!-- end of keys -->"

OPTION = re.compile(r"(?<![\w-])--[a-z]+")


def section(title: str) -> str:
    """The text under a heading of the second level."""
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_the_keys_are_those_of_the_command_table() -> None:
    assert _with_keys(README) == README


def _with_keys(text: str) -> str:
    before, rest = text.split(BEGIN)
    return before + BEGIN + keys_markdown() + END + rest.split(END)[1]


def test_every_option_is_named_and_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["--help"])
    options = set(OPTION.findall(capsys.readouterr().out)) - {"--help"}
    assert set(OPTION.findall(section("Command line"))) == options


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
    assert "<!-- tests -->\n```sh\npip install '.[dev]' && pytest\n```" in README


if __name__ == "__main__":
    PATH.write_text(_with_keys(README), encoding="utf-8")
