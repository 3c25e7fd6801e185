"""Files in general, whatever is in them.

atomic      A file written so that it is the old one or the new one.      Start here.
locks       One writer at a time, among all programs on this machine.
leftovers   Temporary files that a killed run has left.

Knows nothing of papers.
"""
