"""Names of files that every system can have."""

from __future__ import annotations

import re

from papers_tui.text.clean import one_line

_DEVICES = re.compile(
    r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(?:\..*)?", re.IGNORECASE
)
"""Names that Windows gives to devices, whatever stands behind the first dot:
https://learn.microsoft.com/windows/win32/fileio/naming-a-file."""

_LONGEST = 2_000
_REPLACED = str.maketrans(
    {"/": "-", "\\": "-", "|": "-", '"': "'", "<": "", ">": "", "?": "", "*": "", ":": " -"}
)
_AT_BEGIN, _AT_END = " .-~", " .-"


def plain(text: str) -> str:
    """The text on one line without what some system forbids in a name."""
    return " ".join(one_line(text, _LONGEST).translate(_REPLACED).split())


def clipped(stem: str, most: int) -> str:
    """As much of a plain name as fits into so many bytes of UTF-8.

    It does not begin like a hidden file, an option or a home folder, and does not end in spaces or
    dots, which Windows drops.
    """
    start = stem.lstrip(_AT_BEGIN)
    return start.encode("utf-8")[:most].decode("utf-8", "ignore").rstrip(_AT_END)


def no_device(name: str) -> str:
    """The name, or a longer one by a character where Windows would take it for a device."""
    return f"_{name}" if _DEVICES.fullmatch(name) else name
