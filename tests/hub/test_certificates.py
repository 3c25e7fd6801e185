"""The certificates that are trusted: the system's, and those that the environment names."""

from __future__ import annotations

import ssl
from datetime import date
from typing import TYPE_CHECKING

import pytest
import trustme

from papers_tui.hub.client import Hub
from papers_tui.hub.endpoints import Endpoints
from papers_tui.hub.errors import Offline
from papers_tui.hub.http import certificates, transport
from papers_tui.model.period import Day
from tests.support.faultserver import FaultServer
from tests.support.loop_clock import clock_to_set
from tests.support.patience import seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

DAY = Day(date(2025, 12, 11))
DEADLINE = seconds(30)


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """An authority of ours, whom nobody trusts yet; its certificate is in ca.pem."""
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
    made = trustme.CA()
    made.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    return made


@pytest.fixture
def server(authority: trustme.CA) -> Iterator[FaultServer]:
    """A hub with a certificate of that authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with FaultServer(tls=context) as running:
        yield running


async def asked(server: FaultServer) -> int:
    """The number of papers that the hub gives."""
    hub = Hub(Endpoints(server.url("/ok")), deadline=DEADLINE)
    try:
        return len((await hub.page(DAY, 0)).entries)
    finally:
        await hub.aclose()


async def test_a_certificate_that_nobody_vouches_for_is_refused(server: FaultServer) -> None:
    with pytest.raises(Offline, match="certificate could not be checked"):
        await asked(server)
    assert server.hits == []


async def test_what_the_system_trusts_is_trusted(
    server: FaultServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built_for = ssl.get_default_verify_paths()._replace(openssl_cafile="/no/such/file")
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: built_for)
    monkeypatch.setattr(certificates, "_BUNDLES", ("/no/such/file", str(tmp_path / "ca.pem")))
    assert await asked(server) == 1


async def test_a_file_of_the_environment_is_trusted_beside_the_system(
    server: FaultServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    assert await asked(server) == 1
    system = len(certificates.trusting_context({}).get_ca_certs())
    both = certificates.trusting_context({"SSL_CERT_FILE": str(tmp_path / "ca.pem")})
    assert len(both.get_ca_certs()) == system + 1


async def test_a_bare_container_has_the_authorities_of_certifi(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = str(tmp_path / "nowhere")
    built_for = ssl.get_default_verify_paths()._replace(
        openssl_cafile=nowhere, openssl_capath=nowhere
    )
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: built_for)
    monkeypatch.setattr(certificates, "_BUNDLES", (nowhere,))
    assert len(certificates.trusting_context({}).get_ca_certs()) > 50


async def test_a_file_of_the_system_that_cannot_be_used_gives_way_to_the_next(
    server: FaultServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "empty.pem"
    empty.touch()
    built_for = ssl.get_default_verify_paths()._replace(openssl_cafile=str(empty))
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: built_for)
    monkeypatch.setattr(certificates, "_BUNDLES", (str(tmp_path / "ca.pem"),))
    assert await asked(server) == 1


@pytest.mark.parametrize("content", [None, b"", b"no certificate"])
async def test_a_file_that_cannot_be_used_is_named_and_nothing_is_asked(
    server: FaultServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    file = tmp_path / "other.pem"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with pytest.raises(Offline, match=r"^SSL_CERT_FILE cannot be used .* or unset it.$"):
        await asked(server)
    assert server.hits == []


async def test_a_folder_that_is_none_is_named(
    server: FaultServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "nowhere"))
    with pytest.raises(Offline, match=r"^SSL_CERT_DIR is no folder; .* or unset it.$"):
        await asked(server)


async def test_the_time_to_read_certificates_is_not_the_server_s(
    server: FaultServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, set_forward = certificates.trusting_context, clock_to_set(monkeypatch)

    def slowly(environment: Mapping[str, str]) -> ssl.SSLContext:
        set_forward(2 * DEADLINE)
        return read(environment)

    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    monkeypatch.setattr(transport, "trusting_context", slowly)
    hub = Hub(Endpoints(server.url("/ok")), deadline=DEADLINE)
    assert len((await hub.page(DAY, 0)).entries) == 1
    await hub.aclose()
