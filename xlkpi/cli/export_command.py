"""The command export: results for others - values without formulas and macros, PDF, payroll."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xlkpi.cli import options
from xlkpi.cli.ending import UNUSABLE, code_of, finish, worst
from xlkpi.cli.help_page import Command
from xlkpi.cli.screen import tell
from xlkpi.cli.speech import words
from xlkpi.errors import Fault, Unusable, XlkpiError, sentence, unsafe

if TYPE_CHECKING:
    from decimal import Decimal

    from xlkpi.actions.exporting import Paid
    from xlkpi.books.file import FileBook

PAYROLL = ("工资表.xlsx", "工资表.csv")
"""For people, in which a 工号 keeps its zeros; for programs."""


def commands() -> Iterator[Command]:
    """Declare the command of this room."""
    yield Command(
        "export",
        export,
        "导出给别人的结果：无公式无宏的工作簿、PDF、工资表",
        "Results for others: values without formulas and macros, PDF, payroll",
        [
            options.files(),
            options.out("放进哪个文件夹", "the folder they go into", required=True, folder=True),
            options.flag(
                "--values",
                "只有数值的 .xlsx：无公式、宏、隐藏内容，样子不变",
                "an .xlsx of values: no formulas, macros, nothing hidden; it looks the same",
            ),
            options.flag("--pdf", "PDF（需要 LibreOffice）", "PDF (needs LibreOffice)"),
            options.flag(
                "--payroll",
                f"全部人员的工资表 {'、'.join(PAYROLL)}：单位、工号、姓名、系数、金额、月份；主管列在最后",
                "the payroll as .xlsx and .csv: branch, 工号, name, coefficient, amount, month; supervisors too",
            ),
            options.without_pay(),
            options.force(),
            options.verbose(),
        ],
        examples=(
            ("export 附件3.xlsm -o 上报 --values --without-pay", "不含工资，上报用", "without pay, to hand in"),
            ("export 城东 城西 -o 存档 --values --pdf", "几个文件夹的汇总表存档", "for the files of several folders"),
            ("export 城东/附件3.xlsm 城西/附件3.xlsm -o 发放 --payroll", "一张工资表", "one payroll of two summaries"),
        ),
    )


def export(
    files: Sequence[Path],
    out: Path,
    *,
    values: bool,
    pdf: bool,
    payroll: bool,
    without_pay: bool,
    force: bool,
    verbose: bool,
) -> None:
    """Export workbooks."""
    from xlkpi.actions.exporting import pays
    from xlkpi.actions.exports import write_files
    from xlkpi.actions.opening import open_book
    from xlkpi.actions.results import in_file
    from xlkpi.cli.files import passed_over, workbooks
    from xlkpi.cli.progress import progress
    from xlkpi.cli.show import show_faults

    if not (values or pdf or payroll):
        zh, en = "请写要导出什么：--values、--pdf、--payroll", "say what to export: --values, --pdf, --payroll"
        raise Unusable(sentence(zh, en))
    if payroll and without_pay:
        raise Unusable(sentence("--payroll 与 --without-pay 不能同用", "--payroll does not go with --without-pay"))
    meant = workbooks(files)
    codes: list[int] = []
    without = 0
    made: dict[Path, bytes] = {}
    paid: list[tuple[str, list[Paid]]] = []
    with progress(len(meant), words("导出", "exporting")) as tick:
        for named in meant:
            try:
                book = open_book(named.path)
                if passed_over(named, book):
                    continue
                asked = payroll and (named.itself or pays(book))  # a month's folder holds everybody's form as well
                if not (values or pdf or asked):
                    without += 1
                    continue
                data, people, faults = _exported(book, values=values or pdf, payroll=asked, without_pay=without_pay)
            except XlkpiError as error:
                show_faults([Fault(str(named.path), error.text)])
                codes.append(UNUSABLE)
                continue
            tick(named.path.name)
            show_faults([in_file(fault, str(named.path)) for fault in faults], verbose=verbose)
            codes.append(code_of(faults))
            if unsafe(faults):
                continue
            if data is not None:
                _keep(made, out / f"{named.path.stem}.xlsx", data, named.path)
            paid += [(named.path.name, people)] if asked else []
    if pdf:
        made = {**(made if values else {}), **_printed(made)}
    if paid:
        made |= {out / name: _payroll_table(out / name, paid) for name in PAYROLL}
    write_files(made, overwrite=force)
    _tell_written(made, paid, without)
    finish(worst(codes))


def _tell_written(made: Collection[Path], paid: Sequence[tuple[str, Sequence[Paid]]], without: int) -> None:
    """Print what was written, what the payroll comes to, and how many files hold no pay."""
    for path in made:
        tell(words(f"已写入 {path}", f"wrote {path}"), colour="green")
    _tell_sums(paid)
    if without:
        tell(words(f"另有 {without} 个文件没有工资，已跳过", f"{without} more files hold no pay; passed over"))
    if not made:
        tell(sentence("没有可导出的，未写入任何内容", "there was nothing to export; nothing was written"))


def _exported(
    book: FileBook, *, values: bool, payroll: bool, without_pay: bool
) -> tuple[bytes | None, list[Paid], list[Fault]]:
    """Return one workbook as values, its payroll, and what is wrong."""
    from xlkpi.actions.exporting import as_values
    from xlkpi.actions.exporting import payroll as payroll_of

    data, faults = as_values(book, without_pay=without_pay) if values else (None, [])
    people: list[Paid] = []
    if payroll and not unsafe(faults):
        people, more = payroll_of(book)
        faults += [fault for fault in more if fault not in faults]
    return data, people, faults


def _printed(made: Mapping[Path, bytes]) -> dict[Path, bytes]:
    """Return workbooks as PDF. Raises LibreOfficeTrouble."""
    from xlkpi.libreoffice.pdf import pdfs

    return dict(zip([path.with_name(f"{path.stem}.pdf") for path in made], pdfs(list(made.values())), strict=True))


def _keep(made: dict[Path, bytes], path: Path, data: bytes, source: Path) -> None:
    """Take on a file to be written. Raises Unusable where it would take the place of another."""
    if path in made:
        zh = "有两个文件导出后都叫 {name}，请分开导出"
        en = "two files would both become {name}: export them apart"
        raise Unusable(sentence(zh, en, name=path.name))
    if path.exists() and path.samefile(source):
        zh = "导出件会覆盖原文件 {name}，请换一个文件夹"
        en = "the export would replace {name} itself: choose another folder"
        raise Unusable(sentence(zh, en, name=path.name))
    made[path] = data


def _payroll_table(path: Path, paid: Sequence[tuple[str, Sequence[Paid]]]) -> bytes:
    """Return the payroll of all files. Raises Unusable where somebody would be paid twice for a month."""
    from xlkpi.actions.exporting import PAYROLL_HEADS, payroll_rows
    from xlkpi.actions.exports import table

    people = [one for _, found in paid for one in found]
    seen: set[tuple[str, ...]] = set()
    for one in people:
        key = (one.id, one.month) if one.id else (one.branch, one.department, one.name, one.month)
        if key in seen:
            zh, en = "工号 {id} 在 {month} 有两笔，请核对文件", "工号 {id} is paid twice for {month}: look at the files"
            if not one.id:
                zh, en = "{id} 在 {month} 有两笔，请核对文件", "{id} is paid twice for {month}: look at the files"
            raise Unusable(sentence(zh, en, id=one.id or one.name, month=one.month))
        seen.add(key)
    return table(path, PAYROLL_HEADS, payroll_rows(people))


def _tell_sums(paid: Sequence[tuple[str, Sequence[Paid]]]) -> None:
    """Print what the payroll comes to, for each file and in all."""
    total: Decimal | int = 0
    for file, people in paid:
        staff, supervisors = ([one.amount for one in people if one.supervisor is kept] for kept in (False, True))
        total += sum(staff) + sum(supervisors)
        zh, en = f"{len(staff)} 人  合计 {sum(staff):,.2f} 元", f"{len(staff)} people  {sum(staff):,.2f} yuan"
        if supervisors:
            zh += f"，主管 {len(supervisors)} 人 {sum(supervisors):,.2f} 元"
            en += f", {len(supervisors)} supervisors {sum(supervisors):,.2f} yuan"
        tell(words(f"{file}  {zh}", f"{file}  {en}"))
    if len(paid) > 1 or any(one.supervisor for _, people in paid for one in people):
        tell(words(f"总计 {total:,.2f} 元", f"in all {total:,.2f} yuan"), bold=True)
