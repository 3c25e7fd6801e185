"""Modules loaded behind the first frame: one at a time, between keys, in an order."""

from __future__ import annotations

import asyncio
import json
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from papers_tui.tui.preload import AHEAD, GROUPS, Preloader
from tests.support.subprocesses import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.reader import Run

LOADED_BY: list[str] = []
"""The modules of a test in the order in which they were loaded."""

THIRD_PARTIES = ("anyio", "h11", "httpcore")
"""Parts of these may have other names in another version."""


def nobody() -> int:
    """Nobody types."""
    return 0


@pytest.fixture
def groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, tuple[str, ...]]]:
    """Two groups of modules that note when they are loaded."""
    names = {"one": ("slice_a", "slice_b", "slice_c"), "two": ("slice_d", "no_such_slice")}
    for name in (*names["one"], names["two"][0]):
        text = f"from tests.tui.test_preload import LOADED_BY\nLOADED_BY.append({name!r})\n"
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    LOADED_BY.clear()
    yield names
    for name in (*names["one"], *names["two"]):
        sys.modules.pop(name, None)


async def test_groups_are_loaded_in_the_order_in_which_they_are_asked_for(
    groups: dict[str, tuple[str, ...]],
) -> None:
    loader = Preloader(nobody, groups)
    asked = asyncio.create_task(loader.load("two"))
    await loader.run("one")
    await asked
    assert LOADED_BY == ["slice_a", "slice_b", "slice_c", "slice_d"]


async def test_nothing_is_loaded_before_the_first_frame_is_out(
    groups: dict[str, tuple[str, ...]],
) -> None:
    loader = Preloader(nobody, groups)
    asked = asyncio.create_task(loader.load("two"))
    for _ in range(5):
        await asyncio.sleep(0)
    assert LOADED_BY == []
    await loader.run("one")
    await asked


async def test_a_key_comes_between_two_modules_unless_it_waits_for_them(
    groups: dict[str, tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a key nothing is loaded for as long as the test takes."""
    monkeypatch.setattr("papers_tui.tui.preload._AFTER_A_KEY", 600.0)
    loader = Preloader(lambda: 1, groups, patience=6000.0)
    loader._may_start.set()
    loading = asyncio.create_task(loader.load("one"))
    await asyncio.wait([loading], timeout=0.05)
    assert LOADED_BY == []
    loader.hurry("one")
    await asyncio.wait_for(loading, 10)
    assert LOADED_BY == ["slice_a", "slice_b", "slice_c"]
    loading = asyncio.create_task(loader.load("two"))
    await asyncio.wait([loading], timeout=0.05)
    assert LOADED_BY[3:] == []
    loading.cancel()


async def test_keys_do_not_keep_loading_off_for_ever(groups: dict[str, tuple[str, ...]]) -> None:
    """The user types without end; patience ends."""
    count = iter(range(1, 1_000_000))
    loader = Preloader(lambda: next(count), groups, patience=0.01)
    await asyncio.wait_for(loader.run("one"), 10)
    assert LOADED_BY == ["slice_a", "slice_b", "slice_c"]


async def test_what_a_key_waits_for_is_loaded_next(groups: dict[str, tuple[str, ...]]) -> None:
    loader = Preloader(nobody, groups)
    asked = [asyncio.create_task(loader.load(name)) for name in ("one", "two")]
    await asyncio.sleep(0)
    loader.hurry("two")
    await asyncio.gather(*asked)
    assert LOADED_BY == ["slice_d", "slice_a", "slice_b", "slice_c"]


async def test_what_is_there_is_not_waited_for(groups: dict[str, tuple[str, ...]]) -> None:
    await Preloader(nobody, groups).run("one")
    await Preloader(nobody, groups).load("one")


async def test_a_start_that_ends_at_once_leaves_nobody_waiting(
    groups: dict[str, tuple[str, ...]],
) -> None:
    loader = Preloader(nobody, groups)
    starting, asked = asyncio.create_task(loader.run("one")), loader.load("two")
    await asyncio.sleep(0)
    starting.cancel()
    await asyncio.wait_for(asked, 10)
    assert "slice_d" in LOADED_BY


def test_every_module_is_there_and_named_once() -> None:
    names = [name for group in GROUPS.values() for name in group]
    ours = [name for name in names if not name.startswith(THIRD_PARTIES)]
    assert [name for name in ours if find_spec(name) is None] == []
    assert len(set(names)) == len(names)
    assert AHEAD in GROUPS


SLICES = """
import json, sys
from importlib import import_module
import papers_tui.cli.main, papers_tui.services.hub_connection, papers_tui.services.lists
import papers_tui.store.archive.archive, papers_tui.tui.app, papers_tui.tui.terminal.driver
from papers_tui.tui.preload import GROUPS
sizes = {}
for group in GROUPS.values():
    for name in group:
        before = len(sys.modules)
        import_module(name)
        sizes[name] = len(sys.modules) - before
print(json.dumps(sizes))
"""

LARGE = {"markdown_it": 80, "httpcore": 40}
"""Packages of others that load all they have, whatever one wants of them."""


@pytest.mark.program
def test_a_slice_is_a_few_modules() -> None:
    """Modules that others need stand before them."""
    status, printed = run(SLICES)
    assert status == 0
    sizes = json.loads(printed)
    assert {name: size for name, size in sizes.items() if size > LARGE.get(name, 25)} == {}


KEYS = """
import asyncio, json, sys
from pathlib import Path
from papers_tui.services.demo import open_demo
from papers_tui.tui.app import PapersApp
from papers_tui.tui.preload import Preloader
from papers_tui.tui.reader.marks import Marks
from papers_tui.tui.reader.startup import Startup

async def nothing(*_, **__): pass
Preloader.run = Preloader.load = Marks._open = nothing  # as at the very first moment
Startup._warm = lambda _: None  # a second later

async def main():
    loaded = {}
    session = open_demo(Path(sys.argv[1]))
    async with PapersApp(session).run_test(size=(120, 40)) as pilot:
        async with asyncio.timeout(60):
            while not pilot.app.screen.cards.ids or pilot.app.screen.hub_list.fetcher.asking:
                await pilot.pause(0.01)
        for key in sys.argv[2:]:
            before = set(sys.modules)
            await pilot.press(key)
            await pilot.pause()
            ours = {name for name in sys.modules if name.startswith("papers_tui.")}
            loaded[key] = sorted(ours - before)
            await pilot.press("escape")
            await pilot.pause()
    session.close()
    print(json.dumps(loaded))
asyncio.run(main())
"""


NEEDED = {
    "question_mark": "dialogs dialogs.base dialogs.help widgets.line_list",
    "t": "dialogs.picker dialogs.tags reader.actions.mark",
    "d": "dialogs.date reader.lists.navigation widgets.calendar",
    "ctrl+p": "palette palette.commands palette.offers palette.palette palette.places",
    "5": "reader.lists.grouped_list reader.lists.reading_list",
}
"""The parts of the reader that keys need, in this order."""


@pytest.mark.program
def test_a_key_at_the_first_card_loads_its_part_alone(tmp_path: Path) -> None:
    """The reading list is not read yet, and no key waits for what reads it."""
    status, printed = run(KEYS, tmp_path, *NEEDED)
    assert status == 0
    loaded = json.loads(printed)
    reader = {key: [name for name in names if ".tui." in name] for key, names in loaded.items()}
    expected = {
        key: [f"papers_tui.tui.{name}" for name in names.split()] for key, names in NEEDED.items()
    }
    assert reader == expected
    others = {name for names in loaded.values() for name in names if ".tui." not in name}
    assert others <= {"papers_tui.model.date_parsing", "papers_tui.model.library.grouping"}


async def test_a_start_loads_what_its_keys_and_its_hub_need(run: Run) -> None:
    async with run():
        for name in ("keys", "library", "hub"):
            assert set(GROUPS[name]) <= sys.modules.keys()
