"""The tables of the reference, made from what the program knows of itself.

`python -m tests.support.reference` writes them into the pages in .github/docs.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from papers_tui.cli.grammar.registry import COMMANDS, READER, parser_of
from papers_tui.cli.output.settings_toml import toml_of
from papers_tui.model.settings_table import SETTINGS
from papers_tui.tui.commands import COMMANDS as READER_COMMANDS
from papers_tui.tui.commands import Place
from papers_tui.tui.keys.names import shown_key

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".github" / "docs"

_PLACES = {
    "Everywhere": Place.ANYWHERE,
    "In a list": Place.LIST,
    "In a paper": Place.READING,
    "In its abstract": Place.ABSTRACT,
    "In its discussion": Place.DISCUSSION,
    "Among its models, datasets and spaces": Place.LINKED,
    "In its full text": Place.TEXT,
}
"""The places where keys work, the wider ones first."""

_READER_DOES = "the reader; without a choice it opens the newest day"


def keys_markdown() -> str:
    """Every command of the reader with its keys, by the places where it works."""
    rows: dict[str, list[str]] = {title: [] for title in _PLACES}
    for command in READER_COMMANDS:
        keys = " ".join(f"`{_escaped(key)}`" for key in command.shown_keys) or "palette"
        limited = [f"`{shown_key(key)}`" for key in command.outside_text.split(",") if key]
        but = f" ({' '.join(limited)} not in a full text)" if limited else ""
        row, left = f"| {keys} | {command.help}{but} | `{command.id}` |", command.place
        for title, place in _PLACES.items():
            if left & place == place:
                rows[title].append(row)
                left &= ~place
    head = ["", "| keys | do | name |", "| --- | --- | --- |"]
    parts = [[f"## {title}", *head, *found, ""] for title, found in rows.items() if found]
    return "\n".join(line for part in parts for line in part)


def commands_markdown() -> str:
    """Every command with what must stand behind it, and its own options."""
    rows = [
        f"| `{_usage(name)}` | {text} | {_own_options(name)} |"
        for name, text in {READER: _READER_DOES, **COMMANDS}.items()
    ]
    return "\n".join(["| command | does | options |", "| --- | --- | --- |", *rows, ""])


def options_markdown() -> str:
    """Every option with its meaning, and the commands where it means that."""
    meanings: dict[tuple[str, str], list[str]] = {}
    for name in (READER, *COMMANDS):
        for action in _options(name):
            meanings.setdefault((_typed(action), action.help or ""), []).append(name)
    rows = [
        f"| `{typed}` | {_escaped(meaning)} | {_named(names)} |"
        for (typed, meaning), names in sorted(
            meanings.items(), key=lambda item: item[0][0].lstrip("-")
        )
    ]
    return "\n".join(["| option | means | goes with |", "| --- | --- | --- |", *rows, ""])


def settings_markdown() -> str:
    """Every setting with its default, what it may be, and what it does."""
    rows = [
        f"| `{one.name}` | {one.otherwise or f'`{toml_of(one.effective)}`'} "
        f"| {_escaped(one.form)} | {_escaped(one.help)} |"
        for one in SETTINGS
    ]
    head = ["| setting | default | may be | does |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *rows, ""])


def _usage(name: str) -> str:
    behind = " ".join(_positional(one) for one in _actions(name) if not one.option_strings)
    return f"papers-tui{'' if name == READER else f' {name}'} {behind}".rstrip()


def _positional(action: argparse.Action) -> str:
    name = _escaped("|".join(action.choices or ()) if not action.metavar else str(action.metavar))
    return {"+": f"{name}...", "*": f"[{name}...]", "?": f"[{name}]"}.get(str(action.nargs), name)


def _own_options(name: str) -> str:
    return ", ".join(f"`{_typed(one)}`" for one in _options(name) if not _is_common(one))


def _named(names: list[str]) -> str:
    if len(names) == len(COMMANDS) + 1:
        return "all"
    return ", ".join("the reader" if name == READER else name for name in names)


def _options(name: str) -> Iterator[argparse.Action]:
    return (
        one
        for one in _actions(name)
        if one.option_strings
        and "--help" not in one.option_strings
        and one.help != argparse.SUPPRESS
    )


def _actions(name: str) -> list[argparse.Action]:
    return parser_of(name)._actions  # argparse has no other way to ask


def _is_common(action: argparse.Action) -> bool:
    return not {"--version", "--offline"}.isdisjoint(action.option_strings)


def _typed(action: argparse.Action) -> str:
    value = f" {action.metavar}" if action.metavar else ""
    return _escaped(f"{', '.join(action.option_strings)}{value}")


def _escaped(text: str) -> str:
    return text.replace("|", r"\|")


TABLES = {
    "keys.md": {"keys": keys_markdown},
    "commands.md": {"commands": commands_markdown, "options": options_markdown},
    "settings.md": {"settings": settings_markdown},
}
"""The tables by their pages and names."""


def with_tables(page: str) -> str:
    """The page with its tables as the program knows them."""
    text = (FOLDER / page).read_text(encoding="utf-8")
    for name, table in TABLES[page].items():
        before, rest = text.split(f"<!-- {name} -->\n")
        _, after = rest.split(f"<!-- end of {name} -->")
        text = f"{before}<!-- {name} -->\n{table()}<!-- end of {name} -->{after}"
    return text


if __name__ == "__main__":
    for page in TABLES:
        (FOLDER / page).write_text(with_tables(page), encoding="utf-8")
