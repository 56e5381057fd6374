"""From the .xlsx that XlsxWriter wrote to an .xlsm with its VBA project, the same bytes on every run."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from xlkpi.errors import cannot_write
from xlkpi.macros.project import without_caches

PLAIN_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_TYPE = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
ADDIN_TYPE = b"application/vnd.ms-excel.addin.macroEnabled.main+xml"
PROJECT_PART = "xl/vbaProject.bin"
RIBBON_PART = "customUI/customUI14.xml"
RIBBON_LINK = (
    f'<Relationship Id="rIdKpiRibbon" Target="{RIBBON_PART}" '
    'Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"/>'
).encode()
CREATED = dt.datetime(2024, 1, 1)  # noqa: DTZ001 -- document properties carry no zone; fixed, so that bytes repeat
CALCULATION_ENGINE = 191029
"""The calculation version of Excel 2019 and later: a smaller one makes Excel recompute everything while opening,
which would replace our cached results where macros are blocked."""
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip entry can carry: the content decides the bytes, not the hour of the build."""


def macro_enabled(plain: Path, into: Path, modules: Mapping[str, str]) -> None:
    """Write `into` as the workbook `plain` with a VBA project of these modules (name -> source).

    A source that begins as an exported class is a class; the name ThisWorkbook stands for the code of the workbook's
    own module. Raises CannotWrite.
    """
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "draft.xlsm"
        _change_type(plain, draft)
        _add_project(draft, modules)
        packed = Path(folder) / "packed.xlsm"
        _repack(draft, packed)
        _move(packed, into)


def without_macros(plain: Path, into: Path) -> None:
    """Write `into` as the workbook `plain`, the same bytes on every run. Raises CannotWrite."""
    with tempfile.TemporaryDirectory() as folder:
        packed = Path(folder) / "packed.xlsx"
        _repack(plain, packed)
        _move(packed, into)


def addin(plain: Path, into: Path, modules: Mapping[str, str], ribbon: str) -> None:
    """Write `into` as an add-in (.xlam) with a VBA project of these modules and a ribbon tab. Raises CannotWrite."""
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "draft.xlsm"
        _change_type(plain, draft)
        _add_project(draft, modules)
        packed = Path(folder) / "packed.xlam"
        _repack(draft, packed, ribbon)
        _move(packed, into)


def _change_type(plain: Path, macro: Path) -> None:
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(macro, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(PLAIN_TYPE, MACRO_TYPE)
            target.writestr(name, data)


def _add_project(macro: Path, modules: Mapping[str, str]) -> None:
    from pyopenvba import ExcelFile
    from pyopenvba.vba import VBAModuleKind

    with ExcelFile(str(macro)) as file:
        file.add_vba_project()
        project = file.vba_project()
        for name, source in modules.items():
            code = source.replace("\r\n", "\n").replace("\n", "\r\n")
            if name == "ThisWorkbook":
                file.set_module(name, code)
            else:
                kind = VBAModuleKind.other if code.startswith("VERSION ") else VBAModuleKind.standard
                project.add_module(name, code, kind=kind)
        file.save()


def _repack(macro: Path, packed: Path, ribbon: str | None = None) -> None:
    with zipfile.ZipFile(macro) as source, zipfile.ZipFile(packed, "w") as target:
        parts = {name: source.read(name) for name in source.namelist()}
        if PROJECT_PART in parts:
            parts[PROJECT_PART] = without_caches(parts[PROJECT_PART])
        if ribbon is not None:
            types, links = "[Content_Types].xml", "_rels/.rels"
            parts[types] = parts[types].replace(MACRO_TYPE, ADDIN_TYPE)
            parts[links] = parts[links].replace(b"</Relationships>", RIBBON_LINK + b"</Relationships>")
            parts[RIBBON_PART] = ribbon.encode()
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, data, compresslevel=9)


def _move(packed: Path, into: Path) -> None:
    """Put the finished file in place in one step: beside its target first, then renamed over it."""
    beside = into.with_name(f".{into.name}.{os.getpid()}.tmp")
    try:
        into.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(packed.read_bytes())
        beside.replace(into)
    except OSError as error:
        beside.unlink(missing_ok=True)
        hint = "。请关闭打开它的程序，或换一个文件夹", "; close the program that has it open, or choose another folder"
        raise cannot_write(into, error, *hint) from error
