"""A workbook's VBA project as bytes: made new, or taken as it is and given our modules, its own kept."""

from __future__ import annotations

import struct
import tempfile
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol
from xml.sax.saxutils import quoteattr

from xlkpi.errors import CannotWrite, Sentence, sentence
from xlkpi.macros.macro_package import PROJECT_PART
from xlkpi.macros.merging import Unmergeable, merged, public_procedures
from xlkpi.macros.project import without_caches

if TYPE_CHECKING:
    from pyopenvba import ExcelFile
    from pyopenvba.vba import VBAModule, VBAProject

_LINKS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"


class Document(Protocol):
    """The module of the workbook, of a worksheet or of a chart sheet."""

    @property
    def name(self) -> str:
        """Its code name."""

    @property
    def kind(self) -> str:
        """workbook, worksheet or chartsheet."""


def vba_project(
    existing: bytes | None, documents: Sequence[Document], modules: Mapping[str, str], *, replace: bool = False
) -> bytes:
    """Return vbaProject.bin with these modules (name -> source), made new where there is none.

    `documents` are the modules of the workbook, which comes first, and of its sheets; a new project gets all of them,
    of one that is there only the workbook's matters. ThisWorkbook in `modules` is code for the workbook's own module
    and is merged with what stands there. A module of the same name with other code is refused unless `replace`;
    the same code is left alone, so that the bytes come back as they were where nothing is new. Raises CannotWrite.
    """
    from pyopenvba.exceptions import PyOpenVBAError

    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a signature that no longer holds, whose parts are the caller's
        book = Path(folder) / "book.xlsm"
        result = Path(folder) / "result.xlsm"
        _write_skeleton(book, existing, documents)
        try:
            changed = _with_modules(book, result, documents[0].name, modules, replace=replace)
        except CannotWrite:
            raise
        except (PyOpenVBAError, ValueError, LookupError, struct.error, OSError, AssertionError) as error:
            raise _refusal(sentence("工程无法读取或已损坏", "it cannot be read ({said})", said=str(error))) from error
        if not changed and existing is not None:
            return existing
        with zipfile.ZipFile(result) as archive:
            return without_caches(archive.read(PROJECT_PART))


def _with_modules(book: Path, result: Path, own: str, modules: Mapping[str, str], *, replace: bool) -> bool:
    """Write the result; whether anything is new."""
    from pyopenvba import ExcelFile

    with ExcelFile(str(book)) as file:
        if not file.has_vba_project():
            file.add_vba_project()
        project = file.vba_project()
        if project.protection is not None and project.protection.has_password:
            raise _refusal(sentence("工程有密码保护", "it is protected by a password"))
        unsound = file.validate()
        if unsound:
            raise _refusal(sentence("工程已损坏", "it is damaged ({said})", said=unsound[0]))
        for name in project.module_names():
            _refuse_unencodable(project, name, name)
        _refuse_same_procedures(project, modules)
        changed = [
            _set_own_module(file, own, source) if name == "ThisWorkbook" else _put(file, name, source, replace=replace)
            for name, source in modules.items()
        ]
        file.save(str(result), allow_invalidate_signature=True)
    return any(changed)


def _put(file: ExcelFile, name: str, source: str, *, replace: bool) -> bool:
    """Add a module, or give the one of that name our code; whether anything is new."""
    from pyopenvba.vba import VBAModuleKind

    project, code = file.vba_project(), _stored(source)
    _refuse_unencodable(project, name, code)
    there = _module(project, name)
    if there is None:
        kind = VBAModuleKind.other if code.startswith("VERSION ") else VBAModuleKind.standard
        project.add_module(name, code, kind=kind)
        return True
    if _bare(there.source) == _bare(code):
        return False
    if not replace:
        zh, en = "已有同名而内容不同的模块“{module}”", "it has a module “{module}” of other code"
        raise _refusal(sentence(zh, en, module=there.name))
    file.set_module(there.name, code)
    return True


def _set_own_module(file: ExcelFile, own: str, source: str) -> bool:
    """Merge code into the workbook's own module; whether anything is new."""
    project = file.vba_project()
    there = _module(project, own)
    if there is None:
        zh, en = "找不到工作簿自己的模块“{module}”", "it lacks the workbook's own module “{module}”"
        raise _refusal(sentence(zh, en, module=own))
    _refuse_unencodable(project, own, source)
    if "�" in there.source:
        zh, en = "模块“{module}”的文字无法无损读出", "the text of module “{module}” cannot be read without loss"
        raise _refusal(sentence(zh, en, module=own))
    theirs = _bare(there.source)
    try:
        code = merged(theirs, _bare(source))
    except Unmergeable as unmergeable:
        raise _refusal(unmergeable.why) from None
    if code == theirs:
        return False
    file.set_module(there.name, _stored(code))
    return True


def _refuse_same_procedures(project: VBAProject, modules: Mapping[str, str]) -> None:
    """Two public procedures of one name in two modules would be ambiguous to every button and macro that calls them."""
    from pyopenvba.vba import VBAModuleKind

    ours = {
        procedure: name
        for name, source in modules.items()
        if name != "ThisWorkbook" and not source.startswith("VERSION ")
        for procedure in public_procedures(_bare(source))
    }
    own = {name.casefold() for name in modules}
    for module in project.modules:
        if module.kind != VBAModuleKind.standard or module.name.casefold() in own:
            continue
        for procedure in public_procedures(_bare(module.source)):
            if procedure in ours:
                zh = "模块“{module}”已有同名过程“{procedure}”"
                en = "its module “{module}” has a procedure “{procedure}” too"
                raise _refusal(sentence(zh, en, module=module.name, procedure=procedure))


def _refuse_unencodable(project: VBAProject, name: str, code: str) -> None:
    """VBA keeps source in one old code page; what is not in it would turn into question marks."""
    from pyopenvba.vba import encoding_for_codepage

    try:
        code.encode(encoding_for_codepage(project.code_page))
    except UnicodeEncodeError:
        zh = "模块“{module}”含有工程代码页 {page} 之外的字符"
        en = "module “{module}” has characters beyond code page {page}"
        raise _refusal(sentence(zh, en, module=name, page=project.code_page)) from None


def _module(project: VBAProject, name: str) -> VBAModule | None:
    return next((module for module in project.modules if module.name.casefold() == name.casefold()), None)


def _stored(source: str) -> str:
    """Source with the line ends that VBA keeps."""
    return source.replace("\r\n", "\n").replace("\n", "\r\n")


def _bare(source: str) -> str:
    """Code without the attributes before it, with Unix line ends."""
    from pyopenvba.vba import split_attribute_header

    code: str = split_attribute_header(source)[1]
    return code.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def _write_skeleton(book: Path, existing: bytes | None, documents: Sequence[Document]) -> None:
    """The parts of an .xlsm that pyOpenVBA looks at: the project itself, or the code names it is made of."""
    parts: dict[str, str | bytes] = {}
    if existing is not None:
        parts[PROJECT_PART] = existing
    kinds = [document for document in documents if document.kind != "workbook"]
    sheets = "".join(
        f'<sheet name="{number}" sheetId="{number}" r:id="rId{number}"/>' for number in range(1, len(kinds) + 1)
    )
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_LINKS}/{document.kind}" Target="sheets/{number}.xml"/>'
        for number, document in enumerate(kinds, 1)
    )
    code_name = f"<workbookPr codeName={quoteattr(documents[0].name)}/>"
    parts["[Content_Types].xml"] = f'<Types xmlns="{_PACKAGE}/content-types"></Types>'
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}">{code_name}<sheets>{sheets}</sheets></workbook>'
    )
    parts["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
    for number, document in enumerate(kinds, 1):
        page = f'<{document.kind} xmlns="{_MAIN}"><sheetPr codeName={quoteattr(document.name)}/></{document.kind}>'
        parts[f"xl/sheets/{number}.xml"] = page
    with zipfile.ZipFile(book, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def _refusal(why: Sentence) -> CannotWrite:
    return CannotWrite(sentence("不能改动 VBA 工程：{why}", "the VBA project cannot be changed: {why}", why=why))
