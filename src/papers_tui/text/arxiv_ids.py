"""arXiv ids, found in any text."""

from __future__ import annotations

import re

_OLD_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|"
    "comp-gas|cond-mat|cs|dg-ga|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|"
    "mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|q-alg|q-bio|quant-ph|solv-int|supr-con"
)
"""All that old ids may begin with: https://info.arxiv.org/help/arxiv_identifier.html."""


_MONTH = "(?:0[1-9]|1[0-2])"


_NEW = rf"(?:0[7-9]|1[0-4]){_MONTH}\.\d{{4}}|(?:1[5-9]|[2-9]\d){_MONTH}\.\d{{5}}"


_OLD = rf"(?:{_OLD_ARCHIVES})(?:\.[A-Z]{{2}})?/(?:9[1-9]|0[0-7]){_MONTH}\d{{3}}"


_FOUND = re.compile(
    # a DOI, whose numbers mean nothing here unless arXiv gave it
    r"(?<![\w.])10\.\d{4,9}/(?!arxiv\.)[^\s\"'<>{}()\[\],;]*"
    # what the word arXiv may be tied to an id with, or what separates an id from what is before it
    r"|(?:(?<![^\W_])arxiv(?::|%3a|[._-])[ \t]?|(?<![\w.+$€£¥])(?<![^A-Za-z]-)(?<!\A-)(?<!\d/))"
    rf"(?P<id>(?-i:{_NEW}|{_OLD}))(?:v\d{{1,3}})?(?![^\W_]|%|\.\d|-\d{{1,3}}(?!\d))",
    re.ASCII | re.IGNORECASE,
)


def find_ids(text: str) -> tuple[str, ...]:
    """The arXiv ids in the text, each once, in order, without their versions.

    Numbers that only look like one are left: in DOIs, in longer numbers, of months or of a
    length that arXiv never had.
    """
    found = (match["id"] for match in _FOUND.finditer(text))
    return tuple(dict.fromkeys(filter(None, found)))
