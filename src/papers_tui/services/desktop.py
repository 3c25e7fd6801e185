"""Programs of the desktop: browser, PDF viewer and clipboard."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from papers_tui.model.errors import PapersError
from papers_tui.text.clean import harmless

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


_CLIPBOARD_SECONDS = 2.0
"""Seconds that a clipboard program gets: some stay, holding what was copied."""

CLIPBOARDS = (
    ("pbcopy",),
    ("wl-copy",),
    ("xclip", "-selection", "clipboard"),
    ("clip.exe",),
)
"""Programs that put their input on the clipboard, the first that is there being used."""


class DesktopError(PapersError):
    """A program of the desktop is missing or failed."""


def open_url(url: str, browser: Sequence[str] = ()) -> None:
    """Have the browser show an address that `text.links.safe_url` has passed.

    `browser` is the command that the settings name, if any. It gets no terminal: one that writes
    would write over the screen. Raises DesktopError when there is no browser.
    """
    if sys.platform == "win32" and not browser:
        os.startfile(url)  # noqa: S606 - an address made safe
        return
    if not _shown_by([list(browser)] if browser else _browsers(), url):
        missing = f"{harmless(browser[0])} was not" if browser else "No browser was"
        way = "Mend browser in the settings" if browser else "Set BROWSER"
        raise DesktopError(f"{missing} found. {way}, or open {url} yourself.")


def open_file(path: Path, viewer: Sequence[str] = ()) -> None:
    """Have a PDF shown by the viewer, a command and its arguments, or by the system's own.

    The path must be an absolute one that this program made. `%s` among the arguments stands for
    it; else it comes last. Raises DesktopError when there is no PDF or no viewer.
    """
    name, shown = str(path), harmless(str(path))
    if not path.is_absolute() or path.suffix.lower() != ".pdf" or not path.is_file():
        raise DesktopError(f"{shown} is no PDF.")
    if sys.platform == "win32" and not viewer:
        os.startfile(name)  # noqa: S606 - a PDF of our own
        return
    commands = [list(viewer)] if viewer else [[each] for each in _openers()]
    if not _shown_by(commands, name):
        missing = f"{harmless(viewer[0])} was not" if viewer else "No program to show PDFs was"
        raise DesktopError(f"{missing} found. Open {shown} yourself.")


def copy(text: str) -> None:
    """Give the text to the desktop's clipboard, where there is a program for it.

    The terminal is asked as well (OSC 52), which is what works over ssh.
    """
    for command in CLIPBOARDS:
        if shutil.which(command[0]) is None or not _has_display(command[0]):
            continue
        try:
            subprocess.run(  # noqa: S603 - a fixed program, the text on its input
                command, input=text.encode(), timeout=_CLIPBOARD_SECONDS, check=True,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        except (OSError, subprocess.SubprocessError):
            continue
        return


def _browsers() -> list[list[str]]:
    named = os.environ.get("BROWSER", "").split(os.pathsep)
    commands = []
    for name in filter(None, named):
        try:
            commands.append(shlex.split(name))
        except ValueError:
            continue
    return [command for command in commands if command] + [[name] for name in _openers()]


def _openers() -> list[str]:
    return ["open"] if sys.platform == "darwin" else ["xdg-open", "wslview"]


def _shown_by(commands: Sequence[list[str]], what: str) -> bool:
    """Start the first of the commands that is there; `%s` in it stands for what it shows."""
    for command in commands:
        if shutil.which(command[0]) is not None:
            argv = [part.replace("%s", what) for part in command]
            _start(argv if argv != command else [*command, what])
            return True
    return False


def _start(argv: list[str]) -> None:
    try:
        subprocess.Popen(  # noqa: S603 - what the user named or the system has, no shell
            argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise DesktopError(f"{argv[0]} could not be started ({error.strerror}).") from error


def _has_display(program: str) -> bool:
    needed = {"wl-copy": "WAYLAND_DISPLAY", "xclip": "DISPLAY"}.get(program)
    return needed is None or bool(os.environ.get(needed))
