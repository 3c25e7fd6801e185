"""What is being written over a file in place, so that a crash in the middle can be mended."""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING

from papers_tui.store.files import atomic

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def digest_of(raw: bytes) -> str:
    """What tells one content of a file from another."""
    return blake2b(raw, digest_size=32).hexdigest()


def prepare(record: Path, old: bytes, new: bytes) -> None:
    """Make durable what is about to be written, or raise OSError."""
    digests = json.dumps([digest_of(old), digest_of(new)])
    atomic.write(record, digests.encode() + b"\n" + new)


def finish(record: Path, file: Path, put_aside: Callable[[bytes], object]) -> None:
    """Finish the writing that a crash has left in the middle, if it has; OSError if it cannot.

    What stands in the file by then goes elsewhere first: somebody may have mended it by hand.
    """
    try:
        head, _, new = record.read_bytes().partition(b"\n")
    except OSError:
        return
    with suppress(ValueError, TypeError):
        digests = json.loads(head)
        raw = file.read_bytes()
        if digest_of(new) == digests[1] and digest_of(raw) not in digests:
            put_aside(raw)
            atomic.write_in_place(file.resolve(), new)
    record.unlink()
