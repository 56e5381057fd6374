"""Commands over the ledger: record, person, erase."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlkpi.cli import options
from xlkpi.cli.ending import FAULTY, code_of, finish
from xlkpi.cli.help_page import Command
from xlkpi.cli.screen import tell, tell_lines
from xlkpi.cli.speech import words
from xlkpi.errors import Unusable, sentence

if TYPE_CHECKING:
    from xlkpi.ledger.ledger_records import Month

FILE = "绩效台账.sqlite"
BAR = 20
"""Letters that a full mark's bar is long."""


def commands() -> Iterator[Command]:
    """Declare the commands of this room."""
    ledger = options.value(
        "--ledger",
        ("文件或地址", "FILE|URL"),
        f"台账：SQLite 文件（默认 {FILE}）或 postgresql://用户@主机/库",
        f"the ledger: an SQLite file (default {FILE}) or postgresql://USER@HOST/DATABASE",
        default=FILE,
        envvar="XLKPI_LEDGER",
    )
    pay = options.flag("--with-pay", "连同绩效工资", "pay too")
    who = options.argument("id", ("工号", "ID"), "工号", "the person's 工号")
    yield Command(
        "record",
        record,
        "把定下的结果记入台账",
        "Record final results in the ledger",
        [options.files(), ledger, pay],
        examples=(
            ("record 2024-05", "一个月各分公司的附件3；再记一次不会重复", "a month's summaries; again is not twice"),
        ),
    )
    yield Command(
        "person",
        person,
        "一个人最近几个月的结果",
        "A person's results of the last months",
        [
            options.argument(
                "who",
                ("工号或姓名", "PERSON"),
                "工号，或姓名（重名时列出各人工号）",
                "the 工号, or a name that only one has",
            ),
            ledger,
            pay,
            options.value("--months", "N", "最近几个月", "months", type=click.IntRange(min=1), default=12),
            options.path("--csv", ("文件", "FILE"), "另存为 CSV", "as CSV"),
        ],
        examples=(
            ("person KF001", "KF001 最近 12 个月", "the last 12 months of KF001"),
            ("person 李芳 --months 3", "按姓名查，最近 3 个月", "by name, the last 3 months"),
        ),
    )
    yield Command(
        "erase",
        erase,
        "应本人要求从台账删除一个人",
        "Erase a person from the ledger on request",
        [
            who,
            ledger,
            options.value("--reason", ("原因", "TEXT"), "为什么删除", "why", required=True),
            options.value("--by", ("姓名", "NAME"), "谁经办", "who does it", required=True),
        ],
        examples=(
            (
                "erase KF001 --reason 本人申请 --by 张敏",
                "各月结果全部删除，只留下“删除过一人”的记录",
                "of every month; only that somebody was erased stays",
            ),
        ),
    )


def record(files: Sequence[Path], ledger: str, *, with_pay: bool) -> None:
    """Record the results of workbooks."""
    from xlkpi.cli.progress import progress
    from xlkpi.cli.show import show_faults
    from xlkpi.domain.signing import APPROVED, STATES
    from xlkpi.headoffice.incoming import Mailbox
    from xlkpi.headoffice.recording import open_ledger
    from xlkpi.headoffice.recording import record as keep

    new = same = passed = copies = drafts = unsigned = erased = 0
    faults = []
    with Mailbox() as mailbox, open_ledger(ledger, new=True) as opened:
        mailbox.look([str(path) for path in files])
        faults += mailbox.faults
        with progress(len(mailbox.files), words("记入台账", "recording")) as tick:
            for filed, kept, why in keep(mailbox.files, opened, with_pay=with_pay, tick=tick):
                faults += [why] if why else []
                passed += kept is None and why is None and not filed.copy
                copies += kept is None and why is None and filed.copy
                if kept is None:
                    continue
                new, same = new + kept.new, same + (not kept.new)
                erased += kept.erased
                drafts += not filed.final
                unsigned += bool(filed.state) and filed.state not in STATES[STATES.index(APPROVED) :]
                if kept.new and kept.version > 1:
                    tell(words(f"{filed.place}：更正，第 {kept.version} 版", f"{filed.place}: version {kept.version}"))
                if kept.version < kept.newest:
                    zh = f"{filed.place}：是较早的第 {kept.version} 版，台账仍以第 {kept.newest} 版为准"
                    tell(words(zh, f"{filed.place}: the earlier version {kept.version}; version {kept.newest} counts"))
    show_faults(faults, verbose=False)
    tell(words(f"新记入 {new} 份，已有 {same} 份：{ledger}", f"{new} recorded, {same} were there: {ledger}"))
    if drafts:
        zh = f"其中 {drafts} 份还没有定稿；定稿后请再记一次，有改动的会另记一版"
        tell(words(zh, f"{drafts} of them are not final: record them again once they are; what changed is kept, too"))
    if unsigned:
        tell(words(f"其中 {unsigned} 份总经理还没有签批", f"{unsigned} of them are not approved yet"))
    if erased:
        zh = f"其中 {erased} 人次的结果没有记入：这些人曾应要求从台账删除（这里不列姓名）"
        tell(words(zh, f"{erased} results were left out: these people were erased on request (no names are kept)"))
    if copies:
        zh = f"另有 {copies} 份是副本（通知单、导出件或测算），已跳过"
        tell(words(zh, f"{copies} others are copies (slips, exports, what-ifs) and were passed over"))
    if passed:
        tell(words(f"另有 {passed} 份没有人员结果，已跳过", f"{passed} others have no results of people"))
    finish(code_of(faults))


def person(who: str, ledger: str, months: int, csv: Path | None, *, with_pay: bool) -> None:
    """Tell a person's months."""
    from xlkpi.actions.exports import write_table
    from xlkpi.cli.show import table

    found = _months(who, ledger, months)
    heads = [
        "月份",
        "单位",
        "部门",
        "姓名",
        "总分",
        "排名",
        "等级",
        "系数",
        *(["绩效工资"] if with_pay else []),
        "版本",
        "状态",
    ]
    rows = [_row(one, with_pay=with_pay) for one in found]
    if csv is not None:
        write_table(csv, heads, rows)
        tell(words(f"已写入：{csv}", f"written: {csv}"))
        return
    most = max((one.person.total or 0 for one in found), default=0)
    bars = [_bar(one.person.total, most) for one in found]
    tell_lines(table([*heads, ""], [[*row, bar] for row, bar in zip(rows, bars, strict=True)]))


def _months(who: str, ledger: str, months: int) -> list[Month]:
    """Return the months of whoever has this 工号, or else this name. Raises Unusable."""
    from xlkpi.headoffice.recording import open_ledger

    with open_ledger(ledger) as opened:
        found = opened.person(who, months)
        if found:
            return found
        people = opened.called(who)
        if len({one.id for one in people}) == 1:
            return opened.person(people[0].id, months)
    zh, en = "台账里没有工号“{who}”，也没有人叫这个名字", "the ledger has nobody with the 工号 or name “{who}”"
    if people:
        zh, en = "有几个人叫“{who}”，请写工号：{people}", "several people are called “{who}”, give the 工号: {people}"
    raise Unusable(sentence(zh, en, who=who, people="、".join(f"{one.id}（{one.branch}）" for one in people)))


def _row(one: Month, *, with_pay: bool) -> list[str]:
    from xlkpi.cli.show import number
    from xlkpi.domain.grade import NOT_APPRAISED

    who = one.person
    rank = "" if who.rank is None else f"{who.rank:g}"
    pay = ["" if who.fen is None else f"{who.fen // 100}.{who.fen % 100:02d}"] if with_pay else []
    level = who.level if who.eligible else NOT_APPRAISED
    head = [one.month, one.branch, who.department, who.name]
    return [*head, number(who.total), rank, level, number(who.coefficient), *pay, str(one.version), one.state]


def _bar(total: float | None, most: float) -> str:
    return "█" * round(BAR * (total or 0) / most) if most else ""


def erase(id: str, ledger: str, reason: str, by: str) -> None:  # noqa: A002
    """Erase a person."""
    from xlkpi.headoffice.recording import open_ledger

    with open_ledger(ledger) as opened:
        months = opened.erase(id, reason, by)
    if not months:
        tell(words(f"台账里没有工号“{id}”", f"the ledger has no “{id}”"))
        finish(FAULTY)
    tell(words(f"已删除 {months} 个月的结果；以后再记也不会记入", f"{months} months erased; they will not come back"))
