"""The places of the program's files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest
from platformdirs.unix import Unix

from papers_tui.store.errors import StoreError
from papers_tui.store.paths import Paths


def test_a_home_holds_everything_directly(tmp_path: Path) -> None:
    paths = Paths.from_environment({"PAPERS_TUI_HOME": str(tmp_path / "new")})
    assert paths == Paths.in_home(tmp_path / "new")
    names = {path.relative_to(tmp_path / "new").as_posix() for path in paths}
    assert names == {
        "config.toml", "library.toml", "state.db", "archive.db", "pdf", "papers-tui.log",
    }  # fmt: skip
    assert not list(tmp_path.iterdir())


def test_a_relative_home_does_not_move_with_the_working_folder() -> None:
    paths = Paths.from_environment({"PAPERS_TUI_HOME": "papers"})
    assert paths.archive == Path.cwd() / "papers" / "archive.db"


def test_without_a_home_each_file_is_where_the_system_keeps_its_kind() -> None:
    paths = Paths.from_environment({"PAPERS_TUI_HOME": ""})
    assert all(path.is_absolute() for path in paths)
    assert all("papers-tui" in str(path.parent) for path in paths)
    assert paths.library.parent == paths.pdf.parent


def test_a_user_without_a_home_is_asked_for_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container that runs under a number which no user has."""
    for name in [name for name in os.environ if name == "HOME" or name.startswith("XDG_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    monkeypatch.setattr(platformdirs, "PlatformDirs", Unix)
    with pytest.raises(StoreError, match="set HOME, or name a folder in PAPERS_TUI_HOME"):
        Paths.from_environment({})


@pytest.mark.program
def test_a_home_and_an_archive_load_nothing_heavy() -> None:
    code = (
        f"import sys; sys.path[:0] = {sys.path!r};"
        "from papers_tui.store.paths import Paths;"
        "from papers_tui.store.archive.archive import Archive;"
        "Paths.from_environment({'PAPERS_TUI_HOME': '/x'});"
        "print(*{'platformdirs', 'logging', 'httpx', 'json', 'email'} & sys.modules.keys())"
    )
    result = subprocess.run(  # noqa: S603
        [sys.executable, "-I", "-c", code], check=True, capture_output=True, text=True
    )
    assert result.stdout.split() == []


@pytest.mark.parametrize(
    "home",
    ["~nosuchuser/x", "~nosuchuser", "a" * 300, "b" + "/b" * 3000, __file__, f"{__file__}/x"],
)
def test_a_home_that_cannot_be_is_an_error_in_a_sentence(home: str) -> None:
    with pytest.raises(StoreError, match=r"^PAPERS_TUI_HOME cannot be used, since .*[.]$"):
        Paths.from_environment({"PAPERS_TUI_HOME": home})


def test_a_folder_for_pdfs_that_cannot_be_leaves_the_usual_one(tmp_path: Path) -> None:
    paths = Paths.in_home(tmp_path)
    assert paths.with_pdfs_in("~nosuchuser/pdf") == paths
    assert paths.with_pdfs_in("a" * 300) == paths
    assert paths.with_pdfs_in(__file__) == paths
    assert paths.with_pdfs_in("~/pdf").pdf == Path.home() / "pdf"
