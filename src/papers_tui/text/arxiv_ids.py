"""arXiv ids: which there can be, and where they stand in any text.

Their forms: https://info.arxiv.org/help/arxiv_identifier.html.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_OLD_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|"
    "comp-gas|cond-mat|cs|dg-ga|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math-ph|math|"
    "mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|q-alg|q-bio|quant-ph|solv-int|supr-con"
)
"""All that old ids may begin with."""

_MONTH = "(?:0[1-9]|1[0-2])"

_NEW = (
    rf"(?:07(?:0[4-9]|1[0-2])|(?:0[89]|1[0-4]){_MONTH})\.(?!0000)\d{{4}}"
    rf"|(?:1[5-9]|[2-8]\d){_MONTH}\.(?!00000)\d{{5}}"
)
"""From April 2007 on; five digits since 2015."""

_OLD = (
    rf"(?:{_OLD_ARCHIVES})(?:\.[a-z-]{{2,9}})?"
    rf"/(?:(?:9[1-9]|0[0-6]){_MONTH}|070[1-3])(?!000)\d{{3}}"
)
"""From 1991 to March 2007."""

# This and what follows are strings, which `re` compiles when they are first asked for: that takes
# milliseconds, and a start needs `canonical` alone.
_FOUND = (
    # a DOI, whose numbers mean nothing here unless arXiv gave it
    r"(?ai)(?<![\w.])10\.\d{4,9}/(?!arxiv\.)[^\s\"'<>{}()\[\],;]*"
    # the word arXiv, which may be tied to an id, or what separates an id from what is before it
    r"|(?:(?<![^\W_])arxiv(?:[:._-][ \t]?)?"
    r"|(?<![^\W_])(?<![^\W_]_)(?<![.+$€£¥])(?<![^A-Za-z]-)(?<!\A-)(?<!\d/))"
    rf"(?P<id>{_NEW}|{_OLD})(?:v[1-9]\d{{0,2}})?(?![^\W_]|%|\.\d|-\d{{1,3}}(?!\d))"
)

_INVISIBLE = (
    "[\x00-\x08\x0e-\x1f\x7f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""More than `clean` takes out: joiners and selectors mean something in prose, and not in ids."""

_FOOTNOTES = "[\u00b2\u00b3\u00b9\u2070-\u209c]"
_LOOKALIKES = {
    **dict.fromkeys(range(0x2010, 0x2016), "-"),
    **dict.fromkeys((0x2043, 0x2212), "-"),
    **dict.fromkeys((0x2044, 0x2215, 0x29F8), "/"),
    **dict.fromkeys((0x2236, 0xA789), ":"),
    0x3002: ".",
}
_TEXT_FRAGMENT = r"#:~:\S*"
"""What browsers add to a link to a sentence; its words say nothing about the paper."""

_ESCAPED = "(?i)(?:%[0-9a-f]{2})+"
_CITED = (
    # as DBLP names it, corr/abs-2507-21049, and as ADS does, 2025arXiv250721049W
    r"(?ai)(?<=\babs-)(?P<month>\d{4})-(?P<number>\d{4,5})(?!\d)"
    r"|\b(?:19|20)\d\d(?=arxiv)arxiv(?P<ads>\d{4})\.?(?P<rest>\d{4,5})[A-Z]?\b"
)


def find_ids(text: str) -> tuple[str, ...]:
    """The arXiv ids in the text, each once, in order, without their versions.

    Numbers that only look like one are left: in DOIs, in longer numbers, of months or of a
    length that arXiv never had.
    """
    return tuple(dict.fromkeys(canonical(match["id"]) for match in find(plain(text))))


def find(text: str) -> Iterator[re.Match[str]]:
    """The ids in a `plain` text, as matches whose group `id` has them as they are written."""
    return (match for match in re.finditer(_FOUND, text) if match["id"])


def canonical(written: str) -> str:
    """An id without its version in arXiv's own form, which has no subject class and no capitals.

    The classes were left out of old ids later on: math.GT/0309136 is math/0309136.
    """
    archive, slash, number = written.rpartition("/")
    return f"{archive.partition('.')[0].lower()}{slash}{number}"


def plain(text: str) -> str:
    """The text with ids in it in the form that `find` knows.

    Full-width letters and look-alikes of hyphen, slash and dot become those of ASCII, invisible
    characters go, as do escapes of an address; citations of DBLP and ADS become arXiv's own.
    """
    text = _narrow(text)
    if "%" in text:
        text = re.sub(_TEXT_FRAGMENT, "", text)
        for _ in range(2):  # a link in a link may be escaped twice
            text = re.sub(_ESCAPED, _unescaped, text)
        text = _narrow(text)
    return re.sub(_CITED, _as_arxiv, re.sub(_INVISIBLE, "", text))


def _narrow(text: str) -> str:
    """The text with the characters of ASCII for those that only look different."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", re.sub(_FOOTNOTES, " ", text))
    return text.translate(_LOOKALIKES)


def _unescaped(escapes: re.Match[str]) -> str:
    """The characters that escapes of an address stand for; what is no UTF-8 stays."""
    try:
        return bytes.fromhex(escapes[0].replace("%", "")).decode()
    except UnicodeDecodeError:
        return escapes[0]


def _as_arxiv(cited: re.Match[str]) -> str:
    if cited["month"]:
        return f"{cited['month']}.{cited['number']}"
    return f"arXiv:{cited['ads']}.{cited['rest']}"
