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
_BEHIND_ESCAPE = re.compile(r"\x1b(?=[\r -~\x80-\U0010ffff])(?![]OPX[\\^_bf])")
"""Escape before a key that is none of a sequence; `b` and `f` come from Option with an arrow."""

_MAY_BE_KEYS = re.compile(r"\x1b[]O[]?\Z")
"""Escape, alone or before a key: or the start of a sequence whose rest comes at once."""

_ESCAPE = "\x1b[27u"
"""Escape as kitty has it, which no key behind it can change."""

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
    the one that counts. A key right behind Escape is a key of its own, and not one with Alt as most
    terminals would send it, too: unless there are commands with such keys.
    """

    def __init__(self, takes_alt: bool = False) -> None:
        self._takes_alt = takes_alt
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._kept = ""

    @property
    def may_be_keys(self) -> bool:
        """Whether Escape has come, which is a key if nothing more comes soon."""
        return _MAY_BE_KEYS.fullmatch(self._kept) is not None

    def decode(self, data: bytes, final: bool = False) -> str:
        """The text so far, without the start of a sequence whose end is still to come.

        Without data, nothing has come for a moment: what may be keys was none of a sequence.
        """
        is_escape = not data and self.may_be_keys
        kept, self._kept = self._kept, ""
        if is_escape:
            return _ESCAPE + kept[1:]
        text = kept + self._decoder.decode(data, final)
        if "\x1b" not in text:
            return text
        text = _KEY.sub(_one_code, _ANSWER.sub("", text))
        if not self._takes_alt:
            text = _BEHIND_ESCAPE.sub(lambda _: _ESCAPE, text)
        if not final and (unfinished := self._unfinished(text)):
            self._kept = unfinished[0]
            return text[: unfinished.start()]
        return text

    def _unfinished(self, text: str) -> re.Match[str] | None:
        """What may go on, at the end of the text."""
        unfinished = _UNFINISHED.search(text)
        return unfinished if unfinished or self._takes_alt else _MAY_BE_KEYS.search(text)


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
