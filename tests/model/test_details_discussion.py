"""Discussions: every comment is shown once, replies below what they answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from papers_tui.model.details import Comment, threaded

NOON = datetime(2026, 8, 20, 12, tzinfo=UTC)
IDS = st.sampled_from("abcdefg")
COMMENTS = st.lists(
    st.builds(
        lambda key, parent, hours: Comment(
            id=key, parent=parent, created=None if hours is None else at(hours)
        ),
        IDS,
        IDS | st.just(""),
        st.none() | st.integers(0, 5),
    ),
    max_size=12,
)


def at(hours: int) -> datetime:
    return NOON + timedelta(hours=hours)


def message(key: str, hours: int, parent: str = "") -> Comment:
    return Comment(id=key, created=at(hours), parent=parent)


def shown(*comments: Comment) -> str:
    """The ids in order, replies in small letters behind a dash."""
    return " ".join(f"{'-' * depth}{comment.id}" for comment, depth in threaded(comments))


def test_replies_stand_below_their_comment_by_time() -> None:
    comments = (
        message("b", 3),
        message("a2", 4, "a"),
        message("a", 1),
        message("a1", 2, "a"),
        message("b1", 9, "b"),
    )
    assert shown(*comments) == "a -a1 -a2 b -b1"


def test_a_reply_to_a_reply_stands_in_the_same_row() -> None:
    assert shown(message("a", 1), message("c", 3, "b"), message("b", 2, "a")) == "a -b -c"


def test_a_reply_to_nothing_and_replies_in_a_circle_stand_by_themselves() -> None:
    lost = message("x", 1, "gone"), message("y", 2, "z"), message("z", 3, "y"), message("w", 4, "w")
    assert shown(*lost) == "x y z w"
    assert shown(*lost, message("q", 5, "z")) == "x y z w q"


def test_a_comment_without_a_time_comes_last() -> None:
    assert shown(Comment(id="n"), message("a", 1), Comment(id="r", parent="a")) == "a -r n"


@given(COMMENTS)
def test_no_comment_is_ever_lost_or_doubled(comments: list[Comment]) -> None:
    found = threaded(comments)
    assert sorted(map(id, comments)) == sorted(id(comment) for comment, _ in found)
    assert all(depth in (0, 1) for _, depth in found)
    if found:
        assert found[0][1] == 0
