"""Papers that only arXiv knows: its feeds, its errors, and its pace."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.hub.arxiv import read_feed
from papers_tui.hub.client import Hub
from papers_tui.hub.endpoints import Endpoints
from papers_tui.hub.errors import HubError, Missing, Offline, RateLimited, Refused, Unreadable
from papers_tui.hub.http.answer import MOST_SENT
from papers_tui.hub.http.httpx_import import httpx
from papers_tui.model.paper import Publication
from tests.support.data import fake_days
from tests.support.fake_hub import FakeHub
from tests.support.scripted_hub import Body, hub

FEED = b"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <entry>
    <id>http://arxiv.org/abs/hep-th/9901001v3</id>
    <published>1999-01-01T12:00:00Z</published>
    <title>Strings
      and   Things</title>
    <summary>  We pull
strings.

Then we &lt;stop&gt;.</summary>
    <author><name>Ada Lovelace</name></author>
    <author><name> </name></author>
    <author><name>:</name></author>
    <arxiv:doi xmlns:arxiv="http://arxiv.org/schemas/atom">10.1000/a_(b)1 10.1000/other</arxiv:doi>
    <arxiv:journal_ref xmlns:arxiv="http://arxiv.org/schemas/atom">Phys.&#x200b;
      Rev. D60</arxiv:journal_ref>
    <arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" term="hep-th"/>
  </entry>
</feed>"""


def test_an_entry_is_read() -> None:
    paper = read_feed(FEED, "hep-th/9901001").paper
    assert paper.title == "Strings and Things"
    assert paper.abstract == "We pull strings.\n\nThen we <stop>."
    assert paper.authors == ("Ada Lovelace",)
    assert paper.published == date(1999, 1, 1)


def test_category_and_published_version_are_read_and_cleaned() -> None:
    published = read_feed(FEED, "hep-th/9901001").publication
    assert published == Publication("hep-th", "Phys. Rev. D60", "10.1000/a_(b)1")


@pytest.mark.parametrize("behind", [b".", b";", b",", b".;"])
def test_a_mark_behind_a_doi_is_none_of_its_own(behind: bytes) -> None:
    feed = FEED.replace(b"1 10.1000/other", b"1" + behind)
    published = read_feed(feed, "hep-th/9901001").publication
    assert published == Publication("hep-th", "Phys. Rev. D60", "10.1000/a_(b)1")


@pytest.mark.parametrize("sent", [b'term="hep-th}"', b'term="a b"', b"", b'term="&#x1b;[31m"'])
def test_what_is_no_category_is_not_known(sent: bytes) -> None:
    feed = FEED.replace(b'term="hep-th"', sent).replace(b"10.1000", b"doi")
    published = Publication("", "Phys. Rev. D60")
    with suppress(Unreadable):  # a control code is no XML
        assert read_feed(feed, "hep-th/9901001").publication == published


def test_another_paper_is_not_taken_for_the_one_asked_for() -> None:
    with pytest.raises(Missing, match="Neither the hub nor arXiv knows"):
        read_feed(FEED, "2608.00001")


BOMB = '<!DOCTYPE x [<!ENTITY a "b">]><feed>&a;</feed>'


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"{}", BOMB.encode(), BOMB.encode("utf-16"), BOMB.encode("utf-16-be")],
    ids=[
        "nothing",
        "page",
        "JSON",
        "entity",
        "entity in UTF-16",
        "entity in UTF-16 without a mark",
    ],
)
def test_what_is_no_feed_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        read_feed(body, "2608.00001")


@given(st.binary(max_size=200))
def test_no_body_is_a_bug(body: bytes) -> None:
    with pytest.raises((Missing, Unreadable)):
        read_feed(body, "2608.00001")


async def test_arxiv_is_asked_one_at_a_time_three_seconds_apart() -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    with FakeHub({}) as server:
        for number in (1, 2):
            paper_id = f"2608.0000{number}"
            server.library.only_arxiv[paper_id] = fake_days.entry(paper_id)
        endpoints = Endpoints.from_environment(
            {"HF_ENDPOINT": server.url, "PAPERS_TUI_ARXIV": server.url}
        )
        hub = Hub(endpoints, sleep=sleep)
        first = await hub.arxiv.paper("2608.00001")
        await hub.arxiv.paper("2608.00002")
        with pytest.raises(Missing):
            await hub.arxiv.paper("2608.00003")
        await hub.aclose()
    expected = server.library.only_arxiv["2608.00001"]["paper"]
    assert first.paper.title == expected["title"]
    assert slept[0] == 0
    assert all(2.5 < seconds <= 3 for seconds in slept[1:])


@pytest.mark.parametrize(
    ("status", "kind"), [(429, RateLimited), (403, Refused), (500, Offline), (503, Offline)]
)
async def test_a_refusal_of_arxiv_is_named_as_its_own(status: int, kind: type[HubError]) -> None:
    asking, _ = hub(httpx.Response(status, headers={"Retry-After": "7"}))
    with pytest.raises(kind, match=r"^arXiv ") as caught:
        await asking.arxiv.paper("2608.00001")
    if isinstance(caught.value, RateLimited):
        assert caught.value.seconds == 7


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(302, headers={"Location": "https://login.example/"}),
        httpx.Response(302, headers={"Location": "/api/query"}),
        httpx.Response(302, headers={"Location": "http://[/"}),
        httpx.Response(200, headers={"Content-Encoding": "br"}),
        httpx.Response(200, headers={"Content-Encoding": "gzip"}, stream=Body(b"no gzip")),
        httpx.Response(200, headers={"Content-Length": "9"}, stream=Body(b"")),
        httpx.Response(200, content=b"x" * (MOST_SENT + 1)),
    ],
    ids=["elsewhere", "circle", "nowhere", "brotli", "no gzip", "half of it", "too much of it"],
)
async def test_an_answer_of_arxiv_that_is_no_use_is_named_as_its_own(
    answer: httpx.Response,
) -> None:
    class Arxiv(httpx.AsyncBaseTransport):
        async def handle_async_request(self, _: httpx.Request) -> httpx.Response:
            return httpx.Response(answer.status_code, headers=answer.headers, stream=answer.stream)

    asking = Hub(Endpoints(), transport=Arxiv())
    with pytest.raises(HubError, match=r"^arXiv('s| sends)") as caught:
        await asking.arxiv.paper("2608.00001")
    assert "HF_ENDPOINT" not in str(caught.value)
    await asking.aclose()


async def test_an_id_that_there_cannot_be_does_not_spoil_those_beside_it() -> None:
    asking, pages = hub(httpx.Response(200, content=FEED))
    found = await asking.arxiv.papers(["9999.99999", "hep-th/9901001"])
    assert [entry.paper.id for entry in found] == ["hep-th/9901001"]
    assert [query["id_list"] for query in pages.queries] == ["hep-th/9901001"]
    assert await asking.arxiv.papers(["9999.99999"]) == ()
    assert len(pages.asked) == 1
