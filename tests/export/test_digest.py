"""Digests parsed back from every form: nothing in a paper is markup, and nothing is lost."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from datetime import UTC, date, datetime
from email import message_from_string
from email.policy import default
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.export.digest import atom, chat, email
from papers_tui.export.digest.parts import Digest, Section, Story
from papers_tui.export.item import Item
from papers_tui.hub.wire import read_listing
from papers_tui.model.library.marks import Mark, Status
from papers_tui.model.paper import Paper
from tests.hostile import corpus
from tests.support.oracles.digests import ATOM, CHECKS, bodies

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 8, 21, 7, 30, tzinfo=UTC)
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


@pytest.mark.parametrize("form", CHECKS)
@given(DIGESTS)
def test_nothing_in_a_paper_is_markup_and_nothing_is_lost(form: str, digest: Digest) -> None:
    CHECKS[form](digest)


def hostile_days() -> Iterator[Digest]:
    """A digest of each hostile list that has papers."""
    for name, payload in corpus.payloads().items():
        listing = read_listing(json.loads(corpus.encoded(payload)))
        papers = {paper.id: paper for paper in listing.papers}.values()
        mark = Mark(starred=True, status=Status.TO_READ)
        some = tuple(Story(Item(paper, mark), ("mine", paper.title[:60])) for paper in papers)
        if some:
            sections = (Section("All", some), Section("Again", some[:2]))
            yield Digest(name, "Daily Papers", sections, NOW)


@pytest.mark.slow
@pytest.mark.parametrize("form", CHECKS)
def test_hostile_days_come_through_every_form(form: str) -> None:
    days = list(hostile_days())
    assert len(days) > 70
    for digest in days:
        CHECKS[form](digest)


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
    [
        *(
            "",
            ",",
            "a b",
            "@b",
            "a@b@c",
            "a@b c@d",
            "jü@b.org",
            "a@bü.org",
            "<>",
            "none:;",
            "<i>@b",
        ),
        *("<", '\t"', ".:(] .@", ':];*;"', " %*@[;%", " .'.<['>:] 1", "(" * 5_000 + "a@b"),
    ],
)
def test_what_no_mail_can_be_sent_to_is_no_address(text: str) -> None:
    with pytest.raises(ValueError, match=r"no address|ASCII"):
        email.check_addresses(text)


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


def test_long_lists_are_split_into_several_bodies() -> None:
    some = tuple(
        Story(Item(Paper(id=f"2608.{number:05}", title=f"Paper {number}", ai_summary="x" * 4000)))
        for number in range(1, 121)
    )
    digest = Digest("n", "t", (Section("", some),), NOW)
    assert len(bodies(chat.slack(digest))) == 3
    found = [embed["title"] for body in bodies(chat.discord(digest)) for embed in body["embeds"]]
    assert found == [story.title for story in some]


def test_long_facts_leave_room_for_the_links() -> None:
    tags = tuple(f"{'_' * 58}{number}" for number in range(10, 99))
    paper = Paper(id="2608.00001", title="<" * 500, ai_summary="*" * 9000)
    digest = Digest("n", "t", (Section("", (Story(Item(paper, Mark(tags=tags)), tags),)),), NOW)
    (body,) = bodies(chat.discord(digest))
    assert "[arXiv](https://arxiv.org/abs/2608.00001)" in body["embeds"][0]["description"]
    (body,) = bodies(chat.slack(digest))
    assert "<https://arxiv.org/abs/2608.00001|arXiv>" in body["blocks"][1]["text"]["text"]
    CHECKS["slack"](digest)
    CHECKS["discord"](digest)


@pytest.mark.parametrize("letter", ["x", "&"])
def test_an_address_too_long_for_a_message_is_left_out_and_the_others_stay(letter: str) -> None:
    code = f"https://example.org/?q={letter * 1_970}"
    tags = tuple(f"{'_' * 58}{number}" for number in range(10, 99))
    paper = Paper(id="2608.00001", title="y" * 500, ai_summary="z" * 9000, github_repo=code)
    digest = Digest("n", "t", (Section("", (Story(Item(paper, Mark(tags=tags)), tags),)),), NOW)
    (body,) = bodies(chat.slack(digest))
    assert len(text := body["blocks"][1]["text"]["text"]) <= 3_000
    assert "|arXiv>" in text
    assert "|code>" not in text
    (body,) = bodies(chat.discord(digest))
    assert len(text := body["embeds"][0]["description"]) <= 4_096
    assert text.endswith(f"{letter})")
    CHECKS["slack"](digest)


def test_the_summary_is_the_first_two_sentences_of_the_abstract_without_another() -> None:
    paper = Paper(id="2608.00001", title="x", abstract="We ask. It is 3.5 times so. No more.")
    assert Story(Item(paper)).summary == "We ask. It is 3.5 times so."
