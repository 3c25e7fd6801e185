"""BibTeX read back by pybtex, which counts braces and commands as BibTeX does."""

from __future__ import annotations

from pybtex.database import parse_string
from pybtex.database.input.bibtex import LowLevelParser


def entries(text: str) -> dict[str, dict[str, str]]:
    """The fields of every entry by its key, to the letter; raises for what BibTeX reports.

    That is a syntax error, a key or a field that is there twice, and a name with too many commas.
    """
    parse_string(text, "bibtex")
    found = {}
    for kind, (key, fields) in LowLevelParser(text):
        assert kind == ("article" if "journal" in dict(fields) else "misc"), kind
        found[key] = {name: "".join(parts) for name, parts in fields}
    return found


def authors(text: str) -> list[str]:
    """The names of the one entry's authors, as BibTeX separates them."""
    (entry,) = parse_string(text, "bibtex").entries.values()
    return [str(person) for person in entry.persons["author"]]
