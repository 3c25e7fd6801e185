"""HTTP requests: limited in time and size, by the proxies and certificates of the user's network.

transport         Single requests, to known servers only.     Start here.
answer            The body of an answer, complete or an error.
failures          The sentence for an answer that refuses, or for none.
rate_limit        Waiting as the hub asks for it.
proxies           The proxy that the environment names for a server.
certificates      The authorities that https trusts.
name_lookup       Name lookups that do not hold up the end of the program.
httpx_import      httpx, quickly.

Knows hub.endpoints and hub.errors. Knows no papers.
"""
