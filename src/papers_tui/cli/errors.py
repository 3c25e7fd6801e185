"""Errors of the command line, the exit status of each, and how they are reported."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from papers_tui.model.errors import PapersError

if TYPE_CHECKING:
    from typing import TextIO


class CommandError(PapersError):
    """Something could not be done. It is raised with what, a semicolon, and what to do about it."""

    def __str__(self) -> str:
        return _bracketed(super().__str__())


class UsageError(CommandError):
    """The arguments make no sense, so nothing was done."""


FAILED, WRONG_USAGE, INTERRUPTED = 1, 2, 130


GO_ONLINE = "leave out --offline to fetch it"
"""The way out of an offline run that lacks something."""


def fail(sentence: str) -> int:
    """Say on stderr what could not be done: a sentence with what to do behind a semicolon."""
    is_quoted = ": " in sentence.rpartition("; ")[0]  # behind a colon the words are others'
    return complain(sentence if is_quoted else _bracketed(sentence), FAILED)


def _bracketed(sentence: str) -> str:
    """The sentence with what to do about it in brackets instead of behind a semicolon."""
    what, _, way_out = sentence.rstrip(".").rpartition("; ")
    return f"{what} ({way_out})" if what else way_out


def complain(what: str, status: int, stream: TextIO | None = None) -> int:
    """Say on stderr, in one line, what is wrong, and give the exit status back."""
    to_stderr(f"papers-tui: error: {' '.join(what.split()).removesuffix('.')}\n", stream)
    return status


def to_stderr(text: str, stream: TextIO | None = None) -> None:
    """Write a message to stderr, or to the stream that stands for it; lost where that fails."""
    stream = stream or sys.stderr
    try:
        stream.write(text)
        stream.flush()
    except (AttributeError, OSError, ValueError):
        discard(stream)


def discard(stream: TextIO) -> None:
    """Redirect a stream to nowhere, so that the last flush by Python itself has no error."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
