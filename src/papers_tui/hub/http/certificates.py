"""The certificate authorities that https trusts: the system's, and those of the environment."""

from __future__ import annotations

import os
import ssl
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from papers_tui.hub.errors import Offline
from papers_tui.hub.http.httpx_import import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian, Ubuntu, Arch, Alpine
    "/etc/pki/tls/certs/ca-bundle.crt",  # Fedora, RHEL
    "/etc/ssl/ca-bundle.pem",  # openSUSE
    "/etc/ssl/cert.pem",  # BSD
)
"""The files of systems' authorities; Python's OpenSSL may have been built for another system."""


def trusting_context(environment: Mapping[str, str]) -> ssl.SSLContext:
    """A context that trusts the system's authorities and those of SSL_CERT_FILE and SSL_CERT_DIR.

    It takes some tens of milliseconds. Raises Offline for a variable that cannot be used.
    """
    context = _trusting_system()
    if file := environment.get("SSL_CERT_FILE"):
        try:
            context.load_verify_locations(cafile=file)
        except OSError as error:  # ssl.SSLError is one
            reason = "it has no certificate" if isinstance(error, ssl.SSLError) else error.strerror
            raise Offline(
                f"SSL_CERT_FILE cannot be used ({reason}); name a file of PEM certificates, or"
                " unset it."
            ) from error
    for folder in _folders(environment):
        if not Path(folder).is_dir():
            raise Offline("SSL_CERT_DIR is no folder; name one of PEM certificates, or unset it.")
        context.load_verify_locations(capath=folder)
    return context


def _trusting_system() -> ssl.SSLContext:
    if sys.platform in ("darwin", "win32"):
        import truststore  # asks the system itself, which has no file of authorities

        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    built_for = ssl.get_default_verify_paths()
    folder = Path(built_for.openssl_capath)
    is_loaded = any(_is_loaded(context, name) for name in (built_for.openssl_cafile, *_BUNDLES))
    if not is_loaded and not (folder.is_dir() and any(folder.iterdir())):
        return httpx.create_ssl_context(trust_env=False)  # a bare container: those of certifi
    if folder.is_dir():
        context.load_verify_locations(capath=str(folder))
    return context


def _is_loaded(context: ssl.SSLContext, bundle: str) -> bool:
    """Whether the context now trusts the bundle; one that cannot be used is as if not there."""
    try:
        context.load_verify_locations(cafile=bundle)
    except OSError:  # ssl.SSLError is one
        return False
    return True


def _folders(environment: Mapping[str, str]) -> Iterator[str]:
    """The folders of SSL_CERT_DIR, which OpenSSL takes for a list as PATH is one."""
    yield from filter(None, environment.get("SSL_CERT_DIR", "").split(os.pathsep))
