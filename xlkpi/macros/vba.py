"""The VBA project of a template: xlwings' modules, the wrappers of our functions, the macros behind the buttons.

All sources stand in the folder `source`, in ASCII, for VBA keeps source in the code page of the machine that wrote it;
what users read comes from the hidden sheet kpi.help.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from xlkpi.records import dataclass


@dataclass(frozen=True)
class Button:
    """One button: what is written on it, its macro, and the command that does the same without Excel."""

    caption: str
    macro: str
    command: str


CHECK = Button("校验", "KpiCheck", "xlkpi check")
COLLECT = Button("取数", "KpiCollect", "xlkpi collect")
RECOMPUTE = Button("重新计算", "KpiRecompute", "xlkpi recompute")
EXPLAIN = Button("说明", "KpiExplain", "xlkpi explain")
FINALIZE = Button("定稿", "KpiFinalize", "xlkpi finalize")
SIGN = Button("签批", "KpiSign", "xlkpi sign")
SORT = Button("排序", "KpiSort", "xlkpi people --sort")
ROLL_UP = Button("重新汇总", "KpiRollUp", "xlkpi rollup 总公司汇总.xlsm --again")
ADD = Button("增加人员", "KpiAdd", "xlkpi people --add")
REMOVE = Button("删除人员", "KpiRemove", "xlkpi people --delete")

HELP_SHEET = "kpi.help"
"""The hidden sheet of the texts, by the name that the sources know (KPI_HELP in KpiReturn.bas)."""

READY = "KPI_READY"
"""A VBA function that is there only where macros run."""

MACROS_OFF = "未启用宏，结果不是最新的：Excel 请点“启用内容”；LibreOffice 请装扩展，或保存后运行 xlkpi recompute。"
MACROS_OFF_BEFORE = "未启用宏：按钮和公式不可用，显示的是上次保存的结果。请点击“启用内容”，或运行 xlkpi doctor。"
"""The same as workbooks of an earlier release say it."""

IS_FINAL = "已定稿：结果已固定，不再改动。核对请运行 xlkpi verify，确需更改请运行 xlkpi reopen。"
"""What stands in the place of the sentence before in a final workbook, which needs no macros."""
NO_MACROS = "本表不含宏，用任何表格软件（Excel、WPS、LibreOffice、手机）都能打开、填写和计算。填好后保存，发回即可。"

TEMPLATE_MODULES = (
    "xlwings.bas",
    "xlwings_udfs.bas",
    "KpiService.bas",
    "KpiReturn.bas",
    "KpiButtons.bas",
    "KpiOpening.bas",
    "ThisWorkbook.cls",
)
ADDIN_MODULES = ("KpiService.bas", "KpiReturn.bas", "KpiRibbon.bas")
IN_FRONT = (
    ('"BOOK_CALLER", ThisWorkbook', '"BOOK_CALLER", ActiveWorkbook'),
    ('"|" + ThisWorkbook.Name', '"|" + ActiveWorkbook.Name'),
)
"""What differs in xlwings' module in the add-in: its buttons work on the workbook in front, not on the add-in."""

TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "xlkpi is not installed on this machine: install it, then restart Excel": (
            "本机没有安装 xlkpi：请运行安装包中的“安装.cmd”（或 xlkpi install），然后重新打开 Excel"
        ),
        "The calculation service did not start: run xlkpi doctor, or install again. ": (
            "计算服务没有启动：请运行 xlkpi doctor，或重新安装；杀毒软件可能隔离了文件。"
        ),
        "The calculation service does not answer: save, reopen; if it stays so run xlkpi doctor": (
            "计算服务没有响应：请保存后重新打开本表；仍不行请运行 xlkpi doctor"
        ),
        "Excel for Mac cannot compute this: press recompute": "Mac 版 Excel 不能直接计算：请按“重新计算”",
        "Undo the last button": "撤销上一个按钮",
        "No workbook is open for editing: open an appraisal workbook, and press Enable Editing above it": (
            "没有可以编辑的工作簿：请先打开考核表；上方有“受保护的视图”时，请先点“启用编辑”"
        ),
        "The calculation service was restarted": "计算服务已重新启动",
        "This workbook has no KPI functions: formulas with them show #NAME? here": (
            "本工作簿没有绩效函数，KPI_ 公式在这里会显示 #NAME?。\n"
            "请在考核表（附件2、附件3 等，或 xlkpi new 生成的工作簿）中使用；已有数据可以复制进去。"
        ),
        "How to use xlkpi: buttons check, collect, recompute, explain, sign, finalize": (
            "接入本表：让公司自己的考核表能自动计算。\n"
            "校验：列出表中所有问题及位置。\n取数：选择文件夹，把附件2 总分和双周计划评分填入附件3。\n"
            "重新计算：全部重算一遍。\n说明：选中一个人所在的行，说明其等级和绩效工资的由来。\n"
            "签批：输入姓名，签下一个环节，日期为今天。\n定稿：核对齐全后，关闭本表时把结果固定下来。\n"
            "排序：选中要按它排序的那一列，整行一起排。\n"
            "增加人员：输入工号和姓名，加在名单末尾；也可以直接在空行填写、粘贴。\n删除人员：选中要删去的人所在的行。\n"
            "重新汇总：总公司汇总按“来源”页再汇总一次。\n"
            "环境检查：检查本机的安装。\n重启计算服务：函数不出结果时使用。"
        ),
    }
)
"""What macros say: the English that stands in the source, and the Chinese a user sees."""


def source(name: str) -> str:
    """The text of a file in the folder `source`."""
    from importlib.resources import files

    return files("xlkpi.macros").joinpath("source", name).read_text(encoding="utf-8")


def modules() -> dict[str, str]:
    """The VBA modules of a workbook, name -> source."""
    return {name.partition(".")[0]: source(name) for name in TEMPLATE_MODULES}


def addin_modules() -> dict[str, str]:
    """The VBA modules of the add-in, name -> source."""
    listed = {name.partition(".")[0]: source(name) for name in ADDIN_MODULES}
    ours = source("xlwings.bas")
    for template, front in IN_FRONT:
        ours = ours.replace(template, front)
    return {"xlwings": ours, **listed}
