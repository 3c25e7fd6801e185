"""Keys that are typed faster than they are handled, taken one after the other."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import App
    from textual.events import Key
    from textual.message_pump import MessagePump
    from textual.timer import Timer

_ROUNDS = 2
"""How often the way of a key is followed: by the key, then by the message that it led to."""

_LONGEST = 0.25
"""Seconds after which the next key is taken though the way of the last one has no end: what it
went through may have been closed."""


class TypeAhead:
    """Hands keys on in order, each when the one before it has been through.

    Textual gives a letter to the field at once, and a key with a binding only when it has gone from
    the field to the program: of "a", Enter, "b" in one read, the field had "ab" when Enter came.
    """

    def __init__(self, app: App[str], hand_on: Callable[[Key], Awaitable[None]]) -> None:
        self._app = app
        self._hand_on = hand_on
        self._keys: deque[Key] = deque()
        self._turn = 0
        self._patience: Timer | None = None

    async def take(self, key: Key) -> None:
        """Hand the key on, at once unless others are on their way."""
        self._keys.append(key)
        if len(self._keys) == 1:
            await self._next()

    async def _next(self) -> None:
        self._turn += 1
        await self._hand_on(self._keys[0])
        self._patience = self._app.set_timer(_LONGEST, partial(self._through, self._turn))
        self._follow(self._turn, _ROUNDS)

    def _follow(self, turn: int, rounds: int) -> None:
        start = self._app.focused or self._app.screen
        start.call_later(self._passed, start, turn, rounds)

    def _passed(self, pump: MessagePump, turn: int, rounds: int) -> None:
        """One on the way has done all that came before."""
        parent = pump._parent
        if turn != self._turn:
            return
        if parent is not None and pump is not self._app:
            parent.call_later(self._passed, parent, turn, rounds)
        elif rounds > 1:
            self._follow(turn, rounds - 1)
        else:
            self._app.call_later(self._through, turn)

    async def _through(self, turn: int) -> None:
        if turn != self._turn or not self._keys:
            return
        if self._patience is not None:
            self._patience.stop()
        self._keys.popleft()
        if self._keys:
            await self._next()
        else:
            self._turn += 1
