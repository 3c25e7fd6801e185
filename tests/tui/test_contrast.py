"""Our themes can be read: the contrast of every text that is drawn, on every main screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.color import Color
from textual.theme import Theme

from papers_tui.tui.themes import THEMES, offered
from tests.support.screens import contrast, drawn, grounds, tour

if TYPE_CHECKING:
    from textual.app import App

    from tests.support.reader import Run

BODY, OTHER = 7.0, 4.5
READABLE, VISIBLE, SEEN_AT_ALL = 4.0, 1.08, 1.03
"""The least contrast of texts in themes that others have made, and of the current card, with the
keys and without."""

NORD = Theme("nord", primary="#88c0d0")
LINES = frozenset("▌▐▏▎▊█▔▁▂▃▄▅▆▇│─━╭╮╰╯")
"""Characters that are drawn rather than written: bars and borders."""


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


TEXTS = ("", "muted", "accent", "good", "star", "tag", "strong", "link", "heading", "warning")


async def test_every_theme_that_is_offered_is_complete(run: Run) -> None:
    faint: list[tuple[str, str, float]] = []
    async with run() as reader:
        app = reader.app
        for name, _ in offered(app.available_themes):
            app.theme = name
            await reader.settle()
            cards = reader.screen.cards
            for text in TEXTS:
                for current, blurred in ((False, False), (True, False), (True, True)):
                    style = cards.style(text, current=current, blurred=blurred)
                    ratio = contrast(*grounds(style))
                    faint += [(name, text, ratio)] if ratio < READABLE else []
            ground = grounds(cards.style(""))[1]
            for blurred, least in ((False, VISIBLE), (True, SEEN_AT_ALL)):
                here = contrast(grounds(cards.style("", current=True, blurred=blurred))[1], ground)
                faint += [(name, "the current card", here)] if here < least else []
    assert faint == []


def test_our_own_themes_are_offered_first() -> None:
    names = [name for name, _ in offered({theme.name: theme for theme in (*THEMES, NORD)})]
    assert names == [*(theme.name for theme in THEMES), "nord"]


def test_the_theme_of_sixteen_colors_is_offered_while_it_is_in_use() -> None:
    sixteen = Theme("ansi-dark", primary="ansi_blue")
    themes = {theme.name: theme for theme in (*THEMES, NORD, sixteen)}
    assert "ansi-dark" not in dict(offered(themes, "nord"))
    assert [name for name, _ in offered(themes, "ansi-dark")][-2:] == ["ansi-dark", "nord"]
