"""The structure of a workbook: its sheets, names, tables and date system, read from the small parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from xlkpi.books.areas import Area
from xlkpi.books.ooxml.addin_calls import plain_calls
from xlkpi.books.ooxml.names import Defined, DefinedName, Table
from xlkpi.books.ooxml.refusals import NotAWorkbook, OtherFormat, PartMissing, SheetUnclear
from xlkpi.books.ooxml.relations import CONTENT_TYPES, Relationship, relationships
from xlkpi.books.ooxml.value_spelling import unescape
from xlkpi.books.ooxml.xml import MAIN, Element, local, tree, true
from xlkpi.errors import sentence
from xlkpi.records import dataclass

if TYPE_CHECKING:
    from xlkpi.books.ooxml.package import Package


_Listed: TypeAlias = Sequence[tuple[DefinedName, str | None]]
"""Names without their scope, and the number of the sheet that is it."""

_Sheets: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
"""Titles of all sheets, and of the worksheets among them."""

_NAMES: Final = b"<definedNames>"
_NAMES_END: Final = b"</definedNames>"
KNOWN_LIMIT: Final = 16
_KNOWN: dict[bytes, tuple[_Listed, dict[_Sheets, Defined]]] = {}
"""What lists of names read before say, and mean on which sheets: workbooks of one template have the same ones."""

OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
"""How the part `mimetype` of a file of LibreOffice begins."""


@dataclass(frozen=True, slots=True)
class Structure:
    """Where the parts of a workbook are and what they are called."""

    part: str
    """The workbook's own part."""
    sheet_parts: dict[str, str]
    """Worksheets in tab order; chart sheets, dialog and macro sheets are left out."""
    date1904: bool
    defined: Defined
    strings_part: str | None
    styles_part: str | None
    chain: Relationship | None
    """The calculation chain, if there is one."""


def read_structure(package: Package) -> Structure:
    """Find the workbook and what belongs to it. Raises NotAWorkbook, PartMissing, DamagedPart, DoctypeRefused."""
    part = _workbook_part(package)
    data = package.part(part)
    section = _names_section(data)
    known = _KNOWN.get(section)
    root = tree(data.replace(section, b"", 1) if known else data, file=package.title, part=part)
    if root.tag not in {f"{{{space}}}workbook" for space in MAIN}:
        raise NotAWorkbook(file=package.title, why=local(root.tag))
    links = relationships(package, part)
    by_identifier = {link.identifier: link for link in links}
    titles: list[str] = []
    sheet_parts: dict[str, str] = {}
    for element in _children(root, "sheets", "sheet"):
        title = element.get("name", "")
        titles.append(title)
        identifier = next((text for key, text in element.attrib.items() if key.endswith("}id")), "")
        link = by_identifier.get(identifier)
        if not identifier:  # a module sheet of Excel 95, which later versions list but keep in the VBA project
            continue
        if link is None:
            raise PartMissing(file=package.title, part=f"{part}: {title}")
        if link.kind == "worksheet":
            if title in sheet_parts:
                zh, en = "两个工作表同名“{sheet}”", "two sheets named “{sheet}”"
                raise NotAWorkbook(file=package.title, why=sentence(zh, en, sheet=title))
            if not package.has(link.target):
                raise PartMissing(file=package.title, part=link.target)
            sheet_parts[title] = link.target
    if known is None:
        known = _listed_names(root), {}
        if section:
            if len(_KNOWN) == KNOWN_LIMIT:
                _KNOWN.clear()
            _KNOWN[section] = known
    listed, on_sheets = known
    sheets = tuple(titles), tuple(sheet_parts)
    if sheets not in on_sheets:
        if len(on_sheets) == KNOWN_LIMIT:
            on_sheets.clear()
        on_sheets[sheets] = Defined(_defined_names(listed, titles), sheet_parts)
    targets = {link.kind: link for link in links if package.has(link.target)}
    properties = next((child for child in root if local(child.tag) == "workbookPr"), None)
    return Structure(
        part=part,
        sheet_parts=sheet_parts,
        date1904=properties is not None and true(properties.get("date1904")),
        defined=on_sheets[sheets],
        strings_part=targets["sharedStrings"].target if "sharedStrings" in targets else None,
        styles_part=targets["styles"].target if "styles" in targets else None,
        chain=targets.get("calcChain"),
    )


def _names_section(data: bytes) -> bytes:
    """Return the list of names as it stands in the workbook's part, b"" where that is not plain."""
    start = data.find(_NAMES)
    stop = data.find(_NAMES_END, start)
    return b"" if start < 0 or stop < 0 or b"<!" in data else data[start : stop + len(_NAMES_END)]


def _workbook_part(package: Package) -> str:
    if not package.has(CONTENT_TYPES):
        if package.has("mimetype") and package.part("mimetype").startswith(OPEN_DOCUMENT):
            raise OtherFormat(file=package.title, suffix=".ods")
        raise NotAWorkbook(file=package.title, why=sentence("里面没有工作簿", "it holds no workbook"))
    found = [link.target for link in relationships(package, "") if link.kind == "officeDocument"]
    if not found:
        raise NotAWorkbook(file=package.title, why=sentence("没有主文档", "no office document"))
    if found[0].lower().endswith(".bin"):
        raise OtherFormat(file=package.title, suffix=".xlsb")
    if not package.has(found[0]):
        raise PartMissing(file=package.title, part=found[0])
    return found[0]


def _children(root: Element, group: str, name: str) -> list[Element]:
    holder = next((child for child in root if local(child.tag) == group), None)
    return [] if holder is None else [child for child in holder if local(child.tag) == name]


def _listed_names(root: Element) -> _Listed:
    return [
        (
            DefinedName(one.get("name", ""), None, plain_calls("".join(one.itertext())), true(one.get("hidden"))),
            one.get("localSheetId"),
        )
        for one in _children(root, "definedNames", "definedName")
    ]


def _defined_names(listed: _Listed, titles: list[str]) -> Iterator[DefinedName]:
    """Names in file order; a scope that points to no sheet makes a name useless, not the workbook unreadable."""
    for name, scope in listed:
        if scope is None:
            yield name
        elif scope.isdecimal() and int(scope) < len(titles):
            yield name._replace(sheet=titles[int(scope)])


def read_tables(package: Package, sheet: str, part: str) -> list[Table]:
    """Tables of one worksheet, in relationship order."""
    found: list[Table] = []
    for link in relationships(package, part):
        if link.kind != "table":
            continue
        root = tree(package.part(link.target), file=package.title, part=link.target)
        try:
            area = Area.parse(root.get("ref", ""), sheet)
        except ValueError:
            raise SheetUnclear(sheet=sheet, why=f"{link.target}: {root.get('ref')}") from None
        columns = tuple(unescape(column.get("name", "")) for column in _children(root, "tableColumns", "tableColumn"))
        has_header = root.get("headerRowCount", "1") != "0"
        has_totals = root.get("totalsRowCount", "0") != "0"
        name = root.get("displayName", root.get("name", ""))
        found.append(
            Table(name, sheet, area, columns, area.top if has_header else None, area.bottom if has_totals else None)
        )
    return found
