"""What Textual leaves to the program: odd input, signals, and the report after a crash."""

from __future__ import annotations

import asyncio
import codecs
import signal
import sys
import traceback
from typing import TYPE_CHECKING

from papers_tui.text.clean import clean

if TYPE_CHECKING:
    from collections.abc import Callable

_LONGEST_REPORT = 20_000


def tolerate_bad_input() -> None:
    """Have one invalid byte on the terminal's input read as a replacement character.

    Textual's driver decodes strictly, and a stray 0xff would end the program
    (https://github.com/Textualize/textual/issues/6456).
    """
    if sys.platform == "win32":
        return
    from textual.drivers import linux_driver

    def lenient(_encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
        return lambda: codecs.getincrementaldecoder("utf-8")("replace")

    if hasattr(linux_driver, "getincrementaldecoder"):
        linux_driver.getincrementaldecoder = lenient


def end_on_signals(end: Callable[[], None]) -> None:
    """Call `end` when the terminal is closed or the program is asked to stop."""
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is None:
            continue
        try:
            loop.add_signal_handler(number, end)
        except (NotImplementedError, RuntimeError):
            return


def crash_report(error: BaseException) -> str:
    """The traceback without local variables, which may hold secrets, safe to print."""
    return clean("".join(traceback.format_exception(error)), _LONGEST_REPORT)
