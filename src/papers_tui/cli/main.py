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
    # The reader turns it on again after its first frame, a command before it fetches anything.
    gc.disable()
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(given)
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(given: list[str]) -> int:
    if given:
        from papers_tui.cli.obey import obey

        return obey(given, os.environ)
    from papers_tui.cli.launch import ReaderOptions, read

    return read(ReaderOptions(), os.environ)


def fail(sentence: str) -> int:
    """Say on stderr what could not be done: a sentence with what to do behind a semicolon."""
    said = sentence.rstrip(".")
    cause, _, way_out = said.rpartition("; ")
    if cause and ": " not in cause:  # behind a colon the words are somebody else's
        said = f"{cause} ({way_out})"
    return complain(said, FAILED)


def complain(what: str, status: int) -> int:
    """Say on stderr, in one line, what is wrong, and give the exit status back."""
    sys.stderr.write(f"papers-tui: error: {' '.join(what.split())}\n")
    return status
