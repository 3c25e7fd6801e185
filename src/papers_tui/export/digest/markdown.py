"""A digest in Markdown that reads well in a terminal, on GitHub and in Obsidian."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from papers_tui.export.digest.parts import Digest, Story

_MARKUP = re.compile(r"([\\`*_\[\]<>~|$&#=%^{}])")
"""Characters that mean something within a line, in some Markdown. Escaping all punctuation would
be as safe, but is hard to read as plain text."""

_LINE_MARKUP = re.compile(r"\A([-+]|\d+(?=[.)]))")
_LEFT_IN_URLS = "/:?&=%#@+,;~!$'*-._"


def render(digest: Digest) -> str:
    """The issue as Markdown."""
    return "\n\n".join(_blocks(digest)) + "\n"


def escaped(line: str) -> str:
    """One line of text in which nothing is markup."""
    text = _MARKUP.sub(r"\\\1", line)
    return _LINE_MARKUP.sub(lambda match: _harmless_start(match[1]), text)


def _harmless_start(start: str) -> str:
    return f"{start}\\" if start[0].isdigit() else f"\\{start}"


def _blocks(digest: Digest) -> Iterator[str]:
    yield f"# {escaped(digest.title)}"
    for section in digest.sections:
        if digest.has_headings:
            yield f"## {escaped(section.title)}"
        for story in section.stories:
            yield from _story(story)


def _story(story: Story) -> Iterator[str]:
    yield f"### [{escaped(story.title)}](<{_url(story.links[0].url)}>)"
    lines = [" · ".join(map(escaped, part)) for part in (story.facts, story.marks) if part]
    if lines:
        yield "\\\n".join(lines)
    if story.summary:
        yield escaped(story.summary)
    yield " · ".join(f"[{link.name}](<{_url(link.url)}>)" for link in story.links)


def _url(url: str) -> str:
    """The address with nothing that could end a link."""
    return quote(url, safe=_LEFT_IN_URLS)
