"""Our own stand-in for the Hugging Face hub and arXiv: real HTTP on loopback."""

from __future__ import annotations

from tests.support.fake_hub.faults import Fault
from tests.support.fake_hub.limits import Quota
from tests.support.fake_hub.server import FakeHub
from tests.support.fake_hub.wire import Request

__all__ = ["FakeHub", "Fault", "Quota", "Request"]
