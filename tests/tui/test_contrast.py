"""Our themes can be read: the contrast of every text that is drawn, on every main screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.color import Color

from papers_tui.tui.themes import THEMES
from tests.support.screens import contrast, drawn, grounds, tour

if TYPE_CHECKING:
    from textual.app import App
    from textual.theme import Theme

    from tests.support.reader import Run

BODY, OTHER = 7.0, 4.5
LINES = frozenset("▌▐▏▎▊█▔▁▂▃▄▅▆▇│─━╭╮╰╯")
"""What is drawn rather than written: bars and borders."""


def too_faint(app: App[str], theme: Theme) -> set[str]:
    """The texts whose contrast is too low, with it."""
    assert theme.foreground is not None
    body = Color.parse(theme.foreground)
    faint = set()
    for text, style in drawn(app):
        if not set(text) - LINES - {" "}:
            continue
        color, ground = grounds(style)
        ratio = contrast(color, ground)
        if ratio < (BODY if color == body else OTHER):
            faint.add(f"{ratio:.2f} {color.hex} on {ground.hex}: {text.strip()[:40]}")
    return faint


async def test_every_text_of_every_screen_stands_out_in_every_theme(run: Run) -> None:
    faint: dict[tuple[str, str], set[str]] = {}
    async with run(size=(120, 40)) as reader:
        async for name in tour(reader):
            for theme in THEMES:
                reader.app.theme = theme.name
                await reader.settle()
                if found := too_faint(reader.app, theme):
                    faint[name, theme.name] = found
    assert faint == {}


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_body_text_stands_out_on_every_ground(theme: Theme) -> None:
    assert theme.foreground is not None
    body = Color.parse(theme.foreground)
    named = (theme.background, theme.surface, theme.panel, theme.variables["primary-muted"])
    for ground in named:
        assert ground is not None
        assert contrast(body, Color.parse(ground)) >= BODY, ground


def test_black_on_white_has_the_highest_contrast() -> None:
    assert contrast(Color.parse("black"), Color.parse("white")) == pytest.approx(21)
    assert contrast(Color.parse("#777"), Color.parse("#fff")) == pytest.approx(4.48, abs=0.01)
