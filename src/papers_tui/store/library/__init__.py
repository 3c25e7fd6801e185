"""The reading list's file, library.toml: read in full, edited in place, never lost.

file          LibraryFile: load, apply a change, wait in the journal.      Start here.
text/         The text in pieces, and what they say; edited in place.
cache         The file's content, kept so that it need not be parsed again.
writer        The bytes written, with all that is kept in case of trouble.
journal       Changes that wait for a file that can be written.
backups       Dated copies.      drafts        Notes that are still being written.
known         What a version of the file means, by what is known of earlier ones.
own_changes   What the program has saved, so that no older version undoes it.
losses        Papers missing from a file that somebody else has written.
replaced      Files that a save has replaced while somebody was writing to them.
conflicts     Copies of sync programs, and git's conflict markers.
repair        What doctor does to a damaged file.

Knows model, store.files and store.toml. Knows no SQLite.
"""
