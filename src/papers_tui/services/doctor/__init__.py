"""The checks and repairs of doctor.

checks        Check: the result of one, and how bad it is.      Start here.
files         The reading list and the databases.
environment   Versions, settings, leftovers, addresses.
terminal      What the terminal can show.

Knows store. The command line prints the checks.
"""
