"""Modules and what they load: no higher layer, and at a start only what is shown."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from papers_tui.store.archive.archive import Archive

SOURCE = Path(__file__).resolve().parents[2] / "src"
START = {
    "": "cli hub model services store text tui",
    "cli": "errors launch main settings",
    "hub": "endpoints errors",
    "model": "date_style library errors order paper period settings",
    "model.library": "marks",
    "services": "clock hub_connection lists session",
    "store": "archive files sqlite errors paths state",
    "store.archive": "archive compression lists paper_rows papers tables",
    "store.files": "private",  # where there is no database yet
    "store.sqlite": "database errors opening quarantine schema values",
    "text": "tex clean urls wording",
    "text.tex": "convert",
    "tui": "keys reader render terminal widgets app commands themes",
    "tui.keys": "keymap names",
    "tui.reader": "actions lists layout lazy marks screen status status_text window",
    "tui.reader.actions": "base move paper program seen select split undo",
    "tui.reader.lists": "fetcher filter hub_list positions",
    "tui.render": "card highlight lines messages paper rows wrap",
    "tui.terminal": "driver filters input type_ahead widths writer",
    "tui.widgets": "abstract bars card_list divider line_view reading_pane",
}
"""Our modules that a start may load, until its first frame is drawn. A new one costs every start:
what the first screen can do without is imported where it is used."""

OFFLINE_START = """
import asyncio, sys
from pathlib import Path
import papers_tui.cli.main
from papers_tui.services.session import Session
from papers_tui.store.paths import Paths
from papers_tui.tui.app import PapersApp
from papers_tui.tui.reader.screen import ReaderScreen
first_frame = []
ReaderScreen._begin = lambda screen: first_frame.extend(sys.modules)
async def start():
    paths = Paths.from_environment({"PAPERS_TUI_HOME": sys.argv[1]})
    session = Session(paths, None)
    async with PapersApp(session).run_test() as pilot:
        await pilot.pause()
    session.close()
asyncio.run(start())
sys.modules = dict.fromkeys(first_frame)
"""


def loaded(code: str, *arguments: str) -> set[str]:
    """The modules that are loaded once the code has run."""
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", f"{code}\nimport sys; print(*sorted(sys.modules))", *arguments],
        check=True, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )  # fmt: skip
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("papers_tui", {"textual", "rich", "httpx", "sqlite3", "papers_tui.tui"}),
        ("papers_tui.text.clean", {"textual", "rich", "httpx", "sqlite3", "papers_tui.model"}),
        ("papers_tui.model.period", {"textual", "rich", "httpx", "sqlite3", "papers_tui.hub"}),
        (
            "papers_tui.store.archive.archive",
            {"textual", "rich", "httpx", "platformdirs", "tomllib"},
        ),
        (
            "papers_tui.store.archive.archive",
            {"papers_tui.hub", "papers_tui.services", "papers_tui.tui"},
        ),
        ("papers_tui.hub.client", {"textual", "sqlite3", "papers_tui.store", "papers_tui.tui"}),
        ("papers_tui.services.session", {"textual", "rich", "httpx", "papers_tui.hub.client"}),
        (
            "papers_tui.cli.main",
            {"textual", "rich", "httpx", "sqlite3", "argparse", "papers_tui.tui"},
        ),
        ("papers_tui.tui.app", {"httpx", "papers_tui.hub.client", "papers_tui.cli"}),
    ],
)
@pytest.mark.program
def test_importing_one_layer_loads_no_higher_one(module: str, absent: set[str]) -> None:
    assert loaded(f"import {module}") & absent == set()


@pytest.mark.program
def test_an_offline_start_loads_what_it_shows(tmp_path: Path) -> None:
    Archive.open(tmp_path / "archive.db").close()  # a new one has its tables still to be made
    modules = loaded(OFFLINE_START, str(tmp_path))
    allowed = {f"papers_tui.{package}.{name}".replace("..", ".")
               for package, names in START.items() for name in names.split()}  # fmt: skip
    ours = {name for name in modules if name.startswith("papers_tui.")}
    assert ours - allowed == set()
    heavy = {"httpx", "httpcore", "h11", "tomllib", "argparse", "papers_tui.hub.client"}
    assert modules & heavy == set()


@pytest.mark.program
def test_a_home_of_ones_own_needs_nobody_to_find_it(tmp_path: Path) -> None:
    code = "import sys; from papers_tui.store.paths import Paths"
    named = f"{code}; Paths.from_environment({{'PAPERS_TUI_HOME': sys.argv[1]}})"
    assert "platformdirs" not in loaded(named, str(tmp_path))
    assert "platformdirs" in loaded(f"{code}; Paths.from_environment({{}})")
