"""The entry point: what the arguments ask for, and the exit status."""

from __future__ import annotations

import gc
import os
import sys
from functools import partial
from typing import TYPE_CHECKING

from papers_tui.cli.errors import INTERRUPTED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from papers_tui.cli.grammar.registry import Task

_SWITCHES = frozenset({"--offline", "--demo", "--ascii"})
"""Options with which the reader starts without loading argparse and the grammar."""


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
    if not _SWITCHES.issuperset(given):
        return run_command(given, os.environ)
    from papers_tui.cli.launch import ReaderOptions, run_reader

    options = ReaderOptions(
        offline="--offline" in given, demo="--demo" in given, ascii="--ascii" in given
    )
    return run_reader(options, os.environ)


def run_command(given: Sequence[str], environment: Mapping[str, str]) -> int:
    """Do what the arguments ask for and return the exit status; bugs are let through."""
    from papers_tui.cli import streams
    from papers_tui.cli.errors import (
        FAILED,
        WRONG_USAGE,
        CommandError,
        UsageError,
        complain,
        discard,
        fail,
    )
    from papers_tui.cli.grammar.registry import parse
    from papers_tui.model.errors import PapersError

    streams.use_utf8()
    try:
        status = _outcome(partial(parse, streams.decoded(given)), environment)
        streams.flush()
    except BrokenPipeError:
        # Whoever read our output has seen enough, as `head` has.
        discard(sys.stdout)
        return 0
    except UsageError as error:
        return complain(str(error), WRONG_USAGE)
    except CommandError as error:
        return complain(str(error), FAILED)
    except PapersError as error:
        return fail(str(error))
    return status


def _outcome(parsed: Callable[[], Task], environment: Mapping[str, str]) -> int:
    """The exit status of a command; help and version end the grammar in their own way."""
    try:
        return parsed()(environment)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
