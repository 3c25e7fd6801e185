"""The answers to requests, by their addresses."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.support.fake_hub import arxiv, daily, fulltext, lists, papers, params
from tests.support.fake_hub.limits import Bucket, Quota
from tests.support.fake_hub.wire import Answer, Request, as_error, as_json, as_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.data.fake_days import Entry
    from tests.support.fake_hub.daily import Days
    from tests.support.fake_hub.fulltext import Form

NO_PAGE = "Sorry, we can't find the page you are looking for."
"""The hub's words for an unknown path, as recorded."""

_PAPER_GONE = "Paper not found"
_ARXIV = ("/api/query", "/abs/", "/pdf/", "/bibtex/")


@dataclass(slots=True)
class Library:
    """All that can be asked for, and what a test may set otherwise."""

    url: str
    days: Days
    quota: Quota = field(default_factory=Quota)
    only_arxiv: dict[str, Entry] = field(default_factory=dict)
    comments: dict[str, list[Any]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    forms: dict[str, Form] = field(default_factory=dict)

    def answer(self, request: Request) -> Answer:
        """The answer to a request, with the headers that every one of the hub's carries."""
        if request.path.startswith(_ARXIV):
            return self._of_arxiv(request)
        bucket: Bucket = "api" if request.path.startswith("/api/") else "pages"
        limits, refusal = self.quota.spend(bucket, request.token)
        answer = refusal or self._of_hub(request)
        answer.headers.update(limits)
        answer.headers["X-Request-Id"] = f"Root=1-{uuid.uuid4()}"
        return answer

    def _of_hub(self, request: Request) -> Answer:
        if request.method not in ("GET", "HEAD"):
            return _writing(request)
        for pattern, handler in _ROUTES:
            if match := pattern.fullmatch(request.path):
                try:
                    return handler(self, request, *match.groups())
                except params.Refused as error:
                    return as_error(400, str(error))
        return as_error(404, NO_PAGE)

    def _daily(self, request: Request) -> Answer:
        return lists.daily_papers(request, self.days, self.url)

    def _index(self, request: Request) -> Answer:
        return lists.index(request, self.days, self.url)

    def _search(self, request: Request) -> Answer:
        return lists.search(request, self.days)

    def _paper(self, request: Request, name: str) -> Answer:
        fields = params.fields(request)
        entry = daily.find(self.days, name)
        if entry is None:
            return as_error(404, _PAPER_GONE)
        details = papers.details(entry, fields)
        if "comments" in details and name in self.comments:
            details["comments"] = self.comments[name]
        return as_json(details)

    def _repositories(self, request: Request, name: str) -> Answer:
        if daily.find(self.days, name) is None:
            return as_error(404, _PAPER_GONE)
        return as_json(papers.repositories(name))

    def _tagged(self, request: Request, kind: str) -> Answer:
        name = (params.one(request, "filter") or "").removeprefix("arxiv:")
        known = daily.find(self.days, name) is not None
        return as_json(papers.linked(name, kind.title()) if known else [])

    def _page(self, request: Request, name: str) -> Answer:
        as_markdown = name.endswith(".md") or "text/markdown" in request.headers.get("accept", "")
        name = name.removesuffix(".md")
        entry = daily.find(self.days, name)
        if entry is None:
            return as_error(404, _PAPER_GONE)
        if not as_markdown:
            return fulltext.page(entry)
        if name in self.texts:
            return as_text(self.texts[name], "text/markdown")
        return fulltext.markdown(entry, self.forms.get(name) or fulltext.form_of(name))

    def _of_arxiv(self, request: Request) -> Answer:
        known = {daily.paper_id(entry): daily.paper(entry) for entry in daily.listed(self.days)}
        known.update({name: daily.paper(entry) for name, entry in self.only_arxiv.items()})
        if request.path == "/api/query":
            return arxiv.query(request, known)
        kind, _, name = request.path[1:].partition("/")
        try:
            name, _ = arxiv.split_id(name.removesuffix(".pdf") if kind == "pdf" else name)
        except arxiv.BadQuery:
            return arxiv.not_found(request.path)
        makers = {"abs": arxiv.abstract_page, "pdf": arxiv.pdf, "bibtex": arxiv.bibtex}
        return makers[kind](known[name]) if name in known else arxiv.not_found(request.path)


def _writing(request: Request) -> Answer:
    """The stand-in is for reading: nothing is written, whoever asks."""
    if not request.token:
        return as_error(401, "Invalid username or password.")
    return as_error(403, "This token may not write here.")


_ROUTES: tuple[tuple[re.Pattern[str], Callable[..., Answer]], ...] = (
    (re.compile("/api/daily_papers"), Library._daily),
    (re.compile("/api/papers"), Library._index),
    (re.compile("/api/papers/search"), Library._search),
    (re.compile("/api/papers/([^/]+)"), Library._paper),
    (re.compile("/api/arxiv/(.+)/repos"), Library._repositories),
    (re.compile("/api/(models|datasets|spaces)"), Library._tagged),
    (re.compile("/papers/([^/]+)"), Library._page),
)
