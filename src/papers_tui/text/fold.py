"""Text as it is compared: without case and accents, as words.

What is looked for and what is looked through, in memory or in SQLite, go through here and
nowhere else.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

WALL = "#"
"""Stands between texts that are indexed together; no word is like it, so no phrase crosses it."""

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_WORD = re.compile(r"\w+(?:[+#]++(?!\w))?")
_BREAKS_OFF = re.compile(r"\w[+#]*+\Z")


class Located(NamedTuple):
    """A folded word, and where it stands in the text as written."""

    word: str
    start: int
    end: int


def fold(text: str) -> str:
    """The text in compatibility decomposition, case folded, without its marks.

    Each character is folded by itself: the folded parts of a text are the parts of the folded text.
    """
    if text.isascii():
        return text.lower()
    return _NOT_ASCII.sub(lambda run: _fold(run[0]), text).casefold()


def words(text: str) -> list[str]:
    """The folded words: letters, digits and `_`, with `+` and `#` kept where a word ends.

    Between two words `+` and `#` separate like every other character: `C++` is one word, `RGB+D`
    two.
    """
    return _WORD.findall(fold(text))


def folded_name(text: str) -> str:
    """The folded text with single spaces, for what is compared as one: tags and names."""
    return " ".join(fold(text).split())


def index_text(*texts: str) -> str:
    """The words of the texts, separated by spaces, with a wall between one text and the next.

    A word holds no white space, no quote and, of ASCII, only letters, digits and `_+#`, so that
    a tokenizer which splits at every other ASCII character gives back exactly these words: FTS5's
    `ascii` with `tokenchars '_+#'` does (https://sqlite.org/fts5.html#ascii_tokenizer).
    """
    split = (" ".join(words(text)) for text in texts)
    return f" {WALL} ".join(text for text in split if text)


def ends_in_word(text: str) -> bool:
    """Whether the text breaks off in a word, which more letters would make longer."""
    return _BREAKS_OFF.search(fold(text)) is not None


def located(text: str) -> list[Located]:
    """The words of a text and their places in it; a word's marks belong to it."""
    if text.isascii():
        return [Located(match[0], *match.span()) for match in _WORD.finditer(text.lower())]
    folded, origin = _traced(text)
    return [
        Located(match[0], origin[match.start()], _after_marks(text, origin[match.end() - 1] + 1))
        for match in _WORD.finditer(folded)
    ]


def _fold(characters: str) -> str:
    folded = _unmarked(unicodedata.normalize("NFKD", characters)).casefold()
    return _unmarked(unicodedata.normalize("NFKD", folded))


def _unmarked(text: str) -> str:
    return "".join([character for character in text if unicodedata.category(character)[0] != "M"])


def _traced(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place of the one it comes from."""
    parts = [fold(character) for character in text]
    origin = [place for place, part in enumerate(parts) for _ in part]
    return "".join(parts), origin


def _after_marks(text: str, end: int) -> int:
    while end < len(text) and not fold(text[end]):
        end += 1
    return end
