"""Small windows that ask for something, each closed once and with a result.

base      Dialog: the box, its name and its keys.      Start here.
picker    Picker: a dialog in which one types to narrow a list.
prompt    A question with one line for the answer.
follow    Something of a paper made a watch.
date      Going to a date.      note      The note on a paper.      tags      Its tags.
confirm   A question that is answered with yes.      menu   Things to do with what was clicked.
pipe      A program that gets papers.      output   What it has written.
outline   The sections of a text.      themes    The themes.      help      All commands.

Knows widgets, render, keys, commands and terminal.lend, and of services the session and programs.
Knows no reader: results go to whoever opened it.
"""
