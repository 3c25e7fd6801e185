"""Answers made to hurt: lists of papers with one hazard each, and bodies that are no list at all.

`python -m tests.hostile.corpus DIR` writes them, the bodies into DIR/raw. They are made again each
time, always the same: the large ones would be a burden to keep.
"""

from __future__ import annotations

import gzip
import json
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.hostile import shapes, strings

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def payloads() -> dict[str, Any]:
    """The 81 lists by the name of their hazard, shaped like `/api/daily_papers`."""
    return {**strings.payloads(), **shapes.payloads()}


def encoded(payload: Any) -> bytes:
    """A payload as a server would send it, whether or not other readers call that JSON."""
    return json.dumps(payload, allow_nan=True).encode("ascii")


@cache
def bodies() -> dict[str, bytes]:
    """The 23 bodies that are no list, no JSON or no text, by the name of their hazard."""
    good = json.dumps([shapes.entry()]).encode()
    one = b'[{"paper":{"id":"2401.00001","title":"t","upvotes":%s}}]'
    return {
        "not_json_html": b"<!doctype html><title>Captive portal</title>",
        "empty": b"",
        "null": b"null",
        "object_error": b'{"error":"Rate limited \\u001b[2J"}',
        "string": b'"x"',
        "number": b"1e999",
        "truncated": good[:-20],
        "trailing_garbage": good + b"x",
        "bom": b"\xef\xbb\xbf" + good,
        "utf16": good.decode().encode("utf-16"),
        "bad_utf8": good.replace(b"Harmless", b"Harm\xff\xfe\x80"),
        "latin1": '[{"paper":{"id":"2401.00001","title":"Caf\xe9"}}]'.encode("latin-1"),
        "raw_control_chars": b'[{"paper":{"id":"2401.00001","title":"a\x1b[2Jb"}}]',
        "dup_keys": (
            b'[{"paper":{"id":"2401.00001","id":"../../x","title":"a","title":"b"},'
            b'"paper":{"id":"2401.00002","title":"c"}}]'
        ),
        "deep_100k": b"[" * 100_000 + b"]" * 100_000,
        "deep_obj_50k": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
        "int_5000_digits": one % (b"9" * 5000),
        "float_1e999": one % b"1e999",
        "nan_literal": one % b"NaN",
        "single_quotes": b"[{'paper':1}]",
        "json_lines": good + b"\n" + good,
        "gzip_of_json": gzip.compress(good, mtime=0),
        "nul_bytes": b"\0" * 64,
    }


def write(folder: Path, lists: Mapping[str, Any], raw: Mapping[str, bytes]) -> None:
    """One file a payload; the folders are made."""
    (folder / "raw").mkdir(parents=True, exist_ok=True)
    for name, payload in lists.items():
        (folder / f"{name}.json").write_bytes(encoded(payload))
    for name, body in raw.items():
        (folder / "raw" / f"{name}.bin").write_bytes(body)


if __name__ == "__main__":
    write(Path(sys.argv[1]), payloads(), bodies())
