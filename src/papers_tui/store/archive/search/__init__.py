"""Search in the archive, by tables that are derived from its papers.

search      Search: ask, stop, repair the tables when in doubt.        Start here.
ranking     The papers that a query finds, in order.
partial     The papers that have most of the words, when none has all.
conditions  A syntax tree as a condition in SQL.
index, index_rows   The tables of search, and papers as rows of them.
accounts    The accounts of authors, from the JSON that is kept.
scan        The same answers without the tables.
similar     More like this.

Knows model.query, store.sqlite and the archive's papers. Knows nothing of lists.
"""
