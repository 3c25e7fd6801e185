"""The settings file, config.toml.

load      The file, read.      Start here.
parse     The settings in its text, and the problems of the rest.
edit      A watch written into the file, every other byte of which stays.
commands  The user's programs that are commands.
values    Whether a value is one that the setting may have.

Knows model.settings, which has the defaults, model.settings_table, and store.toml.
"""

LARGEST_FILE = 2**20
"""Bytes of a file that counts."""
