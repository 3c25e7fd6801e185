"""A reader that gets keys, clicks and new sizes by chance, with a hub that fails by chance.

    python -m tests.programs.soak [--events 20000] [--seed N]

Every change of the reading list is also made in a model of it; at the end the file must say what
the model says. The seed is printed, and repeats the events; what the hub answers in between depends
on the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.errors import NoWidget
from textual.events import MouseScrollDown, MouseScrollUp
from textual.pilot import OutOfBounds

from papers_tui.hub.endpoints import Endpoints
from papers_tui.model.library.changes import apply, with_old_notes
from papers_tui.model.library.marks import EMPTY, Library
from papers_tui.services.library import LiveLibrary
from papers_tui.services.session import Session
from papers_tui.store.library.file import LibraryFile
from papers_tui.store.paths import Paths
from papers_tui.tui.app import PapersApp
from tests.support.data import fake_days
from tests.support.fake_hub import FakeHub, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.pilot import Pilot

    from papers_tui.model.library.changes import Change

NOON = datetime(2026, 8, 21, 16, tzinfo=UTC)
KEYS = (
    *"jkgGJKbhl[].123456/fOznNmASstwwsevVuydDLFMRT+<>{}?xi-ssssssssjjjjjjwwuu",
    *("down", "up", "home", "end", "pagedown", "pageup", "ctrl+d", "ctrl+u", "space", "tab"),
    *(
        "enter",
        "enter",
        "escape",
        "escape",
        "escape",
        "escape",
        "escape",
        "escape",
        "ctrl+y",
        "ctrl+p",
        "backspace",
        "f1",
    ),
)
SIZES = ((40, 12), (60, 20), (80, 24), (100, 30), (120, 40), (200, 60), (33, 7))
FAULTS = (
    Fault(500),
    Fault(429, headers={"Retry-After": "0"}),
    Fault(200, "<html>sign in</html>", kind="text/html"),
    Fault(200, "[{"),
    Fault(404),
    Fault(raw=b""),
)


class Model:
    """The reading list as it must be, by the pure functions alone."""

    def __init__(self) -> None:
        self.library: Library = EMPTY
        self.changes = 0

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Make here, too, whatever the reader does to its list."""
        do = LiveLibrary.do

        def both(live: LiveLibrary, change: Change) -> tuple[str, Change | None]:
            done = do(live, change)
            self.library = apply(self.library, with_old_notes(change, self.library), NOON)
            self.changes += 1
            return done

        LiveLibrary.do = both  # type: ignore[method-assign, assignment]
        try:
            yield
        finally:
            LiveLibrary.do = do  # type: ignore[method-assign]


async def event(pilot: Pilot[Any], chance: random.Random, hub: FakeHub) -> None:
    """One key, click, turn of the wheel, new size, or fault of the hub."""
    what = chance.random()
    width, height = pilot.app.size
    place = (chance.randrange(max(1, width)), chance.randrange(max(1, height)))
    if what < 0.82:
        await pilot.press(chance.choice(KEYS))
    elif what < 0.92:
        with suppress(NoWidget, OutOfBounds):  # a new size may not be laid out yet
            await pilot.click(offset=place, times=chance.choice((1, 1, 2)))
    elif what < 0.96:
        kind = chance.choice((MouseScrollDown, MouseScrollUp))
        where = dict(zip(("x", "y", "screen_x", "screen_y"), (*place, *place), strict=True))
        rest = {"delta_x": 0, "delta_y": 0, "button": 0}
        pilot.app.post_message(
            kind(None, **where, **rest, shift=False, meta=False, ctrl=False)  # type: ignore[arg-type]
        )
        await pilot.pause()
    elif what < 0.98:
        await pilot.resize_terminal(*chance.choice(SIZES))
    else:
        hub.fault(chance.choice(("/api", "/api/papers", "/pdf", "/")), chance.choice(FAULTS))


async def session_of(home: Path, hub: FakeHub, chance: random.Random, events: int) -> int:
    """Run the reader until it has had these events or has been left; how many it had."""
    endpoints = Endpoints.from_environment({"HF_ENDPOINT": hub.url, "PAPERS_TUI_ARXIV": hub.url})
    session = Session(Paths.in_home(home), endpoints, now=lambda: NOON)
    app = PapersApp(session)
    had = 0
    try:
        async with app.run_test(size=(120, 40)) as pilot:
            while had < events and app.is_running and not app._exit:
                await event(pilot, chance, hub)
                had += 1
    finally:
        session.close()
    if app.crash:
        raise AssertionError(app.crash)
    return had


def soak(home: Path, events: int, seed: int) -> Model:
    """All of it; raises AssertionError where the file does not say what the model says."""
    chance, model = random.Random(seed), Model()
    days = fake_days.days(date(2026, 8, 3), NOON.date(), 8)
    with FakeHub(days) as hub, model.listening():
        left = events
        while left > 0:
            left -= max(1, asyncio.run(session_of(home, hub, chance, left)))
            paths = Paths.in_home(home)
            saved = LibraryFile(paths.library, home).load()
            assert saved.problem is None, str(saved.problem)
            assert saved.library == model.library, (saved.library, model.library)
    return model


def main() -> int:
    """Run a soak in a throw-away home, with no program to start and nothing to overwrite."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(PATH=folder, HOME=folder)
        os.chdir(folder)
        model = soak(Path(folder) / "home", options.events, options.seed)
        os.chdir("/")
    papers = len(model.library)
    print(f"{options.events:,} events, {model.changes:,} changes, {papers:,} papers: none lost")
    return 0


if __name__ == "__main__":
    sys.exit(main())
