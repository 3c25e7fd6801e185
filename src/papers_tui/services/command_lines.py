"""Commands that the environment and the settings name, as words."""

from __future__ import annotations

import os
import shlex
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def editor_command(platform: str) -> list[str]:
    """The command of the environment's editor, as words; the system's simplest without one."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    return words(named, platform) or ["notepad" if platform == "win32" else "vi"]


def words(command: str, platform: str = sys.platform) -> list[str]:
    """A command line in words; none where it makes no sense. On Windows a backslash is one."""
    try:
        if platform != "win32":
            return shlex.split(command)
        return [word.strip('"') for word in shlex.split(command, posix=False)]
    except ValueError:
        return []


def browsers(browser: Sequence[str]) -> list[list[str]]:
    """The commands that may show a page, the first that is there being used."""
    return [list(browser)] if browser else _browsers()


def viewers(viewer: Sequence[str]) -> list[list[str]]:
    """The commands that may show a PDF."""
    return [list(viewer)] if viewer else [[each] for each in _openers()]


def _browsers() -> list[list[str]]:
    named = os.environ.get("BROWSER", "").split(os.pathsep)
    commands = [found for name in named if (found := words(name))]
    return commands + [[name] for name in _openers()]


def _openers() -> list[str]:
    return ["open"] if sys.platform == "darwin" else ["xdg-open", "wslview"]
