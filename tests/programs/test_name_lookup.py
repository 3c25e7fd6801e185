"""A resolver that never answers: the deadline holds, and Ctrl+C ends the program at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support import terminal

if TYPE_CHECKING:
    from pathlib import Path

SILENT = """
import socket, sys, threading

def silent(*_asked, **_options):
    print("looking up", file=sys.stderr, flush=True)
    threading.Event().wait()

socket.getaddrinfo = silent
"""
SHORT_DEADLINE = """
from papers_tui.hub.http import transport
made = transport.Transport.__init__
transport.Transport.__init__ = lambda self, endpoints, replaced, _deadline: made(
    self, endpoints, replaced, 0.5
)
"""
RUN = """
from papers_tui.cli.main import run
sys.exit(run())
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    return {**kept, "PAPERS_TUI_HOME": str(tmp_path), "HF_ENDPOINT": "https://hub.example"}


@pytest.mark.parametrize("command", [["list"], ["doctor"], ["star", "2507.21049"]])
def test_an_interrupt_ends_the_program_at_once(
    command: list[str], environment: dict[str, str]
) -> None:
    with subprocess.Popen(  # noqa: S603 - our own code
        [sys.executable, "-c", SILENT + RUN, *command],
        stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=environment,
    ) as program:  # fmt: skip
        assert program.stderr is not None
        assert program.stderr.readline() == "looking up\n"
        program.send_signal(signal.SIGINT)
        assert program.wait(60) == 130
        assert "Traceback" not in program.stderr.read()


def test_the_deadline_counts_for_the_lookup_too(environment: dict[str, str]) -> None:
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", SILENT + SHORT_DEADLINE + RUN, "list"],
        check=False, capture_output=True, text=True, env=environment, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert "The hub did not answer within 0.5 seconds" in done.stderr


def test_the_reader_leaves_at_once(tmp_path: Path) -> None:
    looked_up = tmp_path / "looked-up"
    noting = SILENT.replace(
        'print("looking up", file=sys.stderr, flush=True)', f"open({str(looked_up)!r}, 'w')"
    )
    variables = terminal.environment(tmp_path / "home", HF_ENDPOINT="https://hub.example")
    with terminal.Terminal([sys.executable, "-c", noting + RUN], variables) as reader:
        reader.until(looked_up.exists, "a lookup")
        reader.press("ctrl+q")
        assert reader.exit_status() == 0
