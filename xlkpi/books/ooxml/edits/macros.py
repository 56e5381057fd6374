"""VBA modules in a workbook: a project where there is none, and theirs kept where there is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol

from xlkpi.books.ooxml.edits.added_names import WORKBOOK_ORDER
from xlkpi.books.ooxml.edits.edit_refusals import EditRefused, MacrosRefused
from xlkpi.books.ooxml.edits.package_draft import Draft
from xlkpi.books.ooxml.edits.rules import SHEET_ORDER
from xlkpi.books.ooxml.relations import CONTENT_TYPES, drop_part
from xlkpi.books.ooxml.spelling import attribute
from xlkpi.errors import sentence
from xlkpi.records import dataclass

PROJECT_LINK: Final = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
PROJECT_TYPE: Final = "application/vnd.ms-office.vbaProject"
SIGNATURES: Final = ("vbaProjectSignature", "vbaProjectSignatureAgile", "vbaProjectSignatureV3")

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."
MACRO_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        f"{_SHEET}sheet.main+xml": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        f"{_SHEET}template.main+xml": "application/vnd.ms-excel.template.macroEnabled.main+xml",
    }
)
"""Content types of a workbook without macros, and of the same with."""

SUFFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        f"{_SHEET}sheet.main+xml": ".xlsx",
        f"{_SHEET}template.main+xml": ".xltx",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml": ".xlsm",
        "application/vnd.ms-excel.template.macroEnabled.main+xml": ".xltm",
        "application/vnd.ms-excel.addin.macroEnabled.main+xml": ".xlam",
    }
)
"""The endings under which Excel opens a workbook of a content type; under another it refuses the file."""

_CODE_PREFIX: Final[Mapping[str, str]] = MappingProxyType({"worksheet": "Sheet", "chartsheet": "Chart"})


@dataclass(frozen=True, slots=True)
class Document:
    """The module that a VBA project has for the workbook or for one of its sheets."""

    name: str
    kind: str
    """workbook, worksheet or chartsheet."""


class ProjectMaker(Protocol):
    """What makes a VBA project, or puts modules into one that is there.

    `documents` are the modules that the workbook and its sheets have or are to have, the workbook's first. In `modules`
    ThisWorkbook stands for the workbook's own. Raises CannotWrite where that cannot be done with certainty.
    """

    def __call__(
        self, existing: bytes | None, documents: Sequence[Document], modules: Mapping[str, str], *, replace: bool
    ) -> bytes:
        """Return the bytes of vbaProject.bin."""


def add_modules(
    draft: Draft, modules: Mapping[str, str], make: ProjectMaker | None, *, replace: bool, allow_signed: bool
) -> None:
    """Put modules into the workbook's VBA project. Raises MacrosRefused and what `make` raises."""
    if not modules:
        return
    if make is None:
        zh, en = "没有给出生成宏的工具", "nothing is given that makes macros"
        raise MacrosRefused(file=draft.title, why=sentence(zh, en))
    present = draft.related(draft.workbook, "vbaProject")
    if present:
        part = present[0].target
        _drop_signatures(draft, part, allow_signed=allow_signed)
        before = draft.package.part(part)
        after = make(before, [Document(_own_name(draft), "workbook")], modules, replace=replace)
        if after != before:
            draft.package.replace(part, after)
        return
    documents = _name_documents(draft)
    project = make(None, documents, modules, replace=replace)
    part = f"{draft.folder}/vbaProject.bin".lstrip("/")
    if draft.package.has(part):
        zh, en = "部件 {part} 来历不明", "it has a part {part} that nothing refers to"
        raise MacrosRefused(file=draft.title, why=sentence(zh, en, part=part))
    draft.package.add(part, project)
    draft.declare(part, PROJECT_TYPE)
    draft.relate(draft.workbook, PROJECT_LINK, part)
    _become_macro_enabled(draft)


def refuse_suffix(before: Draft, after: Draft, path: Path) -> None:
    """Raise EditRefused where Excel would not open the changed workbook under its new name, as it does the old one."""
    kind = after.content_type(after.workbook)
    fitting, suffix = SUFFIXES.get(kind), path.suffix.lower()
    as_ever = kind == before.content_type(before.workbook) and suffix == before.package.path.suffix.lower()
    if fitting is not None and fitting != suffix and not as_ever:
        zh = "这样的工作簿须保存为 {fitting}，不能是 {suffix}"
        en = "such a workbook is saved as {fitting}, not as {suffix}"
        why = sentence(zh, en, fitting=fitting, suffix=suffix or "?")
        raise EditRefused(file=after.title, why=why)


def _drop_signatures(draft: Draft, part: str, *, allow_signed: bool) -> None:
    """Take off the project's signature, which no longer holds, as Excel does; refuse unless told to."""
    for kind in SIGNATURES:
        for link in draft.related(part, kind):
            if not allow_signed:
                zh = "VBA 工程带有数字签名，改动会使签名失效"
                en = "its VBA project is signed, and a change would break that"
                why = sentence(zh, en)
                raise MacrosRefused(file=draft.title, why=why)
            drop_part(draft.package, part, link)


def _own_name(draft: Draft) -> str:
    """The name of the workbook's own module."""
    with draft.markup(draft.workbook) as workbook:
        properties = workbook.root.find("workbookPr")
        return "ThisWorkbook" if properties is None else properties.attributes.get("codeName", "") or "ThisWorkbook"


def _name_documents(draft: Draft) -> list[Document]:
    """Give the workbook and every sheet the code name Excel would give it; those that have one keep it.

    All but those that are not plain ASCII: a new project is in a code page of the West, and no code refers to them yet.
    """
    given = _own_name(draft)
    book = given if given.isascii() else "ThisWorkbook"
    documents = [Document(book, "workbook")]
    with draft.markup(draft.workbook) as workbook:
        properties = workbook.root.find("workbookPr")
        if properties is None:
            workbook.place(workbook.root, f"<workbookPr{attribute('codeName', book)}/>", "workbookPr", WORKBOOK_ORDER)
        elif properties.attributes.get("codeName") != book:
            workbook.set(properties, "codeName", book)
    taken = {book.casefold(), *(_code_name(draft, part).casefold() for _, _, part in draft.titles())}
    for number, (title, kind, part) in enumerate(draft.titles(), 1):
        if kind not in _CODE_PREFIX:
            zh, en = "工作表“{sheet}”是旧式的宏表或对话框表", "sheet “{sheet}” is a macro sheet or dialog of old"
            raise MacrosRefused(file=draft.title, why=sentence(zh, en, sheet=title))
        name = _code_name(draft, part)
        if not name.isascii() or any(document.name.casefold() == name.casefold() for document in documents):
            name = ""  # a name twice is that of a sheet copied without a project to keep the names apart
        if not name:
            free = number
            while (name := f"{_CODE_PREFIX[kind]}{free}").casefold() in taken:
                free += 1
            taken.add(name.casefold())
            with draft.markup(part, sheet=True) as page:
                properties = page.root.find("sheetPr")
                if properties is None:
                    page.place(page.root, f"<sheetPr{attribute('codeName', name)}/>", "sheetPr", SHEET_ORDER)
                else:
                    page.set(properties, "codeName", name)
        documents.append(Document(name, kind))
    return documents


def _code_name(draft: Draft, part: str) -> str:
    if not part or not draft.package.has(part):
        return ""
    with draft.markup(part, sheet=True) as page:
        properties = page.root.find("sheetPr")
        return "" if properties is None else properties.attributes.get("codeName", "")


def _become_macro_enabled(draft: Draft) -> None:
    """Let the content type of the workbook say that it has macros."""
    present = draft.content_type(draft.workbook)
    if present in MACRO_TYPES.values() or present not in MACRO_TYPES:
        if present not in SUFFIXES:
            zh, en = "工作簿的类型“{kind}”无法识别", "its content type “{kind}” is not known"
            raise MacrosRefused(file=draft.title, why=sentence(zh, en, kind=present))
        return
    wanted = MACRO_TYPES[present]
    with draft.markup(CONTENT_TYPES) as types:
        for node in types.root.children:
            if node.attributes.get("PartName", "").lstrip("/").lower() == draft.workbook.lower():
                types.set(node, "ContentType", wanted)
                return
        own = attribute("PartName", "/" + draft.workbook) + attribute("ContentType", wanted)
        types.append(types.root, f"<Override{own}/>")
