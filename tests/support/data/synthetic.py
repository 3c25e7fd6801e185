"""An archive of any size from words of its own: the same papers for the same seed, everywhere.

Words follow Zipf's law, and each paper has a subject with words of its own, as true papers do.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from papers_tui.model.paper import Entry, Listing, Paper
from papers_tui.model.period import FIRST_DAY, Day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from papers_tui.store.archive.archive import Archive

_OPENINGS = ("b", "br", "c", "d", "f", "g", "gl", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t")
_VOWELS = ("a", "e", "i", "o", "u", "ai", "é")
_ENDINGS = ("", "n", "r", "s", "l", "nd", "x")
_COMMON = ("the", "of", "and", "a", "to", "in", "we", "for", "on", "with", "is", "that", "model")
_ODD = (
    "{}-4o",
    "{}-3.1",
    "{}++",
    "τ-{}",
    "{}_bench",
    "{} # {}",
    "({})",
    "$\\{}(n)$",
    "1:{}",
)
_PER_DAY = 36
_SUBJECTS = 80


@dataclass(frozen=True, slots=True)
class _Language:
    words: tuple[str, ...]
    weights: tuple[float, ...]
    """Summed up from the first word on."""

    subjects: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]
    organizations: tuple[str, ...]


def papers(number: int, seed: int = 1) -> Iterator[Paper]:
    """That many papers, oldest first, some dozens on each weekday."""
    language, state = _language(seed)
    chance = random.Random()
    chance.setstate(state)
    day = FIRST_DAY
    for place in range(number):
        if place and place % _PER_DAY == 0:
            day = _next_weekday(day)
        yield _paper(chance, language, place, day)


def days(number: int, seed: int = 1) -> Iterator[tuple[date, Listing]]:
    """The same papers as the lists of their days, oldest day first."""
    entries: list[Entry] = []
    for paper in papers(number, seed):
        if entries and entries[-1].paper.listed[-1] != paper.listed[-1]:
            yield entries[-1].paper.listed[-1], Listing(tuple(entries))
            entries = []
        entries.append(Entry(paper, _raw(paper)))
    if entries:
        yield entries[-1].paper.listed[-1], Listing(tuple(entries))


def fill(archive: Archive, number: int, seed: int = 1) -> None:
    """Store that many papers, day by day."""
    for day, listing in days(number, seed):
        archive.store(Day(day), listing, datetime.combine(day + timedelta(1), time(12), UTC))


@cache
def _language(seed: int) -> tuple[_Language, tuple[object, ...]]:
    """The language of a seed, and how chance stands once it is made."""
    chance = random.Random(seed)
    made = dict.fromkeys(_COMMON)
    while len(made) < 40_000:
        made[_word(chance)] = None
    words = tuple(made)
    rare = words[400:]
    language = _Language(
        words=words,
        weights=tuple(accumulate(1 / (rank + 3) for rank in range(len(words)))),
        subjects=tuple(tuple(chance.sample(rare, 120)) for _ in range(_SUBJECTS)),
        names=tuple(_word(chance).title() for _ in range(6_000)),
        organizations=tuple(f"{_word(chance).title()} {_word(chance)} Lab" for _ in range(700)),
    )
    return language, chance.getstate()


def _word(chance: random.Random) -> str:
    return "".join(
        chance.choice(_OPENINGS) + chance.choice(_VOWELS) + chance.choice(_ENDINGS)
        for _ in range(chance.choice((1, 2, 2, 3, 3, 4)))
    )


def _paper(chance: random.Random, language: _Language, place: int, day: date) -> Paper:
    subject = language.subjects[min(int(chance.paretovariate(0.7)), _SUBJECTS) - 1]
    organized = chance.random() < 0.4
    names = [_name(chance, language) for _ in range(chance.randint(1, 12))]
    return Paper(
        id=f"{day:%y%m}.{place % 100_000:05}",
        title=_sentence(chance, language, subject, chance.randint(5, 13)).title(),
        abstract=_text(chance, language, subject),
        authors=tuple(dict.fromkeys(names)),
        published=day - timedelta(chance.randint(0, 9)) if chance.random() < 0.99 else None,
        listed=_listed(chance, day),
        upvotes=int(chance.paretovariate(0.6)) % 2_000,
        comments=chance.randint(0, 9) if chance.random() < 0.9 else None,
        ai_summary=_sentence(chance, language, subject, 25) if chance.random() < 0.8 else "",
        ai_keywords=tuple(dict.fromkeys(chance.choices(subject, k=chance.randint(0, 8)))),
        organization=_often(chance, language.organizations) if organized else "",
        submitted_by=_often(chance, language.names).lower(),
        submitter_name=_name(chance, language),
        github_repo=f"https://github.com/made/{place}" if chance.random() < 0.5 else "",
        github_stars=int(chance.paretovariate(0.4)) % 30_000 if chance.random() < 0.4 else None,
        project_page=f"https://made.example/{place}" if chance.random() < 0.3 else "",
    )


def _listed(chance: random.Random, day: date) -> tuple[date, ...]:
    """Some papers were on an earlier day's list as well."""
    earlier = day - timedelta(chance.randint(1, 30))
    return (earlier, day) if chance.random() < 0.02 and earlier >= FIRST_DAY else (day,)


def _text(chance: random.Random, language: _Language, subject: Sequence[str]) -> str:
    parts = (chance.randint(12, 28) for _ in range(chance.randint(5, 11)))
    return " ".join(_sentence(chance, language, subject, size) + "." for size in parts)


def _sentence(chance: random.Random, language: _Language, subject: Sequence[str], size: int) -> str:
    words = chance.choices(language.words, cum_weights=language.weights, k=size)
    for place in range(size):
        if chance.random() < 0.2:
            words[place] = _often(chance, subject)
        elif chance.random() < 0.02:
            words[place] = chance.choice(_ODD).format(words[place], words[0])
    return " ".join(words).capitalize()


def _often(chance: random.Random, some: Sequence[str]) -> str:
    """One of them, the first ones more often than the last ones."""
    return some[int(len(some) * chance.random() ** 3)]


def _name(chance: random.Random, language: _Language) -> str:
    return f"{_often(chance, language.names)} {chance.choice(language.names)}"


def _next_weekday(day: date) -> date:
    return day + timedelta(3 if day.weekday() == 4 else 1)


def _raw(paper: Paper) -> bytes:
    """The paper as the hub would send it, with all the days of its lists besides."""
    inner = {
        "id": paper.id,
        "authors": [
            {"_id": f"{number:024x}", "name": name, "hidden": False}
            for number, name in enumerate(paper.authors)
        ],
        "publishedAt": f"{paper.published}T12:00:00.000Z" if paper.published else None,
        "submittedOnDailyAt": f"{paper.listed[-1]}T06:00:00.000Z",
        "title": paper.title,
        "summary": paper.abstract,
        "upvotes": paper.upvotes,
        "ai_summary": paper.ai_summary,
        "ai_keywords": list(paper.ai_keywords),
        "organization": {"fullname": paper.organization} if paper.organization else None,
        "githubRepo": paper.github_repo,
        "githubStars": paper.github_stars,
        "projectPage": paper.project_page,
    }
    submitter = {"name": paper.submitted_by, "fullname": paper.submitter_name}
    item = {"paper": inner, "numComments": paper.comments, "submittedBy": submitter}
    return json.dumps({**item, "days": [day.isoformat() for day in paper.listed]}).encode()
