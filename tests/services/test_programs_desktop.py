"""Browsers and viewers get one argument, and no shell."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from papers_tui.model.errors import PapersError
from papers_tui.services.programs import desktop
from papers_tui.services.programs.desktop import DesktopError, open_file, open_url

SOURCE = Path(desktop.__file__).parents[1]
URL = "https://arxiv.org/abs/2608.00001"


class Started:
    """Stands for subprocess.Popen and for its programs, and keeps what it was given."""

    status: int | None = None

    def __init__(self) -> None:
        self.commands: list[list[str]] = []

    def __call__(self, argv: list[str], **options: object) -> Started:
        assert options["start_new_session"]
        assert "shell" not in options
        assert isinstance(options["env"], dict)
        assert options["env"].keys() & {"PATH", "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"} == {"PATH"}
        self.commands.append(argv)
        return self

    def poll(self) -> int | None:
        return self.status

    def wait(self, seconds: float) -> int:
        if self.status is None:
            raise subprocess.TimeoutExpired("", seconds)
        return self.status


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    started = Started()
    monkeypatch.setattr(subprocess, "Popen", started)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(shutil, "which", lambda name: None if "missing" in name else name)
    monkeypatch.delenv("BROWSER", raising=False)
    for secret in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"):
        monkeypatch.setenv(secret, "hf_secret")
    return started


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "2026 - A $(x); `y` [2608.00001].pdf"
    path.write_bytes(b"%PDF-")
    return path


@pytest.mark.parametrize(
    ("browser", "command"),
    [
        ("", ["xdg-open", URL]),
        ("firefox --new-tab", ["firefox", "--new-tab", URL]),
        ("missing:other '%s' x", ["other", URL, "x"]),
        (":", ["xdg-open", URL]),
        ("env LANG=C other", ["env", "LANG=C", "other", URL]),
    ],
)
def test_the_browser_is_the_one_that_was_named(
    started: Started, monkeypatch: pytest.MonkeyPatch, browser: str, command: list[str]
) -> None:
    monkeypatch.setenv("BROWSER", browser)
    open_url(URL)
    assert started.commands == [command]


@pytest.mark.parametrize(
    ("browser", "sentence"),
    [
        ("'unfinished", "BROWSER is 'unfinished, where a quote is not closed."),
        ("other:'unfinished", "BROWSER is 'unfinished, where a quote is not closed."),
        ("/missing -n", f"/missing was not found; correct BROWSER, or open {URL} yourself."),
        ("missing:env A=1 missing2", "missing or missing2 was not found; correct BROWSER"),
        ("nice -n 5 missing", "missing was not found; correct BROWSER"),
    ],
)
def test_a_browser_that_is_named_wrongly_is_reported_and_no_other_is_taken(
    started: Started, monkeypatch: pytest.MonkeyPatch, browser: str, sentence: str
) -> None:
    monkeypatch.setenv("BROWSER", browser)
    with pytest.raises(PapersError) as caught:
        open_url(URL)
    assert str(caught.value).startswith(sentence)
    assert started.commands == []


@pytest.mark.parametrize(
    ("browser", "sentence"),
    [
        ("", f"xdg-open ended with status 3; set BROWSER, or open {URL} yourself."),
        ("w -x", f"w ended with status 3; correct BROWSER, or open {URL} yourself."),
    ],
)
def test_a_browser_that_fails_soon_is_reported(
    started: Started, monkeypatch: pytest.MonkeyPatch, browser: str, sentence: str
) -> None:
    monkeypatch.setenv("BROWSER", browser)
    started.status = 3
    opening = open_url(URL)
    assert opening is not None
    with pytest.raises(DesktopError, match=re.escape(sentence)):
        opening.has_ended()
    with pytest.raises(DesktopError, match=re.escape(sentence)):
        opening.wait()


@pytest.mark.parametrize("status", [None, 0])
def test_a_program_that_shows_a_pdf_may_end_or_stay(
    started: Started, pdf: Path, status: int | None
) -> None:
    started.status = status
    opening = open_file(pdf)
    assert opening is not None
    opening.wait()
    assert opening.has_ended() is (status == 0)


def test_a_pdf_goes_to_the_systems_viewer_or_to_ones_own(started: Started, pdf: Path) -> None:
    open_file(pdf)
    open_file(pdf, ("zathura", "--fork"))
    open_file(pdf, ("mupdf", "-r", "%s", "1"))
    assert started.commands == [
        ["xdg-open", str(pdf)],
        ["zathura", "--fork", str(pdf)],
        ["mupdf", "-r", str(pdf), "1"],
    ]


def test_nothing_but_a_pdf_of_a_complete_path_is_opened(started: Started, pdf: Path) -> None:
    script = pdf.with_suffix(".sh")
    script.write_text("#!/bin/sh\n")
    others = (pdf.relative_to(pdf.parent), script, pdf.parent, pdf.with_name("none.pdf"))
    for path in others:
        with pytest.raises(DesktopError, match="is no PDF"):
            open_file(path)
    assert started.commands == []


def test_a_desktop_without_programs_says_what_to_do(
    started: Started, pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(DesktopError, match="set BROWSER"):
        open_url(URL)
    with pytest.raises(DesktopError, match="yourself"):
        open_file(pdf)
    with pytest.raises(DesktopError, match="yourself"):
        open_file(pdf, ("missing",))
    assert started.commands == []


STARTS = ("subprocess.run", "subprocess.Popen", "subprocess.check_output", "subprocess.call")


def test_the_system_s_program_on_windows_gets_no_secrets(
    monkeypatch: pytest.MonkeyPatch, pdf: Path
) -> None:
    shown: list[tuple[str, bool]] = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(
        os, "startfile", lambda what: shown.append((what, "HF_TOKEN" in os.environ)), raising=False
    )
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    open_url(URL)
    open_file(pdf)
    assert shown == [(URL, False), (str(pdf), False)]
    assert "HF_TOKEN" in os.environ


def test_every_program_that_is_started_gets_its_variables_from_one_place() -> None:
    calls = [
        node
        for module in SOURCE.rglob("*.py")
        if module.name != "hook_runner.py"  # it passes on what it was started with, which is this
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in STARTS
    ]
    assert calls
    for call in calls:
        given = {word.arg: ast.unparse(word.value) for word in call.keywords}
        assert given.get("env", "").endswith("without_secrets()"), ast.unparse(call)
