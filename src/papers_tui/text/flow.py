"""Text that was broken into lines for a page, made paragraphs again."""

from __future__ import annotations

import re

_PARAGRAPH_ENDS = re.compile(r"\n\s*\n")
_LINE_ENDS = re.compile(r"\s*\n\s*")


def reflow(text: str) -> str:
    """The text with a blank for every single line break; empty lines go on parting paragraphs."""
    paragraphs = (_LINE_ENDS.sub(" ", part.strip()) for part in _PARAGRAPH_ENDS.split(text))
    return "\n\n".join(part for part in paragraphs if part)
