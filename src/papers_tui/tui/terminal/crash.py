"""The report after a crash."""

from __future__ import annotations

import traceback

from papers_tui.text.clean import clean

_LONGEST = 20_000


def crash_report(error: BaseException) -> str:
    """The traceback without local variables, which may hold secrets, safe to print."""
    return clean("".join(traceback.format_exception(error)), _LONGEST)
