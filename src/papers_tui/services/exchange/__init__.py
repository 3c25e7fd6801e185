"""Papers for other programs, and from them.

export          Exporter: papers put together, as text and in files.      Start here.
vault           A folder of linked notes.
zotero          ZoteroSender: papers sent to Zotero, each once.
digest          Digests: which papers an issue has, and what was sent before.
importing       What a file of another program comes to.
imports/        How such a file is read.
schedule/       A command that runs by itself, by what the system has for that.

Knows export and the stores; of the other services only those that it is given.
"""
