"""Changing single keys of a paper's block; all other lines stay to the letter."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.store.toml.scan import comments, statements

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    Value = str | bool | list[str] | datetime

KEYS = ("id", "title", "starred", "status", "tags", "note", "added", "changed")
"""The keys that the program writes, in the order it writes them."""

DISPENSABLE = {"id", "title", "added", "changed"}
"""Keys of a paper that alone keep no block of it in the file."""

_KEY = re.compile(r"""([ \t]*)([A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')[ \t]*=[ \t]*""")


class _Field(NamedTuple):
    key: str
    """Empty for what is no single key, such as `a.b = 1`."""

    indent: str
    start: int
    value: int
    value_end: int
    end: int


def set_keys(block: str, values: Mapping[str, Value | None], unread: Collection[str] = ()) -> str:
    """The block with these keys set, or taken out where the value is None.

    The old lines of keys that are unread stay above the new ones, as comments.
    """
    for key, value in values.items():
        block = _set_key(block, key, value, key in unread)
    return block


def new_block(values: Mapping[str, Value | None], newline: str) -> str:
    """A block for a new paper."""
    lines = [f"{key} = {_written(value)}" for key, value in values.items() if value is not None]
    return "\n".join(["[[paper]]", *lines, ""]).replace("\n", newline)


def is_dispensable(block: str) -> bool:
    """Whether a block has no comment, and no key but those that every paper gets by itself."""
    tables = 0
    for found in statements(block):
        text = block[found.start : found.end]
        tables += text.lstrip().startswith("[")
        key = _field_key(text)
        if tables > 1 or comments(text) or (key is not None and key not in DISPENSABLE):
            return False
    return True


def newline_of(text: str) -> str:
    """The line end that the text uses first."""
    end = text.find("\n")
    return "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"


def _set_key(block: str, key: str, value: Value | None, is_unread: bool) -> str:
    newline = newline_of(block)
    header_end, fields = _fields(block)
    field = next((field for field in fields if field.key == key), None)
    written = "" if value is None else _written(value).replace("\n", newline)
    if field is None:
        return block if value is None else _with_line(block, header_end, fields, key, written)
    old = block[field.value : field.value_end]
    saved = comments(old) if value is not None else comments(block[field.value : field.end])
    if is_unread:
        saved = [f"# {line}" for line in block[field.start : field.value_end].splitlines()]
    kept = "".join(f"{field.indent}{comment.rstrip()}{newline}" for comment in saved)
    if value is None:
        return f"{block[: field.start]}{kept}{block[field.end :]}"
    head, tail = block[field.start : field.value], block[field.value_end :]
    return f"{block[: field.start]}{kept}{head}{written}{tail}"


def _with_line(block: str, header_end: int, fields: list[_Field], key: str, written: str) -> str:
    """The block with a new line behind those keys that usually stand before it."""
    newline = newline_of(block)
    before = KEYS[: KEYS.index(key)]
    behind = [field for field in fields if field.key in before]
    place = behind[-1].end if behind else header_end
    indent = (behind or fields)[-1].indent if fields else ""
    line = f"{indent}{key} = {written}{newline}"
    head = block[:place]
    if head and not head.endswith("\n"):
        head += newline
    return f"{head}{line}{block[place:]}"


def _fields(block: str) -> tuple[int, list[_Field]]:
    """The end of the block's header, and the keys between it and the first table within."""
    header_end, fields = 0, list[_Field]()
    for found in statements(block):
        text = block[found.start : found.end]
        if text.lstrip().startswith("["):
            if header_end:
                break
            header_end = found.end
        elif (key := _field_key(text)) is not None:
            match = _KEY.match(text)
            indent, value = (match[1], found.start + match.end()) if match else ("", found.start)
            fields.append(_Field(key, indent, found.start, value, found.value_end, found.end))
    return header_end, fields


def _field_key(text: str) -> str | None:
    """The key that a statement sets, an empty one for a dotted key, None when it sets none."""
    if match := _KEY.match(text):
        return _unquoted(match[2])
    return None if text.lstrip()[:1] in ("", "#", "[") else ""


def _unquoted(key: str) -> str:
    if key[0] not in "\"'":
        return key
    import tomllib

    return next(iter(tomllib.loads(f"{key} = 0")))


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    if isinstance(value, list):
        return f"[{', '.join(_written(item) for item in value)}]"
    import tomli_w

    return tomli_w.dumps({"_": value}, multiline_strings="\n" in value)[4:].rstrip("\n")
