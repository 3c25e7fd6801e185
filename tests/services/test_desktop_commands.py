"""Which programs are started, with what words and what environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from papers_tui.services import command_lines, desktop

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
        ('"not closed', "linux", []),
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
