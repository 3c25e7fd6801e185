"""Databases of SQLite in general, whatever is in them.

database     Database: questions and changes by many threads.      Start here.
opening      How a database is opened, whatever is in its place.
schema       One kind of database: its tables, migrations and name.
quarantine   A damaged database set aside, with its files.
check        A database looked through, without changing it.
turn         One run at a time.
values       Times, checksums, ids in batches.      errors       SQLite's errors as sentences.

Knows nothing of papers.
"""
