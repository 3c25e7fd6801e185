"""Programs that are started: those of the desktop, and the user's own.

desktop         Browser, PDF viewer and clipboard.      Start here.
command_lines   Commands that the environment and the settings name, as words.
run             Run: a program that gets papers, and whose output is read.
user_commands   Arguments and input of the commands of the settings.
hooks           Programs that are started for a change.
hook_runner     The process that runs hooks and ends each in time; it knows no module of ours.

Knows model, store and export. Never goes through a shell.
"""
