"""Authors' own macros: those that a text defines itself, and those whose name says what they are.

Preambles do not come with an abstract, but a few habits are common to many: `\\R` for the real
numbers, `\\vx` and `\\mW` of ICLR's template, `\\KL` and `\\softmax` for functions.
"""

from __future__ import annotations

import re

from papers_tui.text.tex import symbols

SETS = {"R": "ℝ", "N": "ℕ", "Z": "ℤ", "Q": "ℚ", "C": "ℂ", "E": "𝔼", "RR": "ℝ", "EE": "𝔼", "NN": "ℕ"}
"""Letters that stand for sets and for the expectation."""

_LETTER = re.compile(r"(?:rv|rm|ev|em|bf|bs|[vmtsb])([A-Za-z])")
_SCRIPT = re.compile(r"(?:cal|mc|c|g)([A-Z])")
_DOUBLE = re.compile(r"bb([A-Z])")
_FUNCTION = re.compile(r"[A-Z]{2,}|[A-Za-z]{3,}")
_DEFINITION = re.compile(
    r"(?:\\(?:re|provide)?(?:new)?command\*?|\\def|\\(?P<operator>DeclareMathOperator\*?))\s*"
    r"(?:\{\\(?P<braced>[A-Za-z]+)\}|\\(?P<bare>[A-Za-z]+))\s*"
    r"\{(?P<text>(?:[^{}]|\{[^{}]*\})*)\}\s?"
)
_MOST = 20
"""Definitions in one text that are expanded, at most."""

_MOST_ADDED = 10_000
"""Characters that macros may add to a text. Macros made of macros can make any length of a line."""


def expanded(text: str) -> str:
    r"""The text with the macros that it defines itself in place, and without their definitions.

    A macro that takes something stays, and so does its definition. Where macros would make a text
    too long, it stays as it was written.
    """
    if "command" not in text and "\\def" not in text and "DeclareMathOperator" not in text:
        return text
    written = text
    for _ in range(_MOST):
        if (found := _DEFINITION.search(text)) is None:
            break
        name = found["braced"] or found["bare"]
        shown = found["text"]
        if operator := found["operator"]:
            shown = f"\\operatorname{operator[len('DeclareMathOperator') :]}{{{shown}}}"
        text = text[: found.start()] + text[found.end() :]
        used = re.compile(rf"\\{name}(?![A-Za-z])(?:\{{\}}|\\(?= ))?")
        added = len(shown) * sum(1 for _ in used.finditer(text))
        if len(text) + added > len(written) + _MOST_ADDED:
            return written
        text = used.sub(lambda _, shown=shown: shown, text)  # type: ignore[misc]
    return text


def by_name(name: str) -> str | None:
    r"""The text that `\name` stands for in a formula; None where the name does not say it."""
    if name in SETS:
        return SETS[name]
    for pattern, alphabet in ((_DOUBLE, "mathbb"), (_SCRIPT, "mathcal")):
        if found := pattern.fullmatch(name):
            return symbols.ALPHABETS[alphabet].get(found[1], found[1])
    if found := _LETTER.fullmatch(name):
        return found[1]
    return name if _FUNCTION.fullmatch(name) else None
