"""Defined names added to a workbook, or given another meaning."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from xlkpi.books.areas import MAX_COLUMN, MAX_ROW, column_number
from xlkpi.books.ooxml.edits.edit_refusals import FormulaRefused, NameRefused
from xlkpi.books.ooxml.edits.formula_text import checked
from xlkpi.books.ooxml.edits.package_draft import Draft
from xlkpi.books.ooxml.markup import Node
from xlkpi.books.ooxml.spelling import attribute, text_of
from xlkpi.books.ooxml.structure import read_tables
from xlkpi.books.ooxml.value_spelling import escape
from xlkpi.errors import Sentence, sentence

WORKBOOK_ORDER: Final = (
    *("fileVersion", "fileSharing", "workbookPr", "absPath", "revisionPtr", "workbookProtection", "bookViews"),
    *("sheets", "functionGroups", "externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews"),
    *("pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst"),
)
"""Children of the workbook element in the schema's order."""

NAME_LIMIT: Final = 255
_NAME: Final = re.compile(r"[^\W\d][\w.\\?]*|\\[\w.\\?]*")
_LIKE_CELL: Final = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_LIKE_R1C1: Final = re.compile(r"[Rr]([0-9]*)(?:[Cc]([0-9]*))?|[Cc]([0-9]*)")


def add_names(draft: Draft, names: Mapping[str, str], *, replace: bool) -> None:
    """Let names of the workbook stand for something. Raises NameRefused, FormulaRefused."""
    if not names:
        return
    sheets = [title for title, _, _ in draft.titles()]
    workbooks = external_workbooks(draft)
    tables = {
        table.name.casefold(): table
        for sheet, part in draft.structure.sheet_parts.items()
        for table in read_tables(draft.package, sheet, part)
    }
    with draft.markup(draft.workbook) as workbook:
        holder = workbook.root.find("definedNames")
        there: dict[str, Node] = {}
        local: dict[str, int] = {}
        for node in [] if holder is None else holder.children:
            key = node.attributes.get("name", "").casefold()
            if "localSheetId" in node.attributes:
                local[key] = int(node.attributes["localSheetId"])
            else:
                there[key] = node
        new: list[str] = []
        seen: set[str] = set()
        for name, text in names.items():
            _refuse_misnamed(name)
            if name.casefold() in seen:
                raise NameRefused(name=name, why=sentence("给出了两次", "it is given twice"))
            seen.add(name.casefold())
            meaning = _checked(name, text, sheets, workbooks)
            if name.casefold() in tables:
                why = sentence("已有同名的表格（Excel 表）", "a table has that name")
                raise NameRefused(name=name, why=why)
            if name.casefold() in local:
                sheet = sheets[local[name.casefold()]] if local[name.casefold()] < len(sheets) else "?"
                zh = "工作表“{sheet}”有同名的局部名称，会挡住它"
                en = "worksheet “{sheet}” has a name of its own like that, which would hide it"
                raise NameRefused(name=name, why=sentence(zh, en, sheet=sheet))
            xml = f"<definedName{attribute('name', name)}>{text_of(escape(meaning))}</definedName>"
            present = there.get(name.casefold())
            if present is None:
                new.append(xml)
            elif _meaning(workbook.inner(present)) != meaning:
                if not replace:
                    zh, en = "已经存在，指向 {text}", "it is there already and stands for {text}"
                    raise NameRefused(name=name, why=sentence(zh, en, text=_meaning(workbook.inner(present))[:80]))
                workbook.fill(present, text_of(escape(meaning)))
        if not new:
            return
        if holder is None:
            xml = f"<definedNames>{''.join(new)}</definedNames>"
            workbook.place(workbook.root, xml, "definedNames", WORKBOOK_ORDER)
        else:
            for xml in new:
                workbook.append(holder, xml)


def external_workbooks(draft: Draft) -> int:
    """How many other workbooks formulas can refer to, as `[1]` and so on."""
    with draft.markup(draft.workbook) as workbook:
        found = workbook.root.find("externalReferences")
        return 0 if found is None else len(found.children)


def _checked(name: str, text: str, sheets: list[str], workbooks: int) -> str:
    try:
        return checked(text, name, sheets, workbooks=workbooks)
    except FormulaRefused as refusal:
        why = refusal.values["why"]
        raise NameRefused(name=name, why=why) from None


def _meaning(inner: str) -> str:
    """The text of a definedName element."""
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        inner = inner.replace(entity, character)
    return inner.strip()


def _refuse_misnamed(name: str) -> None:
    """Raise NameRefused for what Excel takes for no name, or for something else."""
    why: Sentence | None = None
    if name.casefold().startswith("_xlnm"):
        why = sentence("这是 Excel 自用的名称", "Excel keeps such names for itself")
    elif len(name) > NAME_LIMIT:
        why = sentence("超过 {limit} 个字符", "over {limit} characters", limit=NAME_LIMIT)
    elif not _NAME.fullmatch(name):
        zh = "名称以文字或下划线开头，只能含文字、数字、点和下划线"
        en = "a name begins with a letter or underscore and has only letters, digits, points and underscores"
        why = sentence(zh, en)
    elif _like_reference(name):
        why = sentence("它看起来是单元格地址", "it looks like the address of a cell")
    elif name.casefold() in ("true", "false"):
        why = sentence("它是逻辑值", "it is a logical value")
    if why is not None:
        raise NameRefused(name=name[:80], why=why)


def _like_reference(name: str) -> bool:
    cell = _LIKE_CELL.fullmatch(name)
    if cell is not None and column_number(cell[1]) <= MAX_COLUMN and int(cell[2]) <= MAX_ROW:
        return True
    found = _LIKE_R1C1.fullmatch(name)
    if found is None:
        return False
    rows, columns = int(found[1] or 0), int(found[2] or found[3] or 0)
    return rows <= MAX_ROW and columns <= MAX_COLUMN
