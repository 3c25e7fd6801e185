"""Remains of markup in prose: braces, colors, authors' own macros, Markdown, glued addresses.

What is left of `\\emph{entropy}` when the hub takes the command is `{entropy}`; a set such as
`{True, False}` stays, and so does everything in code.
"""

from __future__ import annotations

import re

from papers_tui.text.tex.own_macros import expanded
from papers_tui.text.tex.typography import edit_outside_code

_COLORS = (
    r"(?:(?:dark|light|dim|deep|medium|royal|navy|sky|forest|sea|hot|indian|fire)?"
    r"(?:red|blue|green|teal|magenta|cyan|orange|purple|violet|gr[ae]y|black|brown|olive|lime|pink|"
    r"yellow|gold|maroon|navy|crimson|salmon|white))"
)
_SWITCHES = r"(?:bf|em|it|rm|sc|sf|sl|tt|bfseries|itshape|ttfamily|scshape)"
_SIZES = r"(?:tiny|scriptsize|footnotesize|small|normalsize|large|Large|LARGE|huge|Huge|normalfont)"
_START = r"(?:(?<=[\s(\[“‘\"'—–~-])|(?<![\s\S]))"
_WORDS = r"[^\W\d_](?:[^\W_]|[ \n'’.-](?=[^\W_]))*"

_COLORED = re.compile(rf"(?<![\w\\]){_COLORS}\{{((?:[^{{}}]|\{{[^{{}}]*\}})*)\}}", re.IGNORECASE)
_COLOR_BEFORE = re.compile(r"\\?(?:text)?color(?:\[\w+\])?\{[^{}]*\}\{([^{}\\]*)\}")
_COLOR_INSIDE = re.compile(r"\{\\?color(?:\[\w+\])?\{[^{}]*\}\s*+([^{}\\]*)\}")
_COLOR_SWITCH = re.compile(r"\\color\{([a-z]+)([A-Z]+)\}(?=[a-z])")
_BARE_SWITCH = re.compile(rf"\{{{_SWITCHES}\s++([^{{}}\\]*)\}}")
_GROUP = re.compile(rf"{_START}\{{({_WORDS})\}}(?![\w{{^_])")
_INSIDE_WORD = re.compile(
    r"(?<![\w\\{}^_$])(?P<before>[^\W\d_]*)\{(?P<inside>[^\W\d_]{1,3})\}"
    r"(?=[^\W\d_]|(?<=[^\W\d_]\{[a-z]\})(?:[\s.,;:)]|\Z))"
)
_AMOUNT = re.compile(rf"{_START}\{{(\d[\d.,]*(?:[%×xKMB]|ms|s))\}}(?![\w{{^_])")
_STRAY_BRACE = re.compile(r"(?<=[^\W_])\}(?=[\s.,;:]|\Z)")
_MACRO = re.compile(
    rf"{_START}\\(?P<name>[A-Za-z]{{2,}})(?:\{{\}}|\\(?= )|(?![A-Za-z0-9{{\[\\^_]))(?P<space> ?)"
)
_ABBREVIATIONS = {
    "eg": "e.g.", "ie": "i.e.", "etc": "etc.", "etal": "et al.", "cf": "cf.", "wrt": "w.r.t.",
    "vs": "vs.", "aka": "a.k.a.", "iid": "i.i.d.", "dof": "d.o.f.", "resp": "resp.", "viz": "viz.",
    "Eg": "E.g.", "Ie": "I.e.", "Cf": "Cf.", "apriori": "a priori", "adhoc": "ad hoc",
    "eq": "Eq.", "fig": "Fig.", "tab": "Tab.", "sect": "Sec.",
}  # fmt: skip
_OWN = re.compile(
    r"(our|the|this|my)(method|model|bench|benchmark|dataset|approach|framework|name|"
    r"system|algorithm|agent|work|data|paper|task|metric|algo)s?\Z",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"(?:(?<![\w)*\\])|(?<=[^\W\d_])(?=\*\*[^\W\d_]{1,3}\*\*))"
    r"(?:\*(?=\*\*))?\*\*(?=[^\s*])([^*\n]+(?:\n(?!\n)[^*\n]+)?)(?<=[^\s*])\*\*\*?(?!\*)"
)
_EMPHASIS = re.compile(
    r"(?<![\w*\\$^])\*(?=[^\W\d_])([^*\n.]{1,80}?)(?<=[\w!?)])\*(?![\w*$])"
    r"|(?<![\w_\\$^{}/.-])_(?=[^\W\d_])([^_\n.\\]{2,80}?)(?<=[^\W_])_(?![\w_(\[{])"
)
_STRONG_WORDS = re.compile(
    r"(?<![\w_\\])__(?=\w)(?=[^\s_]*\s)([^_\n]*+(?:\n[^_\n]*+)?+)(?<=\w)__(?![\w_])"
)
_SIZED = re.compile(rf"\\{_SIZES}\s*\{{([^{{}}\\]*)\}}|\{{\\{_SIZES}\s++([^{{}}\\]*)\}}")
_LIST = re.compile(
    r"\\(?:begin|end)\{(?:itemize|enumerate|description|abstract|center|quote)\*?\}"
    r"(?:\[[^\]]{0,200}\])?[ \n]?"
)
_ITEM = re.compile(r"\\item(?![A-Za-z])(?:\[[^\]]{0,200}\])?\s*")
_VERBATIM = re.compile(r"\\verb\*?([|+!=\"])(.+?)\1")
_LINK = re.compile(
    r"(?<![\\\])\w])!?\[([^\[\]]{1,200})\]\((https?://[^\s()]+(?:\([^\s()]*\)[^\s()]*)?)\)"
)
_PICTURE = re.compile(
    r"\\includegraphics\*?(?:\[[^\[\]]*\])?\{[^{}]*\} ?|\\fa[A-Z][A-Za-z]*(?:\{\})? ?"
)
_BOXED = re.compile(
    r"\\(?:(?:raise|scale|rotate)box\{[^{}]*\}(?:\[[^\[\]]*\]){0,2}"
    r"|resizebox\{[^{}]*\}\{[^{}]*\})\{([^{}]*)\} ?"
)
_GROUPED_MACRO = re.compile(r"(?<![_^])(?P<open>(?:\\[A-Za-z]+)?\{)\\(?P<name>[A-Za-z]{3,})\}")
_TIED_ADDRESS = re.compile(r"(?<=[\w.,:;)])~(?=(?:https?://|www\.|\\url|\\href))")
_TIED_CITATION = re.compile(r"(?<=\s)~(?=\\(?:cite|ref|eqref|cref|Cref))")
_BARE_URL = re.compile(r"\\url(?=https?://)")
_GLUED_ADDRESS = re.compile(r"(?<=[^\s_({\[\\~“‘\"'-])(?=\\(?:url|href)\{)|(?<=[a-z][.,:;])(?=https?://)"
                            r"|(?<=[a-z])(?<!git\+)(?<!view-source:)(?=https?://)")  # fmt: skip


def without_remains(text: str, *, braces_stay: bool = False) -> str:
    """The prose without remains that say nothing; its letters and digits all stay."""
    text = edit_outside_code(text, _cleared)
    return text if braces_stay or "}" not in text else edit_outside_code(text, _without_braces)


def _cleared(text: str) -> str:
    if "http" in text or "\\" in text or "~www" in text:
        text = _BARE_URL.sub("", text)
        text = _GLUED_ADDRESS.sub(" ", _TIED_ADDRESS.sub(" ", text))
    if "*" in text:
        text = _STRONG.sub(r"\1", text)
    if "__" in text:
        text = _STRONG_WORDS.sub(r"\1", text)
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(lambda match: match[1] or match[2], text)
    if "](" in text:
        text = _LINK.sub(_linked, text)
    if "color" in text:
        text = _COLOR_BEFORE.sub(r"\1", _COLOR_INSIDE.sub(r"\1", text))
    if "\\" in text:
        text = _TIED_CITATION.sub("", expanded(text))
        text = (
            _BOXED.sub(_boxed, _PICTURE.sub("", text)) if "box" in text or "graph" in text else text
        )
        text = _LIST.sub("", text) if "\\begin" in text else text
        text = _ITEM.sub("• ", text).replace("\\thanks{", "\\footnote{")
        text = _GROUPED_MACRO.sub(_grouped_macro, text)
        text = _VERBATIM.sub(r"\2", text)
        text = _SIZED.sub(lambda match: match[1] or match[2] or "", text)
        text = _MACRO.sub(_macro, _COLOR_SWITCH.sub(r"\2", text))
    return _BARE_SWITCH.sub(r"\1", _COLORED.sub(r"\1", text)) if "}" in text else text


def _without_braces(text: str) -> str:
    if "{" in text:
        text = _GROUP.sub(_group, _AMOUNT.sub(r"\1", _INSIDE_WORD.sub(_inside_word, text)))
    return text if "{" in text or "\\" in text else _STRAY_BRACE.sub("", text)


def _inside_word(match: re.Match[str]) -> str:
    return match[0] if _is_known(match["before"]) else match["before"] + match["inside"]


def _group(match: re.Match[str]) -> str:
    """The text in the braces; a letter alone and the name of a symbol keep them."""
    return match[0] if len(match[1]) == 1 or _is_known(match[1]) else match[1]


def _boxed(match: re.Match[str]) -> str:
    return match[1] + (" " if match[1].strip() and match[0].endswith(" ") else "")


def _grouped_macro(match: re.Match[str]) -> str:
    """An author's own macro alone in its braces, which go where they belong to no command."""
    name = match["name"]
    if _is_known(name):
        return match[0]
    return name if match["open"] == "{" else f"{match['open']}{name}}}"


def _linked(match: re.Match[str]) -> str:
    label, url = match.groups()
    return url if label in (url, url.split("://", 1)[1].rstrip("/")) else f"{label} ({url})"


def _macro(match: re.Match[str]) -> str:
    """An author's own macro as a person reads it; commands of TeX and formulas keep theirs."""
    name, space = match["name"], match["space"]
    if name in _ABBREVIATIONS:
        return _abbreviated(match, _ABBREVIATIONS[name])
    if len(name) < 3 or _is_known(name):
        return match[0]
    before = match.string[: match.start()].rstrip().rpartition(" ")[2].lower()
    if own := _OWN.match(name):
        word = own[0][len(own[1]) :]
        return (word if before == own[1].lower() else f"{own[1]} {word}") + space
    return name + space


def _abbreviated(match: re.Match[str], text: str) -> str:
    after = match.string[match.end() : match.end() + 1]
    text = text[:-1] if not match["space"] and after == "." else text
    return text + (match["space"] or (" " if after.isalnum() else ""))


def _is_known(name: str) -> bool:
    from papers_tui.text.tex import symbols

    return name in symbols.KNOWN
