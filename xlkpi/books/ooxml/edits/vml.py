"""The legacy drawing of a worksheet, which holds the shapes of its notes and form controls; shapes are added to it.

It is written in VML, which Excel does not always spell as XML: only what is known by sure marks is looked at, and the
rest of the part stays byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from xlkpi.books.ooxml.edits.edit_refusals import EditRefused
from xlkpi.books.ooxml.edits.package_draft import LINKS, Draft
from xlkpi.books.ooxml.edits.rules import SHEET_ORDER
from xlkpi.books.ooxml.spelling import attribute
from xlkpi.errors import sentence

SPACES: Final = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
NOTE_TYPE: Final = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
BUTTON_TYPE: Final = (
    '<v:shapetype id="_x0000_t201" coordsize="21600,21600" o:spt="201" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path shadowok="f" o:extrusionok="f" strokeok="f" fillok="f" o:connecttype="rect"/>'
    '<o:lock v:ext="edit" shapetype="t"/></v:shapetype>'
)
SHAPES_A_BLOCK: Final = 1024
"""Shape numbers come in blocks of this many; each drawing of a workbook owns some (`idmap`)."""
VML_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"

_SHAPE_NUMBER: Final = re.compile(rb"_x0000_s([0-9]{1,9})\b")
_BLOCKS: Final = re.compile(rb"""<\w+:idmap\b[^>]*\bdata=["']([0-9, ]*)["']""")
_END: Final = re.compile(rb"</xml\s*>\s*\Z")
_CONTROL_NUMBER: Final = re.compile(rb"""\bshapeId=["']([0-9]{1,9})["']""")


class LegacyDrawing:
    """The legacy drawing of one worksheet; made where there is none yet."""

    def __init__(self, draft: Draft, sheet: str, part: str) -> None:
        self._draft, self._sheet, self._part = draft, sheet, part
        found = self._present()
        self.part = found if found is not None else self._made()

    def add(self, shape_type: str, shape: Callable[[int, int], str]) -> int:
        """Put a shape behind the last one, made of its number and its place above the others; return its number."""
        data = self._draft.package.part(self.part)
        end = _END.search(data)
        head = data[: data.find(b">", data.find(b"<xml")) + 1]
        if end is None or b"<xml" not in head or data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise self._unreadable()
        numbers = [int(number) for number in _SHAPE_NUMBER.findall(data)]
        above = data.count(b":shape ") + 1
        data, number = self._numbered(data, numbers)
        identifier = re.search(r'id="(\w+)"', shape_type)
        known = identifier is not None and re.search(rb'\bid="%s"' % identifier[1].encode(), data) is not None
        xml = shape(number, above)
        pieces = [xml] if known else [shape_type, xml]
        pieces = [_declaring(piece, head) for piece in pieces]
        end = _END.search(data)
        at = len(data) if end is None else end.start()
        # In ASCII: a drawing may be in any of the old encodings, and all of them begin with ASCII.
        added = "".join(pieces).encode("ascii", "xmlcharrefreplace")
        self._draft.package.replace(self.part, data[:at] + added + data[at:])
        return number

    def text(self) -> bytes:
        """The drawing as it stands."""
        return self._draft.package.part(self.part)

    def _present(self) -> str | None:
        with self._draft.markup(self._part, sheet=True) as page:
            node = page.root.find("legacyDrawing")
        if node is None:
            return None
        identifier = node.attributes.get(f"{{{LINKS}}}id")
        for link in self._draft.related(self._part, "vmlDrawing"):
            if link.identifier == identifier:
                return link.target
        raise self._unreadable()

    def _made(self) -> str:
        draft = self._draft
        block = max(self._blocks_of_workbook(), default=0) + 1
        spaces = "".join(attribute(f"xmlns:{prefix}", space) for prefix, space in SPACES.items())
        layout = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{block}"/></o:shapelayout>'
        xml = f"<xml{spaces}>{layout}</xml>"
        part = draft.add(f"{draft.folder}/drawings/vmlDrawing{{}}.vml".lstrip("/"), xml.encode(), VML_TYPE)
        identifier = draft.relate(self._part, "vmlDrawing", part)
        with draft.markup(self._part, sheet=True) as page:
            name = f"{page.prefix_for(LINKS, 'r')}:id"
            page.place(page.root, f"<legacyDrawing{attribute(name, identifier)}/>", "legacyDrawing", SHEET_ORDER)
        return part

    def _numbered(self, data: bytes, numbers: Sequence[int]) -> tuple[bytes, int]:
        """A shape number that is free on the sheet, and the drawing in which its block is registered."""
        registered = _BLOCKS.search(data)
        blocks = [] if registered is None else [int(block) for block in re.findall(rb"[0-9]+", registered[1])]
        sheet = self._draft.package.part(self._part)
        taken = {*numbers, *(int(number) for number in _CONTROL_NUMBER.findall(sheet))}
        for block in blocks:
            own = [number for number in taken if number // SHAPES_A_BLOCK == block]
            number = max(own, default=block * SHAPES_A_BLOCK) + 1
            if number // SHAPES_A_BLOCK == block:
                return data, number
        block = (
            max([*self._blocks_of_workbook(), *blocks, *(number // SHAPES_A_BLOCK for number in taken)], default=0) + 1
        )
        if registered is None:
            at = data.find(b">", data.find(b"<xml")) + 1
            layout = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{block}"/></o:shapelayout>'
            return data[:at] + _declaring(layout, data[:at]).encode() + data[at:], block * SHAPES_A_BLOCK + 1
        at = registered.end(1)
        return data[:at] + b",%d" % block + data[at:], block * SHAPES_A_BLOCK + 1

    def _blocks_of_workbook(self) -> list[int]:
        """Blocks that any drawing of the workbook owns, whether it says so or only uses them."""
        found: list[int] = []
        for part in self._draft.parts(r".*\.vml"):
            data = self._draft.package.part(part)
            for registered in _BLOCKS.findall(data):
                found += [int(block) for block in re.findall(rb"[0-9]+", registered)]
            found += [int(number) // SHAPES_A_BLOCK for number in _SHAPE_NUMBER.findall(data)]
        return found

    def _unreadable(self) -> EditRefused:
        zh = "工作表“{sheet}”的旧式图形（批注和按钮）无法识别"
        en = "the legacy drawing (notes and buttons) of worksheet “{sheet}” is in a form that is not known"
        return EditRefused(file=self._draft.title, why=sentence(zh, en, sheet=self._sheet))


def _declaring(xml: str, head: bytes) -> str:
    """A fragment that brings the prefixes which the drawing's own start tag does not declare."""
    pairs = SPACES.items()
    missing = [pair for pair in pairs if f'xmlns:{pair[0]}="{pair[1]}"'.encode() not in head]
    return re.sub(r"^<[\w:]+", lambda start: start[0] + "".join(attribute(f"xmlns:{p}", s) for p, s in missing), xml)
