"""Keys that come in one read are handled one after the other, in whatever they open and close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.terminal import Terminal, environment, papers_tui

if TYPE_CHECKING:
    from pathlib import Path

DAY = "Friday 21 August 2026"
SENT = (
    (b"jjj", ["4 of 10"]),
    (b"jvjvj", ["6 of 10"]),
    (b"?\x1b[27ujj", ["3 of 10"]),
    (b"tone\rtwo\r\x1b[27u5", ["#one · #two"]),
    (b"/day:2026-08-21\rj", ["Search  day:2026-08-21  10 papers", "2 of 10"]),
    (b"\x10reading list\rj", ["Reading list"]),
    (b"/day:2026-08-20\r\x1bj", ["Friday 21", "2 of 10"]),  # a letter right behind Escape
    (b"\rjj\x1bjj", ["3 of 10", "Enter Read"]),
    (b"\tj\tj", ["2 of 10"]),
    (b"\rfg\x1b[27uj", ["2 of 10", "Enter Read"]),  # f does nothing in a paper
    (b"d2026-08-20\rR", ["Thursday 20 August 2026"]),
)
"""Keys typed on the first paper of the day, and text on the screen after them."""


def test_keys_in_one_read_do_what_they_do_one_by_one(tmp_path: Path) -> None:
    with Terminal(papers_tui("--demo"), environment(tmp_path)) as terminal:
        for sent, shown in SENT:
            terminal.wait_in_line(0, DAY)
            terminal.wait_for("1 of 10")
            terminal.send(sent)
            for text in shown:
                terminal.wait_for(text)
            terminal.send(b"\x1b[27u1g")
        terminal.press("ctrl+q")
        assert terminal.exit_status() == 0
        assert terminal.is_restored
