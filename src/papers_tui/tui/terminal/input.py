"""The terminal's input, decoded and made fit for Textual's parser."""

from __future__ import annotations

import codecs
import re

_ANSWER = re.compile(r"\x1b\]1[01];[^\x07\x1b]{0,60}(?:\x07|\x1b\\)|\x1b\[\?[\d;]{0,60}c")
_KEY = re.compile(
    r"\x1b\[(\d{0,7})(:\d{0,7}(?::\d{0,7})?)?(?:;(\d{0,4})(:\d{0,2})?)?(;[\d:]{0,60})?([u~A-HPQS])"
)
_UNFINISHED = re.compile(
    r"\x1b(?:\](?:1(?:[01](?:;[^\x07\x1b]{0,60}\x1b?)?)?)?|\[\?[\d;]{0,60}|\[\d[\d:;]{0,60})\Z"
)
_HIGHEST = 0x10FFFF
_COMMANDING = 0b111110
"""The modifiers of a key that types nothing: all but Shift and the locks, as kitty numbers them
(https://sw.kovidgoyal.net/kitty/keyboard-protocol/#modifiers)."""

_LATIN = {
    ord(own): ord(latin)
    for row, keys in (
        ("йцукенгшщзфывапролдячсмитьі", "qwertyuiopasdfghjklzxcvbnms"),
        ("ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"),
        ("קראטוןםפשדגכעיחלךזסבהנמצ", "ertyuiopasdfghjklzxcvbnm"),
    )
    for own, latin in zip(row, keys, strict=True)
}
"""The Latin letter on the same key of the usual layouts, for terminals that do not send it."""


class Input:
    """Decodes what the terminal sends, in whatever pieces it comes.

    An invalid byte becomes a replacement character. Late answers about colors and kind, which would
    be taken for keys, are left out. A key that the terminal describes by several codes is given by
    the one that counts.
    """

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._kept = ""

    def decode(self, data: bytes, final: bool = False) -> str:
        """The text so far, without the start of a sequence whose end is still to come."""
        text = self._kept + self._decoder.decode(data, final)
        self._kept = ""
        if "\x1b" not in text:
            return text
        text = _KEY.sub(_one_code, _ANSWER.sub("", text))
        if not final and (unfinished := _UNFINISHED.search(text)):
            self._kept = unfinished[0]
            return text[: unfinished.start()]
        return text


def _one_code(key: re.Match[str]) -> str:
    """The key with one code in place of up to three: its own, that with Shift, and that of the
    same key on a Latin layout, by which Ctrl+P works on every keyboard."""
    code, others, modifiers, event, typed, end = key.groups(default="")
    commands = int(modifiers or 1) - 1 & _COMMANDING
    if not (others or event or commands) and int(code or 1) <= _HIGHEST:
        return key[0]
    latin = others.rpartition(":")[2] if others.count(":") == 2 else ""
    if commands:
        code = latin or str(_LATIN.get(int(code or 1), code))
    if int(code or 1) > _HIGHEST:
        return ""
    return f"\x1b[{code}{f';{modifiers}' if modifiers or typed else ''}{typed}{end}"
