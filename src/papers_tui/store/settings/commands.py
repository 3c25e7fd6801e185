"""The table [commands] of the settings file: programs of the user that the reader offers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from papers_tui.model.settings import INPUTS, MANY, OUTPUTS, PLACEHOLDER, PLACEHOLDERS, UserCommand
from papers_tui.store.settings.values import BadValue, command_words, shown
from papers_tui.text.clean import one_line
from papers_tui.text.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable

    Wrong = Callable[[tuple[str, ...], str], None]
    """Notes a problem: where in the table, and a sentence."""

_NAME = re.compile(r"[a-z0-9-]{1,40}")
_CHOICES = {"input": INPUTS, "output": OUTPUTS, "many": MANY}
_FIELDS = ("run", "key", "title", *_CHOICES, "confirm")


def read_command(name: str, value: Any, wrong: Wrong) -> UserCommand | None:
    """The command, or None where it has no name or no program; what else is wrong is left out."""
    if not _NAME.fullmatch(name):
        wrong((), f"{shown(name)} is no name of a command: it may have a to z, 0 to 9 and -")
        return None
    if not isinstance(value, dict):
        wrong((), f'the command {name} must be a table with run = ["program", "argument"]')
        return None
    try:
        run = command_words(f"run of the command {name}", value.get("run", []))
        _check_placeholders(name, run)
    except BadValue as error:
        wrong(("run",), str(error))
        return None
    fields: dict[str, Any] = {}
    for field in value:
        if field == "run":
            continue
        if field not in _FIELDS:
            wrong((field,), f"a command has no {shown(field)}{did_you_mean(field, _FIELDS)}")
            continue
        try:
            fields[field] = _checked(name, field, value[field])
        except BadValue as error:
            wrong((field,), str(error))
    made = UserCommand(name, run, **fields)
    if made.output == "terminal" and made.input != "none":
        wrong(("input",), f"{name} gets the terminal, so it can have no other input")
        made = made._replace(input="none")
    return made


def _checked(name: str, field: str, value: object) -> str | bool:
    if field == "confirm":
        if not isinstance(value, bool):
            raise BadValue(f"confirm of the command {name} must be true or false")
        return value
    if not isinstance(value, str):
        raise BadValue(f"{field} of the command {name} must be a text")
    choices = _CHOICES.get(field, ())
    if choices and value not in choices:
        near = did_you_mean(value, choices)
        must = f"{field} of the command {name} must be one of {', '.join(choices)}"
        raise BadValue(f"{must}, not {shown(value)}{near}")
    return one_line(value, 60)


def _check_placeholders(name: str, run: tuple[str, ...]) -> None:
    for word in run:
        for found in PLACEHOLDER.finditer(word):
            if found[2] and found[2] not in PLACEHOLDERS:
                near = did_you_mean(found[2], PLACEHOLDERS)
                raise BadValue(f"the command {name} has an unknown {shown(found[0])}{near}")
    if PLACEHOLDER.search(run[0]):
        raise BadValue(f"the program of the command {name} can have no placeholder in its name")
