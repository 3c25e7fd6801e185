"""The program against about the least that a Textual program can do, as ratios."""
