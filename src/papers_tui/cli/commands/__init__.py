"""One module for each command: `add_arguments` says what it takes, `run` does it.

A module's docstring is the description of its command.

reader                         The command without a name.
list, search, similar          Papers found.
show, open, pdf                One paper.
watch, digest                  What the watches found; papers put together to be sent.
sync, stats                    The archive.
star, unstar, tag, untag, status, note, library   The reading list.
export, import_, zotero        Papers for other programs, and from them.
config, doctor, completion, help                          The program itself.
"""
