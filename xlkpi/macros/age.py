"""Whether a workbook carries today's macros and functions."""

from __future__ import annotations

from pathlib import Path

from xlkpi.errors import CannotRead, sentence
from xlkpi.macros.vba import TEMPLATE_MODULES, source


def modules_in(workbook: Path) -> dict[str, str]:
    """The VBA modules of a workbook, name -> source with plain line ends. Raises CannotRead."""
    from pyopenvba import ExcelFile
    from pyopenvba.exceptions import PyOpenVBAError

    try:
        with ExcelFile(str(workbook)) as file:
            found = {module.name: module.source for module in file.vba_project().modules}
    except (PyOpenVBAError, OSError, ValueError, KeyError) as error:
        raise CannotRead(
            sentence("“{name}”中没有可读的宏", "no macros to be read in “{name}”", name=workbook.name)
        ) from error
    return {name: text.replace("\r\n", "\n") for name, text in found.items()}


def is_current(workbook: Path) -> bool:
    """Whether every module of ours stands in a workbook as it is written today. Raises CannotRead."""
    found = modules_in(workbook)
    todays = {name.partition(".")[0]: source(name) for name in TEMPLATE_MODULES}
    return all(name in found and _bare(text) in _bare(found[name]) for name, text in todays.items())


def _bare(code: str) -> str:
    """Code without what Excel's editor changes when it saves: capitals, and blanks."""
    return "".join(code.split()).casefold()
