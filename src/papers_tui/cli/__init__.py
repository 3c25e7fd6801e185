"""The command line: arguments in, data on stdout, messages on stderr.

main           run: the entry point, from arguments to an exit status.      Start here.
grammar/       What may be typed.
commands/      One module for each command.
context        Context: the environment, the session and the network of a command.
launch         The start of the reader, and the report after a crash.
settings       The settings of this run, and the keys that they give.
inputs         Ids and queries as they are typed.
rows           Papers with their marks, ready to be printed.
details        A paper's discussion and full text, archived or fetched.
fetching       Papers and PDFs from the archive, or else fetched.
library_edit   Changes of the reading list: saved first, then titles found for new papers.
schedules      Digests that run by the clock.
watches        What watches need of a command: lists fetched, errors reported, hooks started.
titles         Titles for papers that the reading list knows by their ids alone.
output/        Papers as tables, pages, Markdown and JSON.
streams        stdin, stdout and stderr.      progress   A bar on stderr.
errors         What a command could not do, and the exit statuses.

A start loads main, launch, settings and errors alone; the rest is imported where it is needed.
"""
