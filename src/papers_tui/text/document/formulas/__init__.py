"""Formulas as pages give them, put right in the lines before they are parsed.

latexml     Formulas that a text has several times, as one.      Start here.
spoken      Formulas of arXiv's older pages, which stand there four times.
drawn       The symbols that a formula draws, in either form.
bare        TeX that lost its delimiters.
equations   Equations that came as tables, or apart from their numbers.
pieces      Formulas in pieces, one symbol a line, as one text.

Knows text.tex, and of the document the lines alone.
"""
