"""As much of JSON Schema as the hub's published description uses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
    "integer": int,
    "number": (int, float),
}


@dataclass(frozen=True, slots=True)
class Checker:
    """The strictness of a check: recorded answers lack keys, and have some the schema lacks."""

    required: bool = True
    closed: bool = True

    def violations(self, value: Any, schema: Any, where: str = "$") -> Iterator[str]:
        """The parts that do not fit, each as a place and a reason."""
        if not _has_type(value, schema.get("type")):
            yield f"{where}: {value!r} is not of type {schema['type']}"
            return
        if "enum" in schema and value not in schema["enum"]:
            yield f"{where}: {value!r} is none of {schema['enum']}"
        if "const" in schema and value != schema["const"]:
            yield f"{where}: {value!r} is not {schema['const']!r}"
        yield from self._combined(value, schema, where)
        if isinstance(value, dict):
            yield from self._object(value, schema, where)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                yield from self.violations(item, schema.get("items", {}), f"{where}[{index}]")
        elif isinstance(value, str):
            yield from _string(value, schema, where)
        elif value is not None and not isinstance(value, bool):
            yield from _number(value, schema, where)

    def _combined(self, value: Any, schema: Any, where: str) -> Iterator[str]:
        # Closed objects joined by allOf refuse each other's keys; meant is their union.
        opened = Checker(self.required, closed=False)
        for part in schema.get("allOf", ()):
            yield from opened.violations(value, part, where)
        options = schema.get("anyOf", ())
        if options and all(any(self.violations(value, one, where)) for one in options):
            yield f"{where}: {value!r} fits no option"

    def _object(self, value: dict[str, Any], schema: Any, where: str) -> Iterator[str]:
        known = schema.get("properties", {})
        if self.required:
            for key in set(schema.get("required", ())) - value.keys():
                yield f"{where}: {key} is missing"
        if self.closed and schema.get("additionalProperties") is False:
            for key in value.keys() - known.keys():
                yield f"{where}: {key} is not expected"
        for key in value.keys() & known.keys():
            yield from self.violations(value[key], known[key], f"{where}.{key}")


def _has_type(value: Any, name: str | None) -> bool:
    if name is None:
        return True
    if isinstance(value, bool):
        return name == "boolean"
    return isinstance(value, _TYPES[name])


def _string(value: str, schema: Any, where: str) -> Iterator[str]:
    if "pattern" in schema and not re.search(schema["pattern"], value, re.ASCII):
        yield f"{where}: {value!r} does not match {schema['pattern']}"
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
        yield f"{where}: {value!r} is too short or too long"


def _number(value: float, schema: Any, where: str) -> Iterator[str]:
    if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{where}: {value!r} is out of bounds"
