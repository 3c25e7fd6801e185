"""The hub over HTTP: the only package that imports httpx."""
