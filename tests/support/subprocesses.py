"""Programs of our own, run beside the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Start a Python program that finds the package; what it prints can be read."""
    return _start("-c", code, *arguments)


def start_module(name: str, *arguments: object) -> subprocess.Popen[str]:
    """Start a module of the tests as a program."""
    return _start("-m", name, *arguments)


def run(code: str, *arguments: object) -> tuple[int, str]:
    """The exit status of such a program, and what it printed."""
    with start(code, *arguments) as program:
        printed, _ = program.communicate()
    return program.returncode, printed


def ended(program: subprocess.Popen[str]) -> int:
    """The exit status of a program, whose output is dropped."""
    with program:
        program.communicate()
    return program.returncode


def _start(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603
        [sys.executable, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))},
        stdout=subprocess.PIPE,
        text=True,
    )
