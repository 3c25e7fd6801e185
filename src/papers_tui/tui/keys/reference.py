"""The commands as a table for `help keys`."""

from __future__ import annotations

from papers_tui.tui.commands import COMMANDS, GROUPS
from papers_tui.tui.keys.keymap import DEFAULT, Keymap


def keys_table(keymap: Keymap = DEFAULT) -> str:
    """Keys, command id and what it does, one command a line, by group."""
    rows = []
    for group, title in GROUPS.items():
        commands = [one for one in (*COMMANDS, *keymap.own) if one.group == group]
        if not commands:
            continue
        rows.append(f"{title}\n")
        for command in commands:
            keys = " ".join(keymap.shown(command.id))
            rows.append(f"  {keys:<20} {command.id:<18} {command.help}\n")
        rows.append("\n")
    return "".join(rows).rstrip("\n") + "\n"
