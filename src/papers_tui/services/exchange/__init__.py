"""Papers for other programs, and from them.

export          Exporter: papers put together, as text and in files.      Start here.
vault           A folder of linked notes.
zotero          ZoteroSender: papers sent to Zotero, each once.
digest          Digests: which papers an issue has, and what was sent before.
importing       The papers of another program's file: new, known, unreadable.
imports/        How such a file is read.
schedule/       A command that runs by itself, by what the system has for that.

Knows export and the stores; of the other services only those that it is given.
"""
