"""Files of the program are its user's alone."""

from __future__ import annotations

import os
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from papers_tui.model.library.changes import Star
from papers_tui.services.doctor.checks import Health
from papers_tui.services.doctor.environment import privacy_check
from papers_tui.store.archive.archive import Archive
from papers_tui.store.library.file import LibraryFile
from papers_tui.store.library.journal import DatedChange
from papers_tui.store.paths import Paths
from papers_tui.store.state import State
from tests.support.strategies.libraries import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="has no such modes")


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    old = os.umask(0o022)
    yield
    os.umask(old)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def used(home: Path) -> Paths:
    paths = Paths.in_home(home)
    archive, state = Archive.open(paths.archive), State.open(paths.state)
    state.put("a", "b")
    LibraryFile(paths.library, home, lambda: NOW).apply([DatedChange(Star("2501.00001"), NOW)])
    archive.close()
    state.close()
    return paths


def test_files_and_folders_that_the_program_makes_are_private(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    paths = used(home)
    assert [mode(one) for one in (home, home.parent, home / "backups") if one.exists()] == [
        0o700
    ] * (3 if (home / "backups").exists() else 2)
    for path in home.iterdir():
        if path.is_file() and path.name != "library.lock":
            assert mode(path) == 0o600, path
    assert privacy_check(paths).health is Health.OK


def test_what_was_there_stays_and_doctor_warns(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(0o755)
    paths = used(home)
    assert mode(home) == 0o755
    paths.archive.chmod(0o644)
    used(home)
    assert mode(paths.archive) == 0o644
    check = privacy_check(paths)
    assert (check.health, check.details) == (
        Health.WARNING,
        (str(paths.archive), str(home)),
    )
    assert check.fix
    check.fix()
    assert (mode(home), mode(paths.archive)) == (0o700, 0o600)
    assert privacy_check(paths).health is Health.OK
