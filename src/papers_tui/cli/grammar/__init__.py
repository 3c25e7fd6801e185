"""The grammar of the command line.

registry      COMMANDS, and parse: from arguments to what is to be done.      Start here.
argv          The arguments sorted, so that options may stand anywhere.
parser        Parser, and the options that several commands share.
completions   Scripts that complete the command line in a shell.

Knows the names of the commands and imports each one when it is asked for.
"""
