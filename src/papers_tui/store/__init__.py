"""Files on this machine: the archive, the reading list, the settings, and what was seen.

paths       Paths: where each file is.      Start here.
archive/    What was fetched, in archive.db, and the search in it.
library/    The reading list, library.toml: edited in place, never lost.
settings/   config.toml, with the line of what is wrong.
state       State: seen papers and places in lists and texts, in state.db.
errors      The tree of errors, each a sentence for the user.
sqlite/     Databases in general.      toml/      Texts in TOML in general.
files/      Files in general: written safely, locked, private.
leftovers   Temporary files that a killed run has left.

The only layer that imports sqlite3 and filelock. Knows text, model and sample. Knows no network.
"""
