"""The command budget: pay against a budget, and a fixed pool divided among everybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

from xlkpi.cli import options
from xlkpi.cli.ending import FAULTY, code_of, finish
from xlkpi.cli.help_page import Command
from xlkpi.cli.screen import tell, tell_lines
from xlkpi.cli.speech import words
from xlkpi.errors import CannotRead, Unusable, sentence, unsafe

if TYPE_CHECKING:
    from xlkpi.actions.checks.spending import Spent
    from xlkpi.actions.exporting import Paid

CENTS = -2
MOST_DIGITS = 12


def commands() -> Iterator[Command]:
    """Declare the command of this room."""
    yield Command(
        "budget",
        budget,
        "绩效工资与预算：各部门合计、余额；或把一笔总额分到人",
        "Pay against a budget by department, or a pool divided among everybody",
        [
            options.files(),
            options.value(
                ("--budget", "budgets"),
                ("金额|部门=金额", "AMOUNT|DEPT=AMOUNT"),
                "预算，可写几次；不写时用「参数」的绩效工资预算",
                "a budget, several times if need be; by default that of the workbook",
                multiple=True,
            ),
            options.value(
                "--pool",
                ("金额", "AMOUNT"),
                "把这笔总额按 系数×基数 分到每人，到分，合计不差",
                "divide this amount by coefficient x base, to the cent, exact in sum",
            ),
            options.path(
                ("--csv", "table"),
                ("文件", "FILE"),
                "把表写成 .csv 或 .xlsx（工号前的 0 不丢）",
                "write the table as .csv, or .xlsx (zeros of a 工号 stay)",
            ),
            options.force(),
            options.verbose(),
        ],
        examples=(
            ("budget 附件3.xlsm --budget 30000", "各部门用了多少，还剩多少", "what is spent and what is left"),
            ("budget 2024-05 --csv 预算.csv", "几个分公司一张表，末行总计", "several branches in one table"),
            ("budget 附件3.xlsm --pool 120000.00 --csv 分配.csv", "把 12 万元分到人", "divide 120,000 yuan"),
        ),
    )


def budget(
    files: Sequence[Path], budgets: Sequence[str], pool: str | None, table: Path | None, *, force: bool, verbose: bool
) -> None:
    """Show pay against the budget, or divide a pool."""
    from xlkpi.actions.budget import budget as spent_of
    from xlkpi.actions.budget import divided
    from xlkpi.actions.opening import is_ours, open_books
    from xlkpi.cli.files import workbooks_for
    from xlkpi.cli.show import show_faults

    if pool is not None and budgets:
        raise Unusable(sentence("--pool 与 --budget 不能同用", "--pool does not go with --budget"))
    given = _budgets(budgets)
    wanted = {"pay"} if pool is None else {"coefficient", "base"}
    meant, _ = workbooks_for(files, lambda kind: wanted <= kind.people.keys())
    opened = open_books([named.path for named in meant])
    books = [book for named, book in zip(meant, opened, strict=True) if named.itself or is_ours(book)]
    if not books:
        raise CannotRead(sentence("没有找到有每人工资的表", "there is no workbook with people's pay among these"))
    if pool is not None:
        people, faults = divided(books, _amount(pool))
        show_faults(faults, verbose=verbose)
        if people:
            _finish_table(*_parts(people), table, force=force, total=False)
        finish(code_of(faults))
    rows, whole, faults = spent_of(books, given)
    show_faults(faults, verbose=verbose)
    if whole is None or unsafe(faults):
        finish(code_of(faults))
    _finish_table(*_spending(rows, whole), table, force=force)
    finish(FAULTY if any(row.left is not None and row.left < 0 for row in (*rows, whole)) else code_of(faults))


Rows = list[tuple[str | Decimal, ...]]


def _parts(people: Sequence[Paid]) -> tuple[tuple[str, ...], Rows]:
    """Return what everybody gets of the pool, and the sum."""
    rows: Rows = [
        (one.id, one.name, one.department, "" if one.coefficient is None else f"{one.coefficient:g}", one.amount)
        for one in people
    ]
    whole = sum((one.amount for one in people), Decimal(0))
    return ("工号", "姓名", "部门", "系数", "金额"), [*rows, ("合计", "", "", "", whole)]


def _spending(rows: Sequence[Spent], whole: Spent) -> tuple[tuple[str, ...], Rows]:
    """Return pay, budget and what is left by department; overspent ones are told."""

    def line(name: str, row: Spent) -> tuple[str | Decimal, ...]:
        left = "" if row.left is None else row.left
        over = words("超预算", "over budget") if row.left is not None and row.left < 0 else ""
        budgeted = "" if row.budget is None else row.budget
        return name, str(row.people), row.own, row.supervisor, row.pay, budgeted, left, over

    heads = ("部门", "人数", "员工工资", "主管工资", "合计", "预算", "余额", "说明")
    return heads, [*(line(row.department, row) for row in rows), line("合计", whole)]


def _finish_table(heads: tuple[str, ...], rows: Rows, to: Path | None, *, force: bool, total: bool = True) -> None:
    """Print a table, and write it as CSV, with its last row where the `total` belongs there."""
    from xlkpi.cli.show import table

    shown = [[f"{cell:,.2f}" if isinstance(cell, Decimal) else cell for cell in row] for row in rows]
    sides = ["right" if any(isinstance(row[at], Decimal) for row in rows) else "left" for at in range(len(heads))]
    tell_lines(table(heads, shown, sides))
    if to is not None:
        from xlkpi.actions.exports import table as csv_table
        from xlkpi.actions.exports import write_files

        write_files({to: csv_table(to, heads, rows if total else rows[:-1])}, overwrite=force)
        tell(words(f"已写入 {to}", f"wrote {to}"), colour="green")


def _budgets(given: Sequence[str]) -> dict[str, Decimal]:
    """Return budgets by department, "" for that of all. Raises Unusable."""
    found = {}
    for text in given:
        unit, amount = options.parted(text)
        if unit in found:
            raise Unusable(sentence("预算写了两次：{text}", "a budget is given twice: {text}", text=text))
        found[unit] = _amount(amount)
    return found


def _amount(text: str) -> Decimal:
    """Read an amount in yuan above 0, to the cent. Raises Unusable."""
    try:
        amount = Decimal(text.replace(",", "").strip())
    except InvalidOperation:
        amount = Decimal(0)
    exponent = amount.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < CENTS or amount <= 0 or amount.adjusted() >= MOST_DIGITS:
        zh, en = "金额“{text}”应是大于 0、到分的数，如 120000.00", "“{text}” must be an amount above 0, like 120000.00"
        raise Unusable(sentence(zh, en, text=text))
    return amount
