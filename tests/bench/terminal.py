"""A program in a terminal of its own, with a clock on what it writes."""

from __future__ import annotations

import fcntl
import os
import select
import statistics
import struct
import subprocess
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyte

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType

COLUMNS, ROWS = 120, 40
PATIENCE = 20.0
QUIET = 0.15
"""Seconds without output after which a screen counts as drawn."""


class Stuck(Exception):
    """The program did not show or do what was waited for."""


class Terminal:
    """Starts the program, and ends it with the block."""

    def __init__(self, argv: Sequence[str], environment: Mapping[str, str]) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._master, inner = os.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._began = time.perf_counter()
        self._process = subprocess.Popen(  # noqa: S603 - what is to be measured
            argv, stdin=inner, stdout=inner, stderr=inner, env=environment, start_new_session=True
        )
        os.close(inner)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        os.close(self._master)

    def shown(self, text: str) -> float:
        """Seconds from the start until the text is on screen."""
        while (seen := self._read(PATIENCE)) is not None:
            if any(text in line for line in self._screen.display):
                return seen - self._began
        raise Stuck(f"{text!r} did not come: {self._on_screen()}")

    def settle(self) -> None:
        """Wait until nothing is written any more."""
        while self._read(QUIET) is not None:
            pass

    def press(self, key: str) -> float:
        """Seconds from a key to the first of what is drawn because of it."""
        self.settle()
        pressed = time.perf_counter()
        os.write(self._master, key.encode())
        drawn = self._read(PATIENCE)
        if drawn is None:
            raise Stuck(f"{key!r} had no effect: {self._on_screen()}")
        return drawn - pressed

    def answer(self, key: str, text: str) -> float:
        """Seconds from a key, whatever else is drawn just now, until the text is on screen."""
        pressed = time.perf_counter()
        os.write(self._master, key.encode())
        return self.shown(text) + self._began - pressed

    def rest(self, seconds: float) -> None:
        """Let so much time pass, and read what is drawn in it."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._read(left)

    def presses(self, keys: str) -> float:
        """The median of that over several keys."""
        return statistics.median(self.press(key) for key in keys)

    def memory(self) -> float:
        """Megabytes that are in memory. Linux alone says so here; NaN elsewhere."""
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8")
        except OSError:
            return float("nan")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024

    def cpu(self) -> float:
        """Seconds that the processor spent on it. Linux alone says so here; NaN elsewhere."""
        tasks = Path(f"/proc/{self._process.pid}/task")
        try:
            spent = [(task / "schedstat").read_text().split()[0] for task in tasks.iterdir()]
        except OSError:
            return float("nan")
        return sum(map(int, spent)) / 1e9

    def leave(self) -> float:
        """Seconds from `q` to the end of the program."""
        self.settle()
        pressed = time.perf_counter()
        os.write(self._master, b"q")
        while self._read(PATIENCE) is not None:
            pass
        self._process.wait(PATIENCE)
        return time.perf_counter() - pressed

    def _read(self, patience: float) -> float | None:
        """The time of the next output; None when none came, or when the program is over."""
        if not select.select([self._master], [], [], patience)[0]:
            return None
        came = time.perf_counter()
        try:
            written = os.read(self._master, 1 << 16)
        except OSError:
            return None
        self._stream.feed(written)
        return came if written else None

    def _on_screen(self) -> str:
        return " / ".join(line.strip() for line in self._screen.display if line.strip())[:500]
