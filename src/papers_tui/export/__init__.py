"""Papers as text for other programs, and arXiv ids out of any text."""
