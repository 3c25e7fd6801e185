"""Settings as TOML: those in force, and a file to start from."""

from __future__ import annotations

import json
import os
import re
import shlex
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.model.settings_table import SETTINGS, Setting, Value, as_value
from papers_tui.text.cells import pad, width, wrap
from papers_tui.text.urls import without_login

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from papers_tui.model.settings import Settings

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_COLUMN = 40
_ROOM = 94

_HEAD = """\
# The settings of papers-tui. What begins with # is a comment: each setting stands here with its
# default; take the # away before its name to change it.
"""
_SEARCHES = """\
# Searches of your own, by name; the palette lists them.
# [searches]
# "to discuss" = 'tag:"to discuss" -is:read'
"""
_WATCHES = """\
# Queries to follow: papers-tui watch says what they found.
# [watches]
# "agents" = 'title:agent* OR keyword:"tool use"'
"""
_HOOKS = """\
# Programs to start when stars, status or tags change, and when papers-tui watch --new finds papers;
# the changes are JSON on their stdin. No shell takes them apart.
# [hooks]
# on_star = ["program", "argument"]
# on_status = ["program"]
# on_tag = ["program"]
# on_new = ["program"]
"""
_COMMANDS = """\
# Programs as commands of the reader, with the papers as arguments or on stdin.
# [commands]
# count-words = {run = ["wc", "-w"], key = "F8", input = "full-text", output = "status"}
"""
_KEYS = """\
# Keys of your own: a list of keys for each command, [] for none.
# [keys]
"""


class SettingRow(NamedTuple):
    """A value in force, and where it comes from."""

    name: str
    value: Value
    source: str


def setting_rows(settings: Settings, environment: Mapping[str, str]) -> Iterator[SettingRow]:
    """Every setting with its value in force."""
    for setting in SETTINGS:
        line = settings.lines.get(setting.name, 0)
        if any(problem.line == line for problem in settings.problems):
            line = 0
        variable = next((one for one in setting.variables if environment.get(one, "").strip()), "")
        if variable and (setting.variables_win or not line):
            value = _from_variable(setting, environment[variable])
            yield SettingRow(setting.name, value, variable)
        else:
            value = setting.in_force(as_value(getattr(settings, setting.name)))
            yield SettingRow(setting.name, value, f"line {line}" if line else _default(setting))


def rows(items: Iterable[SettingRow]) -> Iterator[str]:
    """Lines of TOML, each with a comment that says where the value comes from."""
    for item in items:
        yield f"{pad(f'{_key(item.name)} = {toml_of(item.value)}', _COLUMN)}  # {item.source}\n"


def toml_of(value: Value) -> str:
    """The value as TOML writes it."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(toml_of, value))}]"
    return json.dumps(value, ensure_ascii=False)


def first_file(commands: Iterable[tuple[str, tuple[str, ...], str]]) -> Iterator[str]:
    """A settings file in which nothing is set; `commands` are ids, keys and what they do."""
    yield _HEAD
    for setting in SETTINGS:
        text = f"{setting.help} It is {setting.form}"
        text += f"; else it is {setting.otherwise}." if setting.otherwise else "."
        yield "".join(f"\n# {line}" for line in wrap(text, _ROOM))
        yield f"\n# {setting.name} = {toml_of(setting.example or setting.effective)}\n"
    yield f"\n{_SEARCHES}\n{_WATCHES}\n{_HOOKS}\n{_COMMANDS}\n{_KEYS}"
    entries = [(f"{name} = {toml_of(keys)}", does) for name, keys, does in commands]
    widest = max(width(entry) for entry, _ in entries)
    for entry, does in entries:
        yield f"# {pad(entry, widest)}  # {does}\n"


def _from_variable(setting: Setting, text: str) -> Value:
    if not isinstance(setting.default, tuple):
        return without_login(text.strip()).rstrip("/")
    try:
        return tuple(shlex.split(text.split(os.pathsep)[0]))
    except ValueError:
        return (text,)


def _default(setting: Setting) -> str:
    return f"default: {setting.otherwise}" if setting.otherwise else "default"


def _key(name: str) -> str:
    """The key of a line; a command's id is two keys already."""
    bare = all(_BARE.fullmatch(part) for part in name.split("."))
    return name if bare else json.dumps(name, ensure_ascii=False)
