"""Dialogs on a real terminal, where several keys come in one read."""

from __future__ import annotations

import json
import shlex
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.terminal import Terminal, environment, papers_tui

if TYPE_CHECKING:
    from pathlib import Path

CLOSING = [
    (b"d", "Go to", b"2026-08-20\r\r"),
    (b"d", "Go to", b"\x1b[27u\x1b[27u"),
    (b"t", "Tags", b"\x1b[27u\x1b[27u"),
    (b"e", "Note", b"\x13\x13"),
    (b"x", "Export", b"\x1b[27u\x1b[27u"),
    (b"?", "Help", b"\x1b[27u\x1b[27u"),
    (b"\x10", "Palette", b"\x1b[27u\x1b[27u"),
    (b"\x10", "Palette", b"\x1b[5~\x1b[6~\r\r"),
    (b"\x10", "Palette", b"\x1b[<0;1;1M\x1b[<0;1;1m\x1b[<0;1;1M\x1b[<0;1;1m"),
]


def test_closing_keys_twice_in_one_read_close_one_dialog(tmp_path: Path) -> None:
    with Terminal(papers_tui("--demo"), environment(tmp_path)) as terminal:
        terminal.wait_for("1 of 10")
        for opens, name, closes in CLOSING:
            terminal.send(opens)
            terminal.wait_for(f"─ {name} ")
            terminal.send(closes)
            terminal.wait_until_gone(f"─ {name} ")
            terminal.press("1")
        terminal.press("ctrl+q")
        assert terminal.exit_status() == 0
        assert terminal.is_restored


def test_a_double_click_on_an_author_leaves_the_menu_open(tmp_path: Path) -> None:
    with Terminal(papers_tui("--demo"), environment(tmp_path)) as terminal:
        terminal.wait_for("1 of 10")
        terminal.wait_for("Chengsong Huang, Zifeng Wang")
        rows = terminal.text.splitlines()
        row = next(at for at, line in enumerate(rows) if "Chengsong Huang, " in line)
        click = f"\x1b[<0;{rows[row].index('Chengsong') + 2};{row + 1}".encode()
        terminal.send((click + b"M" + click + b"m") * 2)
        terminal.wait_for("─ Chengsong Huang ─")
        terminal.press("down")
        terminal.wait_for("▌ Follow author:")
        terminal.press("enter")
        terminal.wait_for("─ Follow ─")
        terminal.press("enter")
        terminal.wait_for("Following Chengsong Huang")
        terminal.press("u")
        terminal.wait_for("No longer following Chengsong Huang")
        terminal.press("ctrl+q")
        assert terminal.exit_status() == 0


@pytest.mark.parametrize("named", ["nosuch --wait", "/"])
def test_an_editor_that_cannot_start_gives_the_terminal_back(tmp_path: Path, named: str) -> None:
    with Terminal(papers_tui("--demo"), environment(tmp_path, VISUAL=named)) as terminal:
        terminal.wait_for("1 of 10")
        terminal.press("e")
        terminal.wait_for("─ Note ─")
        terminal.press(*"abc", "ctrl+o")
        terminal.wait_for("could not be started")
        terminal.wait_for("abc")
        terminal.press("d")
        terminal.wait_for("abcd")
        terminal.press("ctrl+q")
        assert terminal.exit_status() == 0
        assert terminal.is_restored


EDITOR = """
import os, pathlib, signal, sys, threading
SIGNALS = {signal.SIGINT: b"INTERRUPTED ", signal.SIGQUIT: b"QUITTED "}
def report():
    while True:
        os.write(1, SIGNALS[signal.sigwait(SIGNALS)])
signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
threading.Thread(target=report, daemon=True).start()
file = pathlib.Path(sys.argv[-1])
print("EDITOR", file.parent.name, flush=True)
typed = input()
file.write_text(file.read_text() + typed)
print("SAVED", flush=True)
if "--stay" in sys.argv:
    input()
"""


def with_editor(folder: Path, *options: str) -> dict[str, str]:
    """The environment of a program whose editor is `EDITOR`."""
    program = folder / "editor.py"
    program.write_text(EDITOR)
    return environment(folder / "home", VISUAL=shlex.join([sys.executable, str(program), *options]))


def test_ctrl_c_and_ctrl_backslash_in_an_editor_are_for_the_editor(tmp_path: Path) -> None:
    with Terminal(papers_tui("--demo"), with_editor(tmp_path)) as terminal:
        terminal.wait_for("1 of 10")
        terminal.press("e")
        terminal.wait_for("─ Note ─")
        terminal.press(*"one ", "ctrl+o")
        terminal.wait_for("EDITOR drafts")
        terminal.send(b"\x1c")
        terminal.wait_for("QUITTED")
        terminal.press("ctrl+c")
        terminal.wait_for("INTERRUPTED")
        terminal.send(b"two\n")
        terminal.wait_for("one two")
        terminal.wait_for("─ Note ─")
        terminal.press("ctrl+q")
        assert terminal.exit_status() == 0
        assert terminal.is_restored


@pytest.mark.parametrize("stdout", [">&-", ">/dev/null"])
def test_without_stdout_the_reader_and_its_editor_have_the_terminal(
    tmp_path: Path, stdout: str
) -> None:
    command = ["/bin/sh", "-c", f'exec "$@" {stdout}', "sh", *papers_tui("--demo")]
    with Terminal(command, with_editor(tmp_path)) as terminal:
        terminal.wait_for("1 of 10")
        terminal.press("e")
        terminal.wait_for("─ Note ─")
        terminal.press(*"one ", "ctrl+o")
        terminal.wait_for("EDITOR drafts")
        terminal.send(b"two\n")
        terminal.wait_for("one two")
        terminal.wait_for("─ Note ─")
        terminal.press("ctrl+q")
        assert terminal.exit_status() == 0
        assert terminal.is_restored


MESSY = r"""
printf '\033[?1049h\033[?1002h\033[?1h\033[2;5r'; stty raw -echo
printf 'caf\351' >"$1"; kill -9 $$
"""


def test_an_editor_that_is_killed_in_the_middle_leaves_no_disorder(tmp_path: Path) -> None:
    env = environment(tmp_path / "home", VISUAL=shlex.join(["sh", "-c", MESSY, "sh"]))
    with Terminal(papers_tui("--demo"), env) as terminal:
        terminal.wait_for("1 of 10")
        terminal.press("e")
        terminal.wait_for("─ Note ─")
        terminal.press("ctrl+o")
        terminal.wait_for("sh was ended by SIGKILL; the text is as it was saved last.")
        terminal.wait_for("café")
        terminal.press("ctrl+q")
        assert terminal.exit_status() == 0
        assert terminal.is_restored


def test_a_note_in_an_editor_survives_a_kill_and_is_reported_by_its_paper(tmp_path: Path) -> None:
    env = with_editor(tmp_path, "--stay")
    with Terminal(papers_tui("--offline"), env) as terminal:
        terminal.wait_for("? Help")
        terminal.press("i")
        terminal.wait_for("─ Add a paper ─")
        terminal.send(b"2507.21049\r")
        terminal.press("5")
        terminal.wait_for("1 of 1")
        terminal.press("e")
        terminal.wait_for("─ Note ─")
        terminal.press(*"one ", "ctrl+o")
        terminal.wait_for("EDITOR drafts")
        terminal.send(b"two\n")
        terminal.wait_for("SAVED")
    with Terminal(papers_tui("--offline"), env) as terminal:
        terminal.wait_for("Restored the note you were writing on “2507.21049”")
        terminal.press("5")
        terminal.wait_for("one two")
        terminal.press("q")
        assert terminal.exit_status() == 0


ASKING = "import sys; print('your turn:'); open(sys.argv[1], 'w').write(input() + sys.argv[2])"


def test_a_command_of_the_settings_gets_the_terminal_and_gives_it_back(tmp_path: Path) -> None:
    run = [sys.executable, "-I", "-S", "-c", ASKING, str(tmp_path / "answer"), " {id}"]
    text = f"[commands.ask]\nrun = {json.dumps(run)}\nkey = 'F5'\noutput = 'terminal'\n"
    (tmp_path / "config.toml").write_text(text)
    (tmp_path / "library.toml").write_text('[[paper]]\nid = "2507.21049"\ntitle = "One"\n')
    with Terminal(papers_tui("--library", "--offline"), environment(tmp_path)) as terminal:
        terminal.wait_for("1 of 1")
        terminal.send(b"\x1b[15~")
        terminal.wait_for("your turn:")
        terminal.send(b"hello\r")
        answer = tmp_path / "answer"
        terminal.until(lambda: answer.is_file() and answer.read_text() == "hello 2507.21049")
        # The list's old lines stay around the question until the reader draws again; a Ctrl+Q
        # typed before that is the terminal's own, which takes it for "go on with the output".
        terminal.wait_until_gone("your turn:")
        terminal.wait_for("1 of 1")
        terminal.press("ctrl+q")
        assert terminal.exit_status() == 0
        assert terminal.is_restored
