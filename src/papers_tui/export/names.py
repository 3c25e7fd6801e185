"""Names of authors in BibTeX: persons, groups of them, and marks that are neither."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.export.latex import to_tex
from papers_tui.text.clean import harmless_line
from papers_tui.text.tex import symbols

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


PARTICLES = symbols.names("van der de la von del della da mac ter dem di")
"""Words that arXiv counts as a part of the last name."""

SUFFIX = re.compile(r"(?:[Jj]r|[Ss]r)\.?|I{2,3}|IV|VI{1,3}")

_MORE_PARTICLES = PARTICLES | symbols.names(
    "den des du dos das do di le les el al bin ibn ben af av zu zum zur ten op van't 't y e"
)
_FIRST_PARTICLES = symbols.names("van von der den")
_MOST = 1_000
"""Authors beyond which an entry says `and others`: classic BibTeX has room for few more."""

_GROUP = re.compile(
    r"(?:^|[\s-])(?:teams?|groups?|collaborations?|consorti(?:um|a)|projects?|workshop|initiative|"
    r"task force|committee|network|alliance|community|foundation|contributors|developers|"
    r"labs?|laborator(?:y|ies)|institutes?|universit(?:y|ies)|research|inc\.?|corporation|company|"
    r"robotics|technolog(?:y|ies)|intelligence|dynamics|commission|sciences?|authors)$"
    r"|^team\s|(?-i:\s(?:of|for|at|@)\s)",
    re.IGNORECASE,
)
_AI = re.compile(r"\S[\s-](?:AI|AGI|FAIR)$")
_COMPANY = re.compile(
    r"\b(?:Google|DeepMind|OpenAI|DeepSeek|NVIDIA|Nvidia|Microsoft|Tencent|Alibaba|ByteDance|Baidu|"
    r"Xiaomi|Huawei|Meituan|Samsung|IBM|InternLM|StepFun|MiniMax)\b"
)
"""Companies by whose names people are not called, whatever part of them has written a paper."""

_LEADING_GROUP = re.compile(r"[a-z0-9\s]+\s+(?:collaboration|group|team)", re.IGNORECASE)
"""The form of a group in front of the authors, by whose name arXiv calls the paper; see
https://github.com/arXiv/arxiv-base, arxiv/authors."""

_OTHERS = re.compile(r"\(?(?:and\s+)?et\.?\s*al\.?\)?(?:\s*\([^()]*\))?", re.IGNORECASE)
_SEPARATES_NAMES = re.compile(r",|(?:^|\s)and(?:\s|$)|^others$", re.IGNORECASE)


_SUFFIX_BEHIND_COMMA = re.compile(rf"(?<=\w) ?, ?({SUFFIX.pattern})\Z")
_GIVEN = r"[^\W\d_](?:\.|[^\W\d_A-Z]+)(?:-[^\W\d_]+\.?)?"
_LAST_FIRST = re.compile(
    rf"(?P<last>(?:(?:{'|'.join(sorted(_MORE_PARTICLES))}) )*[^\W\d_][^\s,\d@&]+), ?"
    rf"(?P<first>{_GIVEN}(?: {_GIVEN}){{0,2}})"
)
"""One last name, a comma, first names: a person as libraries list it."""


class Person(NamedTuple):
    """A name in its parts; a group has but one."""

    family: str
    """The last name with its particles."""

    given: str = ""
    suffix: str = ""
    is_group: bool = False


def people(names: Sequence[str]) -> Iterator[Person]:
    """The names in their parts, without what names nobody."""
    for name in persons(names):
        if _is_group(name):
            yield Person(name, is_group=True)
            continue
        words = name.split()
        suffix = words.pop() if _has_suffix(words) else ""
        start = _family(words)
        yield Person(" ".join(words[start:]), " ".join(words[:start]), suffix)


def bibtex_authors(names: Sequence[str]) -> str:
    """The names as BibTeX reads them: groups in braces, `others` for those that are not named."""
    written = list(_written(names[:_MOST]))
    unnamed = len(names) > _MOST or any(map(_is_others, names))
    return " and ".join([*written, "others"] if written and unnamed else written)


def leading_group(name: str) -> str:
    """The part of a first author's name that arXiv takes for a group; empty for a person."""
    found = _LEADING_GROUP.search(name)
    return found[0].strip() if found else ""


def last_name(name: str) -> str:
    """The last name of "First van der Last, Jr." with its particles and without what follows."""
    words = name.replace(",", " , ").split()
    while len(words) > 1 and (words[-1] == "," or SUFFIX.fullmatch(words[-1])):
        words.pop()
    if "," in words[1:]:
        return " ".join(words[: words.index(",", 1)])
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in PARTICLES:
        start -= 1
    return " ".join(words[start:])


def persons(names: Sequence[str]) -> Iterator[str]:
    """The names on one line, without what names nobody: `:`, `1`, `et al.`."""
    for name in names:
        name = _in_order(harmless_line(name).rstrip(" :;"))
        if any(map(str.isalpha, name)) and not _is_others(name):
            yield name


def _in_order(name: str) -> str:
    """`Li, Wei` as `Wei Li`, and a suffix without its comma; a list of names as it is."""
    name = _SUFFIX_BEHIND_COMMA.sub(r" \1", name)
    found = _LAST_FIRST.fullmatch(name)
    return f"{found['first']} {found['last']}" if found and not _GROUP.search(name) else name


def _is_others(name: str) -> bool:
    return bool(_OTHERS.fullmatch(name.strip(" ,:;")))


def _is_group(name: str) -> bool:
    kinds = [_SEPARATES_NAMES, _GROUP, _AI, *([_COMPANY] if " " in name else [])]
    return any(kind.search(name) for kind in kinds)


def _written(names: Sequence[str]) -> Iterator[str]:
    for name in persons(names):
        if _is_group(name):
            yield f"{{{to_tex(name)}}}"
        else:
            yield _person(name.split())


def _person(words: list[str]) -> str:
    """A person's name, in the form with commas where a suffix stands behind it.

    In braces are words whose lower case BibTeX takes for a particle; it takes last names apart at
    their hyphens.
    """
    *words, suffix = words if _has_suffix(words) else (*words, "")
    start = _family(words)
    given = " ".join(map(_upper, words[:start]))
    family = [to_tex(word) if word in _MORE_PARTICLES else _upper(word) for word in words[start:-1]]
    last = words[-1]
    family.append(_upper(last) if "-" in last else to_tex(last))
    if suffix:
        return f"{' '.join(family)}, {to_tex(suffix)}, {given}"
    return " ".join(filter(None, [given, *family]))


def _has_suffix(words: Sequence[str]) -> bool:
    return len(words) > 2 and bool(SUFFIX.fullmatch(words[-1]))


def _family(words: Sequence[str]) -> int:
    """The place of the first word of the family name: of a particle in lower case, or the last."""
    if words[0] in _FIRST_PARTICLES:
        return 0
    places = range(1, len(words) - 1)
    return next((place for place in places if words[place] in _MORE_PARTICLES), len(words) - 1)


def _upper(word: str) -> str:
    letter = next(filter(str.isalpha, word), "")
    return f"{{{to_tex(word)}}}" if letter.islower() else to_tex(word)
