"""Whether the terminal is dark or light: as the environment says, or as it says itself.

The question is xterm's OSC 11, https://invisible-island.net/xterm/ctlseqs/ctlseqs.html. Behind it
stands one that every terminal answers, so that nobody waits for one that does not know the first.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING

from papers_tui.store.errors import StateError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from papers_tui.store.state import State

DARK, LIGHT, SIXTEEN, UNKNOWN = "dark", "light", "sixteen", "unknown"
REMEMBERED = "background"
"""The name of the answer in the state."""

_QUESTION = b"\x1b]11;?\x1b\\\x1b[c"
_COLOR = re.compile(
    rb"\x1b\]11;rgba?:([\da-f]{1,4})/([\da-f]{1,4})/([\da-f]{1,4})(?:/[\da-f]{1,4})?(?:\x07|\x1b\\)",
    re.IGNORECASE,
)
_LAST_ANSWER = re.compile(rb"\x1b\[\?[\d;]*c")
_PATIENCE = 0.1
_MOST = 4096
_SILENT = ("", "dumb")
_DARK_COLORS = (0, 1, 2, 3, 4, 5, 6, 8)


def find(state: State, environment: Mapping[str, str]) -> str:
    """Dark, light or unknown; the terminal is asked once, and its answer remembered.

    `SIXTEEN` is one that has so few colors that no two backgrounds of a theme would differ.
    """
    if environment.get("TERM") == "linux":
        return SIXTEEN
    known = _from_variable(environment.get("COLORFGBG", "")) or state.get(REMEMBERED)
    if known is not None:
        return known
    answer = _ask(environment)
    if answer is None:
        return UNKNOWN
    with suppress(StateError):  # it is asked again next time
        state.put(REMEMBERED, answer)
    return answer


def read_answer(answer: bytes) -> str:
    """The lightness of the terminal's background, weighted as the eye does."""
    found = _COLOR.search(answer)
    if found is None:
        return UNKNOWN
    red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in found.groups())
    return LIGHT if 0.299 * red + 0.587 * green + 0.114 * blue > 0.5 else DARK


def _from_variable(value: str) -> str | None:
    """The background in `COLORFGBG`: `15;0`, or `0;default;15`, the background last."""
    number = value.rpartition(";")[2]
    if not (number.isascii() and number.isdigit()) or int(number) > 15:
        return None
    return DARK if int(number) in _DARK_COLORS else LIGHT


def _ask(environment: Mapping[str, str]) -> str | None:
    """The terminal's answer; None where there is no terminal to ask."""
    if sys.platform == "win32" or environment.get("TERM", "") in _SILENT:
        return None
    source, target = 0, 2  # as for the reader: stdout may be closed, or a pipe
    if not (os.isatty(source) and os.isatty(target)):
        return None
    import termios
    import tty

    try:
        before = termios.tcgetattr(source)
        try:
            tty.setcbreak(source, termios.TCSANOW)
            os.write(target, _QUESTION)
            return read_answer(_until_answered(source))
        finally:
            termios.tcflush(source, termios.TCIFLUSH)
            termios.tcsetattr(source, termios.TCSANOW, before)
    except (OSError, termios.error):
        return None


def _until_answered(source: int) -> bytes:
    """The bytes until the last answer, or those of a tenth of a second."""
    import select

    answer = b""
    end = monotonic() + _PATIENCE
    while not _LAST_ANSWER.search(answer) and len(answer) < _MOST:
        ready, _, _ = select.select([source], [], [], max(0.0, end - monotonic()))
        if not ready:
            break
        answer += os.read(source, _MOST)
    return answer
