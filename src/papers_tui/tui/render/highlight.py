"""The words that a search looked for, where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.tui.render.lines import SEARCH, Line, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from papers_tui.model.query.parser import Query

_SENTENCE_ENDS = (". ", "? ", "! ", "\n")
_LEAD = 60
"""Characters before a match within which its sentence may begin."""


def marked(text: str, style: str, query: Query | None, found: str = "match") -> tuple[Span, ...]:
    """The text in spans, what the query looks for in the style `found`."""
    if query is None or not query.words:
        return (Span(text, style),)
    return tuple(_pieces(text, style, query, found))


def marked_line(line: Line, query: Query) -> Line:
    """The line, what the query looks for standing out; addresses and headings stay as they are."""
    pieces: list[Span] = []
    for span in line:
        if span.style == "heading" or (span.link and not span.link.startswith(SEARCH)):
            pieces.append(span)
        else:
            found = marked(span.text, span.style, query)
            pieces += (piece._replace(link=span.link) for piece in found)
    return tuple(pieces)


def excerpt(texts: tuple[str, ...], query: Query | None) -> str:
    """The first of the texts that has a word of the query, from the sentence with it on."""
    if query is not None and query.words:
        from papers_tui.model.query.highlights import spans

        for text in texts:
            if found := spans(text, query):
                return text[_sentence(text, found[0][0]) :]
    return next((text for text in texts if text), "")


def _pieces(text: str, style: str, query: Query, found: str) -> Iterator[Span]:
    from papers_tui.model.query.highlights import spans

    at = 0
    for start, end in spans(text, query):
        if start > at:
            yield Span(text[at:start], style)
        yield Span(text[start:end], found)
        at = end
    if at < len(text) or not text:
        yield Span(text[at:], style)


def _sentence(text: str, place: int) -> int:
    """The beginning of the sentence, or of a word not too far before the place."""
    start = max((text.rfind(end, 0, place) + len(end) for end in _SENTENCE_ENDS
                 if end in text[:place]), default=0)  # fmt: skip
    if place - start <= _LEAD:
        return start
    return text.find(" ", place - _LEAD) + 1
