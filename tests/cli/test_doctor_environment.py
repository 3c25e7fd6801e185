"""`doctor` on settings, leftovers, the hub and the terminal: warnings that say what to do."""

from __future__ import annotations

import os
import platform
import shutil
import time
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest

from papers_tui import __version__
from papers_tui.services.doctor import environment
from papers_tui.services.doctor.checks import Health
from papers_tui.services.doctor.terminal import terminal_checks
from tests.support.fake_hub import Fault
from tests.support.home import put

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_line import Done, Shell


def line(done: Done, name: str) -> str:
    """Doctor's line on one thing."""
    (found,) = [row for row in done.out.splitlines() if f" {name}: " in row]
    return found


def test_settings_in_order_pass(shell: Shell) -> None:
    put(shell.home, 'theme = "nord"\nclock = 12\n')
    done = shell("doctor")
    assert (done.status, done.err) == (0, "")
    assert line(done, "config.toml").startswith("ok       config.toml: in order, with 2 of")


def test_the_versions_that_a_report_needs_are_named(shell: Shell) -> None:
    given = line(shell("doctor", "--offline"), "version")
    assert given.startswith(
        f"ok       version: papers-tui {__version__}, Textual {version('textual')}"
    )
    assert f"Python {platform.python_version()}, {platform.system()} " in given


def test_each_problem_of_the_settings_is_a_warning(shell: Shell) -> None:
    path = put(shell.home, 'clock = 13\n[keys]\npaper.star = "x"\n')
    done = shell("doctor")
    assert done.status == 0
    assert f"warning  config.toml: {path}, line 1: clock must be" in done.out
    assert f"warning  config.toml: {path}, line 3: x would be the key of both" in done.out


@pytest.mark.parametrize(("table", "kind"), [("watches", "watch"), ("searches", "search")])
def test_a_query_that_makes_no_sense_is_a_warning(table: str, kind: str, shell: Shell) -> None:
    path = put(shell.home, f'[{table}]\nall = "upvotes:>=0"\nbad = "(this"\n')
    done = shell("doctor")
    assert done.status == 0
    given = line(done, "config.toml")
    assert given.startswith(
        f"warning  config.toml: {path}, line 3: the {kind} bad makes no sense: "
    )
    assert given.endswith("this parenthesis is never closed; close it, or put it in quotes")


LEFT = [".library.toml.ab12_xyz.tmp", "backups/.library-2026.toml.ab12_xyz.tmp",
        "drafts/.2507.21049.json.ab12_xyz.tmp", "pdf/.2026 - A.pdf.ab12_xyz.tmp"]  # fmt: skip
NOT_OURS = [".mine.toml.ab12_xyz.tmp", ".library.toml.swp", "library.toml.tmp"]


def leave(home: Path, names: list[str], age: float) -> list[Path]:
    """Files under these names that were last written so many seconds ago."""
    paths = [home / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
        os.utime(path, (time.time() - age,) * 2)
    return paths


def test_what_a_killed_program_left_is_removed_only_when_asked(shell: Shell) -> None:
    old = leave(shell.home, LEFT, 4000)
    others = leave(shell.home, NOT_OURS, 4000)
    young = leave(shell.home, [".library.toml.zzzzzzzz.tmp"], 3000)
    done = shell("doctor")
    assert done.status == 0
    assert line(done, "leftovers").startswith("warning  leftovers: 4 temporary files were left")
    assert all(str(path) in done.out for path in old)
    assert "--repair would remove what is left over" in done.out
    assert all(path.exists() for path in (*old, *others, *young))
    done = shell("doctor", "--repair")
    assert (done.status, done.err) == (0, "")
    assert "repaired: 4 removed" in done.out
    assert not any(path.exists() for path in old)
    assert all(path.exists() for path in (*others, *young))
    assert line(shell("doctor"), "leftovers") == "ok       leftovers: none"


def test_a_hub_that_answers_passes(shell: Shell) -> None:
    assert line(shell("doctor"), "endpoint") == f"ok       endpoint: {shell.hub.url} answers"


def test_a_hub_that_is_down_is_a_warning(shell: Shell) -> None:
    shell.hub.down()
    done = shell("doctor")
    assert done.status == 0
    assert line(done, "endpoint").startswith(f"warning  endpoint: {shell.hub.url}: ")


def test_a_hub_that_does_not_answer_in_time_is_a_warning(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "PATIENCE", 0.05)
    shell.hub.hold()
    done = shell("doctor")
    shell.hub.release()
    assert done.status == 0
    assert line(done, "endpoint").startswith("warning  endpoint: ")


def test_a_hub_that_is_confused_is_a_warning(shell: Shell) -> None:
    shell.hub.fault("/api", Fault(status=404))
    assert line(shell("doctor"), "endpoint").startswith("warning  endpoint: ")


def test_offline_nobody_is_asked(shell: Shell) -> None:
    assert line(shell("doctor", "--offline"), "endpoint").endswith(", not asked")
    assert shell.hub.asked() == []


def test_an_address_that_is_none_is_a_warning(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "huggingface.co")
    done = shell("doctor")
    assert done.status == 0
    assert "warning  endpoint: HF_ENDPOINT is no http(s) address" in done.out


GOOD = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "en_US.UTF-8"}
TERMINALS = [
    ({}, "terminal", Health.OK, "xterm-256color, 80x24"),
    ({"TERM": ""}, "terminal", Health.WARNING, "set it, for example to xterm-256color"),
    ({"TERM": "dumb"}, "terminal", Health.WARNING, "TERM"),
    ({}, "colors", Health.OK, "truecolor"),
    ({"COLORTERM": ""}, "colors", Health.OK, "256; COLORTERM=truecolor"),
    ({"COLORTERM": "", "TERM": "xterm"}, "colors", Health.WARNING, "set COLORTERM=truecolor"),
    ({"NO_COLOR": "1", "COLORTERM": "", "TERM": "xterm"}, "colors", Health.OK, "NO_COLOR"),
    ({}, "letters", Health.OK, "UTF-8"),
    ({"LC_ALL": "C"}, "letters", Health.WARNING, "set LANG to one such as C.UTF-8"),
    ({"LANG": ""}, "letters", Health.WARNING, "ascii = true"),
    ({"LC_CTYPE": "de_DE.utf8", "LANG": "C"}, "letters", Health.OK, "UTF-8"),
    ({}, "clipboard", Health.WARNING, "OSC 52"),
    ({"TERM": "xterm-kitty"}, "clipboard", Health.OK, "OSC 52"),
    ({"TERM_PROGRAM": "WezTerm"}, "clipboard", Health.OK, "OSC 52"),
    ({"TMUX": "/tmp/x,1,0"}, "clipboard", Health.OK, "set -g set-clipboard on"),  # noqa: S108
]


@pytest.mark.parametrize(("variables", "name", "health", "reported"), TERMINALS)
def test_what_the_terminal_reports_is_judged(
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    name: str,
    health: Health,
    reported: str,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    checks = {check.name: check for check in terminal_checks({**GOOD, **variables}, (80, 24))}
    assert checks[name].health is health
    assert reported in checks[name].sentence


def test_a_program_for_the_clipboard_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", {"xclip": "/usr/bin/xclip"}.get)
    checks = {check.name: check for check in terminal_checks(GOOD, (80, 24))}
    assert (checks["clipboard"].health, checks["clipboard"].sentence) == (Health.OK, "xclip")


@pytest.mark.parametrize("size", [(39, 24), (80, 11)])
def test_a_window_that_is_too_small_is_a_warning(size: tuple[int, int]) -> None:
    first = next(terminal_checks(GOOD, size))
    assert first.health is Health.WARNING
    assert "make it 40x12 or larger" in first.sentence


def test_where_the_output_goes_elsewhere_no_terminal_is_judged(shell: Shell) -> None:
    assert "ok       terminal: not looked at" in shell("doctor").out
