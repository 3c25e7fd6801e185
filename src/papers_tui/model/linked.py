"""What on the hub belongs to a paper: models, datasets and spaces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_LONGEST = 200
_PART = r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?"
_ID = re.compile(rf"(?:{_PART}/)?{_PART}", re.ASCII)


class Kind(StrEnum):
    """What a repository holds."""

    MODEL = "model"
    DATASET = "dataset"
    SPACE = "space"


_FOLDERS = {Kind.MODEL: "", Kind.DATASET: "datasets/", Kind.SPACE: "spaces/"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """One model, dataset or space. Every string in it is already safe to print."""

    kind: Kind
    id: str
    """Owner and name with a slash between; some old ones have no owner."""

    likes: int | None = None
    downloads: int | None = None
    task: str = ""
    license: str = ""
    about: str = ""
    emoji: str = ""
    gated: bool = False
    """Whether its owner has to be asked, or terms accepted, before it can be downloaded."""

    parameters: int | None = None
    running: bool | None = None
    """Of a space: whether it runs now."""

    @property
    def url(self) -> str:
        """Its page at the hub, built from kind and id and never from an answer."""
        return f"https://huggingface.co/{_FOLDERS[self.kind]}{self.id}"


@dataclass(frozen=True, slots=True)
class Linked:
    """What is linked to a paper. The hub names a dozen of each kind at most, and how many are."""

    models: tuple[Repository, ...] = ()
    datasets: tuple[Repository, ...] = ()
    spaces: tuple[Repository, ...] = ()
    total_models: int = 0
    total_datasets: int = 0
    total_spaces: int = 0

    @property
    def total(self) -> int:
        """How many there are of all kinds."""
        return self.total_models + self.total_datasets + self.total_spaces

    def of(self, kind: Kind) -> tuple[Repository, ...]:
        """Those of a kind that are named."""
        return {
            Kind.MODEL: self.models,
            Kind.DATASET: self.datasets,
            Kind.SPACE: self.spaces,
        }[kind]

    def total_of(self, kind: Kind) -> int:
        """How many of a kind there are."""
        return {
            Kind.MODEL: self.total_models,
            Kind.DATASET: self.total_datasets,
            Kind.SPACE: self.total_spaces,
        }[kind]


def is_repository_id(text: str) -> bool:
    """Whether the hub could give a repository that id.

    Its rule: https://huggingface.co/docs/huggingface_hub/package_reference/utilities, under
    validate_repo_id.
    """
    if not _ID.fullmatch(text) or len(text) > _LONGEST:
        return False
    return not ("--" in text or ".." in text or text.endswith(".git"))
