"""Full texts: the paper's own words, or a plain word that the hub has none."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.hub.client import Hub
from papers_tui.hub.endpoints import Endpoints
from papers_tui.hub.errors import HubError, NoFullText, Offline, RateLimited, Refused, Unreadable
from papers_tui.hub.full_text import read_text
from papers_tui.hub.http.answer import Answer
from papers_tui.hub.http.httpx_import import httpx
from tests.support.data import fake_days
from tests.support.fake_hub import FakeHub, daily, fulltext
from tests.support.fake_hub.faults import Fault
from tests.support.scripted_hub import Pages, Waits

HEAD = (
    "Title: A Title\n\nURL Source: https://arxiv.org/html/2608.00001\n\n"
    "Published Time: Thu, 20 Aug 2026 00:00:00 GMT\n\nMarkdown Content:\n"
)
TEXT = "# A Title\n\n## 1 Introduction\n\nWords:\n\n```\nif x:\n\ty\n```\n"


def markdown(text: str | bytes, kind: str = "text/markdown; charset=utf-8") -> httpx.Response:
    return httpx.Response(200, content=text, headers={"content-type": kind})


async def asked(response: httpx.Response) -> str:
    return await Waits().hub(Pages(response)).full_text("2608.00001")


async def test_a_text_is_asked_for_as_markdown_and_loses_its_head() -> None:
    pages = Pages(markdown(HEAD + TEXT))
    text = await Waits().hub(pages).full_text("2608.00001v2")
    assert text == TEXT.strip()
    (request,) = pages.asked
    assert (request.url.path, request.headers["accept"]) == (
        "/papers/2608.00001.md",
        "text/markdown",
    )


@pytest.mark.parametrize("head", ["", HEAD, HEAD.replace("Published Time", "Number of Pages")])
async def test_a_text_is_read_with_and_without_a_head(head: str) -> None:
    assert (await asked(markdown(head + TEXT))).startswith("# A Title")


@pytest.mark.parametrize(
    "response",
    [
        markdown(HEAD.replace("arxiv.org/html", "huggingface.co/papers") + TEXT),
        markdown(HEAD.replace("arxiv.org/html", "mirror.example/papers") + TEXT),
        markdown("# T\n\nPublished on 2026-08-20\n\nAuthors: A\n\n## Abstract\n\nWords.\n"),
        markdown(TEXT, "text/html"),
        markdown("\n<!DOCTYPE html>\n<html>"),
        markdown("  \n"),
        markdown(HEAD),
        httpx.Response(404, json={"error": "Paper not found"}),
    ],
)
async def test_where_there_is_no_text_the_error_says_of_which_paper_and_names_no_key(
    response: httpx.Response,
) -> None:
    with pytest.raises(NoFullText) as caught:
        await asked(response)
    assert str(caught.value) == "The hub has no text of 2608.00001."


async def test_hostile_text_is_made_harmless_and_a_long_one_cut() -> None:
    text = await asked(markdown("# T\n\n## 1\n\nA\x1b[2J\u202eB\x9bC" + "d" * 6_000_000))
    assert text.startswith("# T\n\n## 1\n\nA[2JBCd")
    assert 4_999_990 < len(text) <= 5_000_000
    assert text.endswith("…")


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        (httpx.Response(500), Refused),
        (httpx.Response(403), Refused),
        (markdown("{}", "application/json"), Unreadable),
        (httpx.Response(429, headers={"retry-after": "7"}), RateLimited),
    ],
)
async def test_other_answers_are_not_taken_for_a_missing_text(
    response: httpx.Response, expected: type[HubError]
) -> None:
    with pytest.raises(expected) as caught:
        await asked(response)
    assert not isinstance(caught.value, NoFullText)


async def test_a_head_that_never_ends_is_a_part_of_the_text() -> None:
    sent = "URL Source: https://huggingface.co/papers/1\n" + "\n" * 100_000 + "a: b\n" * 9_000 + "x"
    assert (await asked(markdown(sent))).endswith("a: b\nx")


@given(st.binary(max_size=300), st.sampled_from(["text/markdown", "text/html", "", "x/y"]))
def test_no_body_is_a_bug(body: bytes, kind: str) -> None:
    try:
        text = read_text(Answer(200, {"content-type": kind}, body), "2608.00001")
    except (NoFullText, Unreadable):
        return
    assert text.strip()


async def test_a_window_of_pages_that_is_spent_does_not_hold_the_lists_up() -> None:
    clock = Waits()
    spent = httpx.Response(
        200,
        content=TEXT,
        headers={"content-type": "text/markdown", "ratelimit": '"pages";r=0;t=200'},
    )
    hub = clock.hub(Pages(spent, httpx.Response(200, json=[])))
    await hub.full_text("2608.00001")
    await hub.search("x", 1)
    assert clock.slept == []


@pytest.fixture
def server() -> FakeHub:
    return FakeHub(fake_days.days(date(2026, 8, 20), date(2026, 8, 21), 8))


@pytest.mark.parametrize("form", ["full", "page", "html"])
async def test_the_forms_that_the_hub_has(server: FakeHub, form: fulltext.Form) -> None:
    with server:
        paper_id = daily.paper_id(daily.listed(server.days)[0])
        server.library.forms[paper_id] = form
        hub = Hub(Endpoints(server.url, server.url, server.url))
        if form == "full":
            assert "## 1 Introduction" in await hub.full_text(paper_id)
        else:
            with pytest.raises(NoFullText):
                await hub.full_text(paper_id)
        await hub.aclose()


async def test_a_slow_and_a_broken_text_end_in_time(server: FakeHub) -> None:
    with server:
        hub = Hub(Endpoints(server.url, server.url, server.url), deadline=0.1)
        server.fault("/papers/", Fault(raw=[b"HTTP/1.1 200 OK\r\n"] * 99, pause=0.2))
        with pytest.raises(Offline, match=r"within 0\.3 seconds"):
            await hub.full_text("2608.00001")
        complete = b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n# A"
        server.repair()
        server.fault("/papers/", Fault(raw=complete))
        with pytest.raises(Offline):
            await hub.full_text("2608.00001")
        await hub.aclose()


async def test_giving_up_ends_the_request(server: FakeHub) -> None:
    with server:
        server.hold("/papers/")
        hub = Hub(Endpoints(server.url, server.url, server.url))
        task = asyncio.create_task(hub.full_text("2608.00001"))
        assert await asyncio.to_thread(server.wait_for, "/papers/")
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await hub.aclose()
        server.release()
