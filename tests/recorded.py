"""True lists of the hub, kept beside the project and never in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[1].parent / "shared"
FOLDER = Path(os.environ.get("PAPERS_TUI_SHARED", _BESIDE)) / "recorded"
DAYS = sorted(FOLDER.glob("*.json"))

needs_recorded = pytest.mark.skipif(not DAYS, reason=f"no recorded days in {FOLDER}")
