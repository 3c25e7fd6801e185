"""The query language as a table, for every page that explains it."""

from __future__ import annotations

from typing import NamedTuple

from papers_tui.model.query.inflection import RULE


class HelpRow(NamedTuple):
    """One form of the query language."""

    syntax: str
    meaning: str
    example: str
    """A complete query."""


LANGUAGE = (
    HelpRow(
        "word",
        "In title, abstract, authors, summary, keywords, organization; in singular and plural",
        "agents",
    ),
    HelpRow("one two", "Both, wherever they stand", "diffusion video"),
    HelpRow('"a phrase"', "The words one after the other, exactly so", '"chain of thought"'),
    HelpRow(
        "GPT-4o",
        "Words joined by other characters are a phrase; C++ and C# are words",
        "c++ llama-3.1",
    ),
    HelpRow("prefix*", "Words that begin so", "quanti*"),
    HelpRow("-this", "Papers that this does not find", "video -survey"),
    HelpRow("this OR that", "Either, OR in capitals; binds weaker than spaces", "mamba OR rwkv"),
    HelpRow("( )", "What belongs together", "(mamba OR rwkv) vision"),
    HelpRow("arXiv id", "That paper first, pasted in any form", "arXiv:2507.21049v2"),
    HelpRow("title:", "A word or phrase of the title", 'title:"world models"'),
    HelpRow("abstract:", "… of the abstract", "abstract:open-source"),
    HelpRow("author:", "… of one author's name", 'author:"yann lecun"'),
    HelpRow("author:@", "An author by the login of their account at the hub", "author:@akhaliq"),
    HelpRow("org:", "… of the organization's name", "org:nvidia"),
    HelpRow("keyword:", "… of one of the AI keywords", 'keyword:"reward model"'),
    HelpRow("by:", "The complete login or name of whoever submitted the paper", "by:akhaliq"),
    HelpRow("tag:", "One of your tags, complete", 'tag:"to discuss"'),
    HelpRow("in:", "One of your saved searches or watches, by its name", 'in:"to discuss"'),
    HelpRow(
        "is:",
        "starred, seen, unseen, to-read, reading, read; followed: found by a watch",
        "is:starred -is:read",
    ),
    HelpRow(
        "has:",
        "code, project, model, dataset, space, media, discussion, summary, note or pdf",
        "has:code -has:note",
    ),
    HelpRow("upvotes:", "Upvotes; with >=, >, <=, < or nothing before the number", "upvotes:>=50"),
    HelpRow("comments:", "Comments at the hub", "comments:>3"),
    HelpRow("stars:", "GitHub stars", "stars:>100"),
    HelpRow("authors:", "How many authors", "authors:<5"),
    HelpRow("50..100", "A range of numbers, open on either side", "upvotes:50..100 stars:100.."),
    HelpRow("day:", "On the list of a day, week, month or year", "day:2025-W50"),
    HelpRow("published:", "First at arXiv then; a..b for a range", "published:2025-11..2025-12-11"),
    HelpRow("seen:", "When you saw it", "seen:last-week"),
    HelpRow("added:", "When it came into your reading list", "added:2026"),
    HelpRow("a..  ..b", "A range of dates with one end", "day:2025-12-01.."),
    HelpRow("12/11/2025", "Also 11.12.2025 and, in quotes, a date in words", 'day:"11 Dec 2025"'),
    HelpRow(
        "today",
        "Also yesterday, this-week, last-week, this-month, last-month, -3 (three days ago)",
        "day:yesterday",
    ),
    HelpRow("-7..", "The last seven days", "day:-7.. upvotes:>20"),
    HelpRow("sort:", "relevance, upvotes, day, comments, stars, title", "sort:upvotes"),
)
"""Everything there is to say, in the order to learn it."""

NOTES = (
    "Case and accents do not matter; a word is found only as a complete word.",
    f"Singular and plural: {RULE}; neither in quotes nor after a field.",
    "Where no paper has all the words, a search shows those with most of them, and says so.",
    "day: and published: count from the hub's newest day, seen: and added: from today.",
    "has:model, has:dataset and has:space know the papers of which you opened what is linked.",
    "What is not known meets no comparison: upvotes:<5 leaves out papers without a count.",
    'A quote inside quotes is written twice: tag:"the ""big"" one".',
    "Text with a colon goes in quotes, unless the colon ends a word or stands in a link or time.",
)
"""Rules that have no row in the table."""
