"""Things made in threads, and undone where nobody waits for them any more."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from papers_tui.model.errors import PapersError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


async def made_in_thread(make: Callable[[], T], undo: Callable[[T], object]) -> T:
    """The thing that `make` gives, in a thread. It raises what that raises.

    A thread cannot be stopped: a caller that is cancelled waits for it, and has the thing undone.
    """
    making = asyncio.create_task(asyncio.to_thread(make))
    try:
        return await asyncio.shield(making)
    except asyncio.CancelledError:
        with suppress(OSError, PapersError):
            undo(await making)
        raise
