"""`python -m papers_tui`."""

import sys

from papers_tui.cli.main import run

if __name__ == "__main__":
    sys.exit(run())
