"""Command over appeals: appeals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xlkpi.cli import options
from xlkpi.cli.ending import FAULTY, UNUSABLE, code_of, finish, worst
from xlkpi.cli.help_page import Command
from xlkpi.cli.screen import tell, tell_lines
from xlkpi.cli.speech import words
from xlkpi.errors import Fault, XlkpiError, sentence

if TYPE_CHECKING:
    from xlkpi.actions.appeals import Case, Move
    from xlkpi.cli.files import Named


def commands() -> Iterator[Command]:
    """Declare the command of this room."""
    yield Command(
        "appeals",
        appeals,
        "申诉的期限和处理；成立的申诉会影响谁",
        "Appeals: terms, and whose results an upheld one changes",
        [
            options.files(),
            options.value(
                ("--try", "tried"),
                ("工号=结果", "PERSON=RESULT"),
                "试算：假如把此人更正为这个等级（附件3、小组评比表）或得分（其他表），可写几次；不写入",
                "try a corrected level (附件3, groups) or score (others) of somebody; nothing is written",
                multiple=True,
            ),
            options.flag("--with-pay", "显示工资，默认隐去", "show pay, hidden by default"),
            options.verbose(),
        ],
        examples=(
            ("appeals 附件3.xlsm", "未答复的、超期的，成立的影响谁", "what is open or overdue, whom it moves"),
            ("appeals 附件3.xlsm --try KF004=A", "假如 KF004 更正为 A", "if KF004 were corrected to A"),
        ),
    )


def appeals(files: Sequence[Path], tried: Sequence[str], *, with_pay: bool, verbose: bool) -> None:
    """Tell the appeals of workbooks and whom they move."""
    from xlkpi.cli.files import workbooks
    from xlkpi.cli.show import show_faults

    given = dict(options.pair("--try", text, "KF004=A") for text in tried)
    found = workbooks(files)
    nowhere = set(given) if given and len(found) > 1 else None
    codes = []
    for named in found:
        cases, faults, code = _appeals(named, given, nowhere)
        tell(str(named.path), bold=True)
        for case in cases:
            _show(case, with_pay=with_pay)
        if not cases and not faults:
            tell(words("  没有申诉", "  no appeals"))
        show_faults(faults, verbose=verbose)
        codes.append(code)
    if nowhere:
        zh, en = "这些表的名单里都没有 {person}", "{person} is on no roster of these workbooks"
        show_faults([Fault("--try", sentence(zh, en, person="、".join(sorted(nowhere))))])
        codes.append(FAULTY)
    finish(worst(codes))


def _appeals(named: Named, given: dict[str, str], nowhere: set[str] | None) -> tuple[list[Case], list[Fault], int]:
    """Tell the appeals of a workbook; of several, those are tried in each who are on its roster, and struck off."""
    from xlkpi.actions.appeals import appeals as look
    from xlkpi.actions.opening import open_book
    from xlkpi.actions.people import roster_of
    from xlkpi.drawing.same_person import who_is_meant

    try:
        book = open_book(named.path)
        if nowhere is not None:
            on = sorted(roster_of(book))
            given = {person: result for person, result in given.items() if who_is_meant(person, on) is not None}
            nowhere -= {*given}
        cases, faults = look(book, given)
    except XlkpiError as error:
        return [], [Fault(str(named.path), error.text)], UNUSABLE
    return cases, faults, code_of(faults)


def _show(case: Case, *, with_pay: bool) -> None:
    """Print an appeal: who, when, state and term, then a table of everybody whose result it changes."""
    who = case.person if case.name == case.person else f"{case.person} {case.name}"
    told = [who, words(f"提出 {case.raised or '—'}", f"raised {case.raised or '—'}") if case.raised else ""]
    told += [
        case.situation,
        case.ground,
        words(f"受理 {case.handler}", f"handled by {case.handler}") if case.handler else "",
    ]
    if case.due is not None:
        told.append(words(f"期限 {case.due}", f"due {case.due}"))
    if case.left is not None:
        over = case.left < 0
        zh = f"超期 {-case.left} 个工作日" if over else f"还有 {case.left} 个工作日"
        told.append(words(zh, f"{-case.left} working days overdue" if over else f"{case.left} working days left"))
    if case.correction:
        told.append(words(f"更正为 {case.correction}", f"corrected to {case.correction}"))
    tell("  " + "  ".join(part for part in told if part))
    if case.moves:
        tell_lines(_moved(case, with_pay=with_pay))
    elif case.correction:
        tell(words("    不改变任何人的结果", "    changes nobody's result"))


def _moved(case: Case, *, with_pay: bool) -> list[str]:
    from xlkpi.cli.show import number, table

    def change(one: str, other: str) -> str:
        return one if one == other else f"{one or '—'} → {other or '—'}"

    def row(move: Move) -> tuple[str, ...]:
        before, after = move.before, move.after
        pay = change(number(before.pay), number(after.pay))
        if not with_pay:
            pay = "" if before.pay == after.pay else words("有变动", "changed")
        return (
            before.id,
            before.name,
            change(number(before.total), number(after.total)),
            change(str(before.rank or ""), str(after.rank or "")),
            change(before.level or "", after.level or ""),
            pay,
        )

    heads = words("工号 姓名 总分 排名 等级 绩效工资", "id name total rank level pay")
    return table(heads.split(), [row(move) for move in case.moves])
