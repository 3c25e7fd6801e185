"""The stand-in for the hub and arXiv: what it answers, by the notes on the real ones."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import httpx
import pytest

from tests.support.data import fake_days
from tests.support.fake_hub import FakeHub

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = "2026-08-21"
DAILY = "/api/daily_papers"
TWICE = "2608.90000"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def hub() -> Iterator[FakeHub]:
    days = fake_days.days("2026-07-27", DAY, 9)
    days["2026-08-18"].append(fake_days.entry(TWICE, upvotes=0, numComments=9))
    days["2026-08-20"].append(fake_days.entry(TWICE, upvotes=40, numComments=9))
    with FakeHub(days) as hub:
        hub.quota.api = hub.quota.pages = 10_000
        yield hub


@pytest.fixture(scope="module")
def client(hub: FakeHub) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=hub.url) as client:
        yield client


def ids(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200
    return [item.get("paper", item)["id"] for item in answer.json()]


def parsed(answer: httpx.Response) -> ElementTree.Element:
    return ElementTree.fromstring(answer.content)  # noqa: S314 - it comes from ourselves


def votes(answer: httpx.Response) -> list[int]:
    return [entry["paper"]["upvotes"] for entry in answer.json()]


def walk(client: httpx.Client, target: str) -> list[list[str]]:
    """The pages that lead on from a first one, as lists of ids."""
    pages = []
    while target:
        answer = client.get(target)
        pages.append(ids(answer))
        target = answer.links.get("next", {}).get("url", "")
    return pages


def test_a_week_has_each_of_its_papers_once_by_upvotes(hub: FakeHub, client: httpx.Client) -> None:
    answer = client.get(f"{DAILY}?week=2026-W34&limit=100")
    expected = {e["paper"]["id"] for day in hub.days if day >= "2026-08-17" for e in hub.days[day]}
    assert sorted(ids(answer)) == sorted(expected)
    assert votes(answer) == sorted(votes(answer), reverse=True)
    assert dict(zip(ids(answer), votes(answer), strict=True))[TWICE] == 40


def test_a_month_has_the_days_of_that_month(hub: FakeHub, client: httpx.Client) -> None:
    found = [name for page in walk(client, f"{DAILY}?month=2026-07&limit=20") for name in page]
    july = [e["paper"]["id"] for day in hub.days if day < "2026-08" for e in hub.days[day]]
    assert len(found) == 45
    assert set(found) == set(july)


def test_without_a_day_the_newest_submissions_come_first(client: httpx.Client) -> None:
    entries = client.get(DAILY).json()
    times = [entry["paper"]["submittedOnDailyAt"] for entry in entries]
    assert len(entries) == 50
    assert times == sorted(times, reverse=True)
    assert times[0].startswith(DAY)


def test_trending_is_one_order_whatever_day_is_asked_for(client: httpx.Client) -> None:
    everywhere = client.get(f"{DAILY}?sort=trending&limit=100")
    assert ids(client.get(f"{DAILY}?sort=trending&limit=100&date=2026-08-03")) == ids(everywhere)
    assert votes(everywhere) != sorted(votes(everywhere), reverse=True)
    assert client.get(f"{DAILY}?sort=trending&date=2026-13-01").status_code == 400


def test_pages_lead_on_until_the_empty_one(client: httpx.Client) -> None:
    pages = walk(client, f"{DAILY}?date=2026-08-20&limit=5")
    assert [len(page) for page in pages] == [5, 5, 0]
    assert list(chain(*pages)) == ids(client.get(f"{DAILY}?date=2026-08-20"))


def test_a_submitter_has_only_their_own(client: httpx.Client) -> None:
    login = client.get(DAILY).json()[0]["submittedBy"]["name"]
    found = client.get(DAILY, params={"submitter": login}).json()
    assert {entry["submittedBy"]["name"] for entry in found} == {login}
    assert client.get(DAILY, params={"submitter": "nobody"}).json() == []


def test_days_without_a_list_are_empty_and_later_days_refused(client: httpx.Client) -> None:
    for empty in ("2026-08-16", "2019-01-01"):
        assert client.get(f"{DAILY}?date={empty}").json() == []
    later = client.get(f"{DAILY}?date=2026-08-22")
    assert later.status_code == 400
    assert f"date upper bound {DAY}" in later.json()["error"]
    assert client.get(f"{DAILY}?date={DAY}&date={DAY}").status_code == 400


@pytest.mark.parametrize(
    "period",
    [
        *("date=2025-13-40", "date=2025-02-29", "date=2026-8-1", "date=", "date=2026-08-21T00:00"),
        *("week=2026-W53", "week=2026-W00", "week=2026-34", "month=2026-13", "month=2026-00"),
    ],
)
def test_what_is_no_period_is_refused(client: httpx.Client, period: str) -> None:
    answer = client.get(f"{DAILY}?{period}")
    assert answer.status_code == 400
    assert answer.json() == {"error": answer.headers["X-Error-Message"]}


def test_the_cursor_leads_through_all_papers_once(hub: FakeHub, client: httpx.Client) -> None:
    pages = walk(client, "/api/papers?limit=30")
    every = {entry["paper"]["id"] for entries in hub.days.values() for entry in entries}
    assert sorted(chain(*pages)) == sorted(every)
    assert client.get("/api/papers?cursor=made-up").status_code == 400


def test_search_finds_ids_and_words_the_best_match_first(client: httpx.Client) -> None:
    assert ids(client.get(f"/api/papers/search?q={TWICE}")) == [TWICE]
    title = client.get(f"/api/papers/{TWICE}").json()["title"]
    found = client.get("/api/papers/search", params={"q": title, "limit": 7})
    assert len(found.json()) == 7
    assert found.json()[0]["title"] == title
    assert "numComments" in found.json()[0]
    assert client.get("/api/papers/search?q=xyzzy").json() == []
    assert client.get("/api/papers/search").json() == []


def test_a_paper_stands_bare_with_what_is_linked_to_it(client: httpx.Client) -> None:
    for entry in client.get(f"{DAILY}?limit=100").json():
        paper = client.get(f"/api/papers/{entry['paper']['id']}").json()
        repositories = client.get(f"/api/arxiv/{paper['id']}/repos").json()
        assert entry["paper"].items() <= paper.items()
        for kind in ("Models", "Datasets", "Spaces"):
            every = client.get(f"/api/{kind.lower()}?filter=arxiv:{paper['id']}").json()
            assert every == repositories[kind.lower()]
            assert every[:12] == paper[f"linked{kind}"]
            assert len(every) == paper[f"numTotal{kind}"]
        assert not {"comments", "submissionDeadline", "numComments"} & paper.keys()


def test_a_discussion_has_replies_hidden_ones_and_reactions(client: httpx.Client) -> None:
    comments = client.get(f"/api/papers/{TWICE}?field=comments").json()["comments"]
    assert len(comments) == 9
    known: set[str] = set()
    replies, characters = 0, set()
    for comment in comments:
        data: dict[str, Any] = comment["data"]
        known.add(comment["id"])
        if "parentCommentId" in data:
            replies += 1
            assert data["parentCommentId"] in known
        characters |= {one["reaction"] for one in data["reactions"]}
    assert replies == 3
    assert {"🔥", "rocket"} <= characters
    hidden = [c for c in comments if c["data"]["hidden"]]
    assert [c["data"]["hiddenReason"] for c in hidden] == ["Spam"] * 2


@pytest.mark.parametrize(
    ("target", "error"),
    [
        ("/api/papers/2401.99999", "Paper not found"),
        (f"/api/papers/{TWICE}v1", "Paper not found"),
        ("/api/arxiv/2401.99999/repos", "Paper not found"),
        ("/papers/2401.99999.md", "Paper not found"),
        (f"/api/papers/{TWICE}/discussion", "Sorry, we can't find the page you are looking for."),
        ("/api/", "Sorry, we can't find the page you are looking for."),
    ],
)
def test_what_is_not_there_is_404_as_json(client: httpx.Client, target: str, error: str) -> None:
    answer = client.get(target)
    assert (answer.status_code, answer.json()) == (404, {"error": error})
    assert answer.headers["X-Error-Message"] == error
    assert answer.headers["X-Request-Id"]


def test_nothing_can_be_written(client: httpx.Client) -> None:
    target, token = f"/api/papers/{TWICE}/comment", {"Authorization": "Bearer x"}
    assert client.post(target, json={"comment": "x"}).status_code == 401
    assert client.post(target, json={"comment": "x"}, headers=token).status_code == 403


def test_a_full_text_has_all_kinds_of_parts(hub: FakeHub, client: httpx.Client) -> None:
    hub.library.forms[TWICE] = "full"
    answer = client.get(f"/papers/{TWICE}.md")
    assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8"
    lines = answer.text.splitlines()
    starts = ("# ", "## 1 ", "### 3.1 ", "$$", "![", "Figure 2: ", "| --- |", "[7] ", "```python")
    for start in starts:
        assert any(line.startswith(start) for line in lines), start
    asked = client.get(f"/papers/{TWICE}", headers={"Accept": "text/markdown"})
    assert asked.text == answer.text


def test_some_texts_are_only_the_page(hub: FakeHub, client: httpx.Client) -> None:
    kinds = set()
    for entry in client.get(f"{DAILY}?limit=100").json():
        answer = client.get(f"/papers/{entry['paper']['id']}.md")
        sections = answer.text.count("\n## ")
        kinds.add((answer.headers["Content-Type"].partition(";")[0], sections))
    assert kinds == {("text/markdown", 8), ("text/markdown", 1), ("text/html", 0)}
    other = f"/papers/{hub.days[DAY][0]['paper']['id']}"
    hub.library.texts[other.rpartition("/")[2]] = "# Mine"
    assert client.get(f"{other}.md").text == "# Mine"
    assert 'data-target="PaperContent"' in client.get(other).text


def test_arxiv_answers_with_the_papers_it_knows(hub: FakeHub, client: httpx.Client) -> None:
    hub.library.only_arxiv["hep-th/9901001"] = fake_days.entry("hep-th/9901001", title="A <b> & c")
    answer = client.get(f"/api/query?id_list={TWICE}v2,2401.99999,hep-th/9901001")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    assert "RateLimit" not in answer.headers
    feed = parsed(answer)
    names = [entry.findtext("a:id", "", ATOM) for entry in feed.findall("a:entry", ATOM)]
    assert names == [f"http://arxiv.org/abs/{TWICE}v2", "http://arxiv.org/abs/hep-th/9901001v1"]
    assert feed.findtext("a:entry[2]/a:title", "", ATOM) == "A <b> & c"
    assert client.get("/api/papers/hep-th%2F9901001").status_code == 404


@pytest.mark.parametrize("query", ["id_list=x", "max_results=-1", "start=a", "max_results=30001"])
def test_arxiv_reports_an_error_in_a_feed(client: httpx.Client, query: str) -> None:
    answer = client.get(f"/api/query?{query}")
    entries = parsed(answer).findall("a:entry", ATOM)
    assert (answer.status_code, len(entries)) == (400, 1)
    assert entries[0].findtext("a:title", "", ATOM) == "Error"
    assert entries[0].findtext("a:id", "", ATOM).startswith("http://arxiv.org/api/errors#")


def test_a_pdf_is_complete_and_its_table_right(client: httpx.Client) -> None:
    answer = client.get(f"/pdf/{TWICE}v1.pdf")
    file = answer.content
    assert answer.headers["Content-Type"] == "application/pdf"
    assert file.startswith(b"%PDF-")
    assert file.endswith(b"%%EOF\n")
    table = int(file.split(b"startxref\n")[1].split()[0])
    assert file[table:].startswith(b"xref\n")
    offsets = [int(line[:10]) for line in file[table:].splitlines()[3:8]]
    for number, offset in enumerate(offsets, 1):
        assert file[offset:].startswith(b"%d 0 obj" % number)
    assert client.get(f"/pdf/{TWICE}").content == file
    assert client.get("/pdf/2401.99999").status_code == 404
    assert client.get("/pdf/nothing").status_code == 404


def test_arxiv_has_a_page_and_a_citation(client: httpx.Client) -> None:
    assert TWICE in client.get(f"/abs/{TWICE}").text
    citation = client.get(f"/bibtex/{TWICE}")
    assert citation.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert re.match(r"@misc\{[a-z]+2026[a-z0-9]+,\n      title=\{", citation.text)
    assert f"eprint={{{TWICE}}},\n      archivePrefix={{arXiv}}," in citation.text
    assert citation.text.endswith(f"url={{https://arxiv.org/abs/{TWICE}}}, \n}}\n")
