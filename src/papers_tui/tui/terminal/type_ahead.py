"""Keys that are typed faster than they are handled, taken one after the other."""

from __future__ import annotations

from collections import deque
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import App
    from textual.events import Key
    from textual.message_pump import MessagePump
    from textual.timer import Timer

_ROUNDS = 2
"""The rounds in which a key is followed: one for itself, one for the message that it led to."""

_AGAIN = 0.005
"""Seconds after which a dialog is looked at again that could not take a key yet."""

_UNTIL_THEN = 0.04
"""Seconds after which it is looked whether a key may act that waits for a list."""

_LONG = 1.0
"""Seconds after which keys that wait are reported, and Escape forgets them."""

_LONGEST = 3.0
"""Seconds after which the next key is taken whatever the last one still waits for."""


class TypeAhead:
    """Hands keys on in order, each when the one before it has been through.

    Textual gives a letter to a field at once, and a key with a binding only when it has gone from
    the field to the program: of "a", Enter, "b" in one read, the field had "ab" when Enter came.
    Where nothing is typed, a key needs no way: its command is done at once by `act`, which returns
    whether there was one. A dialog or field that is opened gets the keys that come before it can
    take them.

    A key that `waits`, for a list that is still to come, keeps its place, and so do those behind
    it, until it may act; but a key that `leaves` leaves. Where that takes long, `report` gets the
    number of keys that wait, and Escape forgets them.
    """

    def __init__(
        self,
        app: App[str],
        act: Callable[[Key], Awaitable[bool]],
        hand_on: Callable[[Key], Awaitable[None]],
        waits: Callable[[Key], bool] = lambda _: False,
        leaves: Callable[[Key], bool] = lambda _: False,
        report: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._app = app
        self._act, self._hand_on = act, hand_on
        self._waits, self._leaves, self._report = waits, leaves, report
        self._keys: deque[Key] = deque()
        self._turn = 0
        self._since = 0.0
        """The time when what the next key waits for was opened, on the clock of the system."""

        self._waits_since: float | None = None
        """The time when the first key began to wait, on the system's clock; None without one."""

        self._pump: MessagePump | None = None
        """The widget, screen or program that has the followed key now."""

        self._patience: Timer | None = None
        self._looks = 0
        """The number of times that keys were looked at: a timer that was set before counts no more.
        """

    async def take(self, key: Key) -> None:
        """Take the key now, or in its turn."""
        if self._keys and self._waits(self._keys[0]):
            if self._leaves(key):
                self._keys.clear()
            elif key.key == "escape" and self._has_waited_long:
                self._keys.clear()
                self._wait_no_more()
                return
        self._keys.append(key)
        if len(self._keys) == 1:
            await self._next()

    async def _next(self) -> None:
        """Take the first of the keys that wait, and those behind it that need not wait for it."""
        self._looks += 1
        while self._keys and self._app.screen_stack:  # none when the program has ended
            if not self._is_ready():
                self._look_again(_AGAIN)
                return
            if self._is_typing:
                await self._follow_key(self._keys[0])
                return
            key = self._keys[0]
            if self._waits(key):
                self._wait()
                return
            self._wait_no_more()
            if not await self._acted(key):
                await self._follow_key(key)  # which may reach a command on its way
                return
            self._keys.popleft()

    async def _acted(self, key: Key) -> bool:
        """Do the command of the first key; False where it has none. One that fails is gone."""
        try:
            return await self._act(key)
        except BaseException:
            self._keys.popleft()
            raise

    def _wait(self) -> None:
        """Look again in a moment whether the first key may act."""
        self._waits_since = self._waits_since or monotonic()
        if self._has_waited_long:
            self._report(len(self._keys))
        self._look_again(_UNTIL_THEN)

    def _look_again(self, delay: float) -> None:
        """Look at the keys after so many seconds, unless they are looked at before."""
        looks = self._looks

        async def look() -> None:
            if looks == self._looks:
                await self._next()

        self._app.set_timer(delay, look)

    def _wait_no_more(self) -> None:
        if self._waits_since is not None:
            self._waits_since = None
            self._report(0)

    @property
    def _has_waited_long(self) -> bool:
        return self._waits_since is not None and monotonic() - self._waits_since > _LONG

    @property
    def _is_typing(self) -> bool:
        """Whether keys may be text: in a field, or in a dialog."""
        return hasattr(self._app.focused, "cursor_blink") or self._app.screen.is_modal

    def _is_ready(self) -> bool:
        """Whether what was opened can take a key, or could have by now."""
        if not self._is_opening:
            self._since = 0.0
            return True
        self._since = self._since or monotonic()
        return monotonic() - self._since > _LONGEST

    @property
    def _is_opening(self) -> bool:
        """Whether a dialog, or a field in the window, has yet to get the keys."""
        screen = self._app.screen
        if screen.is_modal:
            return screen.focused is None and (
                not screen.is_mounted or any(widget.focusable for widget in screen.query("*"))
            )
        return bool(screen.query("Input")) and not hasattr(screen.focused, "cursor_blink")

    async def _follow_key(self, key: Key) -> None:
        self._turn += 1
        await self._hand_on(key)
        ends = monotonic() + _LONGEST
        self._patience = self._app.set_interval(_AGAIN, partial(self._look, self._turn, ends))
        self._follow(self._turn, _ROUNDS)

    async def _look(self, turn: int, ends: float) -> None:
        """End the way of a key at what was closed while the key was in it."""
        if self._pump is None or not self._pump.is_running or monotonic() > ends:
            await self._through(turn)

    def _follow(self, turn: int, rounds: int) -> None:
        start = self._app.focused or self._app.screen
        self._pump = start
        start.call_later(self._passed, start, turn, rounds)

    def _passed(self, pump: MessagePump, turn: int, rounds: int) -> None:
        """One on the way has done all that came before."""
        parent = pump._parent
        if turn != self._turn:
            return
        if parent is not None and pump is not self._app:
            self._pump = parent
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
        self._turn += 1
        self._keys.popleft()
        await self._next()
