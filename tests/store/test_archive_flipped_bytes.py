"""Single bytes of the archive changed, anywhere."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from papers_tui.store.archive.archive import Archive
from tests.support.archives.sound import (
    DAY,
    IDS,
    NOON,
    ORIGINAL,
    filled,
    first_byte,
    flipped,
    sound,
)
from tests.support.patience import examples


def lives_with(data: bytes) -> None:
    """Reads only what was written, or nothing; takes new papers; and is sound at the next start."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        path.write_bytes(data)
        archive = Archive.open(path)
        stored = archive.listing(DAY)
        assert stored is None or stored.ids == tuple(IDS)
        for paper_id, paper in archive.papers(IDS).items():
            assert paper.title == ORIGINAL[paper_id].title
            assert paper.abstract == ORIGINAL[paper_id].abstract
            assert paper.upvotes == ORIGINAL[paper_id].upvotes
            expected = b'{"id":"%s"}' % paper_id.encode() * 9
            assert archive.raw(paper_id) in (expected, b"")
        assert archive.days() in ({DAY.day: len(IDS)}, {})
        archive.ids_by_day(), archive.is_empty_day(DAY.day), archive.newest_day()
        archive.store(DAY, filled(), NOON + timedelta(hours=1))
        if archive.papers(IDS).keys() != set(IDS):
            assert "a new one is started" in archive.problem
            archive.store(DAY, filled(), NOON + timedelta(hours=1))
            assert archive.papers(IDS).keys() == set(IDS)
        archive.close()
        again = Archive.open(path)
        assert again.problem == ""
        again.close()


@examples(1)
@given(st.floats(0, 1, exclude_max=True), st.integers(1, 255))
def test_a_flipped_byte_anywhere_costs_no_more_than_it_hit(place: float, bits: int) -> None:
    lives_with(flipped(sound(), int(place * len(sound())), bits))


def test_a_flipped_bit_in_each_byte_of_the_header_and_the_schema() -> None:
    start = sound().index(b"CREATE TABLE")
    for at in (*range(100), *range(start, start + 900, 23)):
        lives_with(flipped(sound(), at, 1 << at % 8))


def test_an_index_out_of_order_is_noticed_before_papers_get_lost_behind_it() -> None:
    index, data = first_byte("sqlite_autoindex_paper_1"), sound()
    for key in IDS:
        data = flipped(data, data.index(ORIGINAL[key].abstract.encode()) + 50, 1)
    for key in (IDS[0], IDS[4], IDS[10], IDS[20], IDS[39]):
        lives_with(flipped(data, data.index(key.encode(), index), 4))


def test_a_list_with_another_paper_on_it_is_no_list(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    path.write_bytes(flipped(sound(), sound().index(IDS[5].encode(), first_byte("entry")), 1))
    archive = Archive.open(path)
    assert archive.listing(DAY) is None
    assert archive.ids_by_day() == []
    assert archive.store(DAY, filled(), NOON).ids == tuple(IDS)
    assert archive.listing(DAY) is not None
    archive.close()


def test_text_that_is_no_text_any_more_costs_its_paper_alone(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    abstract = ORIGINAL[IDS[7]].abstract.encode()
    assert sound().count(abstract) == 1
    path.write_bytes(sound().replace(abstract, b"\xff" * len(abstract)))
    archive = Archive.open(path)
    assert set(IDS) - archive.papers(IDS).keys() == {IDS[7]}
    archive.store(DAY, filled(), NOON)
    assert archive.papers(IDS).keys() == set(IDS)
    assert archive.problem == ""
    archive.close()
