"""The terminal's background: asked once, never typed into the program, and the theme for it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from papers_tui.store.state import State
from papers_tui.tui.terminal.background import REMEMBERED, find, read_answer
from papers_tui.tui.terminal.input import Input
from papers_tui.tui.themes import CONTRAST, DARK, LIGHT, chosen
from tests.support.terminal import Terminal, environment, papers_tui

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.reader import Run

QUESTION = b"\x1b]11;?\x1b\\\x1b[c"
LIGHT_ANSWER = b"\x1b]11;rgb:fafa/f0f0/e6e6\x1b\\"
KIND = b"\x1b[?62;22c"
DARK_GROUND, LIGHT_GROUND = b"48;2;41;38;34", b"48;2;235;228;213"
KNOWN = ("textual-dark", "ansi-dark", "nord", DARK, LIGHT, CONTRAST)


@pytest.mark.parametrize(
    ("answer", "reported"),
    [
        (LIGHT_ANSWER + KIND, "light"),
        (b"\x1b]11;rgb:0000/0000/0000\x07" + KIND, "dark"),
        (b"\x1b]11;rgb:F/F/F\x07", "light"),
        (b"\x1b]11;rgba:20/20/20/ff\x1b\\", "dark"),
        (b"j\x1b]11;rgb:00/00/ff\x07k", "dark"),
        (b"\x1b]11;rgb:fafa/f0f0/e6", "unknown"),
        (KIND, "unknown"),
        (b"", "unknown"),
    ],
)
def test_an_answer_is_dark_or_light(answer: bytes, reported: str) -> None:
    assert read_answer(answer) == reported


@pytest.mark.parametrize(
    ("value", "reported"),
    [("15;0", "dark"), ("0;15", "light"), ("0;default;7", "light"), ("15;default;8", "dark"),
     ("default;default", "unknown"), ("", "unknown"), ("0;99", "unknown"), ("0;²", "unknown")],
)  # fmt: skip
def test_the_environment_may_say_it(tmp_path: Path, value: str, reported: str) -> None:
    state = State.open(tmp_path / "state.db")
    assert find(state, {"COLORFGBG": value, "TERM": "dumb"}) == reported
    assert state.get(REMEMBERED) is None
    state.close()


@pytest.mark.parametrize(
    ("setting", "picked", "background", "theme"),
    [
        ("auto", None, None, DARK),
        ("auto", None, "unknown", DARK),
        ("auto", None, "light", LIGHT),
        ("auto", None, "sixteen", "ansi-dark"),
        ("auto", "nord", "light", "nord"),
        ("auto", "gone", "light", LIGHT),
        (CONTRAST, "nord", "light", CONTRAST),
        ("gone", None, "dark", DARK),
    ],
)
def test_the_setting_goes_before_what_was_picked_before_the_background(
    setting: str, picked: str | None, background: str, theme: str
) -> None:
    assert chosen(KNOWN, setting, picked, background) == theme


def test_late_answers_are_left_out_of_the_input_however_they_are_cut() -> None:
    sent = b"j" + LIGHT_ANSWER + b"k\x1b[A" + KIND + b"\x1b]10;rgb:0/0/0\x07\xff\x1b[?2026;1$yl"
    for cut in range(len(sent) + 1):
        decoder = Input()
        text = decoder.decode(sent[:cut]) + decoder.decode(sent[cut:], final=True)
        assert text == "jk\x1b[A\ufffd\x1b[?2026;1$yl", cut


def test_no_key_but_escape_waits_for_what_may_follow() -> None:
    for key in (b"]", b"\x1b[A", b"\x1b[<0;9;9M"):
        assert Input().decode(key) == key.decode()


def started(terminal: Terminal) -> None:
    """Wait for the question and no longer."""
    terminal.until(lambda: QUESTION in terminal.raw, "the question")


@pytest.mark.program
def test_a_light_terminal_gets_the_light_theme_and_is_asked_once(tmp_path: Path) -> None:
    env = environment(tmp_path, COLORTERM="truecolor")
    with Terminal(papers_tui("--offline"), env) as terminal:
        started(terminal)
        terminal.send(LIGHT_ANSWER + KIND)
        terminal.wait_for("Quit")
        assert LIGHT_GROUND in terminal.raw
        terminal.press("q")
        assert terminal.exit_status() == 0
        assert terminal.is_restored
    with Terminal(papers_tui("--offline"), env) as terminal:
        terminal.wait_for("Quit")
        assert LIGHT_GROUND in terminal.raw
        assert b"\x1b]11;" not in terminal.raw
        terminal.press("q")
        assert terminal.exit_status() == 0


@pytest.mark.program
def test_a_terminal_that_never_answers_is_not_waited_for_nor_asked_again(tmp_path: Path) -> None:
    env = environment(tmp_path, COLORTERM="truecolor")
    for asked in (True, False):
        with Terminal(papers_tui("--offline"), env) as terminal:
            terminal.wait_for("Quit")
            assert DARK_GROUND in terminal.raw
            assert (QUESTION in terminal.raw) is asked
            terminal.press("q")
            assert terminal.exit_status() == 0
            assert terminal.is_restored


@pytest.mark.program
def test_an_answer_that_comes_late_is_not_typed(tmp_path: Path) -> None:
    with Terminal(papers_tui("--demo"), environment(tmp_path)) as terminal:
        terminal.wait_for("1 of 10")
        terminal.press("/")
        terminal.wait_for("Tab: title")
        terminal.send(LIGHT_ANSWER + KIND + b"zzyx")
        terminal.wait_for("zzyx")
        assert "rgb" not in terminal.text
        assert "62;22c" not in terminal.text
        terminal.press("ctrl+q")
        assert terminal.exit_status() == 0


@pytest.mark.parametrize("variables", [{"TERM": "dumb"}, {"TERM": "linux"}, {"COLORFGBG": "0;15"}])
@pytest.mark.program
def test_nobody_is_asked_who_cannot_answer_or_was_spoken_for(
    tmp_path: Path, variables: dict[str, str]
) -> None:
    with Terminal(papers_tui("--offline"), environment(tmp_path, **variables)) as terminal:
        terminal.wait_for("Quit")
        assert b"\x1b]11;" not in terminal.raw
        terminal.press("q")
        assert terminal.exit_status() == 0


@pytest.mark.program
def test_a_console_of_sixteen_colors_gets_them_and_a_line_between_the_panes(tmp_path: Path) -> None:
    with Terminal(papers_tui("--demo"), environment(tmp_path, TERM="linux")) as terminal:
        terminal.wait_for("1 of 10")
        assert "│" in terminal.text
        terminal.press("q")
        assert terminal.exit_status() == 0


def test_a_pipe_is_not_asked(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    state = State.open(tmp_path / "state.db")
    assert find(state, {"TERM": "xterm"}) == "unknown"
    assert not sys.stdin.isatty()
    assert capfd.readouterr().out == ""
    assert state.get(REMEMBERED) is None
    state.close()


async def test_a_theme_that_was_picked_is_there_the_next_time(run: Run) -> None:
    async with run() as reader:
        assert reader.app.theme == DARK
        await reader.press("ctrl+p", *"theme", "enter")
        await reader.press(*"papers-contrast", "enter")
        assert reader.app.theme == CONTRAST
    async with run() as reader:
        assert reader.app.theme == CONTRAST
