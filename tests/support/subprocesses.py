"""Programs of our own, run beside the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import papers_tui

SOURCES = Path(papers_tui.__file__).parents[1]


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Start a Python program that finds the package; what it prints can be read."""
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", code, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
        stdout=subprocess.PIPE,
        text=True,
    )


def run(code: str, *arguments: object) -> tuple[int, str]:
    """The exit status of such a program, and what it printed."""
    with start(code, *arguments) as program:
        printed, _ = program.communicate()
    return program.returncode, printed
