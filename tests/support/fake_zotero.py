"""A Zotero on loopback that takes papers as the real one's connector server does."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self


class FakeZotero:
    """`items` are the papers that it has; every other request is refused with `status`."""

    def __init__(self) -> None:
        self.items: list[dict[str, Any]] = []
        self.requests: list[dict[str, str]] = []
        """The headers of each request, their names in small letters."""

        self.sessions: set[str] = set()
        self.status = 201
        self.answer = b""
        self.refuse_from = 10**9
        """The request, counted from 1, from which on `status` 500 is answered."""

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        zotero = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = zotero._take(self.path, dict(self.headers), body)
                self.send_response(status)
                if status in (301, 302, 307):
                    self.send_header("Location", f"{zotero.url}/elsewhere")
                self.send_header("Content-Length", str(len(zotero.answer)))
                self.end_headers()
                self.wfile.write(zotero.answer)

            def log_message(self, *_: object) -> None:
                """Nothing on stderr."""

        return Handler

    def _take(self, path: str, headers: dict[str, str], body: bytes) -> int:
        """The status, by the rules of Zotero: JSON, a session of its own, no browser."""
        self.requests.append({name.lower(): value for name, value in headers.items()})
        sent = json.loads(body)
        if path != "/connector/saveItems" or headers.get("User-Agent", "").startswith("Mozilla/"):
            return 404
        if "json" not in headers["Content-Type"]:
            return 400
        if sent["sessionID"] in self.sessions:
            return 409
        if len(self.requests) >= self.refuse_from:
            return 500
        self.sessions.add(sent["sessionID"])
        if self.status == 201:
            self.items += sent["items"]
        return self.status
