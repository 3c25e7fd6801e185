"""Behind characters that terminals count differently, the next pane begins at its column."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from textual.color import Color

from papers_tui.tui.render.wrap import cells
from papers_tui.tui.terminal.filters import TerminalGuard
from papers_tui.tui.terminal.widths import pinned

DISPUTED = [
    "⚙️ VS16 gear", "❤️ heart", "☁️ cloud", "✔️ check", "⚖️ scale", "हिन्दी", "देवनागरी", "क्षत्रिय",
    "👨‍👩‍👧", "🇩🇪", "1️⃣", "▲163", "a\u0301b", "…", "ﷺ", "\u2800x", "한",
]  # fmt: skip
_PARTS = re.compile(
    r"\x1b7\x1b\[(\d+)X(.*?)\x1b8\x1b\[(\d+)C|\x1b\[[^A-Za-z]*[A-Za-z]|.", re.DOTALL
)


def column(output: str, count: int) -> int:
    """The cursor's column after the output on a terminal that draws every disputed run in
    `count` cells, whatever it is."""
    at = 0
    for part in _PARTS.finditer(output):
        if part[2] is not None:
            assert part[1] == part[3]
            at += int(part[3])  # the cursor is restored: what the run took does not count
        elif part[0][0] != "\x1b":
            at += cells(part[0]) if part[0] <= "\u024f" or cells(part[0]) == 2 else count
    return at


@pytest.mark.parametrize("text", DISPUTED)
@pytest.mark.parametrize("count", [0, 1, 2])
def test_what_stands_behind_begins_at_its_column(text: str, count: int) -> None:
    assert column(pinned(f"\x1b[1m{text}\x1b[0m│"), count) == cells(text) + 1


def screen(output: str) -> tuple[dict[int, str], int]:
    """The cells of a row, and the cursor, on a terminal that gives marks with room one cell."""
    row: dict[int, str] = {}
    at = saved = 0
    for part in re.finditer(r"\x1b([78])|\x1b\[(\d*)[\d;]*([A-Za-z])|(.)", output):
        number = int(part[2] or 1)
        if part[1]:
            saved, at = (at, at) if part[1] == "7" else (saved, saved)
        elif part[3] == "C":
            at += number
        elif part[3] == "X":
            row |= dict.fromkeys(range(at, at + number), " ")
        elif part[4] and unicodedata.category(part[4]) == "Mn":
            row[at - 1] += part[4]
        elif part[4]:
            row[at] = part[4]
            at += 1
    return row, at


@pytest.mark.parametrize("text", ["हिन्दी देवनागरी क्षत्रिय", "தமிழ் மொழி", "a मोन b"])
@pytest.mark.parametrize("between", ["", "\x1b[0m\x1b[48;5;1m"])
def test_letters_that_need_more_room_than_we_count_have_the_blanks_behind(
    text: str, between: str
) -> None:
    row, at = screen(pinned(f"\x1b[1m{text}{between}        \x1b[0m│"))
    shown = "".join(row.get(place, " ") for place in range(at))
    assert shown.rstrip(" │") == text
    assert row[cells(text) + 8] == "│"


@given(st.text(st.characters(blacklist_categories=["Cc", "Cs", "Mc"])))
def test_nothing_that_is_shown_is_changed(text: str) -> None:
    shown = re.sub(r"\x1b7\x1b\[\d+X|\x1b8\x1b\[\d+C", "", pinned(text))
    assert shown == text


def test_what_all_terminals_agree_on_costs_nothing() -> None:
    text = "\x1b[38;2;1;2;3mPlain, Zoë, Đăng\x1b[0m\x1b[5;7H"
    assert pinned(text) == text


@pytest.mark.parametrize("filler", ["\xad", "\u034f", "\u115f", "\u2800", "\u3164", "\U0001d173"])
def test_what_the_guard_drops_moves_no_column(filler: str) -> None:
    segment = Segment(f"a{filler * 3}b")
    [drawn] = TerminalGuard().apply([segment], Color(0, 0, 0))
    assert drawn.cell_length == segment.cell_length
    assert set(drawn.text) <= {"a", "b", " "}
