"""The settings file, config.toml.

load      Settings: what counts, and what is wrong with the rest.      Start here.
edit      A watch written into the file, every other byte of which stays.
commands  The user's programs that are commands.
values    Whether a value is one that the setting may have.

Knows model.settings, which has the defaults, model.settings_table, and store.toml.
"""
