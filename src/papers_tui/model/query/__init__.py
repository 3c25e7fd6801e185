"""The query language of search, filters, saved searches and `--where`.

parser      parse: from what is written to a Query.                    Start here.
syntax      The syntax tree, and the tree written as a query again.
tokens      The text cut into terms.
fields      The fields and the values that they take.
dates       Dates and ranges of dates; fixed ones and those counted from a day.
relative    Relative dates made fixed.
inflection  The singular and the plural of a word.
match       Whether a query finds a paper, in memory.
facts       The facts on this machine that queries can ask for.
highlights  The places of a query's words in a text.
reference   The language as a table, for help pages.
errors      The error of a query that makes no sense, and its drawing.

Knows no SQLite: the same language in SQL is `store.archive.search`.
"""
