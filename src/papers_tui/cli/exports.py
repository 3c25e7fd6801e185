"""Papers as text for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.cli import streams

if TYPE_CHECKING:
    from collections.abc import Sequence

    from papers_tui.cli.context import Stores


def exported(stores: Stores, ids: Sequence[str], form: str) -> str:
    """The papers in one of `export.formats.FORMATS`; their citation keys are kept."""
    from papers_tui.export.formats import FORMATS
    from papers_tui.services.export import Exporter

    exporter = Exporter(stores.archive, stores.state, stores.marks.library)
    text = exporter.render(ids, FORMATS[form])
    if exporter.problem:
        streams.warn(exporter.problem)
    return text
