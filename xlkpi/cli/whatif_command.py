"""The command whatif: results under another level, rounding or tie rule beside the official ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from xlkpi.cli import options
from xlkpi.cli.ending import code_of, finish
from xlkpi.cli.help_page import Command, Option
from xlkpi.cli.screen import tell, tell_lines
from xlkpi.cli.speech import words
from xlkpi.errors import CannotWrite, Unusable, sentence

if TYPE_CHECKING:
    from xlkpi.actions.whatif_tables import Sheet
    from xlkpi.books.book import Value


def commands() -> Iterator[Command]:
    """Declare the command of this room."""
    yield Command(
        "whatif",
        whatif,
        "测算：换一个部门等级、取整、同分办法或参数会怎样，正式结果不变",
        "Try another level, rule or number of the rulebook; the official results stay",
        [
            options.workbook("已计算的汇总表", "a computed summary"),
            options.value(
                ("--level", "levels"),
                ("部门=等级", "DEPT=LEVEL"),
                "部门等级，可写几次；只写等级为各部门",
                "level of a department, or of all of them",
                multiple=True,
            ),
            options.value(
                ("--set", "numbers"),
                ("参数=数值", "NUMBER=VALUE"),
                "换「参数」页的一个数，可写几次；表里的数写作 行/列=数值",
                "another number of the page 参数, several times if need be; of a table as row/heading=value",
                multiple=True,
            ),
            Option(["--rounding"], metavar=words("办法", "RULE"), default="", help=_choices("ROUNDINGS")),
            Option(["--ties"], metavar=words("办法", "RULE"), default="", help=_choices("TIES")),
            options.flag("--sheet", "在副本里写一页“测算”，副本用 -o 给出", "write a page into a copy, given by -o"),
            options.out("带“测算”页的副本", "the copy with the page"),
            options.without_pay(),
            options.force(),
            options.verbose(),
        ],
        examples=(
            (
                "whatif 附件3.xlsm --level 城东分公司=良好",
                "主管若是良好，谁的等级会变",
                "who would move if the supervisor had that level",
            ),
            (
                "whatif 附件3.xlsm --rounding 最大余数 --ties 就低",
                "换取整和同分办法",
                "other rules of rounding and ties",
            ),
            (
                "whatif 服务小组评比表.xlsm --set a级分数线=85",
                "没有名额的办法：换一个分数线",
                "where there are no quotas: another line of scores",
            ),
        ),
    )


def _choices(of: str) -> str:
    from xlkpi.drawing import choices

    listed = "、".join(getattr(choices, of))
    if of == "TIES":
        return words(f"同分处理：{listed}", "ties: better, worse, order or ask")
    return words(f"名额取整：{listed}", "rounding of seats: half_up, largest_remainder, floor or cumulative")


def whatif(
    file: Path,
    levels: Sequence[str],
    rounding: str,
    ties: str,
    numbers: Sequence[str],
    out: Path | None,
    *,
    sheet: bool,
    without_pay: bool,
    force: bool,
    verbose: bool,
) -> None:
    """Compare the official results with those under an assumption."""
    from xlkpi.actions.opening import open_book
    from xlkpi.actions.whatif import Assumption
    from xlkpi.actions.whatif import whatif as compare
    from xlkpi.actions.whatif_tables import compared, write_copy
    from xlkpi.cli.show import show_faults

    if not (levels or rounding or ties or numbers):
        zh = "请写要测算什么：--level、--rounding、--ties 或 --set"
        en = "say what to try: --level, --rounding, --ties or --set"
        raise Unusable(sentence(zh, en))
    if sheet != (out is not None):
        raise Unusable(sentence("--sheet 和 -o 要一起写", "--sheet and -o go together"))
    if out is not None:
        _refuse(file, out, force=force)
    other = dict(options.pair("--set", text, "a级分数线=85") for text in numbers)
    assumption = Assumption(dict(map(options.parted, levels)), rounding, ties, other)
    found, faults = compare(partial(open_book, file), assumption)
    show_faults(faults, verbose=verbose)
    if found is None:
        finish(code_of(faults))
    tell(f"{found.file}  {found.what}", bold=True)
    for one in compared(found, without_pay=without_pay):
        tell(one.title, bold=True)
        if one.rows:
            tell_lines(_table(one))
    if out is not None:
        write_copy(file, out, found, without_pay=without_pay)
        tell(words(f"已写入 {out}", f"wrote {out}"), colour="green")
    finish(code_of(faults))


def _table(sheet: Sheet) -> list[str]:
    from xlkpi.cli.show import table

    def text(value: Value) -> str:
        if isinstance(value, float):
            return f"{value:,.2f}" if sheet.money or not value.is_integer() else f"{value:g}"
        return "" if value is None else str(value)

    return table(sheet.heads, [[text(value) for value in row] for row in sheet.rows])


def _refuse(file: Path, out: Path, *, force: bool) -> None:
    """Raise where the copy would take the place of the workbook, or of another without --force."""
    if out.suffix.lower() != file.suffix.lower():
        zh, en = "副本 {out} 的扩展名应与 {file} 相同", "the copy {out} needs the suffix of {file}"
        raise Unusable(sentence(zh, en, out=str(out), file=file.name))
    if out.exists() and file.exists() and out.samefile(file):
        zh, en = "测算不写进正式文件，请给副本另取一个名字", "the official file is not touched: name another copy"
        raise Unusable(sentence(zh, en))
    if out.exists() and not force:
        zh = "{path} 已存在，未覆盖；请换一个文件名，或加 --force"
        en = "{path} exists: choose another name or add --force"
        raise CannotWrite(sentence(zh, en, path=str(out)))
