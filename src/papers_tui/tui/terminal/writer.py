"""Output to the terminal, by a thread that nobody has to wait for."""

from __future__ import annotations

import os
import select
import threading
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST_FRAMES = 30
"""Frames that may wait for a slow terminal. More are dropped: only the newest one counts."""

_SHORT = 64
"""Characters up to which text is taken for a mode of the terminal, which is never dropped."""

_COMMAND = "\x1b]"
"""The beginning of a command to the terminal, such as one with a text for the clipboard."""

_LAST_CHANCE = 1.0
"""Seconds that a terminal gets to take what is left when the program leaves it."""


class Writer(threading.Thread):
    """Writes in the order given. `write` never blocks, however slow the terminal is.

    `lost` is called with the error after which nothing can be written any more, `caught_up` when
    frames were dropped and the terminal takes them again. Both are called in this thread.
    """

    def __init__(
        self, target: int, lost: Callable[[OSError], object], caught_up: Callable[[], object]
    ) -> None:
        super().__init__(daemon=True, name="terminal-output")
        self._target = target
        self._lost, self._caught_up = lost, caught_up
        self._queue: deque[str] = deque()
        self._changed = threading.Condition()
        self._frames = 0
        self._dropped = False
        self._stopping = False
        self._failed = False

    def write(self, text: str) -> None:
        """Have the text written, unless the terminal is lost or hopelessly behind."""
        with self._changed:
            if self._failed or self._stopping or not text:
                return
            if len(text) > _SHORT:
                if self._frames >= _MOST_FRAMES or self._dropped:
                    self._dropped = True
                    return
                self._frames += 1
            self._queue.append(text)
            self._changed.notify()

    def stop(self) -> None:
        """Write what is left but frames, as far as the terminal takes it within a second."""
        with self._changed:
            self._stopping = True
            self._queue = deque(filter(_counts_at_the_end, self._queue))
            self._changed.notify()
        self.join(_LAST_CHANCE)

    def run(self) -> None:
        """Write until stopped, or until the terminal fails."""
        while (text := self._next()) is not None:
            try:
                self._put(text.encode("utf-8", "replace"))
            except OSError as error:
                with self._changed:
                    self._failed = True
                    self._queue.clear()
                self._lost(error)
                return
            if self._is_behind_no_more():
                self._caught_up()

    def _next(self) -> str | None:
        with self._changed:
            while not self._queue:
                if self._stopping:
                    return None
                self._changed.wait()
            text = self._queue.popleft()
            self._frames -= len(text) > _SHORT
            return text

    def _is_behind_no_more(self) -> bool:
        with self._changed:
            behind_no_more = self._dropped and not self._queue
            if behind_no_more:
                self._dropped = False
            return behind_no_more

    def _put(self, data: bytes) -> None:
        """Write all of it, waiting for a terminal that takes nothing just now (EAGAIN)."""
        while data:
            try:
                data = data[os.write(self._target, data) :]
            except BlockingIOError:
                select.select([], [self._target], [])


def _counts_at_the_end(text: str) -> bool:
    """Whether the text is no frame, which nobody would see: a mode, or a copy of the clipboard."""
    return len(text) <= _SHORT or text.startswith(_COMMAND)
