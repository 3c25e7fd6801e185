"""As much of HTTP/1.1 as a stand-in server needs: requests in, answers out."""

from __future__ import annotations

import asyncio
import gzip
import json
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

LARGEST_HEAD = 64 * 1024
"""Bytes of a request's first line and headers that are read at most."""


class BadRequest(Exception):
    """The bytes that came are no request that can be answered."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it arrived, in the order of arrival in `FakeHub.requests`."""

    method: str
    target: str
    """Path and query as they stood in the first line."""

    path: str
    """The path alone, percent-decoded."""

    parameters: dict[str, list[str]]
    """Every value of every query parameter, empty ones included."""

    headers: dict[str, str]
    """By lower-case name; of a header sent twice, the later one."""

    at: float
    """`time.monotonic()` on arrival, in seconds."""

    keeps_open: bool = True

    @property
    def query(self) -> dict[str, str]:
        """The last value of each query parameter."""
        return {name: values[-1] for name, values in self.parameters.items()}

    @property
    def token(self) -> str:
        """The request's Bearer token; empty if there is none."""
        scheme, _, token = self.headers.get("authorization", "").partition(" ")
        return token.strip() if scheme.lower() == "bearer" else ""

    @property
    def takes_gzip(self) -> bool:
        """Whether the client accepts an answer packed with gzip."""
        offers = self.headers.get("accept-encoding", "").replace(" ", "").lower().split(",")
        return any(offer == "gzip" or offer.startswith("gzip;q=") for offer in offers) and (
            "gzip;q=0" not in offers
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer before it is packed and framed."""

    status: int = 200
    body: bytes = b""
    kind: str = "application/json; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


def as_json(value: object, status: int = 200, **headers: str) -> Answer:
    """An answer that carries JSON; underscores in header names stand for hyphens."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Answer(status, body, headers={k.replace("_", "-"): v for k, v in headers.items()})


def as_error(status: int, text: str) -> Answer:
    """The hub's form of an error: a JSON object, and the same text in a header."""
    return as_json({"error": text}, status, X_Error_Message=text)


def as_text(text: str, kind: str = "text/html", status: int = 200) -> Answer:
    """An answer that carries text of the media type `kind`, as UTF-8."""
    return Answer(status, text.encode("utf-8", "replace"), f"{kind}; charset=utf-8")


async def read_request(reader: asyncio.StreamReader) -> Request | None:
    """The next request of a connection, its body read and dropped; None when there is no more."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as error:
        if error.partial:
            raise BadRequest("the connection ended within a request") from error
        return None
    except asyncio.LimitOverrunError as error:
        raise BadRequest("the head of the request is too long") from error
    first, *lines = head.decode("latin-1").split("\r\n")[:-2]
    try:
        method, target, version = first.split(" ")
        headers = dict(_header(line) for line in lines)
        request = _request(method, target, headers, version)
        if "transfer-encoding" in headers:
            raise ValueError("bodies in chunks are not read here")
        length = int(headers.get("content-length", "0"))
        await reader.readexactly(length)
    except ValueError as error:
        raise BadRequest("the request is not HTTP") from error
    return request


def _header(line: str) -> tuple[str, str]:
    name, colon, value = line.partition(":")
    if not colon:
        raise ValueError(line)
    return name.lower(), value.strip()


def _request(method: str, target: str, headers: dict[str, str], version: str) -> Request:
    parts = urlsplit(target)
    wish = headers.get("connection", "keep-alive" if version == "HTTP/1.1" else "close").lower()
    return Request(
        method=method,
        target=target,
        path=unquote(parts.path, errors="replace"),
        parameters=parse_qs(parts.query, keep_blank_values=True, errors="replace"),
        headers=headers,
        at=time.monotonic(),
        keeps_open=wish != "close",
    )


def framed(answer: Answer, request: Request) -> bytes:
    """The bytes of an answer: packed if the client accepts it, without body for HEAD."""
    body, headers = answer.body, _headers(answer)
    packed = "Content-Encoding" in headers or answer.kind == "application/pdf"
    if request.takes_gzip and body and not packed:
        body = gzip.compress(body, compresslevel=1, mtime=0)
        headers["Content-Encoding"] = "gzip"
    headers["Content-Length"] = str(len(body))
    headers["Connection"] = "keep-alive" if request.keeps_open else "close"
    return head(answer.status, headers) + (b"" if request.method == "HEAD" else body)


def _headers(answer: Answer) -> dict[str, str]:
    return {"Content-Type": answer.kind, "Vary": "Accept-Encoding", **answer.headers}


def head(status: int, headers: dict[str, str]) -> bytes:
    """The first line and the headers of an answer, with the empty line after them."""
    lines = [f"HTTP/1.1 {status} {_phrase(status)}"]
    lines += [f"{name}: {_one_line(value)}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def _one_line(value: Any) -> str:
    return " ".join(str(value).split("\r\n"))
