"""The stand-in against the hub's published schema and the recorded days."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.data import fake_days
from tests.support.fake_hub import FakeHub
from tests.support.fake_hub.schema import Checker
from tests.support.recorded import shared

if TYPE_CHECKING:
    from collections.abc import Iterator

NEWEST = "2026-08-21"
PAPER = "2608.63000"
Spec = dict[str, Any]


@pytest.fixture(scope="module")
def spec() -> Spec:
    paths: Spec = json.loads(shared("hub-api", "openapi-papers.json").read_bytes())["paths"]
    return paths


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    days = fake_days.days("2026-08-03", NEWEST, 12)
    days[NEWEST][0] = fake_days.entry(PAPER, numComments=9, upvotes=999)
    with FakeHub(days) as hub, httpx.Client(base_url=hub.url) as client:
        hub.quota.api = 100_000
        yield client


def answer_schema(spec: Spec, path: str) -> Spec:
    content = spec[path]["get"]["responses"]["200"]["content"]
    schema: Spec = content["application/json"]["schema"]
    return schema


def problems(value: Any, schema: Spec, **how: bool) -> list[str]:
    return list(Checker(**how).violations(value, schema))


def test_made_up_days_have_all_that_the_schema_requires(spec: Spec, client: httpx.Client) -> None:
    schema = answer_schema(spec, "/api/daily_papers")
    for target in ("", "?date=2026-08-20", "?week=2026-W33", "?month=2026-08", "?sort=trending"):
        entries = client.get(f"/api/daily_papers{target}").json()
        assert entries
        # The schema does not know of organization, which the hub sends.
        assert problems(entries, schema, closed=False) == []


def test_the_index_is_exactly_as_described(spec: Spec, client: httpx.Client) -> None:
    papers = client.get("/api/papers?limit=100").json()
    for paper in papers:
        for author in paper["authors"]:
            author.pop("user", None)
    assert papers
    assert problems(papers, answer_schema(spec, "/api/papers")) == []


def test_a_paper_and_what_is_linked_are_as_described(spec: Spec, client: httpx.Client) -> None:
    schema = answer_schema(spec, "/api/papers/{paperId}")
    linked = 0
    for entry in client.get("/api/daily_papers?limit=100").json():
        paper = client.get(f"/api/papers/{entry['paper']['id']}").json()
        assert problems(paper, schema, closed=False) == []
        for name in ("linkedModels", "linkedDatasets", "linkedSpaces"):
            assert problems(paper[name], schema["properties"][name]) == []
            linked += len(paper[name])
    assert linked > 50


def test_comments_are_as_described_but_for_emoji(spec: Spec, client: httpx.Client) -> None:
    fields = {"field": ["comments", "submissionDeadline"]}
    paper = client.get(f"/api/papers/{PAPER}", params=fields).json()
    schema = answer_schema(spec, "/api/papers/{paperId}")
    names = schema["properties"]["comments"]["items"]["properties"]["data"]["properties"]
    known = names["reactions"]["items"]["properties"]["reaction"]["enum"]
    reactions = [one for comment in paper["comments"] for one in comment["data"]["reactions"]]
    emoji = [one for one in reactions if one["reaction"] not in known]
    assert 0 < len(emoji) < len(reactions)
    for one in emoji:
        one["reaction"] = known[0]
    assert len(paper["comments"]) == 9
    assert problems(paper["comments"], schema["properties"]["comments"]) == []
    assert problems(paper, schema, closed=False) == []


def test_recorded_days_go_out_as_they_came_in(spec: Spec) -> None:
    folder = shared("recorded")
    schema = answer_schema(spec, "/api/daily_papers")
    with FakeHub(folder) as hub, httpx.Client(base_url=hub.url) as client:
        assert len(hub.days) > 40
        for day in hub.days:
            sent = client.get(f"/api/daily_papers?date={day}&limit=100").json()
            assert sent == json.loads((folder / f"{day}.json").read_bytes())
            assert problems(sent, schema, required=False, closed=False) == []


def bounds(schema: Spec) -> tuple[list[str], list[str]]:
    """Values that a parameter takes, and values that it does not."""
    if schema.get("type") == "integer":
        low, high = schema["minimum"], schema["maximum"]
        return [str(low), str(high)], [str(low - 1), str(high + 1), "x", "", "1.5", "١"]
    if "maxLength" in schema:
        return ["", "ä" * schema["maxLength"]], ["ä" * (schema["maxLength"] + 1)]
    if "enum" in schema:
        return list(schema["enum"]), ["", "other"]
    for option in schema.get("anyOf", ()):
        if "enum" in option:
            return list(option["enum"]), ["", "other"]
    return [], []


def test_each_parameter_is_refused_outside_its_bounds(spec: Spec, client: httpx.Client) -> None:
    tried = set()
    for path, methods in spec.items():
        for parameter in methods.get("get", {}).get("parameters", ()):
            good, bad = bounds(parameter["schema"])
            name, target = parameter["name"], path.replace("{paperId}", PAPER)
            for value, status in [*((v, 200) for v in good), *((v, 400) for v in bad)]:
                answer = client.get(target, params={name: value})
                assert answer.status_code == status, (path, name, value)
                assert bool(answer.headers.get("X-Error-Message")) == (status == 400)
                tried.add((path, name))
    assert len(tried) == 7


@given(
    name=st.sampled_from(["date", "week", "month"]),
    value=st.from_regex(r"(19|20)[0-2]\d-W?[0-5]\d(-[0-3]\d)?\n?", fullmatch=True),
)
def test_periods_are_refused_exactly_by_their_patterns(
    spec: Spec, client: httpx.Client, name: str, value: str
) -> None:
    parameters = spec["/api/daily_papers"]["get"]["parameters"]
    pattern = next(one["schema"]["pattern"] for one in parameters if one["name"] == name)
    fits = re.fullmatch(pattern.removesuffix("$"), value, re.ASCII) is not None
    early = name != "date" or value <= NEWEST
    answer = client.get("/api/daily_papers", params={name: value})
    assert answer.status_code == (200 if fits and early else 400)


@pytest.mark.parametrize(
    ("value", "schema", "fits"),
    [
        (True, {"type": "number"}, False),
        (1.5, {"type": "integer"}, False),
        (None, {"anyOf": [{"type": "number"}, {"type": "null"}]}, True),
        ("x", {"anyOf": [{"const": False}, {"enum": ["auto"]}]}, False),
        ([1, "a"], {"type": "array", "items": {"type": "number"}}, False),
        ({}, {"type": "object", "required": ["a"]}, False),
        ({"a": 1}, {"properties": {}, "additionalProperties": False}, False),
        ({"a": 1}, {"allOf": [{"properties": {"a": {"type": "string"}}}]}, False),
        ("abc", {"type": "string", "pattern": "^b"}, False),
        ("abc", {"type": "string", "maxLength": 2}, False),
        (3, {"type": "integer", "minimum": 1, "maximum": 3}, True),
    ],
)
def test_the_checker_finds_what_does_not_fit(value: Any, schema: Spec, fits: bool) -> None:
    assert (problems(value, schema) == []) == fits
