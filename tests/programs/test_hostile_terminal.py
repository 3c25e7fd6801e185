"""Hostile days on a real terminal: the program sends nothing that harmless ones do not cause."""

from __future__ import annotations

import copy
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from papers_tui.model.period import Day, hub_day
from tests.hostile import corpus
from tests.hostile.oracle import clipboard, kinds
from tests.support.data import fake_days
from tests.support.fake_hub import FakeHub
from tests.support.terminal import Terminal, environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GROUPS = ("esc_", "ctl_", "uni_")
OTHERS = ("markup_click_action", "markup_link_file", "id_long_or_odd", "url_hostile", "date_bad")
PAYLOADS = {
    name: payload
    for name, payload in corpus.payloads().items()
    if name.startswith(GROUPS) or name in OTHERS
}
MIXED = {
    "esc": [papers[0] for name, papers in PAYLOADS.items() if name.startswith("esc_")],
    "other": [papers[0] for name, papers in PAYLOADS.items() if not name.startswith("esc_")],
}
"""Two days with the first paper of each."""

NEWEST = hub_day(datetime.now(UTC))
NEEDLES = (b"\x1b]52;c;UFdO", b"\x1b]0;", b"\x1b[?1049l", b"\x1b[2J", b"\x1b]8;", b"\x1bc")
"""Sequences of the payloads, one of which, leaving the alternate screen, the program ends with."""

HUB = "https://huggingface.co/papers/"


def days(payloads: dict[str, Any]) -> dict[str, tuple[Day, Any]]:
    """A weekday for each payload, going back from the day before the newest."""
    named = enumerate(payloads.items(), 1)
    return {name: (Day(NEWEST).step(-n), _own(sent, n)) for n, (name, sent) in named}


def _own(payload: list[Any], number: int) -> list[Any]:
    """The payload with ids that no other one has: of a paper that two have, one would be shown."""
    own = copy.deepcopy(payload)
    for place, entry in enumerate(own):
        if str(entry["paper"]["id"]).startswith("2401.0"):
            entry["paper"]["id"] = f"24{number:02}.{place:05}"
    return own


@contextmanager
def started(home: Path, changes: str, listed: dict[str, tuple[Day, Any]]) -> Iterator[Terminal]:
    """The program on the newest day, which is harmless; the day before it is the first listed."""
    lists = {day.day.isoformat(): sent for day, sent in listed.values()}
    lists[NEWEST.isoformat()] = fake_days.day(NEWEST, 3)
    command = [sys.executable, "-m", "tests.support.faulty_program", changes]
    with FakeHub(lists) as hub, Terminal(command, environment(home, hub.url)) as terminal:
        terminal.wait_for("1 of 3")
        yield terminal


TOUR = (
    ("G", ""), ("g", ""), ("y", "Copied"), ("z", "The list is"), ("enter", "Esc Back"),
    ("walk", ""), ("escape", "Enter Read"),
    ("?", "Type to find"), ("escape", "-Type to find"),
    ("d", "Enter opens"), ("escape", "-Enter opens"),
    ("O", "Ordered by"),
)  # fmt: skip
"""Keys or a walk, and what is on the screen then; after a minus, what is not any more."""


def tour(terminal: Terminal, day: Day, papers: int) -> bytes:
    """Go to the day before, read so many papers, and give what was sent on the way."""
    terminal.take()
    terminal.press("[")
    terminal.wait_in_line(0, day.title)
    terminal.wait_in_line(0, "fetched")
    for key, character in TOUR:
        terminal.press(*["G", "]"] * papers if key == "walk" else [key])
        if character.startswith("-"):
            terminal.wait_until_gone(character[1:])
        elif character:
            terminal.wait_for(character)
    return terminal.take()


@pytest.mark.parametrize(
    ("changes", "payloads"),
    [
        pytest.param("", MIXED, id="one of each"),
        pytest.param("", PAYLOADS, id="all", marks=pytest.mark.slow),
        pytest.param("no-guard", PAYLOADS, id="cleaned only", marks=pytest.mark.slow),
        pytest.param("no-clean", PAYLOADS, id="guarded only", marks=pytest.mark.slow),
    ],
)
def test_hostile_days_send_nothing_that_harmless_ones_do_not(
    tmp_path: Path, changes: str, payloads: dict[str, Any]
) -> None:
    harmless_day = Day(NEWEST).step(-1)
    harmless = {"harmless": (harmless_day, fake_days.day(harmless_day.day, 3))}
    with started(tmp_path / "harmless", changes, harmless) as terminal:
        known = kinds(tour(terminal, harmless_day, 3))
    listed = days(payloads)
    strange = {}
    with started(tmp_path / "hostile", changes, listed) as terminal:
        for name, (day, papers) in listed.items():
            sent = tour(terminal, day, min(len(papers), 24))
            strange[name] = kinds(sent) - known
            assert [needle for needle in NEEDLES if needle in sent] == [], name
            assert all(
                text.startswith("https://huggingface.co/papers/") for text in clipboard(sent)
            )
        terminal.press("q")
        assert terminal.exit_status() == 0
        assert terminal.is_restored
        assert not terminal.renames_window
    assert {name: found for name, found in strange.items() if found} == {}


def test_without_either_guard_this_would_be_seen(tmp_path: Path) -> None:
    listed = days({name: PAYLOADS[name] for name in ("esc_osc52_bel", "uni_bidi_override")})
    with started(tmp_path, "no-guard,no-clean", listed) as terminal:
        for day, _ in listed.values():
            terminal.press("[")
            terminal.wait_for(day.title)
        terminal.wait_for("invoice")
        sent = bytes(terminal.raw)
    assert "PWNED" in "".join(clipboard(sent))
    assert "unseen b'\\xe2\\x80\\xae'" in kinds(sent)
