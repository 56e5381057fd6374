"""Elements that a worksheet has once beside its rows: how it is protected, what is printed above and below it."""

from __future__ import annotations

from collections.abc import Mapping

from xlkpi.books.ooxml.edits.package_draft import Draft
from xlkpi.books.ooxml.edits.rules import SHEET_ORDER


def element_of(draft: Draft, sheet: str, tag: str) -> str:
    """The element of a worksheet as it stands in the file, "" for none. Raises SheetMissing."""
    with draft.markup(draft.sheet_part(sheet), sheet=True) as page:
        node = page.root.find(tag)
        return "" if node is None else page.raw(node)


def put_elements(draft: Draft, tag: str, elements: Mapping[str, str]) -> None:
    """Give worksheets an element in the place of the one they have, or none (""). Raises SheetMissing."""
    for sheet, xml in elements.items():
        with draft.markup(draft.sheet_part(sheet), sheet=True) as page:
            node = page.root.find(tag)
            if node is not None:
                page.replace(node, xml)
            elif xml:
                page.place(page.root, xml, tag, SHEET_ORDER)
