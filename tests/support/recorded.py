"""Files beside the project, never in it: true lists of the hub, its published schema."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[3] / "shared"
_SHARED = Path(os.environ.get("PAPERS_TUI_SHARED", _BESIDE))

FOLDER = _SHARED / "recorded"
DAYS = sorted(FOLDER.glob("*.json"))

needs_recorded = pytest.mark.skipif(not DAYS, reason=f"no recorded days in {FOLDER}")


def shared(*parts: str) -> Path:
    """A path in the folder `shared` beside the repository; skips the test where there is none."""
    path = _SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"{'/'.join(parts)} is not beside the repository; set PAPERS_TUI_SHARED")
    return path
