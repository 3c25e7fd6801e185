"""Places in a text where the words of a query stand, for highlighting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.text.fold import Located, located

if TYPE_CHECKING:
    from collections.abc import Iterator

    from papers_tui.model.query.parser import Query
    from papers_tui.model.query.syntax import Words


def spans(text: str, query: Query) -> list[tuple[int, int]]:
    """The places of the words and phrases that a query looks for, counted in the text's characters.

    It does not matter in which field they are looked for. Sorted; none touches another.
    """
    if not query.words:
        return []
    found = located(text)
    hits = sorted({span for term in query.words for span in _occurrences(found, term)})
    merged: list[tuple[int, int]] = []
    for start, end in hits:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _occurrences(found: list[Located], term: Words) -> Iterator[tuple[int, int]]:
    size, forms = len(term.words), term.forms
    for place in range(len(found) - size + 1):
        run = found[place : place + size]
        if _runs(tuple(word.word for word in run), forms, term.prefix):
            yield run[0].start, run[-1].end


def _runs(run: tuple[str, ...], forms: tuple[tuple[str, ...], ...], prefix: bool) -> bool:
    if prefix:
        return any(run[:-1] == form[:-1] and run[-1].startswith(form[-1]) for form in forms)
    return run in forms
