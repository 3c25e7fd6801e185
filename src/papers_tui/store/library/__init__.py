"""The reading list's file, library.toml: read in full, edited in place, never lost.

file          LibraryFile: load, apply a change, wait in the journal.      Start here.
document      The file as pieces of text, and what they say.
blocks        The text in parts, a block for each paper.
edit          A changed reading list written into its document, other lines to the letter.
block_edit    Single keys of one block.      mark_tables   Marks as TOML tables.
rewrite       The file written again from its data, where it cannot be edited.
cache         What need not be parsed again.
writer        The bytes written, with all that is kept in case of trouble.
journal       Changes that wait for a file that can be written.
backups       Dated copies.      drafts        Notes that are still being written.
known         What a version of the file means, by what is known of earlier ones.
own_changes   What the program has saved, so that no older version undoes it.
losses        Papers missing from a file that somebody else has written.
hand_edits    What in the file means nothing, with the nearest right form.
conflicts     Copies of sync programs, and git's conflict markers.
repair        What doctor does to a damaged file.

Knows model, store.files and store.toml. Knows no SQLite.
"""
