"""The servers that this program talks to, and which of them gets the token."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from papers_tui.hub.errors import HubError
from papers_tui.model.paper import ARXIV_URL, HUB_URL
from papers_tui.model.settings import Settings
from papers_tui.text.clean import one_line
from papers_tui.text.urls import is_server, without_login

if TYPE_CHECKING:
    from collections.abc import Mapping

_PORTS = {"https": 443, "http": 80}
_SHOWN = 80


class Server(NamedTuple):
    """A server as errors name it."""

    name: str
    """It begins a sentence."""

    variable: str
    """The environment variable for its address."""


HUB = Server("The hub", "HF_ENDPOINT")
ARXIV = Server("arXiv", "PAPERS_TUI_ARXIV")


class Origin(NamedTuple):
    """The origin of an address, as browsers define it."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, url: str) -> Origin:
        """The origin of an http(s) address; raises ValueError for any other text."""
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError("no http(s) address")
        host = parts.hostname
        if not host.isascii():
            host = host.encode("idna").decode("ascii")
        return cls(parts.scheme, host, parts.port or _PORTS[parts.scheme])

    @property
    def is_private(self) -> bool:
        """Whether nobody on the way can listen: https, or this machine."""
        return self.scheme == "https" or self.is_loopback

    @property
    def is_loopback(self) -> bool:
        """Whether it is this machine."""
        try:
            return self.host == "localhost" or ip_address(self.host).is_loopback
        except ValueError:
            return False


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The addresses of the hub and of arXiv, without a slash at the end."""

    hub: str = HUB_URL
    arxiv_pages: str = ARXIV_URL
    arxiv_api: str = "https://export.arxiv.org"
    token: str = field(default="", repr=False)
    """Goes to the hub's own origin only, and only where nobody can listen."""

    @classmethod
    def from_environment(
        cls, env: Mapping[str, str], settings: Settings | None = None
    ) -> Endpoints:
        """The values of HF_ENDPOINT, PAPERS_TUI_ARXIV and HF_TOKEN, else those of the settings.

        Raises HubError for nonsense in the environment.
        """
        settings = settings or Settings()
        arxiv = _address(env, ARXIV.variable) or settings.arxiv_endpoint
        if arxiv == cls().arxiv_pages:
            arxiv = ""  # its API has an address of its own
        token = env.get("HF_TOKEN", "").strip()
        if not (token.isascii() and token.isprintable() and " " not in token):
            raise HubError("HF_TOKEN is no token; copy it again or unset it.")
        return cls(
            hub=_address(env, HUB.variable) or settings.endpoint or cls().hub,
            arxiv_pages=arxiv or cls().arxiv_pages,
            arxiv_api=arxiv or cls().arxiv_api,
            token=token,
        )

    @property
    def origins(self) -> frozenset[Origin]:
        """All that a request or a redirect may go to."""
        return frozenset(map(Origin.of, (self.hub, self.arxiv_pages, self.arxiv_api)))

    def token_for(self, origin: Origin) -> str:
        """The token where it may go; else nothing."""
        return self.token if origin.is_private and origin == Origin.of(self.hub) else ""


def _address(env: Mapping[str, str], name: str) -> str:
    value = env.get(name, "").strip().rstrip("/")
    if not value or is_server(value):
        return value
    shown = one_line(without_login(value), _SHOWN)
    raise HubError(f"{name} is no http(s) address: {shown} (say https://HOST, or unset it).")
