"""True days of the hub in the running reader: nothing in any field is lost on the way."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from papers_tui.model.date_style import DATES
from papers_tui.model.period import Day, Month, Trending, Week
from papers_tui.text.clean import reflow
from papers_tui.text.tex.convert import to_unicode
from tests.support.fake_hub import FakeHub
from tests.support.recorded import DAYS, FOLDER, needs_recorded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.reader import Run, Running

pytestmark = needs_recorded
WIDE = 240, 60
LATER = datetime(2026, 8, 21, 16, tzinfo=UTC)


@pytest.fixture(scope="module")
def hub() -> Iterator[FakeHub]:
    with FakeHub(FOLDER) as hub:
        yield hub


def joined(text: str) -> str:
    """The text without its white space: lines are broken as the window is wide."""
    return "".join(text.split())


def facts(entry: dict[str, Any], day: date) -> Iterator[str]:
    """Everything in an entry of a list that a reader would want to see."""
    paper = entry["paper"]
    yield to_unicode(" ".join(paper["title"].split()))
    yield to_unicode(reflow(paper["summary"]))
    yield ", ".join(
        " ".join(author["name"].split())
        for author in paper["authors"]
        if not author.get("hidden") and author["name"].strip()
    )
    yield f"published {DATES.day(date.fromisoformat(paper['publishedAt'][:10]))}"
    yield DATES.day(day)
    yield f"{paper['upvotes']:,} upvote"
    yield f"{entry['numComments']:,} comment"
    yield from to_unicode(paper.get("ai_summary", "").strip()).split("\n")
    yield from (to_unicode(word.strip()) for word in paper.get("ai_keywords", ()))
    if "githubStars" in paper:
        yield f"{paper['githubStars']:,} GitHub star"
    organization = entry.get("organization") or entry.get("submitterOrganization") or {}
    yield organization.get("fullname", "")
    if "submittedBy" in entry:
        yield entry["submittedBy"]["name"]
    media = paper.get("mediaUrls", [])
    for url in (paper.get("githubRepo"), paper.get("projectPage"), entry.get("mediaUrl"), *media):
        yield shown_address(url or "")


def shown_address(url: str) -> str:
    """An address up to what may be written otherwise: scheme, characters to escape."""
    plain = url.strip().removeprefix("https://").removeprefix("http://")
    return plain.partition("%")[0].rstrip("/") if plain.isascii() else ""


async def walk(reader: Running, listed: dict[str, Any], day: date) -> None:
    """Go through the complete list with `j`, and compare what the pane says with what was sent."""
    seen = []
    for number in range(len(reader.list_ids)):
        if number:
            reader.app.simulate_key("j")
        await reader.until(lambda number=number: reader.cursor == number)  # type: ignore[misc]
        await reader.pilot.pause()
        paper = reader.screen.abstract.paper
        assert paper is not None
        assert paper.id == reader.current
        seen.append(paper.id)
        folded = joined("(+ shows all)") in joined(reader.text)
        if folded:
            reader.screen.give("paper.authors")
        text = joined(reader.text)
        lost = [fact for fact in facts(listed[paper.id], day) if joined(fact) not in text]
        assert lost == [], paper.id
    assert set(seen) == set(listed)


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(file, id=file.stem, marks=() if number % 8 == 0 else pytest.mark.slow)
        for number, file in enumerate(DAYS)
    ],
)
async def test_a_day_is_shown_complete(run: Run, file: Any) -> None:
    day = date.fromisoformat(file.stem)
    entries = {entry["paper"]["id"]: entry for entry in json.loads(file.read_bytes())}
    async with run(period=Day(day), size=WIDE, now=lambda: LATER) as reader:
        # The newest day is asked for first: only then is this one looked at.
        reader.screen.hub_list.open(Day(day), ask=True)
        await reader.settle()
        assert reader.period == Day(day)
        assert "could not be read" not in reader.title
        await walk(reader, entries, day)


@pytest.mark.parametrize(
    "period", [Week(2026, 34), Week(2025, 50), Month(2026, 8), Month(2025, 10), Trending()]
)
async def test_a_longer_list_has_all_its_papers(
    run: Run, hub: FakeHub, period: Week | Month | Trending
) -> None:
    wanted = {
        entry["paper"]["id"]
        for day, entries in hub.days.items()
        for entry in entries
        if isinstance(period, Trending) or period.first <= date.fromisoformat(day) <= period.last
    }
    async with run(period=period, now=lambda: LATER) as reader:
        shown = reader.list_ids
        if isinstance(period, Trending):
            await reader.press("G", "G", "G", "G", "G", "G")
            assert len(reader.list_ids) == min(500, len(wanted))
            assert set(reader.list_ids) <= wanted
        else:
            assert set(shown) == wanted
        counts = [reader.screen.cards.paper(paper_id).upvotes or 0 for paper_id in shown]
        assert isinstance(period, Trending) or counts == sorted(counts, reverse=True)
        await reader.press("end")
        assert reader.cursor == len(reader.list_ids) - 1
        assert reader.screen.cards.paper(reader.list_ids[-1]).title in " ".join(reader.text.split())
