"""All that was ever fetched: papers, lists, discussions and full texts, in archive.db.

archive      Archive: store a list, read papers and lists, days.      Start here.
tables       The tables, and the migrations that lead to them.
lists        Lists: which papers, in which order, fetched when.
papers       Papers by id.      paper_rows    A paper as a row, and back.
documents    Details and full texts of single papers.
compression  The JSON of one paper, compressed.
search/      The search, and the tables that make it quick.

Knows model and store.sqlite. A damaged file is set aside, and what was in it fetched again.
"""
