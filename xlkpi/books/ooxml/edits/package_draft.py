"""A workbook's package while its structure changes: parts added and changed, with relationships and content types."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from xlkpi.books.ooxml.edits.edit_refusals import EditRefused
from xlkpi.books.ooxml.markup import Markup
from xlkpi.books.ooxml.package import Package
from xlkpi.books.ooxml.refusals import SheetMissing
from xlkpi.books.ooxml.relations import CONTENT_TYPES, Relationship, relationships, relationships_part
from xlkpi.books.ooxml.spelling import attribute
from xlkpi.books.ooxml.structure import Structure, read_structure
from xlkpi.books.ooxml.xml import MAIN, local, tree
from xlkpi.errors import sentence

LINKS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS_SPACE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATIONSHIPS_TYPE: Final = "application/vnd.openxmlformats-package.relationships+xml"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Draft:
    """The parts of one workbook as they will be; the package it was made of stays as it is."""

    def __init__(self, package: Package) -> None:
        """Raises EditRefused for a workbook whose structure is not to be changed at all."""
        self.package = package.copy()
        self.structure: Structure = read_structure(self.package)
        self._refuse_foreign()

    @property
    def title(self) -> str:
        """The file's name, for messages."""
        return self.package.title

    @property
    def workbook(self) -> str:
        """The workbook's own part."""
        return self.structure.part

    @property
    def folder(self) -> str:
        """The folder of the workbook's parts, usually `xl`."""
        return posixpath.dirname(self.structure.part)

    def refresh(self) -> None:
        """Read the structure again, after sheets or names were added."""
        self.structure = read_structure(self.package)

    def sheet_part(self, sheet: str) -> str:
        """The part of a worksheet. Raises SheetMissing where there is none of that very name."""
        if sheet not in self.structure.sheet_parts:
            raise SheetMissing(file=self.title, sheet=sheet)
        return self.structure.sheet_parts[sheet]

    def titles(self) -> list[tuple[str, str, str]]:
        """Every sheet in tab order, chart and macro sheets too: its name, kind and part."""
        root = tree(self.package.part(self.workbook), file=self.title, part=self.workbook)
        links = {link.identifier: link for link in relationships(self.package, self.workbook)}
        found: list[tuple[str, str, str]] = []
        for element in root.iter():
            if local(element.tag) == "sheet" and element.tag.rpartition("}")[0].lstrip("{") in MAIN:
                identifier = next((text for key, text in element.attrib.items() if key.endswith("}id")), "")
                link = links.get(identifier, Relationship("", "", ""))
                found.append((element.get("name", ""), link.kind, link.target))
        return found

    @contextmanager
    def markup(self, part: str, *, sheet: bool = False) -> Iterator[Markup]:
        """Change a part's XML; nothing is changed where the cuts change nothing, or on an exception."""
        before = self.package.part(part)
        found = Markup(before, file=self.title, part=part, sheet=sheet)
        yield found
        after = found.render()
        if after != before:
            self.package.replace(part, after)

    def add(self, pattern: str, content: bytes, content_type: str) -> str:
        """Put a new part into the package under the first free number of a pattern like `xl/comments{}.xml`."""
        number = 1
        while self.package.has(pattern.format(number)):
            number += 1
        part = pattern.format(number)
        self.package.add(part, content)
        self.declare(part, content_type)
        return part

    def declare(self, part: str, content_type: str) -> None:
        """Give a part its content type: by its ending where that is free or means the same, by its name otherwise."""
        ending = part.rpartition(".")[2].lower()
        with self.markup(CONTENT_TYPES) as types:
            defaults = {
                node.attributes.get("Extension", "").lower(): node.attributes.get("ContentType", "")
                for node in types.root.children
                if node.tag == "Default"
            }
            if ending not in defaults and ending not in ("xml", "rels"):
                xml = f"<Default{attribute('Extension', ending)}{attribute('ContentType', content_type)}/>"
                types.place(types.root, xml, "Default", ("Default", "Override"))
            elif defaults.get(ending) != content_type:
                xml = f"<Override{attribute('PartName', '/' + part)}{attribute('ContentType', content_type)}/>"
                types.append(types.root, xml)

    def relate(self, owner: str, kind: str, target: str) -> str:
        """Let a part refer to another; return the relationship's id. `kind` is the whole type or its last word."""
        source = relationships_part(owner)
        if not self.package.has(source):
            empty = f'{HEAD}<Relationships xmlns="{RELATIONSHIPS_SPACE}"></Relationships>'
            self.package.add(source, empty.encode())
            self.declare(source, RELATIONSHIPS_TYPE)
        with self.markup(source) as links:
            taken = {node.attributes.get("Id", "") for node in links.root.children}
            number = 1
            while f"rId{number}" in taken:
                number += 1
            whole = kind if ":" in kind else f"{LINKS}/{kind}"
            path = posixpath.relpath("/" + target, "/" + posixpath.dirname(owner))
            link = attribute("Id", f"rId{number}") + attribute("Type", whole) + attribute("Target", path)
            links.append(links.root, f"<Relationship{link}/>")
        return f"rId{number}"

    def related(self, owner: str, kind: str) -> list[Relationship]:
        """The parts of one kind that a part refers to and that are there."""
        found = relationships(self.package, owner)
        return [link for link in found if link.kind == kind and self.package.has(link.target)]

    def parts(self, pattern: str) -> list[str]:
        """Names of the parts that match an expression, case aside."""
        return [name for name in self.package.names() if re.fullmatch(pattern, name, re.IGNORECASE)]

    def content_type(self, part: str) -> str:
        """The content type of a part, "" where none is declared."""
        root = tree(self.package.part(CONTENT_TYPES), file=self.title, part=CONTENT_TYPES)
        ending, by_ending = part.rpartition(".")[2].lower(), ""
        for element in root:
            if element.get("PartName", "").lstrip("/").lower() == part.lower():
                return element.get("ContentType", "")
            if element.get("Extension", "").lower() == ending:
                by_ending = element.get("ContentType", "")
        return by_ending

    def _refuse_foreign(self) -> None:
        root = tree(self.package.part(self.workbook), file=self.title, part=self.workbook)
        if root.tag != f"{{{MAIN[0]}}}workbook" or root.get("conformance") == "strict":
            zh = "它是“Strict Open XML”格式，请先在 Excel 中另存为普通的 Excel 工作簿"
            en = "it is a Strict Open XML workbook; save it as an ordinary Excel workbook in Excel first"
            why = sentence(zh, en)
            raise EditRefused(file=self.title, why=why)
        revised = {"revisionHeaders", "usernames", "revisionLog"}
        if any(link.kind in revised for link in relationships(self.package, self.workbook)):
            zh = "它是共享工作簿（带修订记录），请先在 Excel 中取消共享"
            en = "it is a shared workbook with a log of revisions; stop sharing it in Excel first"
            why = sentence(zh, en)
            raise EditRefused(file=self.title, why=why)
