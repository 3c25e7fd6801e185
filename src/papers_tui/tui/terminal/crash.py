"""The report after a crash."""

from __future__ import annotations

import traceback

from textual.worker import WorkerFailed

from papers_tui.text.clean import clean

_LONGEST, _MOST_CAUSES = 20_000, 5


def crash_report(error: BaseException) -> str:
    """The traceback without local variables, which may hold secrets, safe to print.

    Where a worker failed it is the traceback of the worker, which Textual's error only quotes.
    """
    if isinstance(error, WorkerFailed):
        return crash_outline(error.error)
    return clean("".join(traceback.format_exception(error)), _LONGEST)


def crash_outline(error: BaseException) -> str:
    """The traceback as types, files and lines alone: a message may quote what somebody wrote."""
    parts: list[str] = []
    one: BaseException | None = error
    while one is not None and len(parts) < _MOST_CAUSES:
        lines = traceback.format_list(traceback.extract_tb(one.__traceback__))
        parts.append("".join([*lines, f"{type(one).__qualname__}\n"]))
        one = one.__cause__ or one.__context__
    return clean("\nwhile handling:\n".join(parts), _LONGEST)
