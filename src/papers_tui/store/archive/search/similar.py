"""More like this: papers that share a paper's characteristic words.

A word weighs more, the more often the paper has it and the fewer others do (tf-idf). Papers with
most of the heaviest words are candidates; those are read and compared word by word, as the cosine
between the characteristic words of both, over all words of each.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.model.query.match import texts_of
from papers_tui.store.archive.papers import load
from papers_tui.text.fold import located, words

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from papers_tui.model.paper import Paper
    from papers_tui.store.archive.search.index_rows import Texts

WEIGHTS = {"title": 4.0, "abstract": 1.0, "summary": 1.0, "keyword": 2.0}
"""The weight of a word in each text. Names would find an author's papers, not near ones."""

_HAVING = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
"""The number of papers with a word; counted no further than it matters, which is five times as
fast as asking fts5vocab."""

_HEAVIEST = 24
_READ = 40
_SHARED = 6
_LONGEST_PIECE = 2
"""Letters at most of a word that may be a piece of one."""

_COMMON_SHARE, _COMMON = 0.1, 20
"""Words that this share of all papers have, and at least so many, do not count."""

_SAY_NOTHING = frozenset(words(
    # articles, pronouns, numbers, and what stands for nouns
    "a all also an another any anything both each either everything few first he her here hers him "
    "his i it its itself last least less many more most much neither no none nothing one ones "
    "only other others our ours own same several she some something such that the their "
    "them themselves there these they this those three two us we what which who whom whose you "
    "your "
    # prepositions, conjunctions, adverbs
    "about above across after again against almost alone along already although always among "
    "and around as at away back because before behind below besides between beyond but by "
    "despite down due during else enough even ever every except far for from further hence how "
    "however if in indeed instead into just later like likely little merely mostly near "
    "nearly never nor not now of off often on once or otherwise out over per perhaps quite rather "
    "since so soon still than then therefore though through throughout thus to together too "
    "toward towards under unless unlike until up upon usually very via well when where whereas "
    "whether while why with within without yet "
    # verbs of any sentence
    "am are be became become becomes been being can cannot could did do does doing done get gets "
    "give given gives go goes got had has have having hold holds is keep keeps kept made make "
    "makes making may might must need needs should stay stays take taken takes was were will "
    "would "
    # words of any abstract
    "achieve achieves achieving address addresses approach approaches based demonstrate "
    "demonstrates different enable enables existing extensive find finds framework introduce "
    "introduces introducing method methods new novel obtain obtained outperform outperforms paper "
    "papers present presents propose proposed proposes proposing provide provides "
    "recent recently result results show shown shows significant significantly specific "
    "specifically use used uses using various work works"
))  # fmt: skip
"""Words that make no two papers alike, however few papers of a small archive have them."""


class Near(NamedTuple):
    """A paper that is like another one."""

    id: str
    score: float
    """From 0, nothing in common, to 1."""

    words: tuple[str, ...]
    """The words that make them near, the heaviest first, as the paper asked for writes them."""


class _Word(NamedTuple):
    """The weight of a word: how rare it is, and how much it counts in the given paper."""

    rarity: float
    weight: float


def near(db: sqlite3.Connection, paper_id: str, texts: Texts, limit: int) -> tuple[Near, ...]:
    """The nearest papers, nearest first; none when the paper is not archived."""
    paper = load(db, (paper_id,)).get(paper_id)
    if paper is None:
        return ()
    known = _characteristic(db, _word_counts(paper, texts))
    written = _as_written(paper, texts)
    found = []
    for other in load(db, _candidates(db, paper_id, known)).values():
        parts = _parts(known, _word_counts(other, texts))
        best = sorted(parts, key=lambda word: (-parts[word], word))
        shared = tuple(written[word] for word in best if _says_something(written[word]))[:_SHARED]
        found.append(Near(other.id, min(1.0, sum(parts.values())), shared))
    return tuple(sorted(found, key=lambda each: (-each.score, each.id))[:limit])


def _makes_alike(word: str) -> bool:
    """Whether papers that share a word are near each other for it: not for `we`, `a` or `1`."""
    return (len(word) > 1 or not word.isascii()) and word not in _SAY_NOTHING


def _says_something(word: str) -> bool:
    """Whether a word is worth naming: `co` is a piece of one, `AI` and `3D` are words."""
    is_piece = word.isascii() and word.isalpha() and not word.isupper()
    return len(word) > _LONGEST_PIECE or not is_piece


def _word_counts(paper: Paper, texts: Texts) -> dict[str, float]:
    """The weight that each word of a paper has in it, whatever other papers say."""
    counts: dict[str, float] = {}
    for field, weight in WEIGHTS.items():
        for text in texts_of(paper, field, texts.shown):
            for word in words(text):
                counts[word] = counts.get(word, 0.0) + weight
    return {word: 1 + math.log(count) for word, count in counts.items()}


def _characteristic(db: sqlite3.Connection, counts: Mapping[str, float]) -> dict[str, _Word]:
    """The words that other papers have too, but not many, the heaviest first."""
    (papers,) = db.execute("SELECT count(*) FROM brief").fetchone()
    common = max(_COMMON, int(_COMMON_SHARE * papers))
    known = {}
    for word in filter(_makes_alike, counts):
        (having,) = db.execute(_HAVING, (f'"{word}"', common)).fetchone()
        if 1 < having < common:
            rarity = math.log(1 + papers / having)
            known[word] = _Word(rarity, rarity * counts[word])
    return dict(sorted(known.items(), key=lambda item: (-item[1].weight, item[0])))


def _candidates(db: sqlite3.Connection, paper_id: str, known: Mapping[str, _Word]) -> list[str]:
    """The papers that have most of the heaviest words."""
    heaviest = list(known.items())[:_HEAVIEST]
    if not heaviest:
        return []
    each = "SELECT rowid AS number, ? AS weight FROM words WHERE words MATCH ?"
    rows = db.execute(
        f"SELECT id FROM ({' UNION ALL '.join([each] * len(heaviest))})"  # noqa: S608
        " JOIN brief USING (number) WHERE id != ?"
        " GROUP BY number ORDER BY sum(weight) DESC, number DESC LIMIT ?",
        [
            *(value for word, (_, weight) in heaviest for value in (weight, f'"{word}"')),
            paper_id,
            _READ,
        ],
    )
    return [other for (other,) in rows]


def _parts(known: Mapping[str, _Word], counts: Mapping[str, float]) -> dict[str, float]:
    """The share of the cosine that each shared word adds.

    How rare the other paper's remaining words are is not looked up: they count as the middling.
    """
    length = math.sqrt(sum(word.weight**2 for word in known.values()))
    middling = sum(word.rarity for word in known.values()) / (len(known) or 1)
    other = math.sqrt(
        sum(
            (count * (known[word].rarity if word in known else middling)) ** 2
            for word, count in counts.items()
        )
    )
    both = known.keys() & counts.keys()
    return {
        word: known[word].weight * known[word].rarity * counts[word] / (length * other)
        for word in both
    }


def _as_written(paper: Paper, texts: Texts) -> dict[str, str]:
    """The words of a paper as they stand where they stand first."""
    written: dict[str, str] = {}
    for field in WEIGHTS:
        for text in texts_of(paper, field, texts.shown):
            for word, start, end in located(text):
                written.setdefault(word, text[start:end])
    return written
