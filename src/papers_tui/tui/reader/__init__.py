"""The main window: a list of papers, and the one under the cursor.

screen          ReaderScreen: puts the groups of commands together, calls them.      Start here.
window          Window: all that a group, a list or a part of a paper knows of the screen.
actions/        What the commands do, methods marked with the ids of the command table.
lists/          What can be listed: days of the hub, the reading list, search results.
paper/          The reading view: one paper in the complete window, in parts.
lazy            LazyParts: what no first frame needs, and the commands that each part brings.
startup         Startup: what follows the first frame.
status          Status: the title and the status line.      status_text   Their words, from values.
marks           Marks: the reading list, read behind the first frame, changed and watched.
recent          Recent: what was typed last, for the next run.
layout          The places of the panes, by the size of the window.

A module here imports no other that imports it back. Actions, lists and parts know `window` and what
their constructors name, never `screen`.
"""
