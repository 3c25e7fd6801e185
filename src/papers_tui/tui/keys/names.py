"""Keys as people write them, and as Textual names them."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from functools import cache

from textual.binding import Binding

_MODIFIERS = {
    "ctrl": "ctrl",
    "control": "ctrl",
    "alt": "alt",
    "option": "alt",
    "shift": "shift",
    "super": "super",
    "cmd": "super",
    "win": "super",
}
_SHOWN = {
    "space": "Space",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "backspace": "Backspace",
    "delete": "Delete",
    "insert": "Insert",
    "home": "Home",
    "end": "End",
    "pageup": "PageUp",
    "pagedown": "PageDown",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    **{f"f{number}": f"F{number}" for number in range(1, 25)},
}
_OTHER_NAMES = {
    "return": "enter",
    "del": "delete",
    "ins": "insert",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
}
_CHARACTERS = {
    "exclamation_mark": "!",
    "quotation_mark": '"',
    "number_sign": "#",
    "dollar_sign": "$",
    "percent_sign": "%",
    "ampersand": "&",
    "apostrophe": "'",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "asterisk": "*",
    "plus": "+",
    "comma": ",",
    "minus": "-",
    "full_stop": ".",
    "slash": "/",
    "colon": ":",
    "semicolon": ";",
    "less_than_sign": "<",
    "equals_sign": "=",
    "greater_than_sign": ">",
    "question_mark": "?",
    "at": "@",
    "left_square_bracket": "[",
    "backslash": "\\",
    "right_square_bracket": "]",
    "circumflex_accent": "^",
    "underscore": "_",
    "grave_accent": "`",
    "left_curly_bracket": "{",
    "vertical_line": "|",
    "right_curly_bracket": "}",
    "tilde": "~",
}
"""ASCII's punctuation by Textual's names; Unicode's table of names need not be read for it."""

_SAME = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+left_square_bracket": "escape",
    "ctrl+space": "ctrl+@",
}
"""Keys between which a terminal makes no difference."""

_NAMED = {name.lower(): key for key, name in _SHOWN.items()} | _OTHER_NAMES
_NAMED |= {key: key for key in _SHOWN}
_GAPS = re.compile(r"[\s_-]")
_BETWEEN = re.compile(r"(?<=.)[+-](?=.)")

KNOWN = (*_SHOWN.values(), *("Ctrl+" + letter for letter in "ABDEFGHKLNOPRSTUVWXYZ"))
"""Keys that a mistyped one is compared with."""


def key_named(text: str) -> str | None:
    """Textual's name of a key; None when there is none of that name.

    Case counts only for a letter alone: `Ctrl+D` and `ctrl+d` are the same, `d` and `D` are not.
    """
    text = text.strip()
    simple = _base(text)
    if simple is not None:
        return simple
    *before, last = _BETWEEN.split(text)
    modifiers = {_MODIFIERS.get(word.strip().lower(), "") for word in before}
    key = _base(last.strip())
    if not modifiers or "" in modifiers or key is None:
        return None
    if len(key) == 1:
        key = key.lower()
        if modifiers == {"shift"}:
            return key.upper() if key.upper() != key and len(key.upper()) == 1 else None
    elif modifiers == {"shift"} and key not in _SHOWN:
        return None  # which character that is depends on the keyboard
    name = "+".join((*sorted(modifiers), key))
    return _SAME.get(name, name)


def shown_key(key: str) -> str:
    """One of Textual's names as people write it; `key_named` understands that again."""
    if key == "ctrl+@":
        return "Ctrl+Space"
    *modifiers, base = key.split("+")
    character = _SHOWN.get(base) or _character(base)
    if modifiers and character.upper().lower() == character:  # not so for some letters, such as µ
        character = character.upper()
    return "+".join((*(word.capitalize() for word in modifiers), character))


def _base(text: str) -> str | None:
    """The name of a key without a modifier."""
    if named := _NAMED.get(_GAPS.sub("", text.lower()) if len(text) > 1 else text):
        return named
    character = _character(text if len(text) == 1 else text.lower())
    if len(character) != 1 or not character.isprintable():
        return None
    if character in ", ":
        return {",": "comma", " ": "space"}[character]
    key = next(iter(Binding.make_bindings([Binding(character, "")]))).key
    return key if _character(key) == character else None


def _character(key: str) -> str:
    """The character that Textual has a name for, or the name."""
    return key if len(key) == 1 else _CHARACTERS.get(key) or _named_character(key) or key


def _named_character(key: str) -> str:
    """The character whose name in Unicode Textual made this name from; empty if it is none."""
    with suppress(KeyError, UnicodeEncodeError):  # a lone surrogate has no name
        character = unicodedata.lookup(key.replace("_", " "))
        return character if _is_character(character) else ""
    return _hyphenated().get(key, "") if "_" in key else ""


def _is_character(character: str) -> bool:
    """Whether it is a single character of a keyboard that Textual has a longer name for."""
    return len(character) == 1 and "!" <= character < "\u3000" and not character.isalnum()


@cache
def _hyphenated() -> dict[str, str]:
    """Characters by the names in which Textual has replaced hyphens."""
    characters = filter(_is_character, map(chr, range(0x21, 0x3000)))
    names = ((unicodedata.name(character, "").lower(), character) for character in characters)
    return {
        name.replace("-", "_").replace(" ", "_"): character
        for name, character in names
        if "-" in name
    }
