"""httpx without its command line program.

`import httpx` also loads `httpx._main` wherever click is installed, and with it click, Pygments'
list of lexers and parts of Rich: half the time and memory of the import, for nothing. httpx does
without that module when it cannot be imported, so for the moment of the import it cannot be; a
httpx that does not do without gets it.
"""

from __future__ import annotations

import sys

_PROGRAM = "httpx._main"

if _PROGRAM not in sys.modules:
    sys.modules[_PROGRAM] = None  # type: ignore[assignment] # what makes an import fail
try:
    import httpx
except ImportError:
    sys.modules.pop(_PROGRAM, None)
    import httpx
finally:
    if sys.modules.get(_PROGRAM) is None:
        sys.modules.pop(_PROGRAM, None)

__all__ = ["httpx"]
