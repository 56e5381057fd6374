"""What the buttons and the ribbon call, one function each; the work is done by the command line's own actions."""

from __future__ import annotations

from udfs import verbs
from udfs.press import press, report

__all__ = [
    "add",
    "adopt",
    "check",
    "collect",
    "doctor",
    "explain",
    "finalize",
    "recompute",
    "remove",
    "report",
    "roll_up",
    "sign",
    "sort",
    "undo",
]


def check() -> None:
    """校验: every fault of the workbook with its place."""
    press("校验", verbs.check)


def collect() -> None:
    """取数: totals and plan scores of a folder's forms into the summary."""
    press("取数", verbs.collect)


def recompute() -> None:
    """重新计算: results and faults after Excel has computed everything once more."""
    press("重新计算", verbs.recompute)


def explain() -> None:
    """说明: why the selected person has this level and pay."""
    press("说明", verbs.explain)


def finalize() -> None:
    """定稿: the workbook is final once it is closed, where nothing is in the way."""
    press("定稿", verbs.finalize)


def sign() -> None:
    """签批: name and today's date of the step that is due."""
    press("签批", verbs.sign)


def roll_up() -> None:
    """重新汇总: the company's workbook made anew of what it was made of, once it is closed."""
    press("重新汇总", verbs.roll_up)


def sort() -> None:
    """排序: people by the column that is selected, whole rows at a time."""
    press("排序", verbs.sort)


def add() -> None:
    """增加人员: somebody who joins, below the last one; 工号 and 姓名 are asked."""
    press("增加人员", verbs.add)


def remove() -> None:
    """删除人员: the person whose row is selected, with everything that was typed about him."""
    press("删除人员", verbs.remove)


def adopt() -> None:
    """接入本表: a company's own workbook made to compute."""
    press("接入本表", verbs.adopt)


def undo() -> None:
    """撤销: blocks as they stood before the last button that wrote."""
    press("撤销", verbs.undo)


def doctor() -> None:
    """环境检查: what of the installation is in order on this machine."""
    press("环境检查", verbs.doctor)
