"""xlkpi.xlam: the ribbon tab 绩效考核 with the buttons' verbs for any open workbook, and what mends an installation."""

from __future__ import annotations

import tempfile
from pathlib import Path

from xlkpi.macros.hidden import add_help_sheet
from xlkpi.macros.macro_package import CALCULATION_ENGINE, CREATED, addin
from xlkpi.macros.vba import addin_modules
from xlkpi.records import dataclass

TAB = "绩效考核"


@dataclass(frozen=True)
class Item:
    """One button of the ribbon: its macro, label, Office's name of its picture, and the tip."""

    macro: str
    label: str
    image: str
    tip: str


GROUPS: tuple[tuple[str, tuple[Item, ...]], ...] = (
    (
        "考核",
        (
            Item("KpiRibbonCheck", "校验", "ErrorChecking", "列出当前工作簿中的所有问题及其位置"),
            Item("KpiRibbonCollect", "取数", "FileOpen", "选择文件夹，把附件2 总分和双周计划评分填入附件3"),
            Item("KpiRibbonRecompute", "重新计算", "CalculateNow", "全部重新计算一遍"),
            Item(
                "KpiRibbonInsert",
                "插入函数",
                "FunctionWizard",
                "在当前单元格插入绩效函数；工作簿没有这些函数时说明原因",
            ),
            Item(
                "KpiRibbonAdopt",
                "接入本表",
                "ImportExcel",
                "让公司自己的考核表能自动计算：看懂、核对，生成带公式和按钮的表",
            ),
            Item("KpiRibbonExplain", "说明", "ReviewNewComment", "说明所选人员的等级和绩效工资的由来"),
            Item("KpiRibbonSign", "签批", "SignatureLineInsert", "输入姓名，签下一个环节，日期为今天"),
            Item("KpiRibbonFinalize", "定稿", "FileMarkAsFinal", "核对齐全后，关闭本表时把结果固定下来"),
        ),
    ),
    (
        "维护",
        (
            Item("KpiRibbonDoctor", "环境检查", "ControlProperties", "检查本机的安装，逐项说明原因和处理办法"),
            Item("KpiRibbonRestart", "重启计算服务", "RefreshAll", "公式不出结果时使用"),
            Item("KpiRibbonHelp", "帮助", "Help", "各按钮的用法"),
        ),
    ),
)


def ribbon() -> str:
    """The ribbon as Office reads it (customUI of Office 2010 and later)."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
        '<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui"><ribbon><tabs>',
        f'<tab id="kpiTab" label="{TAB}">',
    ]
    for number, (label, items) in enumerate(GROUPS, 1):
        lines.append(f'<group id="kpiGroup{number}" label="{label}">')
        lines += [
            f'<button id="{item.macro}Button" label="{item.label}" size="large" imageMso="{item.image}" '
            f'onAction="{item.macro}" screentip="{item.label}" supertip="{item.tip}"/>'
            for item in items
        ]
        lines.append("</group>")
    lines.append("</tab></tabs></ribbon></customUI>")
    return "\n".join(lines)


def build_addin(path: Path) -> Path:
    """Write the add-in to `path`, the same bytes on every run. Raises CannotWrite."""
    import xlsxwriter

    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.xlsx"
        book = xlsxwriter.Workbook(str(plain))
        book.set_properties({"title": "xlkpi", "subject": TAB, "author": "xlkpi", "created": CREATED})
        book.calc_on_load = False
        book.calc_id = CALCULATION_ENGINE
        book.add_worksheet("xlkpi")
        add_help_sheet(book, functions=False)
        book.close()
        addin(plain, path, addin_modules(), ribbon())
    return path
