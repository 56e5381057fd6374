"""A workbook as it shows itself and nothing else: values for formulas, no macros, nothing hidden, no unused texts.

What stays is listed, not what goes: a part is kept where one of the relationships in KEPT leads to it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final
from xml.sax.saxutils import unescape

from xlkpi.books.areas import MAX_ROW, Area, column_number, reference_of
from xlkpi.books.book import Value
from xlkpi.books.ooxml.edits.apply import edit_package
from xlkpi.books.ooxml.edits.edit import Edit
from xlkpi.books.ooxml.edits.package_draft import Draft
from xlkpi.books.ooxml.markup import Markup, Node
from xlkpi.books.ooxml.package import Package
from xlkpi.books.ooxml.relations import CONTENT_TYPES, relationships, relationships_part
from xlkpi.books.ooxml.workbook import WorkbookFile
from xlkpi.books.ooxml.xml import true
from xlkpi.records import dataclass

KEPT: Final = frozenset(
    {
        *("officeDocument", "core-properties", "extended-properties", "worksheet", "theme", "styles", "sharedStrings"),
        *("drawing", "chart", "image", "chartStyle", "chartColorStyle", "themeOverride"),
    }
)
"""Kinds of relationships that are followed; macros, controls, links, queries and settings of printers are not."""
BOOK_PARTS: Final = frozenset({"fileVersion", "workbookPr", "bookViews", "sheets", "definedNames", "calcPr"})
SHEET_PARTS: Final = frozenset(
    {
        *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetProtection", "autoFilter"),
        *("mergeCells", "phoneticPr", "conditionalFormatting", "printOptions", "pageMargins", "pageSetup"),
        *("headerFooter", "rowBreaks", "colBreaks", "ignoredErrors", "drawing"),
    }
)
PLAIN_BOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
PROPERTIES: Final[Mapping[str, tuple[str, ...]]] = {
    "extended-properties": ("Application", "AppVersion"),  # other programs read charts as that version wrote them
    "core-properties": ("title",),
}
"""What stays of a document's properties."""
_CALLS: Final = re.compile(r"\bKPI\w*\s*\(", re.IGNORECASE)
"""A function of ours in a condition, as Excel or LibreOffice names it: without macros it has no answer."""
_TEXTS: Final = re.compile(r'"[^"]*"|</?[^>]*>')
_WORDS: Final = re.compile(r"[^\W\d][\w.]*")
_COLUMNS: Final = re.compile(r"(?<![\w.])\$?([A-Z]{1,3})\$?\d+(?![\w.(])")
_SHARED: Final = re.compile(rb'<c\b(?=[^>]*\st="s")[^>]*>\s*<v>(\d+)</v>')


def values_only(package: Package, clear: Collection[Area] = (), texts: Collection[str] = ()) -> Package:
    """Return the workbook with values alone; the package given stays as it is.

    The cells of `clear`, those in hidden columns and rows, and those that hold one of `texts` become empty. Raises
    subclasses of CannotRead and CannotWrite.
    """
    file = WorkbookFile(package)
    columns = {sheet: frozenset(file.looks(sheet).hidden_columns) for sheet in file.sheets}
    cells = {sheet: dict(_values(file, sheet, columns[sheet], clear, texts)) for sheet in file.sheets}
    edit = Edit(cells={sheet: found for sheet, found in cells.items() if found}, replace_formulas=True)
    draft = Draft(edit_package(package, edit).package)
    _book(draft)
    draft.refresh()
    for sheet, part in draft.structure.sheet_parts.items():
        with draft.markup(part, sheet=True) as page:
            _page(page, _Gone(file, sheet, set(draft.structure.sheet_parts), tuple(clear), columns))
    for part in draft.parts(r".*/(drawings/drawing|charts/chart)[^/]*\.xml"):
        with draft.markup(part) as drawing:
            _drawing(drawing)
    _sweep(draft)
    _forget_texts(draft)
    return draft.package


def hidden_rows(package: Package) -> Iterator[tuple[str, int]]:
    """Yield the visible sheets with hidden rows that hold something, and how many there are."""
    file = WorkbookFile(package)
    shown = _shown_sheets(Draft(package))
    for sheet in file.sheets:
        content = file.sheet(sheet)
        rows = {row for (row, _), cell in content.cells.items() if row in content.hidden and cell.value is not None}
        if sheet in shown and rows:
            yield sheet, len(rows)


def _values(
    file: WorkbookFile, sheet: str, columns: Collection[int], clear: Collection[Area], texts: Collection[str]
) -> Iterator[tuple[str, Value]]:
    """Yield every cell that changes: those of formulas get their results, those that are not to be seen nothing."""
    content = file.sheet(sheet)
    areas = [area for area in clear if area.sheet == sheet]
    computed = {
        (row, column)
        for block in content.blocks
        for row in range(block.top, block.bottom + 1)
        for column in range(block.left, block.right + 1)
    }
    computed |= {place for place, cell in content.cells.items() if cell.formula is not None}
    for place in computed | content.cells.keys():
        row, column = place
        cell = content.cells.get(place)
        value = None if cell is None else cell.value
        unseen = column in columns or row in content.hidden or value in texts
        if unseen or any(area.holds(row, column) for area in areas):
            if value is not None or place in computed:
                yield reference_of(row, column), None
        elif place in computed:
            yield reference_of(row, column), value


def _shown_sheets(draft: Draft) -> set[str]:
    with draft.markup(draft.workbook) as book:
        listed = book.root.find("sheets")
        nodes = [] if listed is None else listed.children
        return {node.attributes["name"] for node in nodes if node.attributes.get("state", "visible") == "visible"}


def _book(draft: Draft) -> None:
    """Leave the visible worksheets and the names that stand for places on them."""
    shown, titles = _shown_sheets(draft), draft.titles()
    kept = [title for title, kind, _ in titles if kind == "worksheet" and title in shown]
    with draft.markup(draft.workbook) as book:
        for node in book.root.children:
            if node.tag not in BOOK_PARTS:
                book.replace(node, "")
        for node in _below(book.root, "sheets"):
            if node.attributes.get("name") not in kept:
                book.replace(node, "")
        for node in _below(book.root, "bookViews"):
            for attribute in ("activeTab", "firstSheet"):
                if attribute in node.attributes:
                    book.set(node, attribute, 0)
        for node in _below(book.root, "definedNames"):
            scope = node.attributes.get("localSheetId", "")
            owner = titles[int(scope)][0] if scope.isdecimal() and int(scope) < len(titles) else ""
            if (
                not _stands(book.inner(node), kept)
                or true(node.attributes.get("hidden"))
                or (scope and owner not in kept)
            ):
                book.replace(node, "")
            elif scope:
                book.set(node, "localSheetId", kept.index(owner))


def _below(root: Node, tag: str) -> list[Node]:
    holder = root.find(tag)
    return [] if holder is None else holder.children


def _stands(text: str, kept: Collection[str]) -> bool:
    """Tell whether a name stands for places on sheets that are kept: no formula, no other workbook."""
    if any(mark in text for mark in "([#"):
        return False
    return any(text.startswith((f"{sheet}!", f"'{sheet.replace(chr(39), chr(39) * 2)}'!")) for sheet in kept)


@dataclass(frozen=True)
class _Gone:
    """What the conditions of a sheet can no longer ask about: functions of ours, other sheets, emptied columns."""

    file: WorkbookFile
    sheet: str
    shown: Collection[str]
    clear: tuple[Area, ...]
    hidden: Mapping[str, Collection[int]]

    def asked(self, condition: str) -> bool:
        """Tell whether a condition asks about it."""
        plain = _TEXTS.sub("", condition)
        areas = [area for word in _WORDS.findall(plain) if (area := self.file.resolve(word, self.sheet)) is not None]
        columns = [column_number(letters) for letters in _COLUMNS.findall(plain)]
        return (
            _CALLS.search(plain) is not None
            or any(area.sheet not in self.shown or self._emptied(area) for area in areas)
            or any(self._emptied(Area(self.sheet, 1, column, MAX_ROW, column)) for column in columns)
        )

    def _emptied(self, area: Area) -> bool:
        return any(column in self.hidden[area.sheet] for column in range(area.left, area.right + 1)) or any(
            one.sheet == area.sheet and one.meets(area) for one in self.clear
        )


def _page(page: Markup, gone: _Gone) -> None:
    """Leave cells, looks and paper of a worksheet; conditions that ask about what is gone would answer wrong."""
    for node in page.root.children:
        if node.tag not in SHEET_PARTS:
            page.replace(node, "")
        elif node.tag == "pageSetup":
            page.replace(node, re.sub(r'\s[\w.-]+:id="[^"]*"', "", page.raw(node)))
        elif node.tag == "conditionalFormatting":
            asking = [rule for rule in node.children if gone.asked(unescape(page.inner(rule)))]
            for rule in [node] if len(asking) == len(node.children) else asking:
                page.replace(rule, "")


def _drawing(drawing: Markup) -> None:
    """Take off what runs macros, what belongs to controls, and the workbook that may be embedded behind a chart."""
    for node in drawing.root.walk():
        if node.attributes.get("macro"):
            drawing.set(node, "macro", "")
        if node.tag == "externalData" or (node.tag == "AlternateContent" and node in drawing.root.children):
            drawing.replace(node, "")


def _sweep(draft: Draft) -> None:
    """Take off every part that no relationship in KEPT leads to, and what the properties tell of people."""
    package, reached, waiting = draft.package, {CONTENT_TYPES.casefold()}, [""]
    sheets = set(draft.structure.sheet_parts.values())
    while waiting:
        owner = waiting.pop()
        source = relationships_part(owner)
        if not package.has(source):
            continue
        reached.add(source.casefold())
        links = {link.identifier: link for link in relationships(package, owner) if package.has(link.target)}
        with draft.markup(source) as listed:
            for node in listed.root.children:
                link = links.get(node.attributes.get("Id", ""))
                if link is None or link.kind not in KEPT or (link.kind == "worksheet" and link.target not in sheets):
                    listed.replace(node, "")
                elif link.target.casefold() not in reached:
                    reached.add(link.target.casefold())
                    waiting.append(link.target)
                if link is not None and link.kind in PROPERTIES:
                    _properties(draft, link.target, PROPERTIES[link.kind])
    for name in [name for name in package.names() if name.casefold() not in reached]:
        package.remove(name)
    with draft.markup(CONTENT_TYPES) as types:
        for node in types.root.children:
            part = node.attributes.get("PartName", "").lstrip("/")
            ending = node.attributes.get("Extension", "").casefold()
            if part == draft.workbook:
                types.set(node, "ContentType", PLAIN_BOOK)
            elif ending in ("bin", "vml") or (node.tag == "Override" and not package.has(part)):
                types.replace(node, "")


def _properties(draft: Draft, part: str, kept: Collection[str]) -> None:
    """Leave of a document's properties those that name neither people nor sheets."""
    with draft.markup(part) as told:
        for node in told.root.children:
            if node.tag not in kept:
                told.replace(node, "")


def _forget_texts(draft: Draft) -> None:
    """Empty the shared texts that no cell shows any more; the others keep their numbers."""
    part = draft.structure.strings_part
    if part is None or not draft.package.has(part):
        return
    used = {
        int(number)
        for sheet in draft.structure.sheet_parts.values()
        for number in _SHARED.findall(draft.package.part(sheet))
    }
    with draft.markup(part) as strings:
        items = [node for node in strings.root.children if node.tag == "si"]
        for number, node in enumerate(items):
            if number not in used:
                strings.replace(node, f"<{node.name}/>")
