"""A digest as the JSON bodies of the incoming webhooks of Slack and Discord, one a line."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from papers_tui.export.digest.parts import Digest, Section, Story

_SLACK_BLOCKS = 50
_SLACK_TEXT = 3000
_SLACK_HEADER = 150
"""https://docs.slack.dev/reference/block-kit/blocks: of a message, a section, a header."""

_LONGEST_LINE = 500
"""Characters of a title, and of what is said of a paper, so that its links have room behind it."""

_BETWEEN_LINKS = " · "

_DISCORD_EMBEDS = 10
_DISCORD_TOTAL = 6000
_DISCORD_TITLE = 256
_DISCORD_TEXT = 4096
_DISCORD_CONTENT = 2000
"""https://discord.com/developers/docs/resources/message#embed-object-embed-limits"""

_DISCORD_MARKUP = re.compile(r"([\\*_~`|>\[\]()#<-])")
_MENTION = re.compile(r"@(?=everyone|here)", re.IGNORECASE)
_UNMENTIONED = "@\N{ZERO WIDTH SPACE}"


def slack(digest: Digest) -> str:
    """The bodies for Slack: https://docs.slack.dev/messaging/formatting-message-text."""
    blocks = list(_slack_blocks(digest))
    bodies = [
        {"text": _slack(digest.title, _SLACK_TEXT), "blocks": blocks[start : start + _SLACK_BLOCKS]}
        for start in range(0, len(blocks), _SLACK_BLOCKS)
    ]
    return _lines(bodies)


def discord(digest: Digest) -> str:
    """The bodies for Discord; nobody is mentioned in them."""
    bodies: list[dict[str, Any]] = []
    for section, stories in _discord_groups(digest):
        heading = digest.title if not bodies else ""
        if section is not None and digest.has_headings:
            heading = f"{heading}\n{section.title}" if heading else section.title
        body: dict[str, Any] = {"allowed_mentions": {"parse": []}, "embeds": stories}
        if heading:
            body["content"] = _cut(f"**{_discord(heading)}**", _DISCORD_CONTENT)
        bodies.append(body)
    return _lines(bodies)


def _slack_blocks(digest: Digest) -> Iterator[dict[str, Any]]:
    yield _slack_header(digest.title)
    for section in digest.sections:
        if digest.has_headings:
            yield _slack_header(section.title)
        for story in section.stories:
            yield {"type": "section", "text": {"type": "mrkdwn", "text": _slack_story(story)}}


def _slack_header(title: str) -> dict[str, Any]:
    text = {"type": "plain_text", "text": _cut(title, _SLACK_HEADER), "emoji": False}
    return {"type": "header", "text": text}


def _slack_story(story: Story) -> str:
    """The text of a section; what is too long is cut out of the summary."""
    head = [f"<{_slack_url(story.links[0].url)}|{_slack(story.title, _LONGEST_LINE)}>"]
    marks = (" · ".join(parts) for parts in (story.facts, story.marks) if parts)
    head += [_slack(line, _LONGEST_LINE) for line in marks]
    room = _SLACK_TEXT - sum(map(len, head)) - len(head) - 1
    links = _joined([f"<{_slack_url(link.url)}|{link.name}>" for link in story.links], room)
    room -= len(links)
    summary = [_slack(story.summary, room)] if story.summary and room > 1 else []
    return "\n".join([*head, *summary, links])


def _slack(text: str, most: int) -> str:
    """The text with the three characters escaped that mean something, cut between characters."""
    pieces: list[str] = []
    size = 0
    for character in text:
        piece = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}.get(character, character)
        if size + len(piece) > most - 1:
            return "".join(pieces) + "…"
        pieces.append(piece)
        size += len(piece)
    return "".join(pieces)


def _slack_url(url: str) -> str:
    escaped = url.replace("&", "&amp;").replace("<", "%3C").replace(">", "%3E")
    return escaped.replace("|", "%7C")


def _discord_groups(digest: Digest) -> Iterator[tuple[Section | None, list[dict[str, Any]]]]:
    """The embeds of each body, with the section that begins with it."""
    for section in digest.sections:
        first: Section | None = section
        group: list[dict[str, Any]] = []
        for story in section.stories:
            embed = _embed(story)
            if group and (len(group) == _DISCORD_EMBEDS or _size([*group, embed]) > _DISCORD_TOTAL):
                yield first, group
                first, group = None, []
            group.append(embed)
        if group:
            yield first, group


def _embed(story: Story) -> dict[str, Any]:
    marks = (" · ".join(parts) for parts in (story.facts, story.marks) if parts)
    lines = [_cut(_discord(line), _LONGEST_LINE) for line in marks]
    room = _DISCORD_TEXT - sum(len(line) + 1 for line in lines) - 1
    links = _joined([f"[{link.name}]({_discord_url(link.url)})" for link in story.links], room)
    room = min(room - len(links), _DISCORD_TEXT // 2)
    summary = [_cut(_discord(story.summary), room)] if room > 0 else []
    text = "\n".join([*lines, *filter(None, summary), links])
    title = _cut(_unmentioned(story.title), _DISCORD_TITLE)
    return {"title": title, "url": story.links[0].url, "description": text}


def _joined(links: Sequence[str], room: int) -> str:
    """The links side by side, without those for which the room does not suffice."""
    fitting: list[str] = []
    for link in links:
        if len(_BETWEEN_LINKS.join([*fitting, link])) <= room:
            fitting.append(link)
    return _BETWEEN_LINKS.join(fitting)


def _size(embeds: Sequence[dict[str, Any]]) -> int:
    return sum(len(embed["title"]) + len(embed["description"]) for embed in embeds)


def _discord(text: str) -> str:
    return _unmentioned(_DISCORD_MARKUP.sub(r"\\\1", text))


def _discord_url(url: str) -> str:
    return url.replace("(", "%28").replace(")", "%29").replace(" ", "%20")


def _unmentioned(text: str) -> str:
    return _MENTION.sub(_UNMENTIONED, text)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip("\\") + "…"


def _lines(bodies: Sequence[dict[str, Any]]) -> str:
    return "".join(json.dumps(body, ensure_ascii=True) + "\n" for body in bodies)
