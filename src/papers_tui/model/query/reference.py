"""The query language as a table, for every page that explains it."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """One thing that a query can say."""

    syntax: str
    meaning: str
    example: str
    """A whole query."""


LANGUAGE = (
    Row("word", "In title, abstract, authors, summary, keywords, organization", "agents"),
    Row("one two", "Both, wherever they stand", "diffusion video"),
    Row('"a phrase"', "The words one after the other", '"chain of thought"'),
    Row("GPT-4o", "What signs part is a phrase; + and # at a word's end count", "c++ llama-3.1"),
    Row("prefix*", "Words that begin so", "quanti*"),
    Row("-this", "Papers that this does not find", "video -survey"),
    Row("this OR that", "Either, OR in capitals; binds weaker than blanks", "mamba OR rwkv"),
    Row("( )", "What belongs together", "(mamba OR rwkv) vision"),
    Row("arXiv id", "That paper first, pasted in any form", "arXiv:2507.21049v2"),
    Row("title:", "A word or phrase of the title", 'title:"world models"'),
    Row("abstract:", "… of the abstract", "abstract:open-source"),
    Row("author:", "… of one author's name", 'author:"yann lecun"'),
    Row("org:", "… of the organization's name", "org:nvidia"),
    Row("keyword:", "… of one of the AI keywords", 'keyword:"reward model"'),
    Row("by:", "Login or full name, whole, of who submitted the paper", "by:akhaliq"),
    Row("tag:", "One of your tags, whole", 'tag:"to discuss"'),
    Row("is:", "starred, seen, unseen, to-read, reading or read", "is:starred -is:read"),
    Row("has:", "code, project, note, summary or pdf", "has:code -has:note"),
    Row("upvotes:", "Upvotes; with >=, >, <=, < or nothing before the number", "upvotes:>=50"),
    Row("comments:", "Comments at the hub", "comments:>3"),
    Row("stars:", "GitHub stars", "stars:>100"),
    Row("authors:", "How many authors", "authors:<5"),
    Row("day:", "On the list of a day, month or year", "day:2025-12-11"),
    Row("published:", "First at arXiv then; a..b for a range", "published:2025-11..2025-12-11"),
    Row("a..  ..b", "A range with one end", "day:2025-12-01.."),
    Row("sort:", "relevance, upvotes, day, comments, stars, title", "sort:upvotes"),
)
"""Everything there is to say, in the order to learn it."""

NOTES = (
    "Case and accents do not matter; words match whole.",
    "What is not known meets no comparison: upvotes:<5 leaves out papers without a count.",
    'A quote inside quotes is written twice: tag:"the ""big"" one".',
    "Text with a colon goes in quotes, unless the colon ends a word or stands in a link or time.",
)
"""What the table leaves unsaid."""
