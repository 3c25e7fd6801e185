"""Name lookups in daemon threads, which do not hold up the end of the program."""

from __future__ import annotations

import socket
from contextlib import suppress
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio


def look_up_in_daemons(loop: asyncio.AbstractEventLoop) -> None:
    """Have the loop look up names of hosts in daemon threads.

    A lookup cannot be cancelled, and where the resolver is silent it takes half a minute. The
    loop's own threads would be waited for at the end of the program; these are left to themselves.
    """
    loop.getaddrinfo = partial(_getaddrinfo, loop)  # type: ignore[method-assign]


async def _getaddrinfo(
    loop: asyncio.AbstractEventLoop, host: Any, port: Any, **options: int
) -> list[Any]:
    found: asyncio.Future[list[Any]] = loop.create_future()

    def settle(addresses: list[Any] | None, error: BaseException | None) -> None:
        if found.done():
            return
        if error is not None:
            found.set_exception(error)
        else:
            found.set_result(addresses or [])

    def look_up() -> None:
        addresses, failure = None, None
        try:
            addresses = socket.getaddrinfo(host, port, **options)
        except Exception as error:  # whatever the system's resolver raises is the caller's
            failure = error
        with suppress(RuntimeError):  # the program has ended, and its loop with it
            loop.call_soon_threadsafe(settle, addresses, failure)

    Thread(target=look_up, name="name lookup", daemon=True).start()
    return await found
