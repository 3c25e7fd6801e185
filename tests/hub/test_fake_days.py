"""Made-up days: the same at every call, in the forms that the hub has used."""

from __future__ import annotations

import json

import pytest

from tests.support.data import fake_days
from tests.support.data.fake_days import ABSENT, Shape


def test_a_day_is_the_same_at_every_call() -> None:
    assert json.dumps(fake_days.day("2026-08-21", 30)) == json.dumps(
        fake_days.day("2026-08-21", 30)
    )


def test_ids_are_unique_within_a_month_and_say_which_it_is() -> None:
    days = fake_days.days("2026-08-01", "2026-08-31", 40)
    ids = [entry["paper"]["id"] for entries in days.values() for entry in entries]
    assert len(set(ids)) == len(ids) == 21 * 40
    assert all(len(name) == 10 and name.startswith("2608.") for name in ids)
    assert fake_days.day("2026-08-31", 3000)[-1]["paper"]["id"] <= "2608.99999"
    with pytest.raises(ValueError, match="3000"):
        fake_days.day("2026-08-31", 3001)


def test_a_day_is_ordered_by_upvotes_and_submitted_on_that_day() -> None:
    entries = fake_days.day("2026-03-02", 50)
    votes = [entry["paper"]["upvotes"] for entry in entries]
    assert votes == sorted(votes, reverse=True)
    assert {e["paper"]["submittedOnDailyAt"] for e in entries} == {"2026-03-02T00:00:00.000Z"}
    # The hub's outer time is the paper's, wrongly moved by four hours.
    assert {e["paper"]["publishedAt"] for e in entries} == {"2026-03-01T00:00:00.000Z"}
    assert {e["publishedAt"] for e in entries} == {"2026-02-28T20:00:00.000Z"}


def test_only_weekdays_have_lists() -> None:
    assert list(fake_days.days("2026-08-20", "2026-08-25", 1)) == [
        "2026-08-20",
        "2026-08-21",
        "2026-08-24",
        "2026-08-25",
    ]


def test_overrides_go_where_the_hub_keeps_the_key() -> None:
    entry = fake_days.entry(
        "2608.00001", title="One", upvotes=7, numComments=3, discussionId=ABSENT, thumbnail=ABSENT
    )
    assert entry["title"] == entry["paper"]["title"] == "One"
    assert (entry["paper"]["upvotes"], entry["numComments"]) == (7, 3)
    assert "upvotes" not in entry
    assert "numComments" not in entry["paper"]
    assert "discussionId" not in entry["paper"]
    assert "thumbnail" not in entry


@pytest.mark.parametrize(
    ("shape", "there", "missing"),
    [
        ("2024-03", {"mediaUrl"}, {"submittedBy", "thumbnail", "summary", "mediaUrls"}),
        ("2024-06", {"submittedBy", "thumbnail", "mediaUrls"}, {"summary", "mediaUrl"}),
        ("2025-09", {"submitterOrganization", "summary"}, {"organization", "mediaUrl"}),
        ("2026", {"organization", "summary"}, {"submitterOrganization", "mediaUrl"}),
    ],
)
def test_old_shapes_have_the_keys_of_their_time(
    shape: Shape, there: set[str], missing: set[str]
) -> None:
    entries = fake_days.day("2024-03-12", 60, shape=shape)
    keys = {key for entry in entries for key in entry}
    assert there <= keys
    assert not missing & keys
    broken = [entry for entry in entries if "\n" in entry["paper"]["title"]]
    assert (len(broken) == len(entries)) == (shape != "2026")
