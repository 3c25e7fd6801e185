"""The settings of this run."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from papers_tui.model.settings import Settings

if TYPE_CHECKING:
    from papers_tui.store.paths import Paths


def settings_in(paths: Paths) -> Settings:
    """What the settings file says; without one nothing is loaded that could read it."""
    if not os.path.exists(paths.config):  # noqa: PTH110 - never raises
        return Settings()
    from papers_tui.store.config import load

    return load(paths.config)
