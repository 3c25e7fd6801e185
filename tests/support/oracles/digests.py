"""Digests read back as their readers would: nothing in a paper is markup, and nothing is lost."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from email import message_from_string
from email.policy import default
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markdown_it import MarkdownIt

from papers_tui.export.digest import atom, chat, email, html, markdown

if TYPE_CHECKING:
    from email.message import EmailMessage

    from papers_tui.export.digest.parts import Digest

ATOM = "{http://www.w3.org/2005/Atom}"
PAGE_TAGS = {
    *("html", "head", "meta", "title", "style", "body", "div", "h1", "h2", "h3", "p", "a"),
}
_HUB = re.compile(r"https://huggingface\.co/papers/[\x21-\x7e]+")

_HEADERS = [
    *("Auto-Submitted", "Content-Type", "Date", "From", "List-Id", "MIME-Version"),
    *("Message-ID", "Subject", "To"),
]
_BLOCKS = {"heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline"}
_INLINE = {"text", "text_special", "link_open", "link_close", "hardbreak", "softbreak"}
_SLACK_COMMAND = re.compile(r"<(?!https://)")


class Page(HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.update(name for name, _ in attrs)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def check_html(digest: Digest) -> None:
    """The page has our elements and links alone, and every text that it is about."""
    text = html.render(digest)
    page = Page(text)
    assert set(page.tags) <= PAGE_TAGS
    assert not {name for name in page.attributes if name.startswith("on") or name == "src"}
    assert set(page.links) <= links_of(digest)
    complete = "".join(page.texts).replace("\N{NO-BREAK SPACE}", " ")
    lines = {" · ".join(parts) for one in digest.stories for parts in (one.facts, one.marks)}
    texts = {text for one in digest.stories for text in (one.title, one.summary)} | lines
    assert [text for text in texts if text not in complete] == []


def check_markdown(digest: Digest) -> None:
    """The text has our links and headings alone, and every text that it is about."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(markdown.render(digest))
    assert {token.type for token in tokens} <= _BLOCKS
    inner = [child for token in tokens for child in token.children or []]
    assert {child.type for child in inner} <= _INLINE
    found = {str(child.attrs["href"]) for child in inner if child.type == "link_open"}
    assert found <= {normalized(link) for link in links_of(digest)}
    text = "".join(child.content for child in inner)
    for story in digest.stories:
        some = (story.title, story.summary, *story.facts, *story.marks)
        assert [each for each in some if each not in text] == []


def check_email(digest: Digest) -> EmailMessage:
    """The message has its own headers and both parts; gives it back."""
    text = email.render(digest, "me@example.org", "papers@example.org")
    assert text.isascii()
    assert max(map(len, text.splitlines()), default=0) <= 998  # RFC 5322, 2.1.1
    message = message_from_string(text, policy=default)
    assert sorted(message.keys()) == _HEADERS
    assert message["Subject"] == digest.title
    assert message["To"] == "me@example.org"
    assert not message.defects
    plain, page = message.iter_parts()
    assert plain.get_content().rstrip("\n") == markdown.render(digest).rstrip("\n")
    assert page.get_content().rstrip("\n") == html.render(digest).rstrip("\n")
    return message


def check_atom(digest: Digest) -> None:
    """The feed is XML with an entry for each paper, whose abstract is complete."""
    feed = ElementTree.fromstring(atom.render(digest).encode())  # noqa: S314
    entries = feed.findall(f"{ATOM}entry")
    stories = digest.stories[: atom.MOST_ENTRIES]
    assert [each.findtext(f"{ATOM}id") for each in entries] == [
        story.paper.hub_url for story in stories
    ]
    for entry, story in zip(entries, stories, strict=True):
        assert entry.findtext(f"{ATOM}title") == visible(story.title)
        assert {link.attrib["href"] for link in entry.findall(f"{ATOM}link")} == {
            link.url for link in story.links
        }
        content = Page(entry.findtext(f"{ATOM}content") or "")
        assert set(content.tags) <= {"p", "em", "a"}
        assert content.attributes <= {"href"}
        assert set(content.links) == {link.url for link in story.links}
        complete = "".join(content.texts)
        assert all(visible(paragraph) in complete for paragraph in story.abstract)


def check_slack(digest: Digest) -> None:
    """The bodies hold no command, stay within Slack's limits, and have all titles."""
    shown = ""
    for body in bodies(chat.slack(digest)):
        assert 0 < len(body["blocks"]) <= 50
        assert not _SLACK_COMMAND.search(body["text"])
        for block in body["blocks"]:
            text = block["text"]["text"]
            assert 0 < len(text) <= (150 if block["type"] == "header" else 3000)
            if block["type"] == "section":
                assert not _SLACK_COMMAND.search(text)
                shown += re.sub(r"<[^|]*\|([^>]*)>", r"\1", text)
    for story in digest.stories:
        escaped = story.title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        assert escaped[:400] in shown


def check_discord(digest: Digest) -> None:
    """The bodies mention nobody, stay within Discord's limits, and have all titles."""
    titles = []
    for body in bodies(chat.discord(digest)):
        assert body["allowed_mentions"] == {"parse": []}
        assert 0 < len(body["embeds"]) <= 10
        assert len(body.get("content", "")) <= 2000
        texts = [embed[key] for embed in body["embeds"] for key in ("title", "description")]
        assert sum(map(len, texts)) <= 6000
        for embed in body["embeds"]:
            assert 0 < len(embed["title"]) <= 256
            assert 0 < len(embed["description"]) <= 4096
            assert _HUB.fullmatch(embed["url"])
            assert not re.search("@(everyone|here)", str(embed), re.IGNORECASE)
            titles.append(embed["title"].replace("\u200b", "")[:200])
    wanted = [story.title for part in digest.sections for story in part.stories]
    assert titles == [title.replace("\u200b", "")[:200] for title in wanted]


CHECKS = {
    "html": check_html,
    "markdown": check_markdown,
    "email": check_email,
    "atom": check_atom,
    "slack": check_slack,
    "discord": check_discord,
}


def bodies(lines: str) -> list[dict[str, Any]]:
    """The bodies of a chat, one a line."""
    assert lines.isascii()
    return [json.loads(line) for line in lines.splitlines()]


def links_of(digest: Digest) -> set[str]:
    """The addresses that a digest may lead to."""
    stories = (story for section in digest.sections for story in section.stories)
    return {link.url for story in stories for link in story.links}


def normalized(link: str) -> str:
    """The address as Markdown's readers write it."""
    return MarkdownIt().normalizeLink(quote(link, safe="/:?&=%#@+,;~!$'*-._"))


def visible(text: str) -> str:
    """The characters of a line that XML can hold."""
    return re.sub("[\ufffe\uffff]", "", text)
