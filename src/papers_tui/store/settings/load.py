"""The settings file, read: without one, nothing is loaded that could read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.model.settings import Settings
from papers_tui.store.files import regular
from papers_tui.store.settings import LARGEST_FILE

if TYPE_CHECKING:
    from pathlib import Path


def load(path: Path) -> Settings:
    """The settings; without a file there are none, and a bad part leaves the rest in force."""
    try:
        raw = regular.read(path, LARGEST_FILE + 1)
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        return Settings.defaults(
            0, f"the file cannot be read ({error.strerror or 'no reason given'})"
        )
    from papers_tui.store.settings.parse import parse

    return parse(raw)


def begin(path: Path, text: str) -> None:
    """Write the first settings file; raises FileExistsError when there is one, and OSError."""
    from papers_tui.store.files import atomic, private

    if regular.is_there(path):
        raise FileExistsError
    if not path.is_symlink():
        private.make_folder(path.parent)
    atomic.write_new(path, text.encode())
