"""`python -m tests.support.fake_hub DIR [PORT]`: serve the days in DIR until Ctrl+C."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from pathlib import Path

from tests.support.fake_hub.server import FakeHub


def main() -> int:
    """Serve until interrupted; the address is the one line on stdout."""
    parser = argparse.ArgumentParser(prog="python -m tests.support.fake_hub", description=__doc__)
    parser.add_argument("dir", type=Path, help="a folder of YYYY-MM-DD.json, as the hub sends them")
    parser.add_argument("port", type=int, nargs="?", default=0, help="default: a free one")
    wanted = parser.parse_args()
    # What a shell starts in the background would not hear of an interrupt.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with FakeHub(wanted.dir, wanted.port) as hub:
        print(hub.url, flush=True)
        print(f"{len(hub.days)} days; Ctrl+C ends it", file=sys.stderr, flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # the end is quick: let it come
    return 0


if __name__ == "__main__":
    sys.exit(main())
