"""The terminal of a POSIX system: entered, left, lent, stopped with the program, and lost."""

from __future__ import annotations

import os
import select
import shutil
import signal
import termios
import tty
from contextlib import suppress
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING, Any, Protocol, cast

from textual import constants
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.geometry import Size

from papers_tui.tui.terminal.input import Input
from papers_tui.tui.terminal.widths import pinned
from papers_tui.tui.terminal.writer import Writer

if TYPE_CHECKING:
    from textual.app import App

    from papers_tui.tui.terminal.watchdog import Watchdog

_OUTPUT = 2
"""Frames go to stderr, which is the terminal also where stdout is a pipe."""

_LISTEN = 0.1
"""Seconds for which the thread that reads keys waits for the rest of a sequence."""

_PATIENCE = 1.0
"""Seconds that this thread gets to end."""

_KITTY_KEYS = 0b11101
"""Of https://sw.kovidgoyal.net/kitty/keyboard-protocol/#progressive-enhancement: unambiguous codes
(1), the key of a Latin layout beside that of the user's (4), all keys (8), and their text (16)."""

_LEAVE = (
    "\x1b[?2004l\x1b[?7h\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1004l"
    "\x1b[<u\x1b[?1049l\x1b[?25h"
)
"""Sequences that leave the terminal fit for a shell when there is no time to leave it in order."""

_FORGOTTEN = "\x1b[?1l\x1b>\x1b[?6l\x1b[r\x1b[m\x1b[?1002l\x1b[?1005l"
"""Turns off modes that this program never sets, but that others leave on when they are killed."""

_TRIES = 8
"""The most times that a program in the background is stopped to wait for the terminal."""

_MOMENT = 0.1
"""Seconds in which a signal that came with the one to go on is seen: another thread may get it."""


class TerminalProgram(Protocol):
    """The program that draws on the terminal; see `tui.app.PapersApp`."""

    watchdog: Watchdog | None

    @property
    def takes_alt(self) -> bool: ...
    def repaint(self) -> None: ...
    def terminal_lost(self, reason: str) -> None: ...


class TerminalDriver(LinuxDriver):
    """Reads keys and writes frames in threads of its own, and survives the loss of the terminal.

    In place of Textual's own way, https://github.com/Textualize/textual/issues/6690 and 6456.
    """

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._program = cast("TerminalProgram", app)
        self._writer: Writer | None = None
        self._is_lost = False
        self._waking = -1
        """The end of a pipe whose closing ends the thread that reads keys."""

    def write(self, data: str) -> None:
        """Send text to the terminal; while it is lent or lost, text is dropped."""
        if self._writer is not None:
            self._writer.write(pinned(data))

    def start_application_mode(self) -> None:
        """Take the terminal, unless it was taken already."""
        if self._writer is not None or self._is_lost or not self._wait_for_foreground():
            return
        self._writer = Writer(_OUTPUT, self._unwritable, self._repaint)
        self._writer.start()
        signal.signal(signal.SIGWINCH, self._resized)
        self._send_size()
        self._enter()
        self._start_reading()
        self._request_terminal_sync_mode_support()
        self._query_in_band_window_resize()
        if self._must_signal_resume:
            self._must_signal_resume = False
            self.send_message(self.SignalResume())

    def resume_application_mode(self) -> None:
        """Take the terminal again and draw all of the screen."""
        self.start_application_mode()
        self._repaint()

    def take_back(self, settings: list[Any] | None) -> None:
        """Take a terminal that was lent, with the settings it had before the reader began.

        The program that had it may have been killed, or have left it in disorder.
        """
        if settings is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, settings)
        self.resume_application_mode()

    def disable_input(self) -> None:
        """Read no more keys; those that were typed and not read are dropped."""
        if self._key_thread is None:
            return
        signal.signal(signal.SIGWINCH, signal.SIG_DFL)
        self._disable_mouse_support()
        os.close(self._waking)
        self._key_thread.join(_PATIENCE)
        self._key_thread = None
        if not self._ends_behind():
            with suppress(termios.error):
                termios.tcflush(self.fileno, termios.TCIFLUSH)

    def stop_application_mode(self) -> None:
        """Give the terminal back; a job that ends in the background leaves it as the shell has it.

        To set it from there would stop the job once more.
        """
        if self._ends_behind():
            self.attrs_before = None
        super().stop_application_mode()

    def close(self) -> None:
        """Write what is left."""
        if self._writer is not None:
            writer, self._writer = self._writer, None
            writer.stop()

    def leave_at_once(self) -> None:
        """Put the terminal back without waiting for anything; safe in any thread."""
        if self.attrs_before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
        with suppress(OSError):
            if select.select([], [_OUTPUT], [], 0)[1]:
                os.write(_OUTPUT, _LEAVE.encode())

    def _start_reading(self) -> None:
        """Read keys in a thread; daemonic, as one that hangs is not waited for."""
        woken, self._waking = os.pipe()
        self._key_thread = Thread(
            target=self._read_keys, args=(woken,), name="terminal-input", daemon=True
        )
        self._key_thread.start()

    def _read_keys(self, woken: int) -> None:
        """Read keys until that end of a pipe is woken; at the end of input the program ends."""
        parser, source = XTermParser(self._debug), Input(self._program.takes_alt)
        try:
            while True:
                moment = constants.ESCAPE_DELAY if source.may_be_keys else _LISTEN
                ready, _, _ = select.select([self.fileno, woken], [], [], moment)
                if woken in ready:
                    return
                data = self._read() if ready else None
                if data == b"":
                    self._lose("Its input has ended.")
                    return
                try:
                    self._take(parser, source.decode(data or b""))
                except (ParseError, ValueError, ArithmeticError, LookupError):
                    parser = XTermParser(self._debug)  # a sequence that no terminal sends
        except OSError as error:
            self._lose(f"It could not be read ({error.strerror}).")
        except Exception as error:
            self._loop.call_soon_threadsafe(self._app._handle_exception, error)
        finally:
            os.close(woken)

    def _read(self) -> bytes | None:
        """The typed bytes; None when there are none yet, empty when none can come."""
        try:
            return os.read(self.fileno, 4096)
        except (BlockingIOError, InterruptedError):
            return None

    def _take(self, parser: XTermParser, text: str) -> None:
        if text:
            for message in parser.feed(text):
                self.process_message(message)
        for message in parser.tick():
            self.process_message(message)

    def _enter(self) -> None:
        self.write(f"\x1b[?1049h{_FORGOTTEN}")  # which moves the cursor: its place is saved first
        self._enable_mouse_support()
        self.attrs_before = None
        with suppress(termios.error):
            self.attrs_before = termios.tcgetattr(self.fileno)
            raw = termios.tcgetattr(self.fileno)
            raw[tty.LFLAG] = self._patch_lflag(raw[tty.LFLAG])
            raw[tty.IFLAG] = self._patch_iflag(raw[tty.IFLAG])
            raw[tty.CC][termios.VMIN] = 1
            termios.tcsetattr(self.fileno, termios.TCSANOW, raw)
        self.write("\x1b[?25l\x1b[?1004h")
        if not constants.DISABLE_KITTY_KEY:
            self.write(f"\x1b[>{_KITTY_KEYS}u")
        self._enable_bracketed_paste()
        self._disable_line_wrap()

    def _wait_for_foreground(self) -> bool:
        """Stop as a job in the background until the shell gives the terminal to this one.

        False if the program is asked to end first: it does so without the terminal.
        """
        for _ in range(_TRIES):
            if self._is_in_front():
                return True
            sleep(_MOMENT)
            if self._ends_behind():
                return False
            os.kill(os.getpid(), signal.SIGTTOU)
        return True

    def _is_in_front(self) -> bool:
        try:
            return os.tcgetpgrp(self.fileno) == os.getpgrp()
        except OSError:
            return True  # it is no terminal that jobs share

    def _ends_behind(self) -> bool:
        """Whether a job in the background is asked to end."""
        watchdog = self._program.watchdog
        return watchdog is not None and watchdog.is_asked and not self._is_in_front()

    def _sigtstp_application(self, *_: object) -> None:
        """Stop from outside, in the event loop: in a handler, anything may be half done."""
        self._loop.call_soon_threadsafe(self.stop_process)

    def stop_process(self) -> None:
        """Give the terminal back and stop, with all of the job, until the shell continues it."""
        is_taken = self._writer is not None and self._auto_restart
        if is_taken:
            self.suspend_application_mode()
        before = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        if is_taken:
            os.killpg(os.getpgrp(), signal.SIGTSTP)  # a job without a shell goes on at once
        else:
            os.kill(os.getpid(), signal.SIGTSTP)  # the program that has the terminal stops itself
        signal.signal(signal.SIGTSTP, before)
        if is_taken:
            self._must_signal_resume = True
            self.resume_application_mode()

    def _sigcont_application(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._continued)

    def _continued(self) -> None:
        """After a stop that could not be seen, the terminal is as the shell has left it."""
        is_taken = self._writer is not None and self._auto_restart
        if is_taken and self._wait_for_foreground():
            self.suspend_application_mode()
            self.resume_application_mode()

    def _resized(self, *_: object) -> None:
        if not self._in_band_window_resize:
            self._send_size()

    def _send_size(self) -> None:
        size = Size(*shutil.get_terminal_size((80, 25)))
        self.send_message(Resize(size, size))

    def _unwritable(self, error: OSError) -> None:
        self._lose(f"It could not be written to ({error.strerror}).")

    def _lose(self, reason: str) -> None:
        if not self._is_lost:
            self._is_lost = True
            with suppress(RuntimeError):  # the event loop has ended
                self._loop.call_soon_threadsafe(self._program.terminal_lost, reason)

    def _repaint(self) -> None:
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._program.repaint)
