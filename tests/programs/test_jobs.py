"""The program as a job of a shell: stopped, continued, and lending its terminal."""

from __future__ import annotations

import shlex
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.terminal import Terminal, environment, papers_tui

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Terminal]:
    """An interactive shell in which the program shows its sample."""
    env = environment(tmp_path, PS1="$ ", BASH_SILENCE_DEPRECATION_WARNING="1")
    with Terminal(["bash", "--norc", "--noprofile", "-i"], env) as terminal:
        terminal.wait_for("$ ")
        terminal.send(shlex.join(papers_tui("--demo")).encode() + b"\n")
        terminal.wait_for("1 of 10")
        yield terminal


def test_ctrl_z_stops_it_and_fg_shows_all_of_it_again(shell: Terminal) -> None:
    shell.press("j")
    shell.wait_for("2 of 10")
    for _ in range(2):
        shell.press("ctrl+z")
        shell.wait_for("Stopped")
        assert not any(shell.modes[mode] for mode in (1049, 1000, 1003, 1004))
        shell.send(b"clear\n")
        shell.wait_until_gone("▲")
        shell.send(b"fg\n")
        shell.wait_for("2 of 10")
        shell.wait_for("q Quit")
        shell.wait_for("▲")
    shell.press("j")
    shell.wait_for("3 of 10")
    shell.press("q")
    shell.wait_for("$ ")
    shell.send(b"echo status $?; exit\n")
    shell.exit_status()
    assert "status 0" in shell.after


def test_ctrl_z_stops_it_wherever_something_is_typed(shell: Terminal) -> None:
    for opens in ("ctrl+p", "d", "/"):
        shell.press(opens, *"qzx")
        shell.wait_for("qzx")
        shell.press("ctrl+z")
        shell.wait_for("Stopped")
        shell.send(b"clear\n")
        shell.wait_until_gone("qzx")
        shell.send(b"fg\n")
        shell.wait_for("qzx")
        shell.press("escape")
        shell.wait_until_gone("qzx")
    shell.press("ctrl+q")
    shell.wait_for("$ ")


def test_a_stop_from_outside_is_survived(shell: Terminal) -> None:
    for name, place in (("SIGTSTP", 1), ("SIGSTOP", 2)):
        shell.signal_job(signal.Signals[name])
        shell.wait_for("Stopped")
        shell.send(b"clear\n")
        shell.wait_until_gone("▲")
        shell.send(b"fg\n")
        shell.wait_for(f"{place} of 10")
        shell.wait_for("▲")
        shell.press("j")
        shell.wait_for(f"{place + 1} of 10")
    shell.press("q")
    shell.wait_for("$ ")
    shell.send(b"exit\n")
    assert shell.exit_status() == 0


@pytest.mark.parametrize("name", ["SIGTSTP", "SIGSTOP"])
def test_a_stopped_job_ends_when_it_is_asked_to(shell: Terminal, name: str) -> None:
    shell.signal_job(signal.Signals[name])
    shell.wait_for("Stopped")
    shell.send(b"job=$(jobs -p); kill %1; while kill -0 $job; do sleep .1; done; echo ov''er\n")
    shell.wait_for("over")
    shell.send(b"exit\n")
    assert shell.exit_status() == 0


def test_without_a_shell_that_could_continue_it_ctrl_z_does_not_stop_it(tmp_path: Path) -> None:
    with Terminal(papers_tui("--demo"), environment(tmp_path)) as terminal:
        terminal.wait_for("1 of 10")
        terminal.press("ctrl+z", "j")
        terminal.wait_for("2 of 10")
        terminal.press("q")
        assert terminal.exit_status() == 0
        assert terminal.is_restored


BROWSER = """#!{python}
import os, sys
with open({log!r}, "w") as log:
    print(*(os.isatty(number) for number in range(3)), os.environ.get("HF_TOKEN"), file=log)
print("PAGE", sys.argv[1], flush=True)
sys.stdin.readline()  # which ends at once, and well, where there is no terminal
"""


@pytest.mark.parametrize(("name", "is_lent"), [("w3m", True), ("lynx", True), ("other", False)])
def test_a_browser_that_draws_on_the_terminal_gets_it(
    tmp_path: Path, name: str, is_lent: bool
) -> None:
    program, log = tmp_path / name, tmp_path / "log"
    program.write_text(BROWSER.format(python=sys.executable, log=str(log)))
    program.chmod(0o755)
    env = environment(tmp_path / "home", BROWSER=str(program), **dict.fromkeys(["HF_TOKEN"], "x"))
    with Terminal(papers_tui("--demo"), env) as terminal:
        terminal.wait_for("1 of 10")
        terminal.press("o")
        if is_lent:
            terminal.wait_for("PAGE https://huggingface.co/papers/")
            terminal.press("enter")
        else:
            terminal.wait_for("Opening https://huggingface.co/papers/")
        terminal.wait_for("1 of 10")
        terminal.press("q")
        assert terminal.exit_status() == 0
        assert terminal.is_restored
    if is_lent:
        assert log.read_text().split() == ["True", "True", "True", "None"]


def test_the_command_line_gives_a_text_browser_its_terminal_too(tmp_path: Path) -> None:
    program, log = tmp_path / "w3m", tmp_path / "log"
    program.write_text(BROWSER.format(python=sys.executable, log=str(log)))
    program.chmod(0o755)
    env = environment(tmp_path / "home", BROWSER=str(program))
    with Terminal(papers_tui("open", "2507.21049"), env) as terminal:
        terminal.wait_for("PAGE https://huggingface.co/papers/2507.21049")
        terminal.press("enter")
        assert terminal.exit_status() == 0
    assert log.read_text().split()[:3] == ["True"] * 3
