"""Files on this machine: the only package that imports sqlite3."""
