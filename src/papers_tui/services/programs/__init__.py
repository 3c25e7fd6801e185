"""Programs of the user, started by a key or for a change.

run             Run: a program that gets papers, and whose output is read.      Start here.
user_commands   Arguments and input of the commands of the settings.
hooks           Programs that are started for a change.
hook_runner     The process that runs hooks and ends each in time; it knows no module of ours.

Knows model, store and export. Never goes through a shell.
"""
