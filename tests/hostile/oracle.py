"""The kinds of sequences that a terminal was sent.

What a hostile day sends must be a part of what a harmless one does: no list of bad sequences is
ever complete, but anything that harmless text does not cause is bad.
"""

from __future__ import annotations

import base64
import re

_TOKEN = re.compile(
    rb"\x1b\[(?P<private>[<=>?]?)(?P<numbers>[\d;:]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    rb"|\x1b\](?P<command>\d*)(?P<rest>[^\x07\x1b\x9c]*)(?:\x07|\x1b\\)?"
    rb"|\x1b(?P<string>[PX^_k])[^\x1b]*(?:\x1b\\)?"
    rb"|\x1b(?P<escape>[ -/]*[0-~]?)"
    rb"|(?P<control>[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]|\xc2[\x80-\x9f])"
    # U+061C, U+200B, U+200E to U+200F, U+2028 to U+202E, U+2060 to U+206F, U+FEFF, U+E0000 on
    rb"|(?P<unseen>\xd8\x9c|\xe2\x80[\x8b\x8e\x8f\xa8-\xae]|\xe2\x81[\xa0-\xaf]|\xef\xbb\xbf"
    rb"|\xf3\xa0[\x80\x81][\x80-\xbf])"
)
_MEANT_BY_NUMBER = b"hlJnctqru"
"""Sequences whose number makes them another one: colors and places are only colors and places."""


def kinds(sent: bytes) -> set[str]:
    """The kinds of all sequences and invisible characters in what was sent."""
    return {_kind(token) for token in _TOKEN.finditer(sent)}


def clipboard(sent: bytes) -> list[str]:
    """The texts that the terminal was asked to put on the clipboard."""
    copies = (token for token in _TOKEN.finditer(sent) if token["command"] == b"52")
    return [base64.b64decode(token["rest"].rpartition(b";")[2]).decode() for token in copies]


def _kind(token: re.Match[bytes]) -> str:
    if (final := token["final"]) is not None:
        numbers = token["numbers"] if final in _MEANT_BY_NUMBER else b""
        return "CSI " + (token["private"] + numbers + token["between"] + final).decode()
    for name in ("command", "string", "escape", "control", "unseen"):
        if token[name] is not None:
            return f"{name} {token[name]!r}"
    raise AssertionError(token)
