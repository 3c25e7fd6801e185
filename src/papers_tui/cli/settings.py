"""The settings of this run, and the keys that they give."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from papers_tui.model.settings import Settings

if TYPE_CHECKING:
    from papers_tui.model.settings import Problem
    from papers_tui.store.paths import Paths
    from papers_tui.tui.keys.keymap import Keymap


def settings_in(paths: Paths) -> Settings:
    """The settings of the file; without one nothing is loaded that could read it."""
    if not os.path.exists(paths.config):  # noqa: PTH110 - never raises
        return Settings()
    from papers_tui.store.settings.load import load

    return load(paths.config)


def key_problems(settings: Settings) -> tuple[Problem, ...]:
    """Problems of the keys, which only the reader knows."""
    return keymap_in(settings).problems if settings.keys or settings.commands else ()


def keymap_in(settings: Settings) -> Keymap:
    """The keys that these settings give."""
    from papers_tui.tui.keys.from_settings import keymap_of

    return keymap_of(settings)
