"""A command that runs by itself every day or week: what that takes on this system, and doing it.

job             Job: the command, when it runs, and what it gets of the environment.
plan            plan: the way of this system, shown before anything is written.      Start here.
systemd         A user timer, where systemd can be reached.
cron            A line of the crontab, else.
launchd         An agent, on macOS.
windows         A task, on Windows.
system          Programs of the system, run for the others.

What a plan installs is taken away as it was written. Of the services it knows programs.desktop.
"""
