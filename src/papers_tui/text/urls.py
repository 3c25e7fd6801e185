"""Addresses that may be opened, out of those that others wrote."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urlsplit

from papers_tui.text.clean import URL

_HOST = re.compile(
    r"(?=.{1,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]",
    re.ASCII,
)
_AT_HOME = (".localhost", ".local", ".internal", ".lan", ".home.arpa")
_HIDDEN = re.compile(
    "["
    "\x00-\x20\x7f-\xa0\\\\"  # controls, spaces, and what some browsers take for a slash
    "\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff\U000e0000-\U000e007f"
    "]"
)
"""Less than `clean` takes out. The others hide nothing: they are escaped in a path, and in a host
they become punycode or are left out."""

_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})|%(?:[01][0-9A-Fa-f]|7[Ff])", re.ASCII)
_KEPT = "/%:@!,=+~*-._"
"""Characters that need no escape in an address; to a shell, only the asterisk means something."""


def safe_url(text: object) -> str | None:
    """The address in plain ASCII when it is http(s) to a public, dotted host; else None.

    No user name, no number for a host, no escape that stands for a control character; a host in
    other letters becomes its punycode, so that it cannot pass for a familiar one.
    """
    if not isinstance(text, str) or not 0 < len(text) <= URL or _HIDDEN.search(text):
        return None
    try:
        parts = urlsplit(text)
        origin = _origin(parts)
    except ValueError:
        return None
    rest = quote(parts.path, _KEPT) or "/"
    if parts.query:
        rest += "?" + quote(parts.query, _KEPT + "&?")
    if parts.fragment:
        rest += "#" + quote(parts.fragment, _KEPT + "&?")
    if origin is None or _BAD_ESCAPE.search(rest) or len(origin) + len(rest) > URL:
        return None
    return origin + rest


def is_server(text: str) -> bool:
    """Whether this is the http(s) address of a server, and nothing of it hidden or left over.

    Any host will do: the user chose it.
    """
    if not 0 < len(text) <= URL or _HIDDEN.search(text) or not text.isprintable():
        return False
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").encode("idna")
        is_port = parts.port != 0
    except ValueError:
        return False
    odd = parts.query or parts.fragment or "@" in parts.netloc
    return parts.scheme in ("https", "http") and bool(host) and is_port and not odd


def without_login(address: str) -> str:
    """The address as it may be printed: without name and password, which end with the last @."""
    before, at, place = address.rpartition("@")
    scheme, colon, _ = before.partition("://")
    return f"{scheme if colon else ''}{colon}…@{place}" if at else address


def _origin(parts: SplitResult) -> str | None:
    """Scheme, host and port, or None; raises ValueError for a host that cannot be one."""
    if parts.scheme not in ("https", "http") or "@" in parts.netloc or "%" in parts.netloc:
        return None
    host = parts.hostname or ""
    if not host.isascii():
        host = host.encode("idna").decode("ascii").lower()
    if not _HOST.fullmatch(host) or host.endswith(_AT_HOME) or parts.port == 0:
        return None
    return f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port else "")
