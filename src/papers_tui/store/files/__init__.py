"""Files in general, whatever is in them.

atomic      A file written so that it is the old one or the new one.      Start here.
held        A file held open, to be read once it is replaced.
locks       One writer at a time, among all programs on this machine.
regular     A file read only where it is one: no pipe, no folder.
private     Folders and files that nobody else can read.

Knows nothing of papers.
"""
