"""Output to a terminal that is slow: what it gets in the end."""

from __future__ import annotations

import os
from threading import Thread
from typing import TYPE_CHECKING

from papers_tui.tui.terminal import writer
from papers_tui.tui.terminal.writer import Writer

if TYPE_CHECKING:
    import pytest

SENT, WAITING = "a" * 1_000_000, "b" * 100
COPY, LEAVE = f"\x1b]52;c;{'c' * 100}\x07", "\x1b[?1049l"


def test_a_slow_terminal_is_put_back_without_the_frames_that_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(writer, "_LAST_CHANCE", 0.0)
    reading, writing = os.pipe()
    output = Writer(writing, lambda _: None, lambda: None)
    output.start()
    output.write(SENT)
    received = [os.read(reading, 1)]  # it is being written, and is more than a pipe takes
    for text in (WAITING, COPY, WAITING, LEAVE):
        output.write(text)
    output.stop()

    def end() -> None:
        output.join()
        os.close(writing)

    Thread(target=end).start()
    while data := os.read(reading, 65_536):
        received.append(data)
    os.close(reading)
    assert b"".join(received).decode() == SENT + COPY + LEAVE
