"""The places of the program's files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.text.clean import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

_APP = "papers-tui"
_CONFIG, _LIBRARY, _STATE, _ARCHIVE = "config.toml", "library.toml", "state.db", "archive.db"
_PDF, _LOG = "pdf", "papers-tui.log"
BACKUPS, DRAFTS, JOURNAL, INDEX = "backups", "drafts", "library.journal", "library.index"
CHANGES, REDO, LOCK = "library.changes", "library.redo", "library.lock"
"""Names of what the reading list has beside the state."""

REPORTS = "reports.lock"
"""The name of the lock of a run that reports, in the same folder."""

_LONGEST = "x" * 60
"""About as long as the longest name that the program gives a file there."""


class Paths(NamedTuple):
    """One path for each file or folder; none is made before something is written there."""

    config: Path
    library: Path
    state: Path
    archive: Path
    pdf: Path
    log: Path

    @classmethod
    def in_home(cls, home: Path) -> Paths:
        """All of them directly in one folder."""
        return cls(
            config=home / _CONFIG,
            library=home / _LIBRARY,
            state=home / _STATE,
            archive=home / _ARCHIVE,
            pdf=home / _PDF,
            log=home / _LOG,
        )

    def with_pdfs_in(self, folder: str) -> Paths:
        """The same with the folder for PDFs that the settings name, if they do."""
        return self._replace(pdf=expanded(folder)) if folder and not why_no_folder(folder) else self

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> Paths:
        """In the folder that PAPERS_TUI_HOME names, else where this system keeps such files.

        StoreError when it names no folder that there can be, and where a user has no home.
        """
        if home := env.get("PAPERS_TUI_HOME"):
            if reason := why_no_folder(home):
                from papers_tui.store.errors import StoreError

                raise StoreError(
                    f"PAPERS_TUI_HOME cannot be used, since {reason}; unset it, or name a folder."
                )
            return cls.in_home(expanded(home))
        paths = cls._of_user()
        if paths is None or not all(path.is_absolute() for path in paths):
            from papers_tui.store.errors import StoreError

            raise StoreError(
                "This user has no home folder for the program's files; set HOME, or name a folder"
                " in PAPERS_TUI_HOME."
            )
        return paths

    @classmethod
    def _of_user(cls) -> Paths | None:
        """In the folders where this system keeps a user's files; None for a user without any."""
        from platformdirs import PlatformDirs

        dirs = PlatformDirs(_APP, appauthor=False)
        try:
            return cls(
                config=dirs.user_config_path / _CONFIG,
                library=dirs.user_data_path / _LIBRARY,
                state=dirs.user_state_path / _STATE,
                archive=dirs.user_cache_path / _ARCHIVE,
                pdf=dirs.user_data_path / _PDF,
                log=dirs.user_log_path / _LOG,
            )
        except RuntimeError:
            return None


def expanded(name: str) -> Path:
    """The absolute path that a user has written; RuntimeError for a home that nobody has."""
    return Path(name).expanduser().absolute()


def why_unusable(name: str) -> str:
    """The reason why no file can be at that path, as it follows "since"; empty when one can."""
    try:
        path = expanded(name)
    except FileNotFoundError:
        return "the folder in which this program was started is gone"
    except RuntimeError:
        user = Path(name).parts[0]
        return f"{one_line(user)} is the home of no user; ./{one_line(user)} is a file of that name"
    except (OSError, ValueError) as error:
        return no_path(name, error)
    try:
        os.stat(path / _LONGEST)  # noqa: PTH116 - Path.exists hides what is asked here
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return ""
    except (OSError, ValueError) as error:
        return no_path(name, error)
    return ""


def why_no_folder(name: str) -> str:
    """The reason why no folder can be at that path, in the same form: a file may be there."""
    if reason := why_unusable(name):
        return reason
    try:
        os.stat(expanded(name) / _LONGEST)  # noqa: PTH116
    except NotADirectoryError:
        return f"{one_line(name, 60)} is no folder"
    except OSError:
        return ""
    return ""


def no_path(name: str, error: OSError | ValueError) -> str:
    """A sentence, without its stop, for a name that no file can have."""
    reason = getattr(error, "strerror", None) or "it holds a character that no path has"
    return f"{one_line(name, 60)} is no path: {reason}"
