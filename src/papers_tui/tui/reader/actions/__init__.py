"""Actions: a method marked `@command("paper.star")` carries out the command with that id.

base      command, and Action: the methods of a class by the ids of their commands.      Start here.
move      In the list, or in the text.      select   Papers selected, for several at once.
paper     The paper under the cursor, read or opened.
add       A paper added by its id.      import_file   Those of a file added.
mark      Stars, status, tags, notes.      seen   What was seen.
follow    Something of a paper made a watch.
undo      Undo: the one stack of steps that can be taken back.
export    Papers copied, and written to files.      sync   The archive filled.
user_commands   The programs that the settings make commands.
pipe      Papers piped into programs of the user.
split     The panes' shares of the window.      program   Help, palette, going back, leaving.

What an action needs of another one comes through its constructor. Commands of lists and of the
reading view are in the packages `lists` and `paper`.
"""
