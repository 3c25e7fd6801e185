"""The programs that are started, with their words and their environment."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

import pytest

from papers_tui.services.programs import command_lines, desktop
from papers_tui.services.programs.command_lines import CommandLineError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("command", "platform", "words"),
    [
        (r"C:\Windows\notepad.exe", "win32", [r"C:\Windows\notepad.exe"]),
        (
            r'"C:\Program Files\Code\code.exe" --wait',
            "win32",
            [r"C:\Program Files\Code\code.exe", "--wait"],
        ),
        ("code --wait", "win32", ["code", "--wait"]),
        ("'my editor' -n", "linux", ["my editor", "-n"]),
        ("", "darwin", []),
    ],
)
def test_a_command_is_read_as_its_system_writes_it(
    command: str, platform: str, words: list[str]
) -> None:
    assert command_lines.words(command, platform) == words


def test_without_an_editor_the_systems_simplest_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    assert command_lines.editor_command("win32") == ["notepad"]
    assert command_lines.editor_command("linux") == ["vi"]
    monkeypatch.setenv("EDITOR", r"C:\vim\vim.exe -n")
    assert command_lines.editor_command("win32") == [r"C:\vim\vim.exe", "-n"]
    for value, sentence in (("''", "names no program"), ("vi\\", "nothing stands behind")):
        monkeypatch.setenv("VISUAL", value)
        with pytest.raises(CommandLineError, match=sentence):
            command_lines.editor_command("linux")
    monkeypatch.setenv("VISUAL", " ")
    monkeypatch.setenv("EDITOR", "'ed")
    for platform in ("win32", "linux"):
        with pytest.raises(CommandLineError, match="EDITOR is 'ed, where a quote is not closed"):
            command_lines.editor_command(platform)


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("w3m", "w3m"),
        ("/usr/bin/w3m -o x=1 %s", "/usr/bin/w3m"),
        ("env FOO=1 w3m", "w3m"),
        ("/usr/bin/env -i -u X --chdir /tmp A=1 B=2 w3m -s", "w3m"),
        ("env -S 'A=1 w3m'", "w3m"),
        ("nice -n 5 env A=1 w3m", "w3m"),
        ("sh -c 'exec w3m \"$1\"' sh %s", "w3m"),
        ("sh -c '\"' sh", "sh"),
        ("xterm -e w3m %s", "xterm"),
        ("env", "env"),
        ("sh browse.sh", "sh"),
        ("env A=1 sh -c 'nice w3m %s'", "w3m"),
    ],
)
def test_the_program_is_the_one_behind_those_that_start_it(command: str, name: str) -> None:
    assert command_lines.program(command_lines.words(command, "linux")) == name


def test_a_program_that_draws_gets_the_terminal_behind_env(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "w3m").write_text("#!/bin/sh\n")
    (tmp_path / "w3m").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("BROWSER", "env FOO=1 w3m")
    given = desktop.on_terminal(command_lines.browsers(()), "https://x.org", ("w3m",))
    assert given == ["env", "FOO=1", "w3m", "https://x.org"]


@pytest.mark.parametrize(
    ("status", "sentence"),
    [(1, "ed ended with status 1"), (-15, "ed was ended by SIGTERM"), (-99, "by signal 99")],
)
def test_how_a_program_failed_is_a_sentence(status: int, sentence: str) -> None:
    assert sentence in desktop.failure(["ed", "-x"], status)


def test_no_token_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "x")
    monkeypatch.setenv("HUGGING_FACE_HUB_TOKEN", "x")
    monkeypatch.setenv("LANG", "C.UTF-8")
    variables = desktop.without_secrets()
    assert not {"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"} & variables.keys()
    assert variables["LANG"] == "C.UTF-8"


def test_the_clipboard_of_windows_gets_utf_16(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, copied = tmp_path / "clip.exe", tmp_path / "copied"
    program.write_text(f'#!/bin/sh\nexec /bin/cat > "{copied}"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    desktop.copy("α → 漢")
    assert copied.read_bytes() == "α → 漢".encode("utf-16-le")


@pytest.mark.program
@pytest.mark.filterwarnings("error")
def test_a_program_that_goes_on_is_collected_once_it_has_ended(tmp_path: Path) -> None:
    (tmp_path / "gate").touch()
    waits = f"while [ -e '{tmp_path}/gate' ]; do sleep 0.01; done"
    started = desktop.open_url("https://x.org", ("sh", "-c", waits, "sh", "%s"))
    assert started is not None
    program = weakref.ref(started.program)
    del started
    gc.collect()
    running = program()
    assert running is not None
    (tmp_path / "gate").unlink()
    running.wait(30)
    del running
    last = desktop.open_url("https://x.org", ("true",))
    gc.collect()
    assert program() is None
    assert last is not None
    last.program.wait(30)
