"""The terminal's input, decoded and made fit for Textual's parser."""

from __future__ import annotations

import codecs
import re

_BEGUN = r"\x1b(?:\]\d|P[\d!>]|_G)[^\x07\x1b]*+"
"""The start of a string of control that a terminal sends: an answer, never a key."""

_FEW = 4
"""Characters of such a start that may as well be keys."""

_ANSWER = re.compile(
    rf"(?:{_BEGUN}|\x1b\][lL][^\x07\x1b]*+)(?:\x07|\x1b\\)"
    rf"|{_BEGUN}(?<=[^\x1b]{{{_FEW}}})(?=\x1b[^\\])"  # given up, since something else begins
    # sequences with a mark of their own, but for modes, which Textual asks for
    r"|\x1b\[[?>=][\d;:]*+(?:\$[@-xz-~]|[ -#%-/][@-~]|[@-~])"
    # states, colors, sizes; but for a size by itself, and for keys of the keypad
    r"|\x1b\[(?!48;|1;[5-8][p-y])\d[\d;:]*+(?:[ -#%-/][@-~]|[a-tv-z])"
    # longer than any key, which Textual would take for typed letters
    r"|\x1b\[[<?>=]?[\d;:]{30,}+[ -/]*+[@-~]"
)
"""What terminals answer, too late or to a program that asked before: its letters are no keys."""

_UNFINISHED_STRING = re.compile(rf"{_BEGUN}\x1b?\Z")
_SILENCES = 5
"""Moments without anything after which a string of control has no end."""

_PASTE, _PASTE_END = "\x1b[200~", "\x1b[201~"
_KEY = re.compile(
    r"\x1b\[(\d{0,7})(:\d{0,7}(?::\d{0,7})?)?(?:;(\d{0,4})(:\d{0,2})?)?(;[\d:]{0,60})?([u~A-HPQS])"
)
_UNFINISHED = re.compile(
    rf"{_UNFINISHED_STRING.pattern}|\x1b(?:\]|\[[?>=][\d;:]*+\$?|\[\d[\d:;]*+)\Z"
)
_BEHIND_ESCAPE = re.compile(r"\x1b(?=[\r -~\x80-\U0010ffff])(?![]OPX[\\^_bf])")
"""Escape before a key that is none of a sequence; `b` and `f` come from Option with an arrow."""

_MAY_BE_KEYS = re.compile(r"\x1b[]OP_[]?\Z")
"""Escape, alone or before a key: or the start of a sequence whose rest comes at once."""

_ESCAPE = "\x1b[27u"
"""Escape as kitty has it, which no key behind it can change."""

ESCAPE_WITH_NEXT = "meta+escape"
"""The name of Escape when the key behind it came with it: both may stand for that key with Alt."""

_ESCAPE_WITH_NEXT = "\x1b[27;33u"
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

    An invalid byte becomes a replacement character. Answers of the terminal, which would be taken
    for keys, are left out. A paste without an end is ended by Escape. A key that the terminal
    describes by several codes is given by the one that counts. A key right behind Escape is a key
    of its own, and not one with Alt as most terminals would send it, too: unless there are commands
    with such keys.
    """

    def __init__(self, takes_alt: bool = False) -> None:
        self._takes_alt = takes_alt
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._kept = ""
        self._silences = 0
        self._is_pasting = False

    @property
    def may_be_keys(self) -> bool:
        """Whether Escape has come, which is a key if nothing more comes soon."""
        return _MAY_BE_KEYS.fullmatch(self._kept) is not None

    def decode(self, data: bytes, final: bool = False) -> str:
        """The text so far, without the start of a sequence whose end is still to come.

        Without data, nothing has come for a moment: what may be keys was none of a sequence.
        """
        kept, self._kept = self._kept, ""
        if not data and kept:
            return self._after_silence(kept)
        self._silences = 0
        text = kept + self._decoder.decode(data, final)
        if "\x1b" not in text:
            return text
        text = _KEY.sub(_one_code, _ANSWER.sub("", text))
        if not self._takes_alt:
            text = _BEHIND_ESCAPE.sub(lambda _: _ESCAPE_WITH_NEXT, text)
        if not final and (unfinished := self._unfinished(text)):
            self._kept = unfinished[0]
            text = text[: unfinished.start()]
        self._is_pasting = self._is_in_paste_after(text)
        return text

    def _unfinished(self, text: str) -> re.Match[str] | None:
        """What may go on, at the end of the text."""
        if unfinished := _UNFINISHED.search(text):
            return unfinished
        as_it_is = self._takes_alt and not self._is_in_paste_after(text)
        return None if as_it_is else _MAY_BE_KEYS.search(text)

    def _is_in_paste_after(self, text: str) -> bool:
        begin, end = text.rfind(_PASTE), text.rfind(_PASTE_END)
        return begin > end or (self._is_pasting and end < 0)

    def _after_silence(self, kept: str) -> str:
        """What is to be made of the start of a sequence after which nothing comes."""
        is_string = bool(_UNFINISHED_STRING.fullmatch(kept))
        if _MAY_BE_KEYS.fullmatch(kept) or (is_string and len(kept) <= _FEW):
            if self._is_pasting and kept == "\x1b":  # no paste has an Escape, so it has no end
                self._is_pasting = False
                return _PASTE_END
            return _ESCAPE + kept[1:]
        self._silences += 1
        if not is_string or self._silences < _SILENCES:
            self._kept = kept
        return ""


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
