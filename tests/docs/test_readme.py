"""README is short, its commands run, and every link of the project's pages leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from papers_tui.cli.grammar.registry import parse
from papers_tui.tui.commands import COMMANDS
from tests.support.command_line import commands_in

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / ".github").rglob("*.md"))]


def test_readme_is_read_in_two_screens() -> None:
    assert len(README.splitlines()) <= 120


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_link_within_the_project_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)]+)\)", path.read_text(encoding="utf-8"))
    own = [link.partition("#")[0] for link in links if not link.startswith(("https://", "#"))]
    assert [link for link in own if not (path.parent / link).is_file()] == []


def test_readme_leads_to_every_page() -> None:
    assert [path.name for path in PAGES[1:] if f"{path.name})" not in README] == []


def test_the_commands_that_are_run_by_hand_and_by_machine_are_there() -> None:
    assert "<!-- demo -->\n```sh\npip install . && papers-tui --demo\n```" in README
    tests = "pip install '.[dev]' && pytest -n 4 --dist worksteal -m 'not slow'"
    assert f"<!-- tests -->\n```sh\n{tests}\n```" in README


@pytest.mark.parametrize(
    ("page", "least"),
    [("README.md", 7), ("commands.md", 4), ("digest.md", 4), ("exchange.md", 6)],
)
def test_the_commands_of_a_page_are_right(page: str, least: int) -> None:
    (path,) = [path for path in PAGES if path.name == page]
    text = path.read_text(encoding="utf-8")
    blocks = "".join(re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL))
    commands = [command for line in blocks.splitlines() for command in commands_in(line)]
    assert len(commands) >= least
    for command in commands:
        parse(command)


def test_the_keys_that_are_named_first_are_the_programs() -> None:
    table = README.split("| key | does |\n")[1].split("\n\n")[0]
    known = {key for command in COMMANDS for key in command.shown_keys}
    named = {key for row in table.splitlines()[1:] for key in re.findall(r"`(.+?)`", row)}
    assert named
    assert named <= known
