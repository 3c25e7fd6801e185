"""Checks of the terminal's size, colors, letters and clipboard, as its environment reports them."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from papers_tui.services.doctor.checks import Check, Health
from papers_tui.services.programs.desktop import CLIPBOARDS
from papers_tui.text.clean import brief

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LEAST = 40, 12
"""Columns and rows that the reader needs."""

_TRUECOLOR = ("truecolor", "24bit")
_COPIES = ("xterm-kitty", "alacritty", "foot", "wezterm", "xterm-ghostty", "contour", "rio")
_COPYING_PROGRAMS = ("WezTerm", "ghostty", "iTerm.app", "kitty", "vscode")


def terminal_checks(
    environment: Mapping[str, str], size: tuple[int, int] | None
) -> Iterator[Check]:
    """Size, colors, letters and clipboard; `size` is None where the output is no terminal."""
    if size is None:
        yield Check("terminal", Health.OK, "not looked at: the output goes elsewhere")
        return
    yield _kind(environment, size)
    yield _colors(environment)
    yield _letters(environment)
    yield _clipboard(environment)


def _kind(environment: Mapping[str, str], size: tuple[int, int]) -> Check:
    name = brief(environment.get("TERM", ""))
    shown = f"{size[0]}x{size[1]}"
    if size[0] < LEAST[0] or size[1] < LEAST[1]:
        small = f"{shown} is too small for the reader; make it {LEAST[0]}x{LEAST[1]} or larger"
        return Check("terminal", Health.WARNING, small)
    if name in ("", "dumb") and os.name != "nt":
        unknown = "TERM does not say what it is; set it, for example to xterm-256color"
        return Check("terminal", Health.WARNING, unknown)
    return Check("terminal", Health.OK, f"{name or 'a console'}, {shown}")


def _colors(environment: Mapping[str, str]) -> Check:
    if environment.get("NO_COLOR"):
        return Check("colors", Health.OK, "none, as NO_COLOR says")
    if environment.get("COLORTERM", "").lower() in _TRUECOLOR or os.name == "nt":
        return Check("colors", Health.OK, "all (truecolor)")
    if "256color" in environment.get("TERM", ""):
        more = "256; COLORTERM=truecolor gives all of them where the terminal has them"
        return Check("colors", Health.OK, more)
    few = "16, as far as TERM and COLORTERM show; set COLORTERM=truecolor if it has more"
    return Check("colors", Health.WARNING, few)


def _letters(environment: Mapping[str, str]) -> Check:
    names = ("LC_ALL", "LC_CTYPE", "LANG")
    locale = next((value for name in names if (value := environment.get(name))), "")
    if os.name == "nt" or "utf8" in locale.lower().replace("-", ""):
        return Check("letters", Health.OK, "UTF-8")
    message = f"with the locale {brief(locale)}" if locale else "without a locale"
    way_out = "set LANG to one such as C.UTF-8, or ascii = true in the settings"
    return Check("letters", Health.WARNING, f"{message} UTF-8 may not be shown; {way_out}")


def _clipboard(environment: Mapping[str, str]) -> Check:
    program = next((name for name, *_ in CLIPBOARDS if shutil.which(name)), "")
    if environment.get("TMUX"):
        message = "tmux takes what is copied on where it has `set -g set-clipboard on`"
        return Check("clipboard", Health.OK, f"{program}; {message}" if program else message)
    if program:
        return Check("clipboard", Health.OK, program)
    term = environment.get("TERM", "")
    knows = environment.get("TERM_PROGRAM") in _COPYING_PROGRAMS or term.startswith(_COPIES)
    if knows or "WT_SESSION" in environment:
        return Check("clipboard", Health.OK, "the terminal's own (OSC 52)")
    doubt = "the terminal may not take what is copied (OSC 52); install wl-copy or xclip"
    return Check("clipboard", Health.WARNING, doubt)
