"""Today's macros and functions for a workbook of an earlier release: whether it has them, and the project that does."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from pathlib import Path

from xlkpi.errors import CannotRead, sentence
from xlkpi.macros.project import without_caches
from xlkpi.macros.vba import modules

EARLIER = ("Dictionary",)
"""Modules that earlier releases carried and today's do not."""
OPENING = "ThisWorkbook"
"""The workbook's own module: what else stands in it is its owner's."""


def modules_in(workbook: Path) -> dict[str, str]:
    """The VBA modules of a workbook, name -> source with plain line ends. Raises CannotRead."""
    from pyopenvba import ExcelFile
    from pyopenvba.exceptions import PyOpenVBAError

    try:
        with ExcelFile(str(workbook)) as file:
            found = {module.name: module.source for module in file.vba_project().modules}
    except (PyOpenVBAError, OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        zh, en = "“{name}”中没有可读的宏", "no macros to be read in “{name}”"
        raise CannotRead(sentence(zh, en, name=workbook.name)) from error
    return {name: text.replace("\r\n", "\n") for name, text in found.items()}


def is_current(workbook: Path) -> bool:
    """Whether every module of ours stands in a workbook as it is written today. Raises CannotRead."""
    found = modules_in(workbook)
    todays = modules()
    del todays[OPENING]
    outdated = any(name in found for name in EARLIER)
    return not outdated and all(name in found and _bare(text) == _bare(found[name]) for name, text in todays.items())


def renewed(workbook: Path) -> bytes:
    """The VBA project of a workbook with today's modules in place of ours of whatever age; others stay.

    Raises CannotRead.
    """
    from pyopenvba import ExcelFile

    found = modules_in(workbook)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copy.xlsm")
        shutil.copyfile(workbook, copy)
        with ExcelFile(str(copy)) as file:
            project = file.vba_project()
            for name in EARLIER:
                if name in found:
                    project.delete_module(name)
            for name, text in modules().items():
                code = text.replace("\n", "\r\n")
                if name == OPENING:
                    if "Workbook_Open" not in found.get(name, ""):
                        file.set_module(name, code)
                elif name in found:
                    file.set_module(name, code)
                else:
                    project.add_module(name, code)
            file.save()
        with ExcelFile(str(copy)) as file:
            return without_caches(file.vba_project_bytes())


def _bare(code: str) -> str:
    """Code without what Excel's editor changes when it saves: capitals, and blanks."""
    return "".join(code.split()).casefold()
