"""Everything that can be done or gone to, found by its words.

palette    Palette: the dialog.      Start here.
offers     What is offered, and how well it fits what is typed.
commands   The commands that can be given here.
places     Dates, searches, tags and papers.

Knows the reader's screen and dialogs. Nothing but the program knows it.
"""
