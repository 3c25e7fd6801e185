"""A digest as an Atom feed: https://www.rfc-editor.org/rfc/rfc4287.

An entry that is in the feed already keeps its time as long as it says the same; the newest 500
entries stay.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from html import escape
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

if TYPE_CHECKING:
    from collections.abc import Iterator

    from papers_tui.export.digest.parts import Digest, Story

MOST_ENTRIES = 500

_ATOM = "http://www.w3.org/2005/Atom"
_UPDATED = f"{{{_ATOM}}}updated"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(digest: Digest, before: str = "") -> str:
    """The feed with the issue's papers first, then what was in it `before`.

    Raises ValueError when that is no feed.
    """
    ElementTree.register_namespace("", _ATOM)
    old = _entries(before)
    now = digest.made.isoformat(timespec="seconds")
    new = {entry_id(story): _entry(story, now) for story in digest.stories}
    for key, entry in new.items():
        if key in old and _content(old[key]) == _content(entry):
            new[key] = old[key]
    rest = {key: entry for key, entry in old.items() if key not in new}
    feed = ElementTree.Element(f"{{{_ATOM}}}feed")
    _add(feed, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, f'papers-tui digest {digest.name}')}")
    _add(feed, "title", f"papers-tui: {digest.name}")
    _add(feed, "updated", now)
    _add(_add(feed, "author"), "name", "papers-tui")
    _add(feed, "generator", "papers-tui")
    feed.extend([*new.values(), *rest.values()][:MOST_ENTRIES])
    ElementTree.indent(feed)
    text = ElementTree.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def entry_id(story: Story) -> str:
    """The id of a paper's entry, the same in every issue."""
    return story.paper.hub_url


def _entries(before: str) -> dict[str, ElementTree.Element]:
    """The entries of a feed, by their ids."""
    if not before.strip():
        return {}
    try:
        feed = ElementTree.fromstring(before)  # noqa: S314 - a file of the user's own
    except ElementTree.ParseError as error:
        raise ValueError("it is no XML") from error
    if feed.tag != f"{{{_ATOM}}}feed":
        raise ValueError("it is no Atom feed")
    entries = feed.findall(f"{{{_ATOM}}}entry")
    return {entry.findtext(f"{{{_ATOM}}}id", ""): entry for entry in entries}


def _entry(story: Story, now: str) -> ElementTree.Element:
    entry = ElementTree.Element(f"{{{_ATOM}}}entry")
    paper = story.paper
    _add(entry, "id", entry_id(story))
    _add(entry, "title", story.title)
    _add(entry, "updated", now)
    if (day := paper.day) is not None:
        _add(entry, "published", f"{day.isoformat()}T00:00:00Z")
    for name in paper.authors or ("unknown",):
        _add(_add(entry, "author"), "name", name)
    for link in story.links:
        relation = "alternate" if link.name == "hub" else "related"
        _add(entry, "link", rel=relation, href=link.url, title=link.name)
    for name in story.watches:
        _add(entry, "category", term=name)
    if story.summary:
        _add(entry, "summary", story.summary)
    _add(entry, "content", "".join(_html(story)), type="html")
    return entry


def _html(story: Story) -> Iterator[str]:
    """The facts and the complete abstract; what is from outside stands in it as text."""
    for parts in (story.facts, story.marks):
        if parts:
            yield f"<p>{escape(' · '.join(parts))}</p>"
    if story.paper.ai_summary:
        yield f"<p><em>{escape(story.summary)}</em></p>"
    yield from (f"<p>{escape(paragraph)}</p>" for paragraph in story.abstract)
    links = (f'<a href="{escape(link.url)}">{escape(link.name)}</a>' for link in story.links)
    yield f"<p>{' · '.join(links)}</p>"


def _content(entry: ElementTree.Element) -> list[tuple[str, str, tuple[tuple[str, str], ...]]]:
    """All that an entry says but for its time."""
    return [
        (each.tag, (each.text or "").strip(), tuple(sorted(each.attrib.items())))
        for each in entry.iter()
        if each.tag != _UPDATED and each is not entry
    ]


def _add(
    parent: ElementTree.Element, name: str, text: str = "", **attributes: str
) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}")
    if text:
        child.text = _NOT_XML.sub("", text)
    for key, value in attributes.items():
        child.set(key, _NOT_XML.sub("", value))
    return child
