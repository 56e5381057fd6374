"""Checks of one workbook: is it ours, may its macros run, does it name the right Python."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from xlkpi.errors import XlkpiError, sentence
from xlkpi.setup.doctor import NOT_HERE, NOTICE, OK, WRONG, Finding
from xlkpi.setup.machine import Machine


def ours(_: Machine, workbook: Path) -> Finding:
    """Whether the workbook carries our defined names, all of them."""
    from xlkpi.books.file import FileBook
    from xlkpi.drawing.layout import ADOPTED
    from xlkpi.schemes import kinds_taken_over, recognise

    title = sentence("工作簿“{name}”", "workbook “{name}”", name=workbook.name)
    try:
        names = FileBook.open(workbook).names()
    except XlkpiError as error:
        return Finding(title, WRONG, error.text)
    layout = recognise(names) if ADOPTED not in names else kinds_taken_over()[0]
    if layout is None:
        mend = sentence("不是本系统的考核表：请用 xlkpi new 生成的模板", "is none of ours: make one with xlkpi new")
        return Finding(title, WRONG, None, mend)
    missing = () if ADOPTED in names else layout.missing(names)
    if missing:
        seen = sentence("缺少名称“{name}”", "the name “{name}” is missing", name=missing[0])
        mend = sentence("请用 xlkpi undo 恢复，或用新模板重新填写", "go back with xlkpi undo, or use a new template")
        return Finding(title, WRONG, seen, mend)
    return Finding(title, OK, sentence("{kind}", "{kind}", kind=layout.title))


def mark_of_the_web(machine: Machine, workbook: Path) -> Finding:
    """Whether Windows remembers that the file was downloaded, for which Excel blocks its macros."""
    title = sentence("下载标记（宏被阻止）", "mark of the web (macros blocked)")
    if machine.system != "windows":
        return Finding(title, NOT_HERE, sentence("不适用于本机系统", "does not apply to this system"))
    mark = machine.text(workbook.with_name(workbook.name + ":Zone.Identifier"))
    if mark and "ZoneId=3" in mark:
        zh = "右键文件→属性→勾选“解除锁定”，或把文件放进受信任位置（xlkpi install --trust 文件夹）"
        en = "file properties, Unblock; or put the file into a trusted location (xlkpi install --trust FOLDER)"
        mend = sentence(zh, en)
        return Finding(title, WRONG, None, mend)
    return Finding(title, OK)


def macros_of_today(_: Machine, workbook: Path) -> Finding:
    """Whether the workbook carries the macros and functions of this release."""
    from xlkpi.macros.renewal import is_current

    title = sentence("工作簿中的宏和函数", "macros and functions in the workbook")
    try:
        current = is_current(workbook)
    except XlkpiError:
        return Finding(title, NOT_HERE, sentence("无法读取", "cannot be read"))
    if not current:
        mend = sentence("运行 xlkpi refresh 文件，数据不变", "run xlkpi refresh FILE; the data stays as it is")
        return Finding(title, NOTICE, sentence("属于另一个版本", "of another release"), mend)
    return Finding(title, OK)


WORKBOOK_CHECKS: tuple[Callable[[Machine, Path], Finding], ...] = (ours, mark_of_the_web, macros_of_today)
"""Every check of a workbook, in the order of the report."""
