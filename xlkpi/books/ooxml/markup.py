"""A small XML part changed by cutting its bytes: what is not touched stays as it was spelled.

The parser says where each element stands; changes are collected as cuts at those places and made in one go, so that
comments, prefixes, blanks and extensions that nobody here knows go back as they came.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Final
from xml.parsers import expat

from xlkpi.books.ooxml.frame import bounds
from xlkpi.books.ooxml.refusals import ContentTooLarge, DamagedPart
from xlkpi.books.ooxml.spelling import attribute
from xlkpi.books.ooxml.writes import Exotic
from xlkpi.books.ooxml.xml import TREE_LIMIT, is_plain, run
from xlkpi.errors import sentence
from xlkpi.records import dataclass

_START_TAG: Final = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")
_ATTRIBUTE: Final = re.compile(rb"""\s([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')""")
_DECLARED: Final = re.compile(rb"""^(<\?xml[^>]*?)\s+encoding\s*=\s*["']([\w.-]+)["']""")
_WIDE: Final = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_HOLE: Final = b"<sheetData/>"
MARKUP_COMPATIBILITY: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"


@dataclass(slots=True, eq=False)
class Node:
    """An element and where it stands: its start tag is [start, inside), its end tag [close, end)."""

    tag: str
    space: str
    prefix: str
    attributes: dict[str, str]
    """By name; those in a namespace as `{namespace}name`."""
    start: int
    inside: int
    close: int = 0
    end: int = 0
    children: list[Node] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name as spelled."""
        return f"{self.prefix}:{self.tag}" if self.prefix else self.tag

    def find(self, tag: str) -> Node | None:
        """The first child of that local name."""
        return next((child for child in self.children if child.tag == tag), None)

    def walk(self) -> Iterator[Node]:
        """This element and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


class Markup:
    """One part's elements, and the cuts to be made."""

    def __init__(self, data: bytes, *, file: str, part: str, sheet: bool = False) -> None:
        """Parse a part; of a `sheet` the rows are left out, as long as its spelling allows it.

        Raises DamagedPart, DoctypeRefused, ContentTooLarge.
        """
        self.file, self.part = file, part
        self.prefixes: dict[str, str] = {}
        """Prefixes declared on the root, by namespace."""
        self._cuts: list[tuple[int, int, bytes]] = []
        self._added: dict[int, tuple[Node, list[bytes]]] = {}
        self._new_root: list[str] = []
        self.data = _utf8(data, file=file, part=part)
        if sheet:
            self._leave_rows_out()
        if len(self.data) > TREE_LIMIT:
            raise ContentTooLarge(file=file, part=part, limit=TREE_LIMIT, what="bytes")
        self.root = self._parse()

    def _leave_rows_out(self) -> None:
        try:
            start, _, _, rest = bounds(self.data)
        except Exotic:
            return
        rows = self.data[start:rest]
        self.data = self.data[:start] + _HOLE + self.data[rest:]
        self._cuts.append((start, start + len(_HOLE), rows))

    def _parse(self) -> Node:
        stack: list[Node] = []
        roots: list[Node] = []
        parser = expat.ParserCreate(namespace_separator="}")
        parser.namespace_prefixes = True

        def start(name: str, attributes: dict[str, str]) -> None:
            at = parser.CurrentByteIndex
            tag = _START_TAG.match(self.data, at)
            if tag is None:
                raise DamagedPart(file=self.file, part=self.part, why=f"<{name}>")
            space, local, prefix = _split(name)
            own = {_attribute_name(key): value for key, value in attributes.items()}
            node = Node(local, space, prefix, own, at, tag.end())
            (stack[-1].children if stack else roots).append(node)
            stack.append(node)

        def end(_: str) -> None:
            node = stack.pop()
            if self._is_empty(node):
                node.close = node.end = node.inside
            else:
                node.close = parser.CurrentByteIndex
                node.end = self.data.index(b">", node.close) + 1

        def declare(prefix: str | None, space: str | None) -> None:
            if not stack and not roots:
                self.prefixes.setdefault(space or "", prefix or "")

        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.StartNamespaceDeclHandler = declare
        run(parser, self.data, file=self.file, part=self.part)
        return roots[0]

    def raw(self, node: Node) -> str:
        """An element as it stands in the part."""
        return self.data[node.start : node.end].decode()

    def inner(self, node: Node) -> str:
        """What stands between an element's tags."""
        return self.data[node.inside : node.close].decode()

    def prefix_for(self, space: str, wanted: str) -> str:
        """A prefix for a namespace, declared on the root; it is declared there if it is not yet."""
        found = self.prefixes.get(space)
        if found:
            return found
        prefix, number = wanted, 1
        while prefix in self.prefixes.values():
            prefix, number = f"{wanted}{number}", number + 1
        self.prefixes[space] = prefix
        self._new_root.append(attribute(f"xmlns:{prefix}", space))
        return prefix

    def append(self, parent: Node, xml: str) -> None:
        """Put an element behind the last child; it is spelled for the parent's namespace without a prefix."""
        fitted = _fitted(xml, parent)
        self._added.setdefault(parent.start, (parent, []))[1].append(fitted.encode())

    def place(self, parent: Node, xml: str, tag: str, order: Sequence[str]) -> None:
        """Put a child where the schema's order of children has it: before the first that comes later."""
        rank = order.index(tag)
        for child in parent.children:
            told = _told(child)
            if told in order and order.index(told) > rank:
                self.cut(child.start, child.start, _fitted(xml, parent))
                return
        self.append(parent, xml)

    def set(self, node: Node, name: str, value: str | float) -> None:
        """Give an element an attribute without a namespace."""
        tag = self.data[node.start : node.inside]
        for found in _ATTRIBUTE.finditer(tag):
            if found[1].decode() == name:
                self.cut(node.start + found.start(), node.start + found.end(), attribute(name, value))
                return
        at = node.inside - (2 if self._is_empty(node) else 1)
        self.cut(at, at, attribute(name, value))

    def count(self, node: Node, more: int) -> None:
        """Raise the `count` that some lists carry."""
        number = node.attributes.get("count", "")
        if number.isdecimal():
            self.set(node, "count", int(number) + more)

    def replace(self, node: Node, xml: str) -> None:
        """Put other XML in an element's place."""
        self.cut(node.start, node.end, xml)

    def fill(self, node: Node, inner: str) -> None:
        """Put other XML between an element's tags."""
        if self._is_empty(node):
            self.cut(node.inside - 2, node.inside, f">{inner}</{node.name}>")
        else:
            self.cut(node.inside, node.close, inner)

    def cut(self, start: int, end: int, xml: str) -> None:
        """Put other XML in the place of some bytes."""
        self._cuts.append((start, end, xml.encode()))

    def _is_empty(self, node: Node) -> bool:
        return self.data[node.inside - 2 : node.inside] == b"/>"

    def render(self) -> bytes:
        """The part with all cuts made. Raises DamagedPart where the result is not well-formed."""
        cuts = list(self._cuts)
        if self._new_root:
            at = self.root.inside - (2 if self._is_empty(self.root) else 1)
            cuts.append((at, at, "".join(self._new_root).encode()))
        for node, pieces in self._added.values():
            if self._is_empty(node):
                closed = b">%s</%s>" % (b"".join(pieces), node.name.encode())
                cuts.append((node.inside - 2, node.inside, closed))
            else:
                cuts.append((node.close, node.close, b"".join(pieces)))
        out: list[bytes] = []
        at = 0
        for start, end, new in sorted(cuts, key=lambda cut: cut[:2]):
            out += [self.data[at:start], new]
            at = end
        result = b"".join([*out, self.data[at:]])
        is_plain(result, file=self.file, part=self.part)
        return result


def _split(name: str) -> tuple[str, str, str]:
    """Namespace, local name and prefix of what the parser hands out."""
    parts = name.split("}")
    if len(parts) == 1:
        return "", parts[0], ""
    return parts[0], parts[1], parts[2] if len(parts) > 2 else ""


def _attribute_name(name: str) -> str:
    space, local, _ = _split(name)
    return f"{{{space}}}{local}" if space else local


def _fitted(xml: str, parent: Node) -> str:
    """A fragment in the parent's namespace, whatever prefix the parent itself has."""
    if not parent.prefix or xml.startswith(f"<{parent.prefix}:"):
        return xml
    end = re.search(r"[\s/>]", xml)
    at = end.start() if end else len(xml)
    return f"{xml[:at]}{attribute('xmlns', parent.space)}{xml[at:]}"


def _told(child: Node) -> str:
    """An element's name for the order of children; a choice between versions stands for what is in it."""
    if child.space != MARKUP_COMPATIBILITY or child.tag != "AlternateContent":
        return child.tag
    first = next((below for choice in child.children for below in choice.children), None)
    return first.tag if first else ""


def _utf8(data: bytes, *, file: str, part: str) -> bytes:
    """The part in UTF-8, whatever it was written in."""
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf"))
    encoding = "utf-8" if declared is None else declared[2].decode().lower()
    encoding = next((name for mark, name in _WIDE if data.startswith(mark)), encoding)
    if encoding in ("utf-8", "utf8"):
        return data
    try:
        text = data.decode(encoding)
    except (LookupError, UnicodeDecodeError) as error:
        why = sentence("XML 的编码有误", "{said}", said=str(error))
        raise DamagedPart(file=file, part=part, why=why) from None
    return _DECLARED.sub(rb'\1 encoding="UTF-8"', text.encode())
