"""The one conversation with the hub: opened when it is first needed, closed with the program."""

from __future__ import annotations

import asyncio
import importlib
from typing import TYPE_CHECKING

from papers_tui.hub import DEADLINE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import httpx

    from papers_tui.hub.client import Hub
    from papers_tui.hub.endpoints import Endpoints


class HubConnection:
    """Makes the hub's client once, in a thread, as httpx takes a tenth of a second to import."""

    def __init__(
        self,
        endpoints: Endpoints,
        transport: Callable[[], httpx.AsyncBaseTransport] | None = None,
        deadline: float | None = None,
    ) -> None:
        self._endpoints = endpoints
        self._transport = transport
        self._deadline = deadline or DEADLINE
        self.on_wait: Callable[[float], None] | None = None
        """Called about once a second with how long the hub wants us to wait, and 0 at the end."""
        self.before_loading: Callable[[], Awaitable[object]] | None = None
        """Called before a thread loads the client all at once: a program may do so by and by."""

        self._hub: Hub | None = None
        self._making = asyncio.Lock()

    async def hub(self) -> Hub:
        """The client, the same one each time."""
        async with self._making:
            if self._hub is None:
                if self.before_loading is not None:
                    await self.before_loading()
                module = await asyncio.to_thread(importlib.import_module, "papers_tui.hub.client")
                transport = self._transport() if self._transport else None
                self._hub = module.Hub(
                    self._endpoints,
                    transport=transport,
                    deadline=self._deadline,
                    on_wait=self._report_wait,
                )
            return self._hub

    async def close(self) -> None:
        """End the conversation; a later question begins a new one."""
        hub, self._hub = self._hub, None
        self._making = asyncio.Lock()  # it belongs to the event loop that ends now
        if hub is not None:
            await hub.aclose()

    def _report_wait(self, seconds: float) -> None:
        if self.on_wait is not None:
            self.on_wait(seconds)
