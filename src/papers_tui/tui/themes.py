"""Our own themes, made for long reading, and which one a start takes.

Body text has a contrast of at least 7 on every background, any other text of 4.5.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Mapping

    from papers_tui.model.settings import Problem, Settings

DARK, LIGHT, CONTRAST = "papers-dark", "papers-light", "papers-contrast"
AUTO = "auto"
"""The setting that follows the terminal's background."""

_NOT_OFFERED = frozenset({"ansi-dark", "ansi-light", "atom-one-light", "textual-light"})
"""Themes for terminals of sixteen colors, and two whose accents are too faint on their background.
The settings may still name one of them."""

_FITTING = {"light": LIGHT, "sixteen": "ansi-dark"}


_VARIABLES = {
    "text": ("text", "block-cursor-foreground"),
    "muted": (
        "text-muted", "text-disabled", "text-secondary", "foreground-muted", "foreground-disabled",
        "scrollbar", "scrollbar-hover", "scrollbar-active",
    ),
    "cursor": (
        "primary-muted", "block-cursor-background", "block-cursor-blurred-background",
        "block-hover-background", "input-selection-background", "screen-selection-background",
    ),
    "surface": (
        "scrollbar-background", "scrollbar-background-hover", "scrollbar-background-active",
    ),
    "primary": ("text-primary",),
    "accent": ("text-accent",),
    "success": ("text-success",),
    "warning": ("text-warning",),
    "error": ("text-error",),
}  # fmt: skip
"""Textual's variables that have exactly a color of ours, where Textual would mix its own."""


def _theme(name: str, *, dark: bool, backgrounds: tuple[str, str, str], **colors: str) -> Theme:
    """A theme of the colors that `_VARIABLES` names.

    `backgrounds` are those of the list, of the text beside it, and of the bars.
    """
    background, surface, panel = backgrounds
    colors["surface"] = surface
    return Theme(
        name,
        dark=dark,
        background=background,
        surface=surface,
        panel=panel,
        boost=panel,
        foreground=colors["text"],
        primary=colors["primary"],
        secondary=colors["muted"],
        accent=colors["accent"],
        success=colors["success"],
        warning=colors["warning"],
        error=colors["error"],
        variables={
            variable: colors[color] for color, names in _VARIABLES.items() for variable in names
        },
    )


THEMES = (
    _theme(
        DARK,
        dark=True,
        backgrounds=("#171614", "#1e1c19", "#292622"),
        cursor="#3a342b",
        text="#e8dfcf",
        muted="#ada392",
        primary="#97b8dc",
        accent="#e2a862",
        success="#a5c184",
        warning="#ebba5c",
        error="#ee9b8c",
    ),
    _theme(
        LIGHT,
        dark=False,
        backgrounds=("#f7f3ea", "#fcf9f2", "#ebe4d5"),
        cursor="#e3d8c0",
        text="#2a2620",
        muted="#5c5446",
        primary="#1d4a75",
        accent="#7d4107",
        success="#375a1c",
        warning="#7e4300",
        error="#94291b",
    ),
    _theme(
        CONTRAST,
        dark=True,
        backgrounds=("#000000", "#101010", "#242424"),
        cursor="#00324d",
        text="#ffffff",
        muted="#d6d6d6",
        primary="#8fd3ff",
        accent="#ffd75f",
        success="#8af58a",
        warning="#ffd75f",
        error="#ffb0a8",
    ),
)


def offered(themes: Mapping[str, Theme], now: str = "") -> list[tuple[str, bool]]:
    """The themes that a list offers, our own first, and whether they are dark.

    The one that is in use `now` is among them, whichever it is: one has to find back to it.
    """
    own = [theme.name for theme in THEMES]
    others = sorted(name for name in themes if name not in {*own, *(_NOT_OFFERED - {now})})
    return [(name, themes[name].dark) for name in (*own, *others) if name in themes]


def problems(settings: Settings, known: Collection[str]) -> tuple[Problem, ...]:
    """The problem of the settings' theme; nothing where it is known."""
    name = settings.theme
    if name == AUTO or name in known:
        return ()
    from papers_tui.model.settings import Problem
    from papers_tui.text.wording import nearest

    near = nearest(name, known)
    way = f"did you mean {near}?" if near else "the palette lists them under Theme."
    return (Problem(settings.lines.get("theme", 0), f"there is no theme {name}; {way}"),)


def chosen(known: Container[str], setting: str, picked: str | None, background: str | None) -> str:
    """The theme to begin with: the one of the settings, else the one picked last in the palette,
    else ours for the terminal's background; names that are not known are passed over."""
    fitting = _FITTING.get(background or "", DARK)
    return next((name for name in (setting, picked) if name and name in known), fitting)
