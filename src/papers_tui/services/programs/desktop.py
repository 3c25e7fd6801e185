"""Programs of the desktop: browser, PDF viewer and clipboard."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from papers_tui.model.errors import PapersError
from papers_tui.services.programs.command_lines import (
    browsers,
    browsers_named,
    is_there,
    program,
    viewers,
)
from papers_tui.text.clean import harmless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from papers_tui.model.settings import Settings


_CLIPBOARD_SECONDS = 2.0
"""Seconds that a clipboard program gets: some stay, holding what was copied."""

SOON = 1.5
"""Seconds within which a program that can show nothing says so."""

CLIPBOARDS = (
    ("pbcopy",),
    ("wl-copy",),
    ("xclip", "-selection", "clipboard"),
    ("clip.exe",),
)
"""Programs that put their input on the clipboard, the first that is there being used."""


_ENCODINGS = {"clip.exe": "utf-16-le"}
"""The encodings in which programs take text, where that is not UTF-8."""

_SECRETS = ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")

_running: list[subprocess.Popen[bytes]] = []
"""Programs that nobody waits for, until they have ended: one that is forgotten stays a zombie."""


class DesktopError(PapersError):
    """A program of the desktop is missing or failed."""


@dataclass(frozen=True, slots=True)
class Started:
    """A program that is to show something: one that fails does so soon after its start."""

    program: subprocess.Popen[bytes]
    command: Sequence[str]
    advice: str
    """Advice for when it fails, without a full stop."""

    def has_ended(self) -> bool:
        """Whether the program has ended by now; raises DesktopError when it failed."""
        status = self.program.poll()
        if status:
            raise DesktopError(f"{failure(self.command, status)}; {self.advice}.")
        return status is not None

    def wait(self, seconds: float = SOON) -> None:
        """Wait so long for the program to end; raises DesktopError when it fails by then."""
        with suppress(subprocess.TimeoutExpired):
            self.program.wait(seconds)
        self.has_ended()


def open_url(url: str, browser: Sequence[str] = ()) -> Started | None:
    """Have the browser show an address that `text.urls.safe_url` has passed.

    `browser` is the command that the settings name, if any. It gets no terminal: one that writes
    would write over the screen. Gives the program, unless the system starts one itself. Raises
    DesktopError when there is no browser, or none of those that are named, and CommandLineError.
    """
    if sys.platform == "win32" and not browser:
        _start_on_windows(url)
        return None
    named = [browser] if browser else browsers_named()
    way = (
        "correct browser in the settings"
        if browser
        else "correct BROWSER"
        if named
        else "set BROWSER"
    )
    advice = f"{way}, or open {url} yourself"
    if started := _shown_by(browsers(browser), url, advice):
        return started
    names = " or ".join(harmless(program(command)) for command in named)
    raise DesktopError(f"{names or 'No browser'} was not found; {advice}.")


def open_file(path: Path, viewer: Sequence[str] = ()) -> Started | None:
    """Have a PDF shown by the viewer, a command and its arguments, or by the system's own.

    The path must be an absolute one that this program made. `%s` among the arguments stands for
    it; else it comes last. Gives the program, unless the system starts one itself. Raises
    DesktopError when there is no PDF or no viewer.
    """
    name, shown = str(path), harmless(str(path))
    if not path.is_absolute() or path.suffix.lower() != ".pdf" or not path.is_file():
        raise DesktopError(f"{shown} is no PDF.")
    if sys.platform == "win32" and not viewer:
        _start_on_windows(name)
        return None
    if started := _shown_by(viewers(viewer), name, f"open {shown} yourself"):
        return started
    missing = f"{harmless(viewer[0])} was not" if viewer else "No program to show PDFs was"
    raise DesktopError(f"{missing} found; open {shown} yourself.")


def without_secrets() -> dict[str, str]:
    """The variables for a program that is started: none lets it act in the user's name."""
    return {name: value for name, value in os.environ.items() if name not in _SECRETS}


def on_terminal(
    commands: Sequence[Sequence[str]], what: str, programs: Sequence[str]
) -> list[str] | None:
    """The first command that is there, with what it shows, if it is to have the terminal.

    `programs` names those that draw on it.
    """
    for command in commands:
        if is_there(command):
            name = PurePath(program(command)).stem.lower()
            return _with(command, what) if name in programs else None
    return None


def page_here(url: str, settings: Settings) -> list[str] | None:
    """The command for a browser that draws a page on this terminal; None for one with a window.

    Raises CommandLineError.
    """
    return on_terminal(browsers(settings.browser), url, settings.terminal_programs)


def pdf_here(path: Path, settings: Settings) -> list[str] | None:
    """The command for a viewer that draws a PDF on this terminal; None for one with a window."""
    return on_terminal(viewers(settings.pdf_viewer), str(path), settings.terminal_programs)


def run_here(command: Sequence[str]) -> None:
    """Run a program on this terminal until it ends; raises DesktopError when it fails."""
    try:
        ended = subprocess.run(command, env=without_secrets(), check=False)  # noqa: S603
    except OSError as error:
        raise DesktopError(not_started(command, error)) from error
    if ended.returncode:
        raise DesktopError(f"{failure(command, ended.returncode)}.")


def failure(command: Sequence[str], status: int) -> str:
    """The end of a program, by a status that is not 0, as a sentence without its stop."""
    name = harmless(command[0])
    if status >= 0:
        return f"{name} ended with status {status}"
    with suppress(ValueError):
        return f"{name} was ended by {signal.Signals(-status).name}"
    return f"{name} was ended by signal {-status}"


def not_started(command: Sequence[str], error: OSError | ValueError) -> str:
    """The reason why a program could not be started, as a sentence."""
    reason = (isinstance(error, OSError) and error.strerror) or str(error)
    return f"{harmless(command[0])} could not be started ({reason})."


def copy(text: str) -> None:
    """Give the text to the desktop's clipboard, where there is a program for it.

    The terminal is asked as well (OSC 52), which is what works over ssh.
    """
    for command in CLIPBOARDS:
        if shutil.which(command[0]) is None or not _has_display(command[0]):
            continue
        data = text.encode(_ENCODINGS.get(command[0], "utf-8"))
        try:
            subprocess.run(  # noqa: S603 - a fixed program, the text on its input
                command, input=data, timeout=_CLIPBOARD_SECONDS, check=True,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=without_secrets(),
            )  # fmt: skip
        except (OSError, subprocess.SubprocessError):
            continue
        return


def _shown_by(commands: Sequence[list[str]], what: str, advice: str) -> Started | None:
    """Start the first of the commands that is there; `%s` in it stands for what it shows."""
    for command in commands:
        if is_there(command):
            return Started(_start(_with(command, what)), command, advice)
    return None


def _with(command: Sequence[str], what: str) -> list[str]:
    argv = [part.replace("%s", what) for part in command]
    return argv if argv != list(command) else [*argv, what]


def _start(argv: list[str]) -> subprocess.Popen[bytes]:
    _running[:] = [one for one in _running if one.poll() is None]
    try:
        started = subprocess.Popen(  # noqa: S603 - what the user named or the system has, no shell
            argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True, env=without_secrets(),
        )  # fmt: skip
    except OSError as error:
        raise DesktopError(not_started(argv, error)) from error
    _running.append(started)
    return started


def _start_on_windows(what: str) -> None:
    """Have the system's program show an address or a PDF of our own, which gets no secrets."""
    kept = {name: os.environ.pop(name) for name in _SECRETS if name in os.environ}
    try:
        os.startfile(what)  # type: ignore[attr-defined, unused-ignore] # noqa: S606 - made safe
    except OSError as error:
        raise DesktopError(f"{harmless(what)} could not be opened ({error.strerror}).") from error
    finally:
        os.environ.update(kept)


def _has_display(program: str) -> bool:
    needed = {"wl-copy": "WAYLAND_DISPLAY", "xclip": "DISPLAY"}.get(program)
    return needed is None or bool(os.environ.get(needed))
