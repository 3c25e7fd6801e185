"""Values as lines of styled text; no widget and no screen.

lines       Line, Span: styled text before it is drawn.      Start here.
card        A paper in the list.      paper        A paper with all that is known of it.
discussion  What readers say.      linked      Models, datasets and spaces.
full_text   A full text, laid out where one looks.
blocks      Its blocks as rows.      tables, formulas   Two kinds of them.
rows, wrap  Text broken into rows of a width.
highlight, matches   Words that were searched, where they stand.
messages    A message of the status line, and words that many share.

Knows model and text. Pure: what is drawn follows from what is given.
"""
