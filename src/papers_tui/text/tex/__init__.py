"""TeX as Unicode: what a reader sees of a formula or of TeX in the midst of prose.

convert      to_unicode: a quick test, and what was converted before, come before any loading.
prose        Prose with TeX in it, token by token.      Start here.
remains      What is left of markup in prose: braces, colors, authors' macros, Markdown.
own_macros   Authors' macros that a text defines itself, or whose name says what they are.
repair       Repair of formulas that lost backslashes and dollars.
typography   Quotation marks, dashes and ties; addresses and code, which stay.
delimiters   Dollars: money, or the delimiters of a formula.
commands     One command or group in prose.
math         A formula on one line.
arrays       Matrices, cases and aligned rows.
scripts      Superscripts, subscripts, fractions, roots and accents out of finished pieces.
grammar      TeX parsed by pylatexenc.
symbols      Tables of commands and characters.

Nothing here is loaded before a text needs it, except convert.
"""
