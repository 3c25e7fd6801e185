"""A wait for a reader that has nothing left to do, shorter than that of Textual."""

from __future__ import annotations

import asyncio
from math import inf
from typing import TYPE_CHECKING, Any

import textual.app
import textual.pilot
import textual.screen
from textual._context import active_app

from tests.support.patience import seconds

if TYPE_CHECKING:
    import pytest

_SOON = 1 / 50
"""Seconds within which a timer belongs to what a key did."""

_FRAME = 0.25
"""Seconds between two frames while a reader is at work; when it has nothing to do it draws."""


async def wait_for_idle(min_sleep: float = _SOON, max_sleep: float = 5) -> None:
    """Wait until no task can go on and no timer is due soon; at most so many seconds.

    Textual sleeps for 20 ms at a time until the process has used almost no processor time in them:
    that is 100 ms for each key on a quiet machine, and as many as it takes on a busy one. And it
    draws 60 frames a second, whatever is still to come: here, what has changed is drawn once.
    """
    loop: Any = asyncio.get_running_loop()
    end = loop.time() + seconds(max_sleep)
    quiet = 0
    while quiet < 2 and loop.time() < end:  # twice: what arrived from outside is ready only then
        await asyncio.sleep(0)
        due = 0 if loop._ready or _draw() else _next_timer(loop) - loop.time()
        if due > _SOON:
            quiet += 1
        else:
            quiet = 0
            await asyncio.sleep(max(due, 0))


def patch(patched: pytest.MonkeyPatch) -> None:
    """Let readers in tests wait so."""
    patched.setattr(textual.app, "wait_for_idle", wait_for_idle)
    patched.setattr(textual.pilot, "wait_for_idle", wait_for_idle)
    patched.setattr(textual.pilot.Pilot, "_wait_for_screen", _wait_for_screen)
    patched.setattr(textual.screen, "UPDATE_PERIOD", _FRAME)


async def _wait_for_screen(*_: object) -> bool:
    """Wait until every widget has seen its messages, without sending one to each of them."""
    await wait_for_idle(0)
    return True


def _draw() -> bool:
    """Draw the frames for which screens wait, also those behind a dialog; false if none does."""
    app = active_app.get(None)
    waiting = [one for one in app.screen_stack if one._update_timer._active.is_set()] if app else []
    for screen in waiting:
        screen._on_timer_update()
    return bool(waiting)


def _next_timer(loop: Any) -> float:
    timers = (timer.when() for timer in loop._scheduled if not timer.cancelled())
    return min(timers, default=inf)
