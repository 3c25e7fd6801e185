"""The settings file, config.toml.

load      The file, read.      Start here.
parse     What counts of its text, and what is wrong with the rest.
edit      A watch written into the file, every other byte of which stays.
commands  The user's programs that are commands.
values    Whether a value is one that the setting may have.

Knows model.settings, which has the defaults, model.settings_table, and store.toml.
"""
