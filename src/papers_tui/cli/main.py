"""The entry point: what the arguments ask for, and the exit status."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

FAILED, WRONG_USAGE, INTERRUPTED = 1, 2, 130


def run(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments ask for and return the exit status."""
    # Collecting while modules load costs a start a sixth of its time, and finds nothing to free.
    # The reader turns it on again after its first frame.
    gc.disable()
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(given)
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(given: list[str]) -> int:
    from papers_tui.cli.start import ReaderOptions, read

    if not given:
        return read(ReaderOptions(), os.environ)
    from papers_tui.cli.arguments import parse

    return parse(given)(os.environ)


def fail(what: str) -> int:
    """Say on stderr, in one line, what could not be done."""
    sys.stderr.write(f"papers-tui: error: {' '.join(what.split())}\n")
    return FAILED
