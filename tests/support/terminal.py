"""A program in a pseudo-terminal: its keys, its screen, every byte that it sent.

with Terminal(papers_tui("--demo"), environment(home)) as terminal:
    terminal.wait_for("Sample")
    terminal.press("q")
    assert terminal.exit_status() == 0
"""

from __future__ import annotations

import errno
import os
import re
import select
import struct
import subprocess
import sys
import threading
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Self

import pyte
import pytest

from tests.support.patience import seconds

if sys.platform != "win32":
    import fcntl
    import pty
    import termios

if TYPE_CHECKING:
    import signal
    from collections.abc import Callable, Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = seconds(20)
"""Seconds after which something that does not happen is a failure; nothing is timed by it."""

_LISTEN = 0.02
"""Seconds after which the thread that reads looks whether it is to stop."""

_MODE = re.compile(rb"\x1b\[\?(\d+)([hl])")
_WINDOW_TITLE = re.compile(rb"\x1b\][012];|\x1bk")
# What pyte takes for text, keyboard protocols and questions about modes; and what takes most of
# its time, though no test asks it for a color.
_NOT_FOR_PYTE = re.compile(rb"\x1b\[[\d;]*m|\x1b\[[<>=]\d*u|\x1b\[\?\d+\$p")
_UNFINISHED = re.compile(rb"\x1b(\[[<=>?]?[\d;]*\$?)?\Z")
_SEQUENCE = re.compile(rb"\x1b\[[<=>?]?[\d;]*[ -/]*[@-~]")
_KEYS = {
    "enter": b"\r", "escape": b"\x1b", "tab": b"\t", "space": b" ", "f1": b"\x1bOP",
    "down": b"\x1b[B", "up": b"\x1b[A", "end": b"\x1b[F", "home": b"\x1b[H",
    "ctrl+c": b"\x03", "ctrl+o": b"\x0f", "ctrl+z": b"\x1a", "ctrl+p": b"\x10", "ctrl+q": b"\x11",
}  # fmt: skip


def papers_tui(*arguments: str) -> list[str]:
    """The command that starts the program."""
    return [sys.executable, "-m", "papers_tui", *arguments]


def environment(home: Path, endpoint: str = "", **more: str) -> dict[str, str]:
    """Variables under which the program touches nothing of the user's."""
    home.mkdir(parents=True, exist_ok=True)
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "PAPERS_TUI_HOME": str(home),
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "BROWSER": "true",
        "ESCDELAY": "20",  # milliseconds until Textual takes an escape for the key
        **({"HF_ENDPOINT": endpoint} if endpoint else {}),
        **more,
    }


class Terminal:
    """Runs a command on a terminal of that size, in columns and rows, until the `with` ends."""

    def __init__(
        self, command: Sequence[str], env: Mapping[str, str], size: tuple[int, int] = (120, 40)
    ) -> None:
        if sys.platform == "win32":
            pytest.skip("Windows has no pseudo-terminals")
        self.raw = bytearray()
        self._taken = 0
        self._unread = b""
        """The start of a sequence whose end has not arrived."""

        self._screen = pyte.Screen(*size)
        self._shown: dict[int, str] = {}
        """The rows of the screen as they were when somebody last asked for them."""

        self._stream = pyte.ByteStream(self._screen)
        self._changed = threading.Condition()
        self._ended = False
        self._paused = threading.Event()
        self._hung_up = threading.Event()
        self._master, slave = pty.openpty()
        self._set_size(*size)
        self.settings = termios.tcgetattr(self._master)
        # A session's first process gets the terminal that it opens as its own: a shell does that.
        shell = ["/bin/sh", "-c", 'exec "$@" <>"$0" >&0 2>&0', os.ttyname(slave)]
        self._process = subprocess.Popen(  # noqa: S603 - a command of the tests
            [*shell, *command], env=dict(env), start_new_session=True,
            stdin=slave, stdout=slave, stderr=slave,
        )  # fmt: skip
        os.close(slave)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait(PATIENCE)
        self.hang_up()

    def hang_up(self) -> None:
        """Close the window: the terminal is gone, whatever the program does."""
        if not self._hung_up.is_set():
            self._paused.clear()
            if self._process.poll() is None:
                self._hung_up.set()
            self._reader.join(PATIENCE)
            self._hung_up.set()
            os.close(self._master)

    @contextmanager
    def stalled(self) -> Iterator[None]:
        """Take nothing that the program writes, as a window does that is stopped."""
        self._paused.set()
        try:
            yield
        finally:
            self._paused.clear()

    @property
    def text(self) -> str:
        """The text on the screen now."""
        with self._changed:
            return "\n".join(self._rows)

    @property
    def renames_window(self) -> bool:
        """Whether the program has asked for another title of the window."""
        with self._changed:
            return _WINDOW_TITLE.search(self.raw) is not None

    @property
    def after(self) -> str:
        """The text written after the alternate screen was left: messages to the shell's user."""
        with self._changed:
            _, left, rest = self.raw.rpartition(b"\x1b[?1049l")
        return _SEQUENCE.sub(b"", rest if left else b"").decode().replace("\r\n", "\n")

    @property
    def modes(self) -> dict[int, bool]:
        """The private modes that the program has turned on or off, as they are now."""
        with self._changed:
            return {int(found[1]): found[2] == b"h" for found in _MODE.finditer(self.raw)}

    @property
    def is_restored(self) -> bool:
        """Whether the terminal is as the program found it."""
        modes = self.modes
        shown = modes.pop(25, True) and modes.pop(7, True)
        return shown and not any(modes.values()) and self.settings == self.settings_now

    @property
    def settings_now(self) -> list[object]:
        """The line discipline's settings now; `settings` has those before the start."""
        return termios.tcgetattr(self._master)

    def take(self) -> bytes:
        """The bytes sent since the last call, to the last sequence that is surely complete."""
        with self._changed:
            start, self._taken = self._taken, max(self._taken, self.raw.rfind(b"\x1b"))
            return bytes(self.raw[start : self._taken])

    def press(self, *keys: str) -> None:
        """Type keys by Textual's names of them, or plain letters."""
        for key in keys:
            self.send(_KEYS.get(key) or key.encode())

    def send(self, data: bytes) -> None:
        """Send bytes to the program's input, as fast as it takes them."""
        while data:
            data = data[os.write(self._master, data) :]

    def wait_for(self, text: str) -> None:
        """Block until the text is on the screen."""
        self.until(lambda: any(text in line for line in self._rows), text)

    def wait_in_line(self, number: int, text: str) -> None:
        """Block until the text is in that row, counted from the top and from 0."""
        self.until(lambda: text in self._rows[number], f"{text} in row {number}")

    def wait_until_gone(self, text: str) -> None:
        """Block until the text is not on the screen any more."""
        self.until(lambda: all(text not in line for line in self._rows), f"no {text}")

    def until(self, condition: Callable[[], bool], what: str = "this") -> None:
        """Block until it is so; ask again whenever something was drawn."""
        with self._changed:
            reached = self._changed.wait_for(lambda: condition() or self._ended, PATIENCE)
            done = reached and condition()
        assert done, f"{what} did not come; on the screen is\n{self.text}"

    def wait_for_silence(self, seconds: float) -> None:
        """Block until nothing has been sent for that long."""
        end = monotonic() + PATIENCE
        with self._changed:
            while monotonic() < end:
                sent = len(self.raw)
                if not self._changed.wait_for(partial(self._has_sent, sent), seconds):
                    return
        raise AssertionError(f"it goes on writing; on the screen is\n{self.text}")

    def _has_sent(self, more_than: int) -> bool:
        return len(self.raw) > more_than

    def resize(self, columns: int, rows: int) -> None:
        with self._changed:
            self._screen.resize(rows, columns)
        self._set_size(columns, rows)

    def send_signal(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def signal_job(self, number: signal.Signals) -> None:
        """Send a signal to the job that has the terminal, not to the shell that started it."""
        os.killpg(os.tcgetpgrp(self._master), number)

    def ended(self, timeout: float) -> bool:
        """Whether the program ends by then, even if nobody reads what it sends."""
        try:
            self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            return False
        return True

    def exit_status(self, timeout: float = PATIENCE) -> int:
        """The exit status, once the program has ended and all that it sent was read."""
        status = self._process.wait(timeout)
        self._reader.join(PATIENCE)
        return status

    def cells(self) -> list[list[str]]:
        """The cells of the screen, row by row."""
        with self._changed:
            lines, columns = self._screen.buffer, range(self._screen.columns)
            return [[lines[y][x].data for x in columns] for y in range(self._screen.lines)]

    @property
    def _rows(self) -> list[str]:
        # Not pyte's own `display`, which fails on a cell that holds nothing but a joiner.
        lines, columns = self._screen.buffer, range(self._screen.columns)
        for y in self._screen.dirty:
            self._shown[y] = "".join(lines[y][x].data for x in columns)
        self._screen.dirty.clear()
        return [self._shown[y] for y in range(self._screen.lines)]

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _read(self) -> None:
        while (data := self._some()) is not None:
            with self._changed:
                self.raw += data
                self._draw(data)
                if data:
                    self._changed.notify_all()
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def _draw(self, data: bytes) -> None:
        self._unread += data
        unfinished = _UNFINISHED.search(self._unread)
        end = unfinished.start() if unfinished else len(self._unread)
        self._stream.feed(_NOT_FOR_PYTE.sub(b"", self._unread[:end]))
        self._unread = self._unread[end:]

    def _some(self) -> bytes | None:
        """The bytes written, or none so far; None at the end."""
        if self._hung_up.is_set():
            return None
        if self._paused.is_set() or not select.select([self._master], [], [], _LISTEN)[0]:
            sleep(_LISTEN if self._paused.is_set() else 0)
            return b""
        try:
            return os.read(self._master, 65536) or None
        except OSError as error:
            if error.errno == errno.EIO:  # Linux's way to say that nobody has it open any more
                return None
            raise
