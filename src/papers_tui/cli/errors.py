"""Errors of the command line, and the exit status of each."""

from __future__ import annotations

import sys

from papers_tui.model.errors import PapersError


class CommandError(PapersError):
    """Something could not be done. It is raised with what, a semicolon, and what to do about it."""

    def __str__(self) -> str:
        what, _, way_out = super().__str__().rpartition("; ")
        return f"{what} ({way_out})" if what else way_out


class UsageError(CommandError):
    """The arguments make no sense, so nothing was done."""


FAILED, WRONG_USAGE, INTERRUPTED = 1, 2, 130


def fail(sentence: str) -> int:
    """Say on stderr what could not be done: a sentence with what to do behind a semicolon."""
    message = sentence.rstrip(".")
    cause, _, way_out = message.rpartition("; ")
    if cause and ": " not in cause:  # behind a colon the words are somebody else's
        message = f"{cause} ({way_out})"
    return complain(message, FAILED)


def complain(what: str, status: int) -> int:
    """Say on stderr, in one line, what is wrong, and give the exit status back."""
    sys.stderr.write(f"papers-tui: error: {' '.join(what.split())}\n")
    return status
