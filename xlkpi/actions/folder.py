"""Which workbooks a folder holds for us to work on, and which lie there that nobody is to work on."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from xlkpi.books.ooxml.archive import OLE_MAGIC
from xlkpi.books.ooxml.refusals import SAVE_AS, EncryptedWorkbook
from xlkpi.books.ooxml.workbook import WorkbookFile
from xlkpi.drawing.layout import COPY
from xlkpi.errors import Fault, XlkpiError, sentence

SUFFIXES = frozenset({".xlsx", ".xlsm"})
OTHERS = frozenset({".xls", ".xlsb", ".ods", ".et"})
"""Workbooks that are not read: whoever handed one in has to save it as .xlsx."""
NAMED = 6
"""How many files a line names before it only counts them."""
COPIES, LOCKED = "copies", "locked"
"""Why a workbook is passed over: we made it of another one; it opens with a password."""


def is_url(source: str) -> bool:
    """Tell whether what is to be read is named by its URL and lies on no disk here."""
    return "://" in source


def may_match(source: str) -> bool:
    """Tell whether a name holds a sign that stands for others, as a pattern does; a file may be called so, too."""
    return any(sign in source for sign in "*?[")


def workbook_files(folder: Path) -> Iterator[Path]:
    """Yield the workbooks below a folder in a stable order: no copies that we made of others, none with a password."""
    return (path for path in files_below(folder, SUFFIXES) if not aside(path))


def files_below(folder: Path, suffixes: frozenset[str]) -> Iterator[Path]:
    """Yield the files below a folder in a stable order, without Excel's owner files and hidden folders."""
    try:
        entries = sorted(os.scandir(folder), key=lambda one: os.path.normcase(one.name))
    except OSError:  # a folder that is nobody's business
        return
    for one in entries:
        if one.name.startswith(("~$", ".")):
            continue
        if one.is_dir(follow_symlinks=False):
            yield from files_below(Path(one.path), suffixes)
        elif Path(one.name).suffix.lower() in suffixes and one.is_file():
            yield Path(one.path)


def aside(path: Path) -> str:
    """Return why a workbook of a folder is passed over (COPIES, LOCKED), "" where it is not."""
    try:
        status = path.stat()
    except OSError:
        return ""
    return _aside(path, status.st_size, status.st_mtime_ns)


def opens_with_password(path: Path) -> bool:
    """Tell whether a workbook opens with a password; of any other only the first bytes are read."""
    try:
        with path.open("rb") as source:
            begins = source.read(len(OLE_MAGIC))
    except OSError:
        return False
    return begins == OLE_MAGIC and aside(path) == LOCKED


@lru_cache(maxsize=4096)
def _aside(path: Path, _size: int, _changed: int) -> str:
    try:
        file = WorkbookFile.open(path, allow_signed=True)
    except EncryptedWorkbook:
        return LOCKED
    except XlkpiError:  # whoever opens it says what is wrong
        return ""
    return COPIES if is_copy(file) else ""


def is_copy(file: WorkbookFile) -> bool:
    """Whether we made a workbook of another one."""
    return any(one.name == COPY for one in file.names)


def unread(folder: Path, why_aside: Callable[[Path], str] = aside) -> list[Fault]:
    """Name the workbooks below a folder that are not read: one line for all copies, one for all with a password.

    `why_aside` answers as `aside` does, for a caller who has opened every workbook already.
    """
    zh = "{count} 个文件是本系统另存的副本（通知单、导出件或测算），已跳过：{names}"
    en = "{count} files are copies we made (slips, exports, what-ifs) and were passed over: {names}"
    why: dict[str, list[Path]] = {}
    for path in files_below(folder, SUFFIXES):
        why.setdefault(why_aside(path), []).append(path)
    faults = [*_passed_over(folder, why.get(COPIES, []), zh, en), *locked(folder, why.get(LOCKED, []))]
    return faults + [
        Fault(path.relative_to(folder).as_posix(), sentence(*SAVE_AS, suffix=path.suffix), notice=True)
        for path in files_below(folder, OTHERS)
    ]


def locked(folder: Path, files: Sequence[Path]) -> list[Fault]:
    """Name the workbooks of a folder that open with a password, in one line."""
    zh = "{count} 个文件设有打开密码，没有读取，已跳过：{names}。其中若有考核表，请先在 Excel 中取消密码"
    en = "{count} files open with a password and were passed over: {names}. Take it off where one is a workbook"
    return _passed_over(folder, files, zh, en)


def _passed_over(folder: Path, files: Sequence[Path], zh: str, en: str) -> list[Fault]:
    names = [path.relative_to(folder).as_posix() for path in files]
    text = sentence(zh, en, count=len(names), names=listed(names))
    return [Fault(names[0] if len(names) == 1 else str(folder), text, notice=True)] if names else []


def listed(names: Sequence[str]) -> str:
    """Return the first names; of more it tells that there are."""
    return "、".join(names[:NAMED]) + ("……" if len(names) > NAMED else "")
