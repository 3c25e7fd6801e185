"""The keys of the commands, from the command table and the settings.

keymap          Keymap: the keys of each command, as bindings.      Start here.
from_settings   The keys of the settings, checked against each other.
names           Keys as people write them, and as Textual names them.
reference       All of them as a table, for `help keys`.

Knows tui.commands. Knows no screen.
"""
