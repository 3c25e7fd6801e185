"""The pictures that the tour shows, drawn by the running program on the bundled sample.

usage: python -m tests.support.screenshots [FOLDER]
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from textual.widgets import Input

from papers_tui.hub.endpoints import Endpoints
from papers_tui.hub.sample_transport import sample_transport
from papers_tui.sample import NEWEST
from papers_tui.services.session import Session
from papers_tui.store.paths import Paths
from papers_tui.tui.app import PapersApp
from tests.support.reader import Running

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

FOLDER = Path(__file__).resolve().parents[2] / "screenshots"
NOW = datetime.combine(NEWEST, time(18), UTC)


LIBRARY = """\
[[paper]]
id = "2608.19880"
title = "EnvHarness: Awakening Static Worlds for Agent Learning"
starred = true
status = "reading"
tags = ["agents", "environments"]
note = "Compare the cost of a wrapper with that of a new world."
added = 2026-08-21T09:30:00Z
changed = 2026-08-21T09:31:12Z

[[paper]]
id = "2608.20335"
title = "4DAnyone: Create Anyone in 4D from a Casual Monocular Video"
status = "to-read"
tags = ["video"]
added = 2026-08-21T09:32:00Z
changed = 2026-08-21T09:32:00Z

[[paper]]
id = "2608.19799"
title = "SWE-bench Science: Can Coding Agents Resolve Engineering Tasks in Science?"
starred = true
status = "to-read"
tags = ["agents", "benchmarks"]
added = 2026-08-21T09:33:00Z
changed = 2026-08-21T09:33:00Z
"""
"""Comments that somebody may have made on papers of the sample."""


WATCHES = """\
[watches]
"agents" = 'title:agent* OR keyword:agents'
"video" = 'title:video* upvotes:>5'
"google" = 'org:google'
"""
"""Watches of the same person."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: how large the window is, and what was pressed before it was taken."""

    name: str
    keys: Sequence[str] = ()
    size: tuple[int, int] = (120, 36)
    theme: str = "papers-dark"
    seen: int = 3
    """The number of papers of the newest day that were seen: with more than the keys go down, the
    second after which a paper counts as seen cannot change the picture."""


SHOTS = (
    Shot("day", ["j", "j"]),
    Shot("narrow", ["j", "j"], size=(80, 24)),
    Shot("week", ["2", "O"], seen=99),
    Shot("light", ["j", "j"], theme="papers-light"),
    Shot("help", ["?"]),
    Shot("reading", ["j", "enter"]),
    Shot("discussion", ["j", "D"]),
    Shot("text", ["F", "space"], size=(140, 40)),
    Shot("goto", ["d"]),
    Shot("search", ["2", "/", *"video", "enter"], seen=99),
    Shot("library", ["5"], seen=99),
    Shot("following", ["2", "6"]),
    Shot("tags", ["j", "j", "t"]),
)


def furnished(home: Path) -> Path:
    """The home, with a reading list and watches in it."""
    (home / "library.toml").write_text(LIBRARY, encoding="utf-8")
    (home / "config.toml").write_text(WATCHES, encoding="utf-8")
    return home


@asynccontextmanager
async def showing(
    home: Path, size: tuple[int, int], theme: str = "papers-dark", seen: int = 3
) -> AsyncIterator[Running]:
    """The reader on the sample, in that home, with so many papers of the newest day seen."""
    session = Session(Paths.in_home(home), Endpoints(), transport=sample_transport, now=lambda: NOW)
    try:
        newest = await session.lists.newest()
        session.state.mark_seen(newest.stored.ids[:seen], NOW)
        app = PapersApp(session)
        app.theme = theme
        async with app.run_test(size=size) as pilot:
            running = Running(app, pilot)
            await running.settle()
            yield running
    finally:
        session.close()


async def rest(running: Running) -> None:
    """Wait until what is drawn stays: all saved, no message, no cursor that blinks."""
    await running.until(lambda: running.screen.marks.saving == ("", False))
    for field in running.app.screen.query(Input):
        field.cursor_blink = False
    running.screen.hush()
    await running.settle()


async def picture(shot: Shot, home: Path) -> str:
    """The picture as SVG, drawn in a home of its own."""
    async with showing(home, shot.size, shot.theme, shot.seen) as running:
        await running.press(*shot.keys)
        await rest(running)
        return running.app.export_screenshot()


def main(folder: Path) -> None:
    """Draw all pictures into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for shot in SHOTS:
        with TemporaryDirectory() as home:
            svg = asyncio.run(picture(shot, furnished(Path(home))))
        path = folder / f"{shot.name}.svg"
        path.write_text(svg, encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
