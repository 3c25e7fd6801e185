"""The meaning of queries once more, by hand: over the hub's JSON, and with nothing of ours.

A word is found by walking through the letters of a text, a query by a function written beside it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

_ORGANIZATION = ("organization", "submitterOrganization")
ALL = ("title", "abstract", "author", "summary", "keyword", "org")


def words(text: str) -> list[str]:
    """The words of a text as the language has it."""
    characters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    word, found = "", []
    for character in characters + " ":
        if unicodedata.category(character)[0] == "M":
            continue
        if character in "+#" and word:
            word += character
        elif not (character.isalnum() or character == "_"):
            found.append(word)
            word = ""
        elif word.endswith(("+", "#")):  # which so end no word
            found.append(word.rstrip("+#"))
            word = character
        else:
            word += character
    return [word for word in found if word]


@dataclass(frozen=True)
class Item:
    """An answer of the hub about one paper, and the days whose lists had it."""

    sent: dict[str, Any]
    days: frozenset[str]

    @property
    def paper(self) -> dict[str, Any]:
        found: dict[str, Any] = self.sent["paper"]
        return found

    @property
    def id(self) -> str:
        return str(self.paper["id"])

    @cached_property
    def texts(self) -> dict[str, list[list[str]]]:
        """The words of each text."""
        paper = self.paper
        sent = (where.get(key) for where in (paper, self.sent) for key in _ORGANIZATION)
        organization: dict[str, str] = next(filter(None, sent), {})
        authors = [each["name"] for each in paper["authors"] if not each.get("hidden")]
        texts = {
            "title": [paper["title"]],
            "abstract": [paper["summary"]],
            "author": authors,
            "summary": [paper.get("ai_summary") or ""],
            "keyword": paper.get("ai_keywords") or [],
            "org": [organization.get("fullname") or organization.get("name") or ""],
        }
        return {field: list(map(words, some)) for field, some in texts.items()}

    def has(self, text: str, *fields: str) -> bool:
        """Whether these words, in small letters and separated by spaces, follow each other."""
        run = text.split()
        return any(
            any(each[place : place + len(run)] == run for place in range(len(each)))
            for field in fields or ALL
            for each in self.texts[field]
            if all(word in each for word in run)
        )

    def has_form(self, *forms: str) -> bool:
        """Whether any of these, the singular and the plural of a word, is there."""
        return any(map(self.has, forms))

    def begins(self, text: str, *fields: str) -> bool:
        """Whether a word begins so."""
        some = (each for field in fields or ALL for each in self.texts[field])
        return any(word.startswith(text) for each in some for word in each)

    def by(self, name: str) -> bool:
        sent = self.sent.get("submittedBy") or {}
        return name in ((sent.get("name") or "").lower(), (sent.get("fullname") or "").lower())

    def count(self, name: str) -> int:
        """A number; less than any when it is not known."""
        known: dict[str, Any] = {
            "upvotes": self.paper.get("upvotes"),
            "comments": self.sent.get("numComments"),
            "stars": self.paper.get("githubStars"),
            "authors": len(self.texts["author"]) or None,
        }
        return -1 if known[name] is None else int(known[name])

    def on(self, first: str, last: str = "") -> bool:
        """Whether it was on the list of a day that begins with the first, or lies between."""
        if not last:
            return any(day.startswith(first) for day in self.days)
        return any(first <= day <= last for day in self.days)

    @property
    def published(self) -> str:
        return (self.paper.get("publishedAt") or "")[:10]


def united(one: Item, other: Item) -> Item:
    """The later of two answers about a paper, on the lists of both."""
    later = max(one, other, key=lambda item: max(map(date.fromisoformat, item.days)))
    return Item(later.sent, one.days | other.days)
