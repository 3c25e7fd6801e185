"""A terminal that goes away, takes nothing, or gives nothing: the program ends, and saves first."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.patience import seconds
from tests.support.terminal import Terminal, environment, papers_tui

if TYPE_CHECKING:
    from pathlib import Path

FAULTY = [sys.executable, "-m", "tests.support.faulty_program"]

NONBLOCKING = "import os, sys; os.set_blocking(2, False); os.execv(sys.argv[1], sys.argv[1:])"
"""Starts a program on a terminal that another one has left non-blocking."""


def in_shell(script: str) -> list[str]:
    """The program as a shell script starts it, in which it is `"$@"`."""
    return ["/bin/sh", "-c", script, "sh", *papers_tui("--demo")]


@pytest.mark.parametrize("script", ['exec "$@"', 'trap "" HUP; exec "$@"'], ids=["HUP", "no HUP"])
def test_a_window_that_is_closed_ends_it(tmp_path: Path, script: str) -> None:
    with Terminal(in_shell(script), environment(tmp_path)) as terminal:
        terminal.wait_for("1 of 10")
        terminal.hang_up()
        terminal.exit_status(seconds(5))


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGQUIT"])
def test_a_signal_ends_it_while_something_blocks_the_event_loop(tmp_path: Path, name: str) -> None:
    with Terminal([*FAULTY, "stuck", "--demo"], environment(tmp_path)) as terminal:
        terminal.wait_for("1 of 10")
        terminal.press("O", "j")
        terminal.wait_for("stuck")
        terminal.send_signal(signal.Signals[name])
        assert terminal.exit_status() == 1
        assert terminal.is_restored


def test_a_closed_window_ends_it_while_something_blocks_the_event_loop(tmp_path: Path) -> None:
    with Terminal([*FAULTY, "stuck", "--demo"], environment(tmp_path)) as terminal:
        terminal.wait_for("1 of 10")
        terminal.press("O")
        terminal.wait_for("stuck")
        terminal.hang_up()
        assert terminal.exit_status(seconds(5)) == 1


def test_a_terminal_that_cannot_be_written_to_ends_it(tmp_path: Path) -> None:
    command = in_shell('exec "$@" 2<"$(tty)"')
    with Terminal(command, environment(tmp_path)) as terminal:
        assert terminal.exit_status() == 1
        assert terminal.settings == terminal.settings_now


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ('exec "$@" </dev/null', "reads keys from stdin, which is no terminal"),
        ('exec "$@" <&-', "reads keys from stdin, which is no terminal"),
        ('exec "$@" 2>&-', "draws on stderr, which is no terminal"),
        ('exec "$@" 2>/dev/full', "draws on stderr, which is no terminal"),
        ('exec "$@" 2>/dev/null', "draws on stderr, which is no terminal"),
    ],
)
def test_without_a_terminal_it_does_not_start(tmp_path: Path, script: str, reason: str) -> None:
    with Terminal(in_shell(script), environment(tmp_path)) as terminal:
        assert terminal.exit_status() == 1
        assert reason in terminal.text
        assert terminal.settings == terminal.settings_now


@pytest.mark.parametrize("end", ["q", "SIGTERM"])
def test_a_terminal_that_takes_nothing_does_not_keep_it(tmp_path: Path, end: str) -> None:
    with Terminal(papers_tui("--demo"), environment(tmp_path)) as terminal:
        terminal.wait_for("1 of 10")
        with terminal.stalled():
            for _ in range(100):
                terminal.press("ctrl+p")
                terminal.press("escape")
            if end == "q":
                terminal.press("ctrl+q")
            else:
                terminal.send_signal(signal.SIGTERM)
            assert terminal.ended(seconds(15))
        assert terminal.settings == terminal.settings_now


def test_a_terminal_that_takes_nothing_for_a_while_shows_the_latest(tmp_path: Path) -> None:
    command = [sys.executable, "-c", NONBLOCKING, *papers_tui("--demo")]
    with Terminal(command, environment(tmp_path)) as terminal:
        terminal.wait_for("1 of 10")
        with terminal.stalled():
            terminal.press(*["z"] * 100, "G")
        terminal.wait_for("10 of 10")
        terminal.press("q")
        assert terminal.exit_status() == 0
        assert terminal.is_restored


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_before_the_first_frame_leaves_the_terminal_as_it_was(
    tmp_path: Path, number: signal.Signals
) -> None:
    with Terminal(papers_tui("--demo"), environment(tmp_path)) as terminal:
        terminal.until(lambda: b"1049h" in terminal.raw, "the alternate screen")
        terminal.send_signal(number)
        terminal.exit_status()
        assert terminal.is_restored
