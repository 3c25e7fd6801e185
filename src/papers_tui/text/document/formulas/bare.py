r"""TeX that lost its delimiters, between `\(` and `\)` again; displays alone on their lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from papers_tui.text.document.formulas.equations import NUMBER
from papers_tui.text.tex import symbols
from papers_tui.text.tex.arrays import KNOWN as ENVIRONMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEX = re.compile(r"\\(?:[A-Za-z]+|[{}|])|[_^]\{|[_^]\\")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_MATH = symbols.KNOWN - {
    "url", "href", "footnote", "emph", "textbf", "textit", "texttt", "textsc", "textsf",
    "underline", "uline", "ul", "hl", "S", "P", "checkmark", "cmark", "xmark", "LaTeX", "TeX",
    "textcolor", "color", "centering", "noindent", "xspace", "protect", "relax", *symbols.CITATIONS,
    *symbols.FOREIGN,
}  # fmt: skip
_KEPT = re.compile(
    r"\\\((?:(?!\\\().)*?\\\)|\\\[(?:(?!\\\[).)*?\\\]|`[^`]*`|https?://\S+"
    rf"|\](?!{NUMBER})\([^()]*\)|<[^<>]*>"
)
_PIECE = re.compile(r"\s+|\S")
_CONNECTS = re.compile(
    r"(?:[=<>≤≥≈∼≠∈∉⊂⊆→←↦⇒|:+\-−×·⋅*/…]|\d[\d.]*|(?<![A-Za-z])[A-Za-zα-ωΑ-Ω](?![A-Za-z]))+,?"
)
_OPERATOR = re.compile(r"[=<>≤≥≈∼≠∈∉⊂⊆→←↦⇒|+−×·⋅*/]")
_GOES_ON = re.compile(r"\\\)((?:\s*[=<>≤≥≈∼∈+−×·]\s*(?:\d[\d.,]*\d|\d|[A-Za-z](?![A-Za-z])))+)")
_RELATION_AFTER = re.compile(
    r"(\\(?:[lg]eq?|n?eq|sim|approx|simeq|[lg]eqslant|pm|ll|gg|times|cdot|propto|in|notin|to|equiv|"
    r"(?:left|right)arrow|subset(?:eq)?|cup|cap))\\\)\s+"
    r"(\d[\d.,]*\d%?|\d%?|[A-Za-z](?![A-Za-z]))"
)
_BEGINS = re.compile(r"(?<![\w\\.)])((?:[A-Za-z]|\d[\d.]*)\s*[=<>≤≥≈∼∈+−×·]\s*)\\\(")
_HYPHENATED = re.compile(
    r"(?<=[\w}\])])(?=-[A-Za-z]{2,})|(?<=[A-Za-z]{2}-)(?=\\)|(?=[–—/](?:[A-Za-z]{2,}|\\))|(?<=[–—])"
)
_ENDS = ".,;:!?"
_DISPLAY = re.compile(rf"\s*((?:\\\((?:(?!\\\)).)+\\\)[\s.,;]*+)+?)({NUMBER})?\s*", re.DOTALL)
_SEPARATE = re.compile(r"\\\)(\s*[.,;]?\s*)\\\(")
SAYS_SOMETHING = re.compile(
    r"[=<>≤≥≈∼∈→←∑∏∫≜]|\\(?:[lg]eq?|n?eq|approx|sim|to|in|leftarrow|rightarrow|sum|prod|int|begin|max|min|frac|mathcal|mathbb|nabla|propto|equiv)(?![A-Za-z])"
)
"""Characters that a formula that stands alone has, and a letter or a number has not."""


def with_delimiters(line: str) -> str:
    r"""The line with its bare TeX between `\(` and `\)`; what stands in delimiters stays."""
    if not _TEX.search(line) or line.count("$") >= 2:
        return line
    parts: list[str] = []
    place = 0
    for kept in _KEPT.finditer(line):
        parts += [_delimited(line[place : kept.start()]), kept[0]]
        place = kept.end()
    return "".join([*parts, _delimited(line[place:])])


def as_display(line: str) -> str | None:
    """The line as a display formula with its number, if it is nothing but a formula."""
    found = _DISPLAY.fullmatch(line)
    if found is None:
        return None
    source = _SEPARATE.sub(lambda match: match[1] if match[1].strip() else "{}", found[1].strip())
    source = source.replace("\\(", "").replace("\\)", "").strip()
    if not found[2] and not SAYS_SOMETHING.search(source):
        return None
    return f"$${source}$$ {found[2] or ''}".rstrip()


def _delimited(text: str) -> str:
    if not _TEX.search(text):
        return text
    words = list(_words(text))
    is_tex = [_is_math(word) for word in words]
    out: list[str] = []
    place = 0
    while place < len(words):
        end = _end_of_formula(words, is_tex, place) if is_tex[place] else place + 1
        inside = "".join(words[place:end])
        out.append(_formula(inside) if is_tex[place] else inside)
        place = end
    line = _BEGINS.sub(r"\(\1", "".join(out))
    return _RELATION_AFTER.sub(r"\1 \2\)", _GOES_ON.sub(r"\1\)", line))


def _words(text: str) -> Iterator[str]:
    """The words of a text, spaces among them; what stands in braces is a part of its word."""
    word, depth = "", 0
    for piece in _PIECE.findall(text):
        if piece.isspace() and depth <= 0:
            if word:
                yield from _parts(word)
            yield piece
            word, depth = "", 0
            continue
        word += piece
        depth += (piece == "{") - (piece == "}")
    if word:
        yield from _parts(word)


def _parts(word: str) -> Iterator[str]:
    """The word, separated from prose that a hyphen or a dash ties to its TeX."""
    start = 0
    for found in _HYPHENATED.finditer(word) if "\\" in word or "_{" in word else ():
        before = word[: found.start()]
        if start < found.start() and before.count("{") == before.count("}"):
            yield word[start : found.start()]
            start = found.start()
    yield word[start:]


def _is_math(word: str) -> bool:
    """Whether the word is TeX all of which can be drawn."""
    if not _TEX.search(word) or word.count("{") != word.count("}"):
        return False
    names = set(_COMMAND.findall(word))
    if {"begin", "end"} & names:
        inside = set(re.findall(r"\\begin\{(\w+)", word))
        is_complete = word.count("\\begin{") == word.count("\\end{")
        return bool(inside) and inside <= ENVIRONMENTS and is_complete
    return (
        names <= _MATH
        and not re.search(r"\{\s*\}\s*\Z", word.rstrip(_ENDS))
        and (bool(names - {"text", "mathrm"}) or bool(re.search(r"[_^]", word)))
    )


def _end_of_formula(words: list[str], is_tex: list[bool], place: int) -> int:
    """The end of the formula that begins with the word there: TeX and what connects it."""
    end = after = place + 1
    while after < len(words) and words[end - 1][-1] not in _ENDS:
        word = words[after]
        after += 1
        if is_tex[after - 1]:
            between = "".join(words[end : after - 1])
            if between.strip() and not _OPERATOR.search(between):
                break
            end = after
        elif not (word.isspace() or _CONNECTS.fullmatch(word.strip("()[]"))):
            break
    return end


def _formula(source: str) -> str:
    """The formula between its delimiters, punctuation and unpaired brackets outside."""
    before = after = ""
    while source and source[-1] in _ENDS + "\"'”’" and not source.endswith("\\" + source[-1]):
        source, after = source[:-1], source[-1] + after
    number = re.search(rf"{NUMBER}\Z", source)
    if number and _balanced(source[: number.start()]) and number.start():
        source, after = source[: number.start()], source[number.start() :] + after
        while source and source[-1] in ".,;" and not source.endswith("\\" + source[-1]):
            source, after = source[:-1], source[-1] + after
    if source[:1] in '(["“‘' and not _balanced(source):
        source, before = source[1:], source[:1]
    if source[-1:] in ")]" and not _balanced(source) and not source.endswith(("\\)", "\\]")):
        source, after = source[:-1], source[-1] + after
    prefix = re.match(r"[A-Za-z]{4,}(?=\\)", source)
    if prefix and prefix[0] not in symbols.FUNCTIONS:
        source, before = source[prefix.end() :], before + prefix[0]
    if not source.strip() or not _TEX.search(source):
        return before + source + after
    return f"{before}\\({source}\\){after}"


def _balanced(source: str) -> bool:
    plain = re.sub(r"\\left\.|\\right\.|\\[{}|]", "", source)
    return plain.count("(") == plain.count(")") and (
        plain.count("[") == plain.count("]") or bool(re.search(r"[\[(][^\[\]()]*[\])]", plain))
    )
