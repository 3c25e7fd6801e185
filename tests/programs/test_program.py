"""The installed program on a real terminal: how it starts, what it bears, how it ends."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from papers_tui import __version__
from papers_tui.model.period import hub_day
from tests.support.data import fake_days
from tests.support.fake_hub import FakeHub
from tests.support.faulty_program import SECRET
from tests.support.terminal import Terminal, environment, papers_tui

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CARD = "▲"
WITH_A_BUG = [sys.executable, "-m", "tests.support.faulty_program", "bug"]

ODD_INPUT = {
    "invalid UTF-8": b"\xff\x9d\xc3j",
    "a long paste": b"\x1b[200~" + b"paste [/] q \n" * 20_000 + b"\x1b[201~j",
    "a bad paste": b"\x1b[200~\x1b]52;c;UFdO\x07\x9b2J\0\x1b[201~j",
    "odd mouse": b"\x1b[<0;999;999M\x1b[<64;5;5M\x1b[<3;0;0m\x1b[M !!j",
    "odd answers": b"\x1b[?1;2c\x1b[5;5R\x1b[?2026;9$y\x1b[?2048;0$yj",
    "keys of no keyboard": b"\x1b[1114112;5u\x1b[1:2:3;5:9:9u\x1b[;;uj",
    "unfinished sequences": b"\x1bj\x1b[j\x1b[200;j\x1b[27;999;999~j",
}


@pytest.fixture
def today() -> date:
    return hub_day(datetime.now(UTC))


@pytest.fixture
def hub(today: date) -> Iterator[FakeHub]:
    with FakeHub({today.isoformat(): fake_days.day(today, 9)}) as hub:
        yield hub


def ran(home: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """The program's end without a terminal."""
    return subprocess.run(  # noqa: S603 - our own program
        papers_tui(*arguments), env=environment(home, **variables),
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, timeout=60,
    )  # fmt: skip


def test_the_sample_shows_cards_and_q_leaves_the_terminal_as_it_was(tmp_path: Path) -> None:
    with Terminal(papers_tui("--demo"), environment(tmp_path)) as terminal:
        terminal.wait_for("Sample")
        terminal.wait_for("1 of 10")
        assert CARD in terminal.text
        assert not terminal.is_restored
        terminal.press("q")
        assert terminal.exit_status() == 0
        assert terminal.is_restored
        assert not terminal.after.strip()
        assert not terminal.renames_window
    assert list(tmp_path.iterdir()) == []


def test_the_newest_day_comes_from_the_hub_and_then_from_the_archive(
    tmp_path: Path, hub: FakeHub
) -> None:
    env = environment(tmp_path, hub.url)
    for offline, place in ([], "1 of 9"), (["--offline"], "2 of 9"):
        with Terminal(papers_tui(*offline), env) as terminal:
            terminal.wait_for(place)
            terminal.press("j", "q")
            assert terminal.exit_status() == 0


def test_quitting_does_not_wait_for_a_hub_that_hangs(tmp_path: Path, hub: FakeHub) -> None:
    hub.hold()
    with Terminal(papers_tui(), environment(tmp_path, hub.url)) as terminal:
        assert hub.wait_for("/api")
        terminal.wait_for("asking the hub")
        terminal.press("q")
        assert terminal.exit_status(timeout=5) == 0  # its deadline for the hub is ten seconds
        assert terminal.is_restored
    hub.release()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1"])
def test_a_signal_ends_it_with_the_terminal_put_back(tmp_path: Path, name: str) -> None:
    with Terminal(papers_tui("--demo"), environment(tmp_path)) as terminal:
        terminal.wait_for("1 of 10")
        terminal.send_signal(signal.Signals[name])
        terminal.exit_status()
        assert terminal.is_restored
        assert not terminal.after.strip()


def test_odd_input_does_not_end_it(tmp_path: Path) -> None:
    with Terminal(papers_tui("--demo"), environment(tmp_path)) as terminal:
        terminal.wait_for("1 of 10")
        for rows, sent in enumerate(ODD_INPUT.values(), 41):
            terminal.send(sent)
            terminal.resize(120, rows)
            terminal.wait_in_line(rows - 1, "Quit")
        terminal.press("ctrl+q")
        assert terminal.exit_status() == 0
        assert terminal.is_restored


def test_a_bug_ends_it_with_a_report_without_secrets(tmp_path: Path, hub: FakeHub) -> None:
    with Terminal(WITH_A_BUG, environment(tmp_path, hub.url)) as terminal:
        terminal.wait_for("1 of 9")
        terminal.press("O")
        assert terminal.exit_status() == 1
        assert terminal.is_restored
        message, sent = terminal.after, terminal.raw.decode()
    report = (tmp_path / "papers-tui.log").read_text(encoding="utf-8")
    assert "ValueError: a bug" in report
    assert "ValueError: a bug" in message
    assert str(tmp_path / "papers-tui.log") in message.replace("\n", "")
    assert SECRET not in report
    assert SECRET not in sent


def test_a_report_that_cannot_be_written_is_still_shown(tmp_path: Path, hub: FakeHub) -> None:
    (tmp_path / "papers-tui.log").mkdir()
    with Terminal(WITH_A_BUG, environment(tmp_path, hub.url)) as terminal:
        terminal.wait_for("1 of 9")
        terminal.press("O")
        assert terminal.exit_status() == 1
        assert "ValueError: a bug" in terminal.after
        assert "IsADirectoryError" not in terminal.after


@pytest.mark.parametrize(
    "variables",
    [
        {"NO_COLOR": "1"},
        {"TERM": "linux"},
        {"TERM": "dumb"},
        {"LANG": "C"},
        {"TEXTUAL_COLOR_SYSTEM": "many"},
    ],
)
def test_plain_terminals_will_do(tmp_path: Path, variables: dict[str, str]) -> None:
    with Terminal(papers_tui("--demo"), environment(tmp_path, **variables), (80, 24)) as terminal:
        terminal.wait_for("1 of 10")
        terminal.press("q")
        assert terminal.exit_status() == 0
        if "NO_COLOR" in variables:
            shades = re.findall(rb"[34]8;2;(\d+);(\d+);(\d+)", terminal.raw)
            assert all(len(set(shade)) == 1 for shade in shades)


def test_it_follows_the_size_of_the_window_and_takes_the_keys_of_signals(tmp_path: Path) -> None:
    with Terminal(papers_tui("--demo"), environment(tmp_path)) as terminal:
        terminal.wait_for("1 of 10")
        terminal.send(b"\x1cj")  # Ctrl+\, a key like others
        terminal.wait_for("2 of 10")
        terminal.press("j")
        terminal.wait_for("3 of 10")
        terminal.press("ctrl+c")
        terminal.wait_for("Q leaves the program.")
        for columns, rows in ((40, 12), (80, 24), (200, 60)):
            terminal.resize(columns, rows)
            terminal.wait_in_line(rows - 1, "Read")
            assert "3 of 10" in terminal.text
        terminal.press("ctrl+q")
        assert terminal.exit_status() == 0


def test_what_is_idle_writes_nothing(tmp_path: Path) -> None:
    shown = (
        ("Tab: title", "/"),
        ("Enter opens", "d"),
        ("Reading list", "ctrl+p"),
        ("In the list", "?"),
    )
    with Terminal(papers_tui("--demo"), environment(tmp_path)) as terminal:
        terminal.wait_for("1 of 10")
        terminal.wait_for_silence(1.5)  # longer than any cursor takes to blink
        for text, key in (*shown, ("Esc saves", "e")):
            terminal.press(key)
            terminal.wait_for(text)
            terminal.wait_for_silence(1.5)
            terminal.press("escape")
            terminal.wait_until_gone(text)


def test_two_at_once_share_a_home(tmp_path: Path, hub: FakeHub) -> None:
    env = environment(tmp_path, hub.url)
    with Terminal(papers_tui(), env) as one, Terminal(papers_tui(), env) as two:
        for terminal in (one, two):
            terminal.wait_for("1 of 9")
        one.press("A")
        one.wait_until_gone(" unseen  fetched")
        two.press("R", "j", "A")  # whether it has heard of the other's marks by now, or not
        two.wait_for("2 of 9")
        for terminal in (one, two):
            terminal.press("q")
            assert terminal.exit_status() == 0
    with Terminal(papers_tui("--offline"), env) as later:
        later.wait_for(" of 9")
        assert " unseen  fetched" not in later.text


def test_an_address_that_is_none_is_one_line(tmp_path: Path) -> None:
    ended = ran(tmp_path, HF_ENDPOINT="javascript:alert(1)")
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert re.fullmatch(r"papers-tui: error: HF_ENDPOINT .*\n", ended.stderr)


@pytest.mark.parametrize(
    "arguments", [["--date", "soon"], ["--nonsense"], ["--week", "x"], ["--date=1", "--trending"]]
)
def test_wrong_usage_is_status_2(tmp_path: Path, arguments: list[str]) -> None:
    ended = ran(tmp_path, *arguments)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert "Traceback" not in ended.stderr


def test_the_version_is_reported(tmp_path: Path) -> None:
    ended = ran(tmp_path, "--version")
    assert (ended.returncode, ended.stdout) == (0, f"papers-tui {__version__}\n")
