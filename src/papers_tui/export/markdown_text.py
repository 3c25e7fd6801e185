"""Text in Markdown, escaped where it would mean something at its place and nowhere else.

What means something: CommonMark 0.31 (https://spec.commonmark.org/0.31.2/), GitHub's tables aside
its extensions and mentions, and the footnotes, formulas and scripts of pandoc.
"""

from __future__ import annotations

import re

from papers_tui.text.clean import harmless_line

_PUNCTUATION = r"!-/:-@\[-`{-~"
_ACTIVE = re.compile(
    rf"(?P<backslash>\\(?=[{_PUNCTUATION}]|\Z))"
    r"|`"
    r"|\*(?!\s|\Z)|(?<=[^\s\\])\*"  # emphasis, next to a word
    r"|(?<![^\W_])_(?!\s|\Z)|(?<=[^\s\\])_(?![^\W_])"  # the same, at the edge of a word
    r"|<(?=[A-Za-z/!?])"  # a tag, a comment, an address
    r"|&(?=#?\w+;)"  # a character by its name
    r"|~(?=\S)|(?<=\S)~"  # struck out, lowered
    r"|\^(?=\S)"  # raised, a footnote
    r"|\$(?=\S)|(?<=[^\s\d])\$"  # a formula
    r"|@(?=\w)"  # a mention, an address of mail
    r"|#(?=\d)|(?<=/)#(?=\w)"  # an issue
    r"|:(?=//)|:(?=[\w+-]+:)"  # an address, a picture by its name
    r"|(?<=mailto):|(?<=xmpp):"
    r"|(?<=www)\.",
    re.IGNORECASE,
)
_EMPTY_LINES = re.compile(r"\n[ \t]*\n")
_BRACKET = re.compile(r"[\[\]]")
_BRACKETS_MEAN = re.compile(r"\]\s?[(\[:{]|\[[\^\[@!]|\[[ xX]\]|\[\]")
_BEGINS = re.compile(
    r"(?P<number>\d{1,9})(?P<after>[.)])(?=\s|\Z)|(?P<mark>[-+*](?=\s|\Z)|#{1,6}(?=\s|#|\Z)|>|"
    r"(?:-[ ]?){2,}|(?:=[ ]?)+\Z|\|(?=\s|\Z)|:(?=\s|::|\Z)|%)"
)
_ESCAPED_PARENTHESES = str.maketrans({"(": "%28", ")": "%29", " ": "%20", "<": "%3C", ">": "%3E"})


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a plain text, between empty lines."""
    return _EMPTY_LINES.split(text)


def escaped(text: str, *, begins: bool = True) -> str:
    """One line of text as Markdown that reads as the text, whoever wrote it.

    `begins` says that it stands where a block may begin: there a few characters more mean
    something.
    """
    line = harmless_line(text)
    safe = _ACTIVE.sub(lambda match: f"\\{match[0]}", line)
    if "[" in line or "]" in line:
        safe = _with_brackets(line, safe)
    return _line_start(safe) if begins else safe


def in_link(text: str) -> str:
    """The text between a link's brackets."""
    safe = escaped(text, begins=False)
    return re.sub(r"(?<!\\)[\[\]]", r"\\\g<0>", safe)


def link(text: str, url: str) -> str:
    """A link; the address must be a safe one."""
    return f"[{in_link(text)}]({url.translate(_ESCAPED_PARENTHESES)})"


def _with_brackets(line: str, safe: str) -> str:
    """Brackets escaped where they could belong to a link, a footnote or a box to tick."""
    depth = 0
    for bracket in _BRACKET.findall(line):
        depth += 1 if bracket == "[" else -1
        if depth < 0:
            break
    if depth == 0 and not _BRACKETS_MEAN.search(line):
        return safe
    return re.sub(r"[\[\]]", r"\\\g<0>", safe)


def _line_start(line: str) -> str:
    found = _BEGINS.match(line)
    if found is None:
        return line
    if found["number"]:
        return f"{found['number']}\\{line[found.start('after') :]}"
    return f"\\{line}"
