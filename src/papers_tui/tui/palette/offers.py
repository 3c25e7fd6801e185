"""Offers of the palette, and how well they fit the typed text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


class Offer(NamedTuple):
    """One thing that can be picked."""

    title: str
    detail: str
    run: Callable[[], object]
    keys: str = ""


class Group(NamedTuple):
    """Offers of one kind under a heading."""

    title: str
    offers: Sequence[Offer]


def fitting(groups: Iterable[Group], typed: str) -> list[Group]:
    """The offers with all the words that are typed, the best first; groups follow their best."""
    words = typed.casefold().split()
    found = []
    for group in groups:
        ranked = [(_rank(one, group.title, words), one) for one in group.offers]
        offers = sorted((pair for pair in ranked if pair[0] is not None), key=_by_rank)
        if offers:
            found.append((_by_rank(offers[0]), Group(group.title, [one for _, one in offers])))
    return [group for _, group in sorted(found, key=lambda pair: pair[0])]


def _by_rank(ranked: tuple[int | None, Offer]) -> int:
    return ranked[0] or 0


def _rank(offer: Offer, group: str, words: Sequence[str]) -> int | None:
    """The rank of an offer for these words, 0 the best; None where one of them is missing."""
    title = offer.title.casefold()
    if title.startswith(" ".join(words)):
        return 0
    starts = title.split()
    if all(any(start.startswith(word) for start in starts) for word in words):
        return 1
    if all(word in title for word in words):
        return 2
    everything = f"{title} {offer.keys} {offer.detail} {group}".casefold()
    return 3 if all(word in everything for word in words) else None
