"""Keys as terminals describe them by several codes, in whatever pieces they come."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

import pytest
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.widgets import TextArea

from papers_tui.tui.terminal.input import ESCAPE_WITH_NEXT, Input
from tests.support.patience import seconds

if TYPE_CHECKING:
    from tests.support.reader import Run

KEYS = [
    ("\x1b[1079::112;5u", "ctrl+p"),  # Ctrl and the key of p on a Cyrillic layout
    ("\x1b[1076::108;5u", "ctrl+l"),
    ("\x1b[1079:1047:112;3u", "alt+p"),
    ("\x1b[960::112;5:1u", "ctrl+p"),  # Greek, with the kind of event
    ("\x1b[112;5u", "ctrl+p"),
    ("\x1b[1079::112;;1079u", "з"),  # typed as text, it is the letter of the user's layout
    ("\x1b[1079:1047:112;2;1047u", "З"),
    ("\x1b[97:65;2;65u", "A"),
    ("\x1b[27;1:1u", "escape"),
    ("\x1b[1079;5u", "ctrl+p"),  # without the key of the Latin layout, by the usual place of з
    ("\x1b[960;5u", "ctrl+p"),
    ("\x1b[1508;5u", "ctrl+p"),
    ("\x1b[1079u", "з"),
    ("\x1b[1;5:1A", "ctrl+up"),
]


BEHIND_ESCAPE = [
    (b"\x1bj", "escape j"),
    (b"\x1bjj", "escape j j"),
    (b"\x1b5", "escape 5"),
    (b"\x1b/a", "escape slash a"),
    (b"\x1b ", "escape space"),
    (b"\x1b\r", "escape enter"),
    (b"\x1bs\x1bs", "escape s escape s"),
    (b"\x1b\x1bj", "escape escape j"),
    ("\x1bé".encode(), "escape é"),
    (b"\x1b", "escape"),
    (b"\x1b[", "escape left_square_bracket"),
    (b"\x1b]", "escape right_square_bracket"),
    (b"\x1bO", "escape O"),
    (b"\x1b[A", "up"),
    (b"\x1bOB", "down"),
    (b"\x1b\x1b[A", "escape up"),
    (b"\x1b\x7f", "ctrl+w"),
    (b"\x1bf", "ctrl+right"),
    (b"\x1b[106;3u", "alt+j"),
]
"""What a terminal sends at once, and the keys that it stands for."""


def keys(*pieces: bytes, takes_alt: bool = False) -> list[str]:
    """The names of the keys that Textual makes of what comes in these pieces."""
    source, parser = Input(takes_alt), XTermParser()
    texts = filter(None, map(source.decode, pieces))
    messages = [one for text in texts for one in parser.feed(text)]
    named = [getattr(message, "key", "") for message in messages]
    return ["escape" if key == ESCAPE_WITH_NEXT else key for key in named]


@pytest.mark.parametrize(("sent", "key"), KEYS)
def test_the_code_that_counts_gives_the_key(sent: str, key: str) -> None:
    assert keys(sent.encode()) == [key]


@pytest.mark.parametrize(("sent", "key"), KEYS[:4])
def test_a_key_may_come_in_pieces(sent: str, key: str) -> None:
    data = sent.encode()
    for place in range(6, len(data)):
        assert keys(data[:place], data[place:]) == [key]


@pytest.mark.parametrize(("sent", "named"), BEHIND_ESCAPE)
def test_a_key_right_behind_escape_is_a_key_of_its_own_however_both_are_cut(
    sent: bytes, named: str
) -> None:
    nothing_more = b""
    for cut in range(len(sent)):
        assert keys(sent[:cut], sent[cut:], nothing_more) == named.split(), cut


def test_alt_is_left_to_who_has_keys_with_it() -> None:
    for sent in (b"\x1bj", b"\x1b5", b"\x1b", b"\x1b["):
        assert Input(takes_alt=True).decode(sent) == sent.decode()


ANSWERS = [
    b"\x1bP>|xterm s(388)\x1b\\",  # its name
    b"\x1bP!|7E565445\x1b\\",
    b"\x1bP1$r0;1s\x1b\\",
    b"\x1bP1+r544e=787465726d\x1b\\",
    b"\x1b[>1;10;0c",
    b"\x1b[?62;1;2;4;6;9;15;16;17;18;21;22;28;29;42;52c",
    b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\",  # its colors
    b"\x1b]4;1;rgb:aaaa/0000/0000\x07",
    b"\x1b[?997;1n",
    b"\x1b]52;c;" + b"c3Nz" * 2_000 + b"\x07",  # its clipboard
    b"\x1b_Gi=31;OK s\x1b\\",
    b"\x1b[0n",
    b"\x1b[8;40;120t",
    b"\x1b[?31u",
    b"\x1b[0;1m",
    b"\x1b[" + b"1;" * 5_000 + b"m",
]
"""What terminals answer to a question, one of the program that had the terminal before, say."""


@pytest.mark.parametrize("answer", ANSWERS, ids=range(len(ANSWERS)))
def test_no_letter_of_an_answer_is_a_key(answer: bytes) -> None:
    assert keys(b"s" + answer + b"j" + answer, b"k") == ["s", "j", "k"]
    for cut in range(3, min(40, len(answer))):
        assert keys(answer[:cut], answer[cut:] + b"j") == ["j"], cut


def test_an_answer_that_does_not_end_swallows_no_later_key() -> None:
    silence = [b""] * 5
    assert keys(b"\x1b]52;c;c3Nz", *silence, b"j") == ["j"]
    assert keys(b"\x1b]52;c;c3", *silence[1:], b"Nz\x07j") == ["j"]
    assert keys(b"\x1b]52;c;c3Nz", b"\x1b", b"\x1b", b"", b"j") == ["escape", "escape", "j"]
    assert keys(b"\x1b]52;c;c3Nz\x1b[A") == ["up"]
    assert keys(b"\x1b]2", *silence, b"j") == ["escape", "right_square_bracket", "2", "j"]


def test_keys_with_modifiers_and_reports_that_textual_asks_for_are_let_through() -> None:
    for sent in (
        b"\x1b[1;5p",
        b"\x1b[15;2~",
        b"\x1b[?2026;2$y",
        b"\x1b[48;24;80;0;0t",
        b"\x1b[<0;3;4M",
    ):
        assert Input().decode(sent) == sent.decode()


def test_a_title_that_comes_at_once_is_no_key() -> None:
    assert keys(b"\x1b]lmy s title\x1b\\j") == ["j"]


@pytest.mark.parametrize("takes_alt", [False, True])
def test_escape_ends_a_paste_that_has_no_end(takes_alt: bool) -> None:
    assert keys(b"\x1b[200~abc", b"j", b"", b"\x1b", b"", b"k", takes_alt=takes_alt) == ["", "k"]
    assert keys(b"\x1b[200~abc\x1b[201~", b"\x1b", b"", b"k") == ["", "escape", "k"]


class Program(App[object]):
    """A program without keys with Alt, and without a watchdog."""

    takes_alt = False
    watchdog = None


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of Windows is read another way")
async def test_no_key_is_needed_to_end_the_reading_of_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    from papers_tui.tui.terminal import driver as module

    monkeypatch.setattr(module, "_LISTEN", seconds(60))
    monkeypatch.setattr(module, "_PATIENCE", seconds(30))
    (ours, theirs), pipe, close = os.openpty(), os.pipe, os.close
    made, closed = list[int](), list[int]()

    def noted_pipe() -> tuple[int, int]:
        made.extend(ends := pipe())
        return ends

    def noted_close(end: int) -> None:
        closed.append(end)
        close(end)

    monkeypatch.setattr(os, "pipe", noted_pipe)
    monkeypatch.setattr(os, "close", noted_close)
    driver = module.TerminalDriver(Program())
    driver.fileno = theirs
    before = signal.getsignal(signal.SIGWINCH)
    driver._start_reading()
    reading = driver._key_thread
    driver.disable_input()
    signal.signal(signal.SIGWINCH, before)
    for end in (ours, theirs):
        os.close(end)
    assert reading is not None
    assert not reading.is_alive()
    assert len(made) == 2
    assert set(made) <= set(closed)


def test_only_what_may_be_escape_and_a_key_is_waited_for() -> None:
    for sent, waits in ((b"\x1b", True), (b"j\x1b[", True), (b"\x1b[1", False), (b"j", False)):
        source = Input()
        source.decode(sent)
        assert source.may_be_keys is waits
        source.decode(b"")
        assert not source.may_be_keys


async def test_in_a_note_a_key_with_alt_closes_nothing_and_elsewhere_it_is_escape_and_the_key(
    run: Run,
) -> None:
    (message,) = [*XTermParser().feed(Input().decode(b"\x1bd"))][:1]
    assert getattr(message, "key", "") == ESCAPE_WITH_NEXT
    async with run() as reader:
        await reader.press("e", *"ab", ESCAPE_WITH_NEXT, "d", "c", ESCAPE_WITH_NEXT, "x")
        assert reader.app.screen.query_one(TextArea).text == "abc"
        await reader.press("escape")
        await reader.press("enter")
        assert reader.screen.reading
        await reader.press(ESCAPE_WITH_NEXT, "j")
        assert not reader.screen.reading
        assert reader.cursor == 1
