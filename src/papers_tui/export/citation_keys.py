"""Citation keys, made as arXiv makes them, and each given once."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from papers_tui.export.names import last_name, leading_group, persons
from papers_tui.model.settings import CITE_KEY
from papers_tui.text.tex import symbols

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from papers_tui.model.paper import Paper


_TITLE_WORDS = 4
_PART = re.compile(r"\{(\w+)\}")
_NO_KEY = re.compile(r"[^A-Za-z0-9:._-]")
"""Characters that BibTeX, biber or shells would not take in a key."""

_FIRST_OLD_YEAR = 91
_UNMARKED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
"""Letters that do not come apart into a plain one and a mark."""

# Which words of a title are in a key: with other words here, keys of new papers would be others.
_STOP_WORDS = symbols.names(
    # articles, pronouns and what stands for nouns
    "a an the me my myself we us our ours ourselves you your yours yourself yourselves he him "
    "his himself she her hers herself it its itself they them their themselves one this that "
    "these those who whom whose whoever which what whatever none nobody nothing noone anyone "
    "anything everyone everything someone something all any both each either neither every few "
    "many more most much other others another several some enough such same own least less only "
    # prepositions and particles
    "about above across after against along among amongst around at before behind below "
    "beside besides between beyond but by down due during except for from in into of off "
    "on onto out over per since through throughout thru to together toward towards under "
    "until up upon via with within without "
    # conjunctions and adverbs
    "and or nor if then than as because while although though whether however therefore "
    "thus hence so yet also too very again already almost alone always never ever often once "
    "sometime sometimes still not no now here there where when why how else elsewhere even "
    "everywhere nowhere somewhere anywhere anyhow anyway otherwise rather perhaps mostly namely "
    "nevertheless moreover further meanwhile indeed well afterwards beforehand "
    "formerly latterly somehow whenever wherever whereas whereby wherein whereupon whereafter "
    "thereafter thereby therein thereupon thence hereafter hereby herein hereupon whence whither "
    # auxiliaries and other verbs
    "am is are was were be been being became become becomes becoming do done had has have hasnt "
    "can cannot cant could couldnt may might must should will would call describe find found get "
    "give go keep made move put see seem seemed seeming seems show take fill cry please "
    # numbers, places, nouns
    "two three four five six eight nine ten eleven twelve fifteen twenty forty sixty "
    "hundred first third last next former latter back front top bottom side part whole full "
    "empty amount detail name interest system fire bill mill mine thin serious sincere own "
    "co con de eg etc ie inc ltd re un"
)


def assign(
    papers: Sequence[Paper], kept: Mapping[str, str], pattern: str = CITE_KEY
) -> dict[str, str]:
    """A key for each paper by its id; `kept` are those given before, of whatever papers.

    A kept key stays. Of new papers with one key each gets its own number behind it, and so does
    a new paper whose key was given before. To BibTeX keys that differ by case alone are one.
    """
    keys = {paper.id: kept[paper.id] for paper in papers if paper.id in kept}
    left = {paper.id: paper for paper in papers if paper.id not in kept}
    taken = {key.lower() for key in kept.values()}
    forms: tuple[Callable[[Paper], str], ...] = (
        partial(base_key, pattern=pattern),
        lambda paper: f"{base_key(paper, pattern)}-{id_digits(paper.id)}",
        # of old ids, whose digits are the same in every archive
        lambda paper: f"{base_key(paper, pattern)}-{_plain(paper.id)}",
    )
    for form in forms:
        alone = _alone(left.values(), form, taken)
        keys |= alone
        taken |= {key.lower() for key in alone.values()}
        left = {paper: value for paper, value in left.items() if paper not in alone}
    for _, paper in sorted(left.items()):
        keys[paper.id] = _numbered(forms[-1](paper), taken)
        taken.add(keys[paper.id].lower())
    return {paper.id: keys[paper.id] for paper in papers}


def base_key(paper: Paper, pattern: str = CITE_KEY) -> str:
    """The key by the pattern; arXiv's own has last name, year and four words of the title.

    Small words do not count, and a group in front of the authors stands for the last name. Without
    an author or a title in letters that have an ASCII form the key is made of the id. The rule is
    that of https://arxiv.org/bibtex/2501.00001.
    """
    first = next(persons(paper.authors), "")
    words = [word for word in paper.title.split() if word.lower() not in _STOP_WORDS]
    title = "" if paper.title == paper.id else _plain("".join(words[:_TITLE_WORDS]))
    parts = {
        "author": _plain(leading_group(first) or last_name(first)) if first else "",
        "year": str(year_of(paper)),
        "title": title,
        "word": title and next(filter(None, map(_plain, words)), ""),
        "id": id_digits(paper.id),
    }
    if not all(parts.get(name) for name in _PART.findall(pattern)):
        return f"arxiv{id_digits(paper.id)}"
    key = _NO_KEY.sub("", _PART.sub(lambda match: parts[match[1]], pattern))
    return key or f"arxiv{id_digits(paper.id)}"


def year_of(paper: Paper) -> int:
    """The year of the first version; what the id says where that is not known."""
    if paper.published:
        return paper.published.year
    short = int(id_digits(paper.id)[:2] or 0)
    is_old = "/" in paper.id and short >= _FIRST_OLD_YEAR
    return (1900 if is_old else 2000) + short


def id_digits(paper_id: str) -> str:
    """The digits of the id, in ASCII."""
    return re.sub(r"[^0-9]", "", paper_id)


def _alone(
    papers: Iterable[Paper], form: Callable[[Paper], str], taken: set[str]
) -> dict[str, str]:
    """The papers, by id, whose key in that form no other one wants or has."""
    wanting: defaultdict[str, list[str]] = defaultdict(list)
    for paper in papers:
        wanting[form(paper)].append(paper.id)
    return {
        ids[0]: key for key, ids in wanting.items() if len(ids) == 1 and key.lower() not in taken
    }


def _numbered(key: str, taken: set[str]) -> str:
    return next(name for number in count(2) if (name := f"{key}-{number}").lower() not in taken)


def _plain(text: str) -> str:
    """The text's letters and digits in lowercase ASCII."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_UNMARKED))
    return re.sub(r"[^a-z0-9]", "", apart.casefold().translate(_UNMARKED))
