"""The commands as a table for `help keys` and the README."""

from __future__ import annotations

from papers_tui.tui.commands import COMMANDS, GROUPS
from papers_tui.tui.keys.keymap import DEFAULT, Keymap


def keys_table(keymap: Keymap = DEFAULT) -> str:
    """Keys, command id and what it does, one command a line, by group."""
    rows = []
    for group, title in GROUPS.items():
        rows.append(f"{title}\n")
        for command in (command for command in COMMANDS if command.group == group):
            keys = " ".join(keymap.shown(command.id))
            rows.append(f"  {keys:<20} {command.id:<18} {command.help}\n")
        rows.append("\n")
    return "".join(rows).rstrip("\n") + "\n"


def keys_markdown() -> str:
    """The same as Markdown; what has no key is in the palette."""
    rows = ["| keys | do |\n", "| --- | --- |\n"]
    for command in COMMANDS:
        keys = " ".join(f"`{key}`" for key in command.shown_keys)
        rows.append(f"| {keys or 'palette'} | {command.help} |\n")
    return "".join(rows)
