"""Names of files: none that some system forbids, hides or takes for something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.text.filenames import clipped, no_device, plain


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        (".hidden", "hidden"),
        ("--option", "option"),
        ("~home", "home"),
        (" . ~-a- . ", "a"),
        ("a~b", "a~b"),
        ("...", ""),
        ("a very long one", "a very"),
    ],
)
def test_a_name_begins_and_ends_with_a_letter_of_its_own(stem: str, name: str) -> None:
    assert clipped(stem, 7) == name


@given(st.text(), st.integers(0, 40))
def test_a_clipped_name_fits_and_is_whole(text: str, most: int) -> None:
    name = clipped(plain(text), most)
    assert len(name.encode()) <= most
    assert name[:1] not in tuple(" .-~")
    assert name[-1:] not in tuple(" .-")


@given(st.text())
def test_a_plain_name_has_nothing_that_a_system_forbids(text: str) -> None:
    name = plain(text)
    assert not {*name} & {*'/\\|"<>?*:'}
    assert min(name, default=" ") >= " "
    assert name == " ".join(name.split())


@pytest.mark.parametrize("name", ["con", "NUL.pdf", "aux .txt", "Com1", "lpt².x.pdf", "CONOUT$"])
def test_a_device_of_windows_gets_a_longer_name(name: str) -> None:
    assert no_device(name) == f"_{name}"
    assert no_device(f"a {name}") == f"a {name}"
