"""The reader in the terminal: the one package that imports Textual.

app         PapersApp: the program around the windows, handed what it works with.      Start here.
commands    The table of all commands: bindings, footer, help, palette and the page of keys read it.
reader/     The main window: lists, papers, and the methods that do the commands.
dialogs/    Small windows that ask for something.      palette/    Everything by its name.
widgets/    Parts of a window: each is handed what to show and posts what the user did.
render/     Values made into lines of text with styles, without a widget.
keys/       The keys of the commands.      themes    Our colors.
preload     What keys will ask for, loaded between them.
terminal/   What goes to the terminal and what comes from it.

Knows services and what is below them; nothing below it knows of a key or a widget.
"""
