"""The one arXiv id that a pasted text names."""

from __future__ import annotations

import re

from papers_tui.text.arxiv_ids import canonical, find, find_ids, plain

_LONGEST = 20_000
_EXACT = re.compile(
    r"(\d{4}\.\d{4,5}|[a-z][a-z-]*(?:\.[A-Za-z-]{2,9})?/\d{7})(?:v\d{1,3})?", re.ASCII
)
_QUOTES = "\"'“”‘’«»„‹›*_`|"
_OPENING, _CLOSING = f"{_QUOTES}#([{{<【「『《〈", f"{_QUOTES})]}}>】」』》〉.,;:!?…、\\"

# Strings, which `re` compiles when they are first asked for: most starts read ids that are exact.
_ADDRESS = (
    r"(?i)(?:(?:doi|url|link|pdf|source|view-source)[:=])*"
    r"(?://(?=[^\s/]+\.[^\s/])[^\s/]+|https?:/{1,2}[^\s/]+|(?:[\w-]+\.)+[a-z]{2,})/"
)
_PLACE_OF_PAPERS = (
    r"(?i)arxiv|alphaxiv|ar5iv|adsabs|inspirehep|scholar|lanl\.gov|corr/abs|/papers?/"
)
"""The part that every address of a page about a paper at arXiv has."""

_BEHIND_ADDRESS = r"(?i)(?:\.[a-z]{2,4}){0,2}(?:[/?#&|\])}>].*)?"
_LABELS = (
    r"(?i)(?:(?:oai|urn|arxiv|arxiv\.org|abs|pdf|html|e-?print|doi|id|corr|preprint|url|info)"
    r"[.:=/_-]*|10\.48550/|[\[({<\"'])*"
)
_BEHIND_ID = (
    r"(?i)(?:\.(?:pdf|md|html?|ps|tex|gz|bib))*/?(?:[?#].*)?(?:\[[\w.-]*\]?)?"
    r"(?:\d{1,2}[a-z]{3}\d{4})?"
)

_WORDS = (
    # archives and their classes
    r"(?ai)(?:cs|math|stat|eess|econ|q-bio|q-fin|physics|nlin|cond-mat|astro-ph|gr-qc|hep-ex"
    r"|hep-lat|hep-ph|hep-th|math-ph|nucl-ex|nucl-th|quant-ph)(?:\.[a-z-]{2,9})?"
    # dates
    r"|\d{1,2}(?:st|nd|rd|th)?|(?:19|20)\d\d(?:-\d\d-\d\d)?|\d\d:\d\d(?::\d\d)?|utc|gmt"
    r"|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    r"|mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
    # what citations say
    r"|arxiv(?:\.org)?|preprint|e-?prints?|corr|abs|doi|id|url|pdf|html|see|cf|vol|primary|or|for"
    r"|this|version|cite|as|in|at|on|from|via|available|submitted|accessed|retrieved|howpublished"
    r"|identifier|number|no|issued|arxiv-issued|datacite|focus|to|learn|more"
    r"|v\d{1,3}|other|note|link|paper|source|abstract|full|text|here|=|https?:/*"
    r"|(?:archiveprefix|eprinttype|primaryclass)(?:=[\"'{]?[\w.-]+)?"
)
"""Words that may stand beside an id: `arXiv:2507.21049v2 [cs.CL] 28 Jul 2025`."""

_BULLET = r"[-+]|[^\x00-\x7f\w]+"
"""A word that is a mark in front of a line, or a picture."""

_LINK = (
    r"(?is)!?\[(?P<label>[^\]]*)\]\(\s*<?(?P<target>[^\s>]+?)>?(?:\s+[\"'(].*)?\s*\)"
    r"|<a\s[^>]*?href\s*=\s*[\"']?(?P<html>[^\"'\s>]+).*"
    r"|\\(?:url|href)\s*\{(?P<tex>[^}]+)\}.*"
)

_TITLED = r"\[(?P<id>[^\s\]]+)\] +(?P<title>[^\s\[(].*)"
"""The title of arXiv's page, as a browser's tab has it."""


def parse_id(text: str) -> str | None:
    """The arXiv id, without its version and in arXiv's own form, that a pasted text names.

    That is an id, a DOI or other reference, a link to a page about the paper, the stamp of a PDF,
    or a BibTeX entry. The text must be nothing but that, so that a path or a command never passes
    for an id; None for anything else, and for an id that arXiv cannot have given.
    """
    if len(text) > _LONGEST or not any(map(str.isnumeric, text)):
        return None
    text = plain(text).strip()
    if link := re.fullmatch(_LINK, text.rstrip(_CLOSING.replace(")", "").replace("}", ""))):
        targets = (link["target"] or link["html"] or link["tex"], link["label"] or "")
        return next(filter(None, map(_named, targets)), None)
    if title := re.fullmatch(_TITLED, text):
        return _named(title["id"]) if len(find_ids(text)) == 1 else None
    if text.startswith("@"):
        ids = find_ids(text)
        return ids[0] if len(ids) == 1 else None
    return _named(text)


def exact_id(text: str) -> str | None:
    """The id without its version when the text has the form of one to the letter; else None.

    It is for what the hub sends and what this program wrote: a month or a number that arXiv
    cannot have given is let through.
    """
    match = _EXACT.fullmatch(text)
    return canonical(match[1]) if match else None


def _named(text: str) -> str | None:
    """The one id in a text whose other words are such as stand beside ids."""
    if next(find(text), None) is None:
        return None
    ids = set()
    for word in text.split():
        symbols = "".join({mark for mark in word if not (mark.isascii() or mark.isalnum())})
        core = word.lstrip(_OPENING + symbols).rstrip(_CLOSING + symbols)
        if found := _id_of_word(core):
            ids.add(found)
        elif core and not _may_stand_beside(core):
            return None
    return ids.pop() if len(ids) == 1 else None


def _may_stand_beside(word: str) -> bool:
    known = re.fullmatch(_BULLET, word) or re.fullmatch(_WORDS, word)
    return bool(known) or _is_place_of_papers(word)


def _is_place_of_papers(word: str) -> bool:
    return bool(re.match(_ADDRESS, word) and re.search(_PLACE_OF_PAPERS, word))


def _id_of_word(word: str) -> str | None:
    match = next(find(word), None)
    if match is None:
        return None
    before, behind = word[: match.start("id")], word[match.end() :]
    if re.match(_ADDRESS, before):
        fits = re.search(_PLACE_OF_PAPERS, before) and re.fullmatch(_BEHIND_ADDRESS, behind)
    else:
        fits = re.fullmatch(_LABELS, before) and re.fullmatch(_BEHIND_ID, behind)
    return canonical(match["id"]) if fits else None
