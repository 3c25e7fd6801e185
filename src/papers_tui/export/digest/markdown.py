"""A digest in Markdown that reads well in a terminal, on GitHub and in Obsidian."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from papers_tui.export.markdown_text import escaped, in_link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from papers_tui.export.digest.parts import Digest, Story

_LEFT_IN_URLS = "/:?&=%#@+,;~!$'*-._"


def render(digest: Digest) -> str:
    """The issue as Markdown."""
    return "\n\n".join(_blocks(digest)) + "\n"


def _blocks(digest: Digest) -> Iterator[str]:
    yield f"# {escaped(digest.title)}"
    for section in digest.sections:
        if digest.has_headings:
            yield f"## {escaped(section.title)}"
        for story in section.stories:
            yield from _story(story)


def _story(story: Story) -> Iterator[str]:
    yield f"### [{in_link(story.title)}](<{_url(story.links[0].url)}>)"
    lines = [" · ".join(map(escaped, part)) for part in (story.facts, story.marks) if part]
    if lines:
        yield "\\\n".join(lines)
    if story.summary:
        yield escaped(story.summary)
    yield " · ".join(f"[{link.name}](<{_url(link.url)}>)" for link in story.links)


def _url(url: str) -> str:
    """The address with nothing that could end a link."""
    return quote(url, safe=_LEFT_IN_URLS)
