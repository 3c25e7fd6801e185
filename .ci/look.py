"""A start of a program in a terminal, until a word is on its screen, and its end at q."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

PATIENCE = 30.0
SIZE = 36, 120


def main(word: str, *argv: str) -> None:
    """Raise SystemExit when the program does not show the word, or does not leave at `q`."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm-256color"
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
        os.execvp(argv[0], argv)
    shown, _ = _read(terminal, word.encode())
    os.write(terminal, b"q")
    _, over = _read(terminal, None)
    if not over:
        os.kill(child, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if word.encode() not in shown or status != 0:
        raise SystemExit(f"{' '.join(argv)} ended with {status}, having shown {shown[-500:]!r}")
    print(f"{' '.join(argv)} showed {word!r} and left at q")


def _read(terminal: int, wanted: bytes | None) -> tuple[bytes, bool]:
    """The output until the wanted text is in it, and whether the program is over."""
    seen = b""
    until = time.monotonic() + PATIENCE
    while (left := until - time.monotonic()) > 0:
        if not select.select([terminal], [], [], left)[0]:
            break
        try:
            chunk = os.read(terminal, 65536)
        except OSError:
            return seen, True
        seen += chunk
        if not chunk:
            return seen, True
        if wanted is not None and wanted in seen:
            break
    return seen, False


if __name__ == "__main__":
    main(*sys.argv[1:])
