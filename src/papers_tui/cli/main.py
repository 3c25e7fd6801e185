"""The entry point: what the arguments ask for, and the exit status."""

from __future__ import annotations

import sys

from papers_tui import __version__


def run() -> int:
    """Do what the arguments ask for and return the exit status."""
    sys.stdout.write(f"papers-tui {__version__}\n")
    return 0
