"""Where the files of this program are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_APP = "papers-tui"
_CONFIG, _LIBRARY, _STATE, _ARCHIVE = "config.toml", "library.toml", "state.db", "archive.db"
_PDF, _LOG = "pdf", "papers-tui.log"


@dataclass(frozen=True, slots=True)
class Paths:
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
        return replace(self, pdf=Path(folder).expanduser().absolute()) if folder else self

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> Paths:
        """In the folder that PAPERS_TUI_HOME names, else where this system keeps such files."""
        if home := env.get("PAPERS_TUI_HOME"):
            return cls.in_home(Path(home).expanduser().absolute())
        from platformdirs import PlatformDirs

        dirs = PlatformDirs(_APP, appauthor=False)
        return cls(
            config=dirs.user_config_path / _CONFIG,
            library=dirs.user_data_path / _LIBRARY,
            state=dirs.user_state_path / _STATE,
            archive=dirs.user_cache_path / _ARCHIVE,
            pdf=dirs.user_data_path / _PDF,
            log=dirs.user_log_path / _LOG,
        )
