"""What can go wrong with the files of this program.

StoreError
├── ArchiveError  the archive could not be written
├── StateError    what was seen, or the last place, could not be written
└── PdfError      a PDF could not be written
"""

from __future__ import annotations


class StoreError(Exception):
    """An expected failure. Its text is a sentence for the user, safe to print."""


class ArchiveError(StoreError):
    """The archive could not be written."""


class StateError(StoreError):
    """What was seen, or the last place, could not be written."""


class PdfError(StoreError):
    """A PDF could not be written."""
