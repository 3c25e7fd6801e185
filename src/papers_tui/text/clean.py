"""Text from elsewhere made safe to print, once, at the edge."""

from __future__ import annotations

import re
import unicodedata

TITLE, NAME, ABSTRACT, URL = 500, 120, 20_000, 2_000
"""The most characters kept of a title, a name, an abstract, an address. Longest real ones:
175, 60, 1,923 and about 200."""

_TAB = 4
_QUOTED = 60

_CUT = "…"
_MOST_MARKS = 4
_MARKS_AT_MOST = re.compile(rf"[^\x00-\x7f]{{{_MOST_MARKS + 1}}}")
"""A run in which there may be more."""

_FORBIDDEN = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # control codes, escape among them
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # marks that turn the writing direction
    "\u200b\u2060-\u2065\ufeff"  # invisible; the joiners that scripts and emoji need stay
    "\ufff9-\ufffb\U000e0000-\U000e007f"  # annotations and tags
    "\ufdd0-\ufdef\ufffe\uffff"  # no characters at all
    "]"
)
_EMPTY_CELLS = re.compile("[\u2800\u3164\uffa0]+")
"""Characters that are drawn as nothing, in cells of their own by some terminals."""

_UNDRAWN = re.compile(
    "["
    "\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # fillers, hyphens that are not shown
    "\ufff0-\ufff8\U00016fe4\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a"
    "]"
    "|(?:(?<=[\ufe00-\ufe0f\U000e0100-\U000e01ef])|(?<=\\s)|(?<![\\s\\S]))"
    "[\ufe00-\ufe0f\U000e0100-\U000e01ef]+"  # selectors of a form, with nothing to select it of
)
_WINDOW = 64
"""The multiple of the most characters that is looked through: invisible ones may be in front."""

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_GAPS = re.compile(r"[^\S\n]{3,}")
_EMPTY_LINES = re.compile(r"\n{3,}")
_PARAGRAPH_ENDS = re.compile(r"\n\s*\n")
_LINE_ENDS = re.compile(r"\s*\n\s*")


def clean(text: object, most: int = ABSTRACT) -> str:
    """At most `most` characters, none of which could steer a terminal or fail to encode.

    Line breaks stay, at most one empty line in a row. What is no string is an empty one. What is
    cut ends in an ellipsis.
    """
    if not isinstance(text, str):
        return ""
    text = text.strip()
    if not text.isascii():
        text = visible(text[: _WINDOW * most])
    safe = text[: 4 * most + 1]
    if not (safe.isascii() and safe.isprintable()):
        safe = _EMPTY_LINES.sub("\n\n", _GAPS.sub("  ", _harmless(safe))).strip()
    elif "   " in safe:
        safe = _GAPS.sub("  ", safe)
    if len(safe) <= most and len(text) <= 4 * most + 1:
        return safe
    return safe[: most - 1].rstrip() + _CUT if safe else ""


def visible(text: str) -> str:
    """The text without characters that are drawn as nothing, however many in a row."""
    return _UNDRAWN.sub("", _EMPTY_CELLS.sub(" ", text))


def harmless(text: str) -> str:
    """The text without a limit, and with all its spaces and empty lines: for what a user wrote."""
    return text if text.isascii() and text.isprintable() else _harmless(text)


def harmless_line(text: str) -> str:
    """All of the text on one line and harmless, with single spaces."""
    return " ".join(harmless(text).split())


def own(text: str) -> str:
    """A user's own text as it was written, without characters that command a terminal.

    Marks of the writing direction, tabs and the normal form stay: `harmless` is for showing it.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)
    return _CONTROLS.sub("", _BREAKS.sub("\n", text))


def source(text: object, most: int, *, keep_tabs: bool = False) -> str:
    """At most `most` harmless characters of a text whose spaces and lines mean something.

    That is Markdown, or code: tabs become as many spaces as lead to the next of every fourth
    column, unless they are kept. What is no string is an empty one, and what is cut ends in an
    ellipsis.
    """
    if not isinstance(text, str):
        return ""
    kept = text[: most + 1]
    pieces = kept.split("\t") if keep_tabs else [kept.expandtabs(_TAB)]
    safe = "\t".join(map(harmless, pieces)).strip("\n").rstrip()
    if len(safe) <= most and len(text) <= most:
        return safe
    return safe[: most - 1].rstrip() + _CUT if safe else ""


def one_line(text: object, most: int = TITLE) -> str:
    """The text as `clean` makes it, with every run of white space made one space."""
    return " ".join(clean(text, most).split())


def brief(text: object) -> str:
    """The beginning of somebody's text on one line, to be quoted in a sentence."""
    return one_line(text, _QUOTED)


def _harmless(text: str) -> str:
    text = _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)
    text = _BREAKS.sub("\n", text).replace("\t", " ")
    return unicodedata.normalize("NFC", _few_marks(_FORBIDDEN.sub("", text)))


def _few_marks(text: str) -> str:
    """At most four combining marks in a row: more would leave the row they are on."""
    if _MARKS_AT_MOST.search(text) is None:
        return text
    kept, run = [], 0
    for character in text:
        run = run + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if run <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def reflow(text: str) -> str:
    """The text with a space for every single line break; empty lines still separate paragraphs."""
    paragraphs = (_LINE_ENDS.sub(" ", part.strip()) for part in _PARAGRAPH_ENDS.split(text))
    return "\n\n".join(part for part in paragraphs if part)
