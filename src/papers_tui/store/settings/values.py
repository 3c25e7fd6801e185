"""Whether a value of the settings file is one that the setting may have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from papers_tui.model.settings import CITE_PARTS, PDF_PARTS
from papers_tui.model.settings_table import STARTS, Setting, Value
from papers_tui.store.paths import why_no_folder
from papers_tui.text.clean import brief, one_line
from papers_tui.text.urls import is_server, without_login
from papers_tui.text.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 500
_MOST_WORDS = 50
_LONGEST_WORD = 4096
_IN_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")
_PATTERNS = {"pdf_name": PDF_PARTS, "vault_name": PDF_PARTS, "cite_key": CITE_PARTS}
_SERVERS = ("endpoint", "arxiv_endpoint")


class BadValue(ValueError):
    """A setting cannot have this value. Its text is a sentence for the user."""


def checked(setting: Setting, value: object) -> Value:
    """The value as it counts; raises BadValue."""
    if setting.choices:
        return _chosen(setting, value)
    match setting.default:
        case bool():
            good = isinstance(value, bool)
        case int():
            good = isinstance(value, int) and _in_range(setting, value)
        case float():
            good = isinstance(value, int | float) and _in_range(setting, value)
        case tuple():
            return _words(setting, value)
        case _:
            return _text(setting, value)
    if not good:
        raise _wrong(setting, value)
    return value  # type: ignore[return-value]


def check_start(start: str, searches: Iterable[str]) -> None:
    """Refuse, by BadValue, what a start can not open."""
    known = [*STARTS, *searches]
    if start not in known:
        message = f'start = "{start}" is neither a list nor one of your searches'
        raise BadValue(message + did_you_mean(start, known))


def command_words(name: str, value: object) -> tuple[str, ...]:
    """A program and its arguments, in words; raises BadValue, a sentence about `name`.

    A text is refused: no shell is there to take it apart.
    """
    form = f'{name} must be a list of words, such as ["program", "--option"]'
    if not isinstance(value, list) or not 0 < len(value) <= _MOST_WORDS:
        raise BadValue(f"{form}{_not(value)}")
    for word in value:
        if not isinstance(word, str) or len(word) > _LONGEST_WORD or "\0" in word:
            raise BadValue(f"{form}{_not(value)}")
    if not value[0].strip():
        raise BadValue(f"{form}: the first word is empty")
    return tuple(value)


def shown(value: object) -> str:
    """A value of the file in a sentence, short and safe to print."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    try:
        text = f'"{value}"' if isinstance(value, str) else str(value)
    except (ValueError, RecursionError):  # a number too long to print, a list too deep
        text = "what stands there"
    return brief(text)


def _chosen(setting: Setting, value: object) -> Value:
    for choice in setting.choices:
        if value == choice and type(value) is type(choice):
            return choice
    near = did_you_mean(str(value), map(str, setting.choices)) if isinstance(value, str) else ""
    raise BadValue(f"{_wrong(setting, value)}{near}")


def _in_range(setting: Setting, value: float) -> bool:
    return not isinstance(value, bool) and setting.least <= value <= setting.most


def _words(setting: Setting, value: object) -> Value:
    if not isinstance(value, list) or len(value) > _MOST_WORDS:
        raise _wrong(setting, value)
    for word in value:
        if not isinstance(word, str) or not word or not word.isprintable():
            raise _wrong(setting, value)
    return tuple(value)


def _text(setting: Setting, value: object) -> Value:
    if not isinstance(value, str):
        raise _wrong(setting, value)
    text = one_line(value, _LONGEST)
    if text != value.strip():
        raise BadValue(f"{setting.name} must be one line without control characters")
    if setting.name in _SERVERS:
        text = text.rstrip("/")
        if text and not is_server(text):
            raise BadValue(
                f"{setting.name} must be an address such as https://HOST{_not(without_login(value))}"
            )
    known = _PATTERNS.get(setting.name)
    if known and any(part[1] not in known for part in _IN_BRACES.finditer(text)):
        parts = ", ".join(f"{{{part}}}" for part in known)
        raise BadValue(f"{setting.name} may have {parts} in braces and nothing else{_not(value)}")
    if setting.name == "pdf_folder" and text and (reason := why_no_folder(text)):
        raise BadValue(f"{setting.name} cannot be used, since {reason}")
    return text or setting.default


def _wrong(setting: Setting, value: object) -> BadValue:
    return BadValue(f"{setting.name} must be {setting.form}{_not(value)}")


def _not(value: object) -> str:
    return f", not {shown(value)}"
