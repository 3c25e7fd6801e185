"""Digests parsed back from every form: nothing in a paper is markup, and nothing is lost."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from datetime import UTC, date, datetime
from email import message_from_string
from email.policy import default
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from papers_tui.export.digest import atom, chat, email, html, markdown
from papers_tui.export.digest.parts import Digest, Section, Story
from papers_tui.export.item import Item
from papers_tui.model.library.marks import Mark, Status
from papers_tui.model.paper import Paper

NOW = datetime(2026, 8, 21, 7, 30, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = (
    "<script>alert(1)</script> & <img src=x onerror=alert(1)>",
    "](https://evil.example) [x](javascript:alert(1)) ![p](https://evil.example/p.png)",
    "<!channel> @everyone <@U123> *bold* _it_ `code` ~~no~~ | table |",
    "Subject: x\r\nBcc: evil@evil.example\r\n\r\nbody",
    "# head - list 1. one > quote $x$ #tag [[wiki]] %%hide%%",
    "]]> <?xml ?> &lt; \"quotes\" 'single' \x00\x1b[31m\ufffe",
    "1. first",
    "- second",
    "https://evil.example/a(b)|c",
)
TEXTS = st.sampled_from(HOSTILE) | st.text(max_size=200)


@st.composite
def stories(draw: st.DrawFn) -> Story:
    number = draw(st.integers(1, 99_999))
    paper = Paper(
        id=f"2608.{number:05}",
        title=draw(TEXTS),
        abstract=draw(TEXTS),
        ai_summary=draw(TEXTS),
        authors=tuple(draw(st.lists(TEXTS, max_size=3))),
        organization=draw(TEXTS),
        upvotes=draw(st.none() | st.integers(0, 999)),
        github_repo=draw(
            st.sampled_from(["", "https://github.com/a/b_(c)", "javascript:alert(1)"])
        ),
        listed=(date(2026, 8, 21),),
    )
    mark = Mark(starred=True, status=Status.TO_READ, tags=(draw(TEXTS),))
    return Story(Item(paper, mark), tuple(draw(st.lists(TEXTS, max_size=2))))


DIGESTS = st.builds(
    lambda title, parts: Digest("daily", title, tuple(parts), NOW),
    st.sampled_from(["Daily Papers, Friday 21 August 2026", "a <b> & c"]),
    st.lists(
        st.builds(
            lambda title, some: Section(title, tuple(some)),
            TEXTS.map(lambda text: " ".join(text.split()) or "x").filter(str.isprintable),
            st.lists(stories(), min_size=1, max_size=4, unique_by=lambda story: story.paper.id),
        ),
        min_size=1,
        max_size=3,
    ),
)


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


PAGE_TAGS = {
    *("html", "head", "meta", "title", "style", "body", "div", "h1", "h2", "h3", "p", "a"),
}
ALLOWED = re.compile(r"https://(huggingface\.co|arxiv\.org|github\.com)/[\x21-\x7e]+")


@given(DIGESTS)
def test_a_page_has_our_elements_and_links_alone(digest: Digest) -> None:
    page = Page(html.render(digest))
    assert set(page.tags) <= PAGE_TAGS
    assert not {name for name in page.attributes if name.startswith("on") or name == "src"}
    assert all(ALLOWED.fullmatch(link) for link in page.links)
    for story in digest.stories:
        for text in (story.title, story.summary, *story.facts, *story.marks):
            assert text in " · ".join(page.texts) or text in "".join(page.texts)


@given(DIGESTS)
def test_markdown_has_our_links_and_headings_alone(digest: Digest) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(markdown.render(digest))
    kinds = {token.type for token in tokens}
    assert kinds <= {
        *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline"),
    }
    inner = [child for token in tokens for child in token.children or []]
    assert {child.type for child in inner} <= {
        *("text", "text_special", "link_open", "link_close", "hardbreak", "softbreak"),
    }
    links = [str(child.attrs["href"]) for child in inner if child.type == "link_open"]
    assert all(ALLOWED.fullmatch(link) for link in links)
    text = "".join(child.content for child in inner)
    for story in digest.stories:
        assert story.title in text
        assert story.summary in text


@given(DIGESTS)
def test_a_message_has_its_own_headers_and_both_parts(digest: Digest) -> None:
    message = message_from_string(
        email.render(digest, "me@example.org", "papers@example.org"), policy=default
    )
    assert sorted(message.keys()) == [
        *("Auto-Submitted", "Content-Type", "Date", "From", "List-Id", "MIME-Version"),
        *("Message-ID", "Subject", "To"),
    ]
    assert message["Subject"] == digest.title
    assert message["To"] == "me@example.org"
    assert not message.defects
    plain, page = message.iter_parts()
    assert plain.get_content().rstrip("\n") == markdown.render(digest).rstrip("\n")
    assert page.get_content().rstrip("\n") == html.render(digest).rstrip("\n")


@pytest.mark.parametrize("address", ["a\nb@c", "a@b\r\nBcc: x@y"])
def test_no_address_adds_a_header(address: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        email.render(made("one"), address, "me@example.org")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("me@example.org", "me@example.org"),
        ("root", "root"),
        ("Ann Lee <ann@example.org>, bo@example.org", "Ann Lee <ann@example.org>"),
        ('"Lee, Ann" <ann@example.org>', '"Lee, Ann" <ann@example.org>'),
        ("Zoë <zoe@example.org>", "Zoë <zoe@example.org>"),
    ],
)
def test_a_mail_comes_from_the_first_whom_it_goes_to_unless_somebody_is_named(
    text: str, first: str
) -> None:
    assert email.check_addresses(text) == first
    message = message_from_string(email.render(made("one"), text), policy=default)
    assert (message["From"], message["To"]) == (first, text)
    message = message_from_string(email.render(made("one"), text, "x@example.org"), policy=default)
    assert (message["From"], message["To"]) == ("x@example.org", text)


@pytest.mark.parametrize(
    "text",
    ["", ",", "a b", "@b", "a@b@c", "a@b c@d", "jü@b.org", "a@bü.org", "<>", "none:;", "<i>@b"],
)
def test_what_no_mail_can_be_sent_to_is_no_address(text: str) -> None:
    with pytest.raises(ValueError, match=r"no address|ASCII"):
        email.check_addresses(text)


@given(DIGESTS)
def test_a_feed_is_xml_with_an_entry_for_each_paper(digest: Digest) -> None:
    feed = ElementTree.fromstring(atom.render(digest).encode())  # noqa: S314
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [
        story.paper.hub_url for story in digest.stories
    ]
    for entry, story in zip(entries, digest.stories, strict=True):
        content = Page(entry.findtext(f"{ATOM}content") or "")
        assert set(content.tags) <= {"p", "em", "a"}
        assert all(ALLOWED.fullmatch(link) for link in content.links)
        assert " ".join((entry.findtext(f"{ATOM}title") or "").split()) == visible(story.title)


def visible(text: str) -> str:
    """What XML can hold of a line."""
    return " ".join(re.sub("[\ufffe\uffff]", "", text).split())


def made(summary: str, number: int = 1, upvotes: int = 5) -> Digest:
    paper = Paper(id=f"2608.{number:05}", title="A paper", ai_summary=summary, upvotes=upvotes)
    return Digest("daily", "Daily Papers", (Section("", (Story(Item(paper)),)),), NOW)


def later(digest: Digest) -> Digest:
    return Digest(digest.name, digest.title, digest.sections, NOW.replace(day=22))


def times(feed: str) -> dict[str, str]:
    entries = ElementTree.fromstring(feed).findall(f"{ATOM}entry")  # noqa: S314
    return {
        (entry.findtext(f"{ATOM}id") or "")[-5:]: (entry.findtext(f"{ATOM}updated") or "")[:10]
        for entry in entries
    }


def test_an_entry_keeps_its_time_until_it_says_something_else() -> None:
    feed = atom.render(made("one"))
    assert times(feed) == {"00001": "2026-08-21"}
    assert times(atom.render(later(made("one")), feed)) == {"00001": "2026-08-21"}
    assert times(atom.render(later(made("two")), feed)) == {"00001": "2026-08-22"}
    assert times(atom.render(later(made("one", upvotes=6)), feed)) == {"00001": "2026-08-22"}


def test_a_feed_keeps_its_old_entries_behind_new_ones_up_to_five_hundred() -> None:
    feed = ""
    for number in range(1, 8):
        feed = atom.render(made("one", number), feed)
    assert list(times(feed)) == [f"{number:05}" for number in range(7, 0, -1)]
    many = tuple(Story(Item(Paper(id=f"2608.{number:05}", title="x"))) for number in range(1, 601))
    assert len(times(atom.render(Digest("n", "t", (Section("", many),), NOW), feed))) == 500


@pytest.mark.parametrize("text", ["no feed", "<rss/>", "<feed/>"])
def test_what_is_no_feed_is_not_written_over(text: str) -> None:
    with pytest.raises(ValueError, match="it is no"):
        atom.render(made("one"), text)


def bodies(lines: str) -> list[dict[str, Any]]:
    assert lines.isascii()
    return [json.loads(line) for line in lines.splitlines()]


@given(DIGESTS)
def test_slack_bodies_hold_no_command_and_stay_within_limits(digest: Digest) -> None:
    shown = ""
    for body in bodies(chat.slack(digest)):
        assert len(body["blocks"]) <= 50
        for block in body["blocks"]:
            text = block["text"]["text"]
            assert 0 < len(text) <= (150 if block["type"] == "header" else 3000)
            if block["type"] == "section":
                assert all(ALLOWED.match(link) for link in re.findall("<([^>]*)>", text))
                shown += re.sub(r"<[^|]*\|([^>]*)>", r"\1", text)
    for story in digest.stories:
        escaped = story.title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        assert escaped in shown


@given(DIGESTS)
def test_discord_bodies_mention_nobody_and_stay_within_limits(digest: Digest) -> None:
    titles = []
    for body in bodies(chat.discord(digest)):
        assert body["allowed_mentions"] == {"parse": []}
        assert 0 < len(body["embeds"]) <= 10
        assert len(body.get("content", "")) <= 2000
        texts = [embed[key] for embed in body["embeds"] for key in ("title", "description")]
        assert sum(map(len, texts)) <= 6000
        for embed in body["embeds"]:
            assert len(embed["title"]) <= 256
            assert ALLOWED.fullmatch(embed["url"])
            assert not re.search("@(everyone|here)", str(embed))
            titles.append(embed["title"])
    wanted = [story.title for part in digest.sections for story in part.stories]
    assert [title.replace("\u200b", "") for title in titles] == [
        title.replace("\u200b", "") for title in wanted
    ]


def test_long_lists_are_split_into_several_bodies() -> None:
    some = tuple(
        Story(Item(Paper(id=f"2608.{number:05}", title=f"Paper {number}", ai_summary="x" * 4000)))
        for number in range(1, 121)
    )
    digest = Digest("n", "t", (Section("", some),), NOW)
    assert len(bodies(chat.slack(digest))) == 3
    found = [embed["title"] for body in bodies(chat.discord(digest)) for embed in body["embeds"]]
    assert found == [story.title for story in some]


def test_the_summary_is_the_first_two_sentences_of_the_abstract_without_another() -> None:
    paper = Paper(id="2608.00001", title="x", abstract="We ask. It is 3.5 times so. No more.")
    assert Story(Item(paper)).summary == "We ask. It is 3.5 times so."
