"""Ending the program after a signal or without its terminal, even if the event loop is blocked."""

from __future__ import annotations

import os
import select
import signal
import threading
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_NAMES = ("TERM", "HUP", "QUIT", "USR1", "USR2", "ALRM", "XCPU")
SIGNALS = tuple(getattr(signal, f"SIG{name}") for name in _NAMES if hasattr(signal, f"SIG{name}"))
"""Signals that ask the program to end: `kill`, a terminal that is closed, and others that would end
it with the terminal as it is."""

_GRACE = 2.0
"""Seconds that the event loop has to end by itself after a signal."""

_GRACE_ALONE = 0.5
"""The same when the terminal is gone, and nobody looks at the program any more."""

_LOST = select.POLLHUP | select.POLLERR if hasattr(select, "poll") else 0


class Watchdog(threading.Thread):
    """Sees signals, and the loss of the terminal, beside the event loop.

    `ask` is to have the event loop end the program. When it has not done so in time, because
    something blocks it, `force` is to end the process. Both are called in this thread.
    """

    def __init__(
        self, terminal: int, ask: Callable[[bool], object], force: Callable[[], object]
    ) -> None:
        super().__init__(daemon=True, name="terminal-watchdog")
        self._terminal = terminal
        self._ask, self._force = ask, force
        self._deadline: float | None = None
        self.is_asked = False
        """Whether a signal has asked for the end; known in the main thread at once."""
        self._reading, self._writing = os.pipe()
        os.set_blocking(self._writing, False)

    def begin(self) -> None:
        """Watch from now on; to be called in the main thread, as Python wants it for signals."""
        for number in SIGNALS:
            signal.signal(number, self._note)
        signal.set_wakeup_fd(self._writing, warn_on_full_buffer=False)
        self.start()

    def run(self) -> None:
        """Wait for signals and for the terminal's end, then for the program's."""
        poll = select.poll()
        poll.register(self._reading, select.POLLIN)
        poll.register(self._terminal, 0)
        while True:
            for source, happened in poll.poll(self._patience):
                if source == self._terminal:
                    poll.unregister(source)
                    if happened & _LOST:
                        self._end(_GRACE_ALONE, is_lost=True)
                elif any(map(self._is_for_us, os.read(source, 64))):
                    self._end(_GRACE, is_lost=False)
            if self._deadline is not None and monotonic() >= self._deadline:
                self._force()
                return

    @property
    def _patience(self) -> float | None:
        """Milliseconds until the event loop has had its time."""
        if self._deadline is None:
            return None
        return max(0.0, self._deadline - monotonic()) * 1000

    def _is_for_us(self, number: int) -> bool:
        """Whether a signal asks for the end: while the terminal is lent, some are for others."""
        return number in SIGNALS and signal.getsignal(number) == self._note

    def _end(self, grace: float, *, is_lost: bool) -> None:
        deadline = monotonic() + grace
        self._deadline = min(deadline, self._deadline or deadline)
        self._ask(is_lost)

    def _note(self, _number: int, _frame: object) -> None:
        """Python writes to the pipe only what has a handler; the thread does the rest."""
        self.is_asked = True
