"""Hooks of the command line: started for each change, not waited for, and never by a hook."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

import pytest

from papers_tui.services.programs import hooks
from papers_tui.store.settings.load import load
from tests.support.home import file_of, papers, put
from tests.support.patience import wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_line import Shell

RECORD = "import sys; open(sys.argv[1], 'ab').write(sys.stdin.buffer.read())"


def toml(*words: str) -> str:
    return json.dumps(words)


def record(home: Path) -> str:
    """A hook that keeps what it is given."""
    return toml(sys.executable, "-I", "-S", "-c", RECORD, str(home / "given"))


def given(home: Path, count: int) -> list[Any]:
    """The arrays that the hook was given, once there are so many."""
    path = home / "given"
    wait_until(lambda: path.exists() and path.read_bytes().count(b"\n") >= count)
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_change_starts_its_hook_and_no_hooks_starts_none(shell: Shell) -> None:
    one, two = shell.listed(shell.day())[:2]
    hook = record(shell.home)
    put(shell.home, f"[hooks]\non_star = {hook}\non_status = {hook}\non_tag = {hook}\n")
    assert shell("star", one, two, "--no-hooks").status == 0
    assert shell("unstar", one, two).status == 0
    assert [each["starred"] for each in given(shell.home, 1)[0]] == [False, False]
    shell("tag", "rl", one)
    assert given(shell.home, 2)[1][0]["added"] == ["rl"]
    shell("status", "reading", one)
    assert given(shell.home, 3)[2][0]["status"] == "reading"
    shell("status", "reading", one)  # which changes nothing
    shell("note", one, "Read this.")
    shell("untag", "rl", one)
    assert given(shell.home, 4)[3][0]["removed"] == ["rl"]


def test_an_import_starts_one_hook_for_all_of_it(shell: Shell) -> None:
    hook = record(shell.home)
    put(shell.home, f"[hooks]\non_status = {hook}\n")
    ids = [f"2509.{number:05}" for number in range(1, 1001)]
    (shell.home / "ids.txt").write_text("\n".join(ids))
    assert shell("import", str(shell.home / "ids.txt"), "--offline").status == 0
    assert [each["id"] for each in given(shell.home, 1)[0]] == ids


def test_a_command_does_not_wait_for_its_hook(shell: Shell) -> None:
    code = "import os, sys; os.read(os.open(sys.argv[1], 0), 1)"
    hang = toml(sys.executable, "-I", "-S", "-c", code, str(shell.home / "pipe"))
    put(shell.home, f"[hooks]\non_star = {hang}\n")
    os.mkfifo(shell.home / "pipe")
    paper = shell.listed(shell.day())[0]
    assert shell.program("star", paper).status == 0  # the hook reads what nobody has written yet
    assert papers(shell)[paper]["starred"]
    (shell.home / "pipe").write_bytes(b"x")


def test_a_hook_that_calls_the_program_starts_no_hooks(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = shell.listed(shell.day())[:2]
    put(shell.home, f"[hooks]\non_star = {toml(sys.executable, '-m', 'papers_tui', 'star', two)}\n"
                    f"on_tag = {record(shell.home)}\n")  # fmt: skip
    assert shell.program("star", one).status == 0
    wait_until(lambda: two in papers(shell))
    monkeypatch.setattr(hooks, "start", lambda *given: pytest.fail(f"started {given}"))
    monkeypatch.setenv("PAPERS_TUI_HOOK", "on_star")
    assert shell("tag", "x", one).status == 0


def test_new_papers_of_a_watch_start_a_hook_once(shell: Shell) -> None:
    put(shell.home, f"[watches]\nall = 'upvotes:>=0'\n[hooks]\non_new = {record(shell.home)}\n")
    found = shell("watch", "--new", "--format", "ids").out.split()
    assert found
    (news,) = given(shell.home, 1)
    assert [each["id"] for each in news] == found
    assert {name for each in news for name in each["watches"]} == {"all"}
    assert shell("watch", "--new", "--format", "ids").out == ""
    assert len(given(shell.home, 1)) == 1


def test_an_issue_of_what_watches_found_starts_a_hook_once(shell: Shell) -> None:
    put(shell.home, f"[watches]\nall = 'upvotes:>=0'\n[hooks]\non_new = {record(shell.home)}\n")
    issue = ("digest", "--watches", "--new")
    assert shell(*issue, "--name", "one", "--no-hooks").out
    assert shell("digest", "--new", "--name", "two").out
    found = shell("watch", "--format", "ids").out.split()
    assert shell(*issue).out
    (news,) = given(shell.home, 1)
    assert sorted(each["id"] for each in news) == sorted(found)
    assert {name for each in news for name in each["watches"]} == {"all"}
    assert (shell(*issue).out, shell(*issue, "--again").status) == ("", 0)
    assert len(given(shell.home, 1)) == 1


def test_what_is_wrong_with_a_hook_is_reported_with_its_line(tmp_path: Path) -> None:
    text = (
        '[hooks]\non_star = "sh -c true"\non_status = []\non_tags = ["a"]\n'
        'on_tag = ["a", "{id}"]\non_new = [1]\n'
    )
    settings = load(put(tmp_path, text))
    assert settings.hooks == (("on_tag", ("a", "{id}")),)
    form = 'must be a list of words, such as ["program", "--option"], not'
    assert [str(each) for each in settings.problems] == [
        f'line 2: the hook on_star {form} "sh -c true"',
        f"line 3: the hook on_status {form} []",
        'line 4: there is no hook "on_tags" (did you mean on_tag?)',
        f"line 6: the hook on_new {form} [1]",
    ]


def test_a_change_that_waits_for_a_damaged_file_starts_its_hook(shell: Shell) -> None:
    put(shell.home, f"[hooks]\non_star = {record(shell.home)}\n")
    file_of(shell).write_text("[[paper\n")
    shell("star", "2509.00001", "--offline")
    assert given(shell.home, 1)[0][0]["id"] == "2509.00001"


def test_hooks_and_commands_are_shown_among_the_settings(shell: Shell) -> None:
    command = '[commands.say]\nrun = ["echo", "{id}"]\nkey = "F5"\n'
    put(shell.home, f'[hooks]\non_star = ["true"]\n{command}')
    shown = shell("config", "show").out.split("[hooks]\n")[1]
    assert [line.split("  ")[0] for line in shown.splitlines()] == [
        'on_star = ["true"]', "", "[commands.say]", 'run = ["echo", "{id}"]', 'key = "F5"',
        'input = "none"', 'output = "hide"', 'many = "each"',
    ]  # fmt: skip
