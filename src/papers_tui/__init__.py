"""A terminal reader for Hugging Face Daily Papers.

text/       Text in, text out: made safe, folded, measured.
model/      Values: papers, periods, queries, the reading list.      Start here.
sample/     A few papers for the demo.
hub/        The hub and arXiv over HTTP.
store/      Files: the archive, the reading list, settings.
export/     Papers for other programs.
services/   What both front ends do.
tui/        The reader.
cli/        The command line.

Each knows only those above it, but hub, store and export, which know nothing of each other.
"""

__version__ = "0.1.0"
