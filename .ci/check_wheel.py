"""A check that the wheel has the program and the files it reads, and nothing else."""

from __future__ import annotations

import re
import sys
import zipfile
from importlib import resources

NEEDED = {
    "papers_tui/py.typed",
    "papers_tui/sample/days.json",
    "papers_tui/sample/text.md",
    "papers_tui/tui/papers.tcss",
}


def main(wheel: str) -> None:
    """Raise SystemExit with what is wrong with the wheel, or with its installed copy."""
    archive = zipfile.ZipFile(wheel)
    names = set(archive.namelist())
    tops = {name.partition("/")[0] for name in names}
    wrong = [f"{name} is missing" for name in sorted(NEEDED - names)]
    wrong += [
        f"{top} should not be there"
        for top in sorted(tops)
        if top != "papers_tui" and not top.endswith(".dist-info")
    ]
    wrong += [f"{name} is not installed" for name in sorted(NEEDED) if not _installed(name)]
    (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA"))
    links = re.findall(r"\]\(([^)]+)\)", archive.read(metadata).decode())
    wrong += [f"an index cannot follow {one}" for one in links if not one.startswith("https://")]
    if wrong:
        raise SystemExit(f"{wheel}: {'; '.join(wrong)}")
    print(f"{len(names)} files in the wheel, all of them the program's")


def _installed(name: str) -> bool:
    package, *path = name.split("/")
    return resources.files(package).joinpath(*path).is_file()


if __name__ == "__main__":
    main(sys.argv[1])
