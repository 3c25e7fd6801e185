"""The committed pictures are what the program draws today, and all of them are shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from papers_tui.tui.render.wrap import cells
from tests.support import first_minute
from tests.support.screenshots import FOLDER, SHOTS, Shot, furnished, picture

if TYPE_CHECKING:
    from pathlib import Path

ROOT = FOLDER.parent
_CELL_WIDTH = 12.2
"""The width of a cell as the writer of the pictures draws it, in units of the picture."""


def rows(svg: str) -> list[str]:
    """The lines of a picture, every character in its column."""
    placed: dict[float, dict[int, str]] = {}
    root = ElementTree.fromstring(svg)  # noqa: S314 - a picture of our own
    for run in root.iterfind(".//{*}g[@clip-path]//{*}text"):
        row = placed.setdefault(float(run.attrib["y"]), {})
        row[round(float(run.attrib["x"]) / _CELL_WIDTH)] = "".join(run.itertext())
    return [_joined(row) for _, row in sorted(placed.items())]


def _joined(row: dict[int, str]) -> str:
    line = ""
    for column, text in sorted(row.items()):
        line += " " * (column - cells(line)) + text
    return line.replace("\N{NO-BREAK SPACE}", " ").rstrip()


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
async def test_a_picture_is_what_the_program_draws(shot: Shot, tmp_path: Path) -> None:
    committed = (FOLDER / f"{shot.name}.svg").read_text(encoding="utf-8")
    drawn = rows(await picture(shot, furnished(tmp_path)))
    assert len(drawn) > shot.size[1] * 2 / 3
    assert rows(committed) == drawn, "python -m tests.support.screenshots draws the pictures again"


async def test_a_picture_has_the_rows_of_the_screen(tmp_path: Path) -> None:
    """Otherwise two pictures without any text would be taken for the same."""
    drawn = rows(await picture(SHOTS[0], furnished(tmp_path)))
    assert drawn[0].startswith(" Friday 21 August 2026  10 papers  7 unseen")
    assert drawn[-1].startswith(" Enter Read  [ Before")


async def test_the_first_minute_is_what_the_program_draws(tmp_path: Path) -> None:
    committed = first_minute.PATH.read_text(encoding="utf-8")
    drawn = await first_minute.film(furnished(tmp_path))
    assert texts(committed) == texts(drawn), "python -m tests.support.first_minute draws it again"
    assert len(committed) < 200_000


async def test_the_screen_as_text_is_what_the_program_draws(tmp_path: Path) -> None:
    drawn = await first_minute.still(furnished(tmp_path))
    written = first_minute.TEXT.read_text(encoding="utf-8")
    assert written == drawn, "python -m tests.support.first_minute writes it again"


def texts(svg: str) -> list[str]:
    """The text of the film, in its order."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - a picture of our own
    return ["".join(run.itertext()) for run in root.iterfind(".//{*}text")]


def test_exactly_these_pictures_are_shown() -> None:
    pages = [ROOT / "README.md", ROOT / ".github" / "docs" / "tour.md"]
    picture_of = re.compile(r"!\[[^\]]+\]\([./]*screenshots/([\w-]+)\.svg\)")
    shown = {name for page in pages for name in picture_of.findall(page.read_text("utf-8"))}
    assert sorted(shown) == sorted([*(shot.name for shot in SHOTS), first_minute.PATH.stem])
    assert sorted(path.stem for path in FOLDER.glob("*.svg")) == sorted(shown)
