"""What Textual leaves to the program: odd input, signals, and the report after a crash."""

from __future__ import annotations

import asyncio
import codecs
import re
import signal
import sys
import traceback
from typing import TYPE_CHECKING

from papers_tui.text.clean import clean

if TYPE_CHECKING:
    from collections.abc import Callable

_LONGEST_REPORT = 20_000
_ANSWER = re.compile(r"\x1b\]1[01];[^\x07\x1b]{0,60}(?:\x07|\x1b\\)|\x1b\[\?[\d;]{0,60}c")
_BEGUN = re.compile(r"\x1b(?:\](?:1(?:[01](?:;[^\x07\x1b]{0,60}\x1b?)?)?)?|\[\?[\d;]{0,60})\Z")


class Input:
    """Decodes what the terminal sends: an invalid byte becomes a replacement character, and late
    answers about colors and kind, which would be taken for keys, are left out."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._begun = ""

    def decode(self, data: bytes, final: bool = False) -> str:
        """The text so far, without the beginning of an answer whose end is still to come."""
        text = self._begun + self._decoder.decode(data, final)
        self._begun = ""
        if "\x1b" not in text:
            return text
        text = _ANSWER.sub("", text)
        if not final and (begun := _BEGUN.search(text)):
            self._begun = begun[0]
            return text[: begun.start()]
        return text


def tolerate_bad_input() -> None:
    """Have the terminal's input read by `Input`.

    Textual's driver decodes strictly, and a stray 0xff would end the program
    (https://github.com/Textualize/textual/issues/6456).
    """
    if sys.platform == "win32":
        return
    from textual.drivers import linux_driver

    def lenient(_encoding: str) -> Callable[[], Input]:
        return Input

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
