"""Widgets of the reader: each is given what to show and posts what the user did.

line_view       A pane of lines that draws only those in sight.      Start here.
card_list       The list of papers.
reading_pane    The base of panes with running text.
abstract, discussion, linked, full_text   The parts of a paper.
outline_column  The sections beside a full text.
search_matches  A search in a text.
bars, tabs      The one-line bars.
divider         The border between the panes.
calendar        A month at a time.
line_list       A list of lines that are given ready to be drawn.
query_input     The line in which a search or a filter is typed.

Knows render, keys and commands. Knows no reader: what it needs is given, what happens is posted.
"""
