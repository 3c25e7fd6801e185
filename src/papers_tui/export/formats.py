"""The formats that papers are exported in."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from papers_tui.export.item import DEFAULTS, Item, Options

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a list of papers."""

    name: str
    """As it is asked for on the command line."""

    suffix: str
    """The ending of its files' names, dot included."""

    module: str
    """The module of this package whose `render` writes it, loaded when it is asked for."""

    has_keys: bool = False
    """Whether papers stand in it under their citation keys, which are to be given and kept."""

    options: tuple[str, ...] = ()
    """The fields of `Options` that change it."""

    def render(self, items: Sequence[Item], options: Options = DEFAULTS) -> str:
        """The papers as text that ends in a line break, or is empty."""
        module = import_module(f"papers_tui.export.{self.module}")
        text: str = module.render(items, options)
        return text


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        form.name: form
        for form in (
            Format("bibtex", ".bib", "bibtex", has_keys=True, options=("biblatex", "unicode")),
            Format("ris", ".ris", "ris"),
            Format("csl-json", ".csl.json", "csl_json", has_keys=True),
            Format("csv", ".csv", "csv_table", options=("raw", "excel")),
            Format("markdown", ".md", "markdown"),
            Format("json", ".json", "json_records"),
        )
    }
)
"""By name, the one that is meant first in front."""


def format_of(file_name: str) -> Format | None:
    """The format that a file's name asks for by its ending, or None."""
    name = file_name.lower()
    return next((form for form in FORMATS.values() if name.endswith(form.suffix)), None)
