"""Commands that the environment and the settings name, as words."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import PurePath
from typing import TYPE_CHECKING

from papers_tui.model.errors import PapersError
from papers_tui.text.clean import brief

if TYPE_CHECKING:
    from collections.abc import Sequence


_STARTERS: dict[str, tuple[str, ...]] = {
    "env": ("-u", "--unset", "-C", "--chdir"),
    "nice": ("-n", "--adjustment"),
    "ionice": ("-c", "-n", "--class", "--classdata"),
    "stdbuf": ("-i", "-o", "-e", "--input", "--output", "--error"),
    "proxychains": ("-f",),
    "proxychains4": ("-f",),
    "torsocks": (),
    "torify": (),
    "firejail": (),
    "exec": (),
}
"""Programs that become the one behind them, with their options that take a word of its own."""

_SHELLS = ("sh", "bash", "dash", "zsh", "ksh")


class CommandLineError(PapersError):
    """A variable holds what is no command."""


def editor_command(platform: str) -> list[str]:
    """The command of the environment's editor, as words; the system's simplest without one.

    Raises CommandLineError for a variable that cannot be read.
    """
    for variable in ("VISUAL", "EDITOR"):
        if found := _named(variable, os.environ.get(variable, ""), platform):
            return found
    return ["notepad" if platform == "win32" else "vi"]


def words(command: str, platform: str = sys.platform) -> list[str]:
    """A command line in words. On Windows a backslash is one.

    Raises ValueError where it makes no sense.
    """
    if platform != "win32":
        return shlex.split(command)
    return [word.strip('"') for word in shlex.split(command, posix=False)]


def browsers(browser: Sequence[str]) -> list[list[str]]:
    """The commands that may show a page, the first that is there being used.

    They are the setting's, else those of BROWSER, else the system's. Raises CommandLineError for
    a variable that cannot be read.
    """
    return [list(browser)] if browser else browsers_named() or [[name] for name in _openers()]


def browsers_named() -> list[list[str]]:
    """The commands of BROWSER; raises CommandLineError."""
    named = os.environ.get("BROWSER", "").split(os.pathsep)
    return [found for one in named if (found := _named("BROWSER", one, sys.platform))]


def viewers(viewer: Sequence[str]) -> list[list[str]]:
    """The commands that may show a PDF."""
    return [list(viewer)] if viewer else [[each] for each in _openers()]


def is_there(command: Sequence[str]) -> bool:
    """Whether the command's program, and the one behind `env` and its like, are on this machine.

    What a shell's script starts is the shell's to find.
    """
    behind = (_behind_starters(list(command)) or [command[0]])[0]
    return all(shutil.which(one) is not None for one in (command[0], behind))


def program(command: Sequence[str]) -> str:
    """The program that a command comes to: `w3m` for `env LANG=C w3m` and `sh -c "w3m %s"`."""
    rest = _behind_starters(list(command))
    while rest and _name(rest) in _SHELLS and "-c" in rest[1:-1]:
        rest = _behind_starters(_split(rest[rest.index("-c") + 1]))
    return rest[0] if rest else command[0]


def _behind_starters(rest: list[str]) -> list[str]:
    while rest and (options := _STARTERS.get(_name(rest))) is not None:
        rest = _started(rest[1:], options)
    return rest


def _name(command: Sequence[str]) -> str:
    return PurePath(command[0]).stem.lower()


def _started(rest: list[str], options: tuple[str, ...]) -> list[str]:
    """The command behind the options and variables of the program that starts it."""
    while rest:
        first, *rest = rest
        if first in ("-S", "--split-string") and rest:
            rest = [*_split(rest[0]), *rest[1:]]
        elif first in options:
            rest = rest[1:]
        elif not first.startswith("-") and "=" not in first:
            return [first, *rest]
    return []


def _split(script: str) -> list[str]:
    try:
        return words(script)
    except ValueError:
        return []


def _named(variable: str, value: str, platform: str) -> list[str]:
    shown = brief(value)
    try:
        found = words(value, platform)
    except ValueError as error:
        has_quote = "'" in value or '"' in value
        wrong = "a quote is not closed" if has_quote else "nothing stands behind the backslash"
        raise CommandLineError(f"{variable} is {shown}, where {wrong}.") from error
    if found and not found[0].strip():
        raise CommandLineError(f"{variable} is {shown}, which names no program.")
    return found


def _openers() -> list[str]:
    return ["open"] if sys.platform == "darwin" else ["xdg-open", "wslview"]
