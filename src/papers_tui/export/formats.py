"""The formats that papers are exported in."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from papers_tui.export import bibtex, json_records, markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from papers_tui.export.item import Item


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a list of papers."""

    name: str
    """As it is asked for on the command line."""

    suffix: str
    """What the names of its files end in, dot included."""

    render: Callable[[Sequence[Item]], str]
    """The papers as text that ends in a line break, or is empty."""

    has_keys: bool = False
    """Whether papers stand in it under their citation keys, which are to be given and kept."""


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        form.name: form
        for form in (
            Format("bibtex", ".bib", bibtex.render, has_keys=True),
            Format("markdown", ".md", markdown.render),
            Format("json", ".json", json_records.render),
        )
    }
)
"""By name, the one that is meant first in front."""
