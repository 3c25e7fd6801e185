"""The time that tests wait, and the number of examples that they try.

Waiting ends as soon as what is waited for happens: no test is about time. PAPERS_TUI_PATIENCE=3
makes every limit three times as long, for a slow or a busy machine.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable

_FACTOR = float(os.environ.get("PAPERS_TUI_PATIENCE", "1"))


def seconds(limit: float) -> float:
    """After how long something that does not happen is a failure, on this machine."""
    return limit * _FACTOR


def wait_until(condition: Callable[[], object], limit: float = 30) -> None:
    """Wait for what a program of its own does; fails after that many seconds, times the factor."""
    end = time.monotonic() + seconds(limit)
    while not condition():
        assert time.monotonic() < end, "what was waited for did not happen"
        time.sleep(0.01)


def examples(share: float) -> settings:
    """Settings for a property that tries that share of the profile's number of examples."""
    return settings(max_examples=max(5, round(settings().max_examples * share)))
