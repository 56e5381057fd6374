"""How parts of a package refer to each other: relationships and content types."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final

from xlkpi.books.ooxml.remembered import Remembered
from xlkpi.books.ooxml.xml import local, tree
from xlkpi.records import dataclass

if TYPE_CHECKING:
    from xlkpi.books.ooxml.package import Package

CONTENT_TYPES: Final = "[Content_Types].xml"
_REST: Final = rb"[^>]*?(?:/>|(?<!/)>\s*</[^>]*>)"
"""What follows of an element that holds nothing, however it is closed."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """One reference of a part to another part of the package; `kind` is the last word of its type."""

    identifier: str
    kind: str
    target: str


_lists: Remembered[tuple[Relationship, ...]] = Remembered()


def relationships_part(part: str) -> str:
    """Where a part's relationships stand; "" is the package itself."""
    return posixpath.join(posixpath.dirname(part), "_rels", posixpath.basename(part) + ".rels")


def relationships(package: Package, part: str) -> list[Relationship]:
    """A part's references to other parts of the package (external ones left out); none where there is no such list."""
    source = relationships_part(part)
    if not package.has(source):
        return []
    data = package.part(source)
    return list(_lists.of((data,), lambda: tuple(_read(data, part, file=package.title, source=source)), part))


def _read(data: bytes, part: str, *, file: str, source: str) -> list[Relationship]:
    found: list[Relationship] = []
    for element in tree(data, file=file, part=source):
        target = element.get("Target", "").replace("\\", "/")
        if local(element.tag) != "Relationship" or element.get("TargetMode") == "External" or not target:
            continue
        whole = target if target.startswith("/") else posixpath.join("/", posixpath.dirname(part), target)
        kind = element.get("Type", "").rpartition("/")[2]
        found.append(Relationship(element.get("Id", ""), kind, posixpath.normpath(whole).lstrip("/")))
    return found


def drop_part(package: Package, owner: str, relationship: Relationship) -> None:
    """Remove a part together with the relationship that leads to it and its content type."""
    source = relationships_part(owner)
    identifier = re.escape(relationship.identifier.encode())
    reference = re.compile(rb"<(?:[\w.-]+:)?Relationship\b(?=[^>]*\bId=[\"']" + identifier + rb"[\"'])" + _REST)
    package.replace(source, reference.sub(b"", package.part(source)))
    name = re.escape(relationship.target.encode())
    override = re.compile(
        rb"<(?:[\w.-]+:)?Override\b(?=[^>]*\bPartName=[\"']/" + name + rb"[\"'])" + _REST, re.IGNORECASE
    )
    package.replace(CONTENT_TYPES, override.sub(b"", package.part(CONTENT_TYPES)))
    package.remove(relationship.target)
