"""What arXiv's HTML leaves of formulas in text: each one up to four times, made one.

LaTeXML gives a formula as signs, as the content of its tree, as TeX and in words; a reader service
that keeps only text puts them one after the other, the last as `italic_Z start_POSTSUBSCRIPT`.
"""

from __future__ import annotations

import re

_ALPHABETS = "italic|bold|caligraphic|blackboard_bold|fraktur|bold_italic|roman|script|sansserif"
_WORD = rf"(?:(?:over|under|start|end)_[A-Z]+|(?:{_ALPHABETS})_\S|over\^ start_ARG)"
_SPOKEN = re.compile(rf"{_WORD}(?:(?:[^\w\s]|\d|\w(?!\w)|\s)*?\s?{_WORD})*")
_TREE = re.compile(
    r"(?:subscript|superscript)(?=\s)(?:[^\w\s\\^_{}]|[^\x00-\x7f]|\d|\s|subscript|superscript)*"
    r"(?=\S*[\\_^{])"
)
_MARKS = ("start_", "italic_", "caligraphic_", "bold_", "subscript ", "superscript ")


def unspoken(text: str) -> str:
    """The text without the formulas in words and as trees that stand beside their TeX."""
    if not any(mark in text for mark in _MARKS):
        return text
    return _SPOKEN.sub(" ", _TREE.sub(" ", text))
