"""A digest: its sections, its papers, and what each form says about a paper."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.text.clean import harmless_line
from papers_tui.text.tex.convert import to_unicode
from papers_tui.text.urls import safe_url
from papers_tui.text.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from papers_tui.export.item import Item
    from papers_tui.model.paper import Paper

_SENTENCES = 2
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\d\"'(])")


class Link(NamedTuple):
    """A page of a paper."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Story:
    """A paper of a digest."""

    item: Item
    watches: tuple[str, ...] = ()
    """The names of the watches that found it."""

    @property
    def paper(self) -> Paper:
        """The paper itself."""
        return self.item.paper

    @property
    def title(self) -> str:
        """The title on one line, its mathematics as Unicode; the id where there is none."""
        return harmless_line(to_unicode(self.paper.title)) or self.paper.id

    @property
    def summary(self) -> str:
        """The summary, otherwise the first two sentences of the abstract, on one line."""
        if self.paper.ai_summary:
            return harmless_line(to_unicode(self.paper.ai_summary))
        sentences = _SENTENCE_END.split(harmless_line(to_unicode(self.paper.abstract)))
        return " ".join(sentences[:_SENTENCES])

    @property
    def abstract(self) -> tuple[str, ...]:
        """The paragraphs of the complete abstract."""
        paragraphs = to_unicode(self.paper.abstract).split("\n\n")
        return tuple(filter(None, map(harmless_line, paragraphs)))

    @property
    def facts(self) -> tuple[str, ...]:
        """The authors with their organization, and what others thought of the paper."""
        return tuple(filter(None, map(harmless_line, self._facts())))

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks of the reading list, and the watches that found the paper."""
        return tuple(filter(None, map(harmless_line, self._marks())))

    @property
    def links(self) -> tuple[Link, ...]:
        """The pages at the hub and at arXiv, and the code where it has a safe address."""
        paper = self.paper
        links = [Link("hub", paper.hub_url), Link("arXiv", paper.arxiv_url)]
        if code := safe_url(paper.github_repo):
            links.append(Link("code", code))
        return tuple(links)

    def _facts(self) -> Iterator[str]:
        paper = self.paper
        if paper.authors:
            more = len(paper.authors) - 1
            yield paper.authors[0] + (f" and {more} more" if more else "")
        yield paper.organization
        yield counted(paper.upvotes, "upvote")
        yield counted(paper.comments, "comment")

    def _marks(self) -> Iterator[str]:
        mark = self.item.mark
        if mark is not None:
            yield "★" if mark.starred else ""
            yield str(mark.status.value) if mark.status else ""
            yield ", ".join(mark.tags)
        if self.watches:
            yield f"found by {', '.join(self.watches)}"


@dataclass(frozen=True, slots=True)
class Section:
    """Papers under one heading."""

    title: str
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """One issue."""

    name: str
    """Of the series that it belongs to."""

    title: str
    sections: tuple[Section, ...]
    made: datetime
    """An aware time."""

    @property
    def stories(self) -> tuple[Story, ...]:
        """All papers, each once, in their order."""
        found = {
            story.paper.id: story for part in self.sections for story in reversed(part.stories)
        }
        ids = dict.fromkeys(story.paper.id for part in self.sections for story in part.stories)
        return tuple(found[paper] for paper in ids)

    @property
    def has_headings(self) -> bool:
        """Whether each section needs its title."""
        return len(self.sections) > 1
