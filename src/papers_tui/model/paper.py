"""Papers, and lists of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

HUB_URL, ARXIV_URL = "https://huggingface.co", "https://arxiv.org"
"""The addresses of the two sites that have pages of papers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper. Every string in it is already safe to print.

    An empty string, an empty tuple or None means "not known": the hub leaves a key out rather
    than sending null, and an answer of one endpoint lacks what another one has.
    """

    id: str
    """The arXiv id without a version; the key used everywhere."""

    title: str
    abstract: str = ""
    """Paragraphs, separated by one empty line."""

    authors: tuple[str, ...] = ()
    """Display names in the order of the paper; those that the hub hides are left out."""

    published: date | None = None
    """The UTC day of the first version at arXiv."""

    listed: tuple[date, ...] = ()
    """The days whose lists the paper was on, oldest first."""

    upvotes: int | None = None
    comments: int | None = None
    ai_summary: str = ""
    ai_keywords: tuple[str, ...] = ()
    organization: str = ""
    """The organization's full name, else its login."""

    submitted_by: str = ""
    """The login of whoever submitted the paper to the list."""

    submitter_name: str = ""
    github_repo: str = ""
    """An address as the hub sent it; `text.urls.safe_url` decides whether it may be opened."""

    github_stars: int | None = None
    project_page: str = ""
    media: tuple[str, ...] = ()
    """Addresses of images and videos."""

    withdrawn: date | None = None

    @property
    def byline(self) -> str:
        """The organization and the first author, with how many more there are."""
        names = [self.organization] if self.organization else []
        if self.authors:
            more = len(self.authors) - 1
            names.append(self.authors[0] + (f" +{more}" if more else ""))
        return " · ".join(names)

    @property
    def day(self) -> date | None:
        """The last day whose list it was on; of a paper that was on none, when it was published."""
        return self.listed[-1] if self.listed else self.published

    @property
    def hub_url(self) -> str:
        """The paper's page at the hub, built from the id and never from an answer."""
        return f"{HUB_URL}/papers/{self.id}"

    @property
    def arxiv_url(self) -> str:
        """The abstract page at arXiv."""
        return f"{ARXIV_URL}/abs/{self.id}"

    @property
    def pdf_url(self) -> str:
        """The newest version's PDF at arXiv."""
        return f"{ARXIV_URL}/pdf/{self.id}"

    @property
    def doi(self) -> str:
        """The DOI that arXiv gives each paper."""
        return f"10.48550/arXiv.{self.id}"

    def updated(self, newer: Paper) -> Paper:
        """This paper with all that a newer answer knows; what that one lacks stays.

        The days it was listed on are united: a paper may be listed more than once.
        """
        known = {
            name: value
            for name in Paper.__dataclass_fields__
            if (value := getattr(newer, name)) not in (None, "", ())
        }
        known["listed"] = tuple(sorted({*self.listed, *newer.listed}))
        return replace(self, **known)


class Publication(NamedTuple):
    """A paper's category and where it was published. Only arXiv's API knows; all of it is safe."""

    category: str = ""
    """The primary category at arXiv, such as cs.CL."""

    journal: str = ""
    """The journal with volume, pages and year, as its authors wrote it on one line."""

    doi: str = ""
    """The DOI of the published version."""


class Entry(NamedTuple):
    """One paper of an answer, and the JSON it was read from."""

    paper: Paper
    raw: bytes = b""
    """ASCII JSON, so that a later version can read more out of it; empty when too large to keep."""

    publication: Publication | None = None
    """None unless arXiv was asked."""


class Listing(NamedTuple):
    """A list as the hub answered it, in the hub's order."""

    entries: tuple[Entry, ...] = ()
    unreadable: int = 0
    """The number of entries in the answer that were not papers."""

    complete: bool = True
    """False when there are more pages than were fetched."""

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The papers alone, in the same order."""
        return tuple(entry.paper for entry in self.entries)
