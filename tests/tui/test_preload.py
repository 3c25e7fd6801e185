"""What is loaded before a key asks for it."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

from papers_tui.tui.preload import MODULES
from tests.support.subprocesses import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.reader import Run


RUN = """
import asyncio, sys
from papers_tui.services.session import Session
from papers_tui.store.paths import Paths
from papers_tui.tui.app import PapersApp
from papers_tui.tui.preload import MODULES
async def run():
    paths = Paths.from_environment({"PAPERS_TUI_HOME": sys.argv[1]})
    session = Session(paths, None)
    async with PapersApp(session).run_test() as pilot:
        async with asyncio.timeout(60):
            while set(MODULES) - sys.modules.keys():
                await pilot.pause(0.01)
    session.close()
asyncio.run(run())
"""


def test_every_module_is_there_and_named_once() -> None:
    assert [name for name in MODULES if find_spec(name) is None] == []
    assert len(set(MODULES)) == len(MODULES)


def test_all_are_loaded_without_a_key(tmp_path: Path) -> None:
    subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", RUN, str(tmp_path)],
        check=True,
        env={"PYTHONPATH": str(ROOT / "src")},
    )


async def test_a_program_that_has_ended_loads_nothing_ahead(run: Run) -> None:
    async with run() as reader:
        app = reader.app
    assert not app.screen_stack
    app._preload()
