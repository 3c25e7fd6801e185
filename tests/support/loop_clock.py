"""The clock of an event loop set forward, so that a deadline passes without a wait for it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest


def clock_to_set(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """A function that sets the running loop's clock forward by some seconds; for any thread."""
    loop = asyncio.get_running_loop()
    time, passed = loop.time, [0.0]
    monkeypatch.setattr(loop, "time", lambda: time() + sum(passed))
    return passed.append
