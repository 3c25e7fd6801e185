"""The text of library.toml: taken apart, read, and changed with all other lines to the letter.

document      The file as pieces of text, and what they say.      Start here.
blocks        The text in parts, a block for each paper.
mark_tables   Marks as TOML tables.
edit          A changed reading list written into its document.
block_edit    Single keys of one block.
rewrite       The file written again from its data, where it cannot be edited.
hand_edits    What in the file means nothing, with the nearest right form.

Pure: knows store.toml and model, and no file.
"""
