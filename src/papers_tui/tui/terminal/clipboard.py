"""The desktop's clipboard."""

from __future__ import annotations

import os
import shutil
import subprocess

_PATIENCE = 2.0
"""Seconds that a clipboard program gets: some stay, holding what was copied."""

_CLIPBOARDS = (
    ("pbcopy",),
    ("wl-copy",),
    ("xclip", "-selection", "clipboard"),
    ("clip.exe",),
)


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


def _has_display(program: str) -> bool:
    needed = {"wl-copy": "WAYLAND_DISPLAY", "xclip": "DISPLAY"}.get(program)
    return needed is None or bool(os.environ.get(needed))
