"""Databases of SQLite in general, whatever is in them.

database     Database: questions and changes by many threads.      Start here.
opening      A database opened, made or migrated; a damaged one set aside first.
schema       One kind of database: its tables, migrations and name.
quarantine   A damaged database set aside, with its files.
check        A database looked through, without changing it.
turn         A lock by which one run waits for another.
values       Times, checksums, ids in batches.      errors       SQLite's errors as sentences.

Knows nothing of papers.
"""
