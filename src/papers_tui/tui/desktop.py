"""The world around the terminal: the browser and the clipboard."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_PATIENCE = 2.0
"""Seconds that a clipboard program gets: some stay, holding what was copied."""

_CLIPBOARDS = (
    ("pbcopy",),
    ("wl-copy",),
    ("xclip", "-selection", "clipboard"),
    ("clip.exe",),
)


class DesktopError(Exception):
    """A program of the desktop is missing or failed. Its text is a sentence for the user."""


def open_url(url: str, browser: Sequence[str] = ()) -> None:
    """Have the browser show an address that `text.links.safe_url` has passed.

    `browser` is the command that the settings name, if any. It gets no terminal: one that writes
    would write over the screen. Raises DesktopError when there is no browser.
    """
    if sys.platform == "win32" and not browser:
        os.startfile(url)  # noqa: S606 - an address made safe
        return
    for command in [list(browser)] if browser else _browsers():
        if shutil.which(command[0]) is None:
            continue
        argv = [part.replace("%s", url) for part in command]
        _start(argv if argv != command else [*command, url])
        return
    if browser:
        raise DesktopError(f"{browser[0]}, the browser of your settings, was not found.")
    raise DesktopError(f"No browser was found. Set BROWSER, or open {url} yourself.")


def copy(text: str) -> None:
    """Give the text to the desktop's clipboard, where there is a program for it.

    The terminal is asked as well (OSC 52), which is what works over ssh.
    """
    for command in _CLIPBOARDS:
        if shutil.which(command[0]) is None or not _has_display(command[0]):
            continue
        try:
            subprocess.run(  # noqa: S603 - a fixed program, the text on its input
                command, input=text.encode(), timeout=_PATIENCE, check=True,
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
    fallbacks = ["open"] if sys.platform == "darwin" else ["xdg-open", "wslview"]
    return [command for command in commands if command] + [[name] for name in fallbacks]


def _has_display(program: str) -> bool:
    needed = {"wl-copy": "WAYLAND_DISPLAY", "xclip": "DISPLAY"}.get(program)
    return needed is None or bool(os.environ.get(needed))


def _start(argv: list[str]) -> None:
    try:
        subprocess.Popen(  # noqa: S603 - the user's browser, an address made safe, no shell
            argv, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise DesktopError(f"{argv[0]} could not be started ({error.strerror}).") from error
