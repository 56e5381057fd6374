"""Commands of the month's end: sign, status."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xlkpi.cli import options
from xlkpi.cli.ending import FAULTY, FINE, UNUSABLE, finish, tell_total, worst
from xlkpi.cli.help_page import Command
from xlkpi.cli.screen import say_json, tell, tell_lines
from xlkpi.cli.speech import lang, words
from xlkpi.errors import Fault, Unusable, XlkpiError, as_argument, sentence

if TYPE_CHECKING:
    from xlkpi.actions.status import Overview, Standing
    from xlkpi.cli.files import Named


def commands() -> Iterator[Command]:
    """Declare the commands of this room."""
    yield Command(
        "sign",
        sign,
        "按环节签批：写入姓名和日期",
        "Sign workbooks off: name and date of the next step",
        [
            options.files(),
            options.value(
                ("--as", "role"),
                ("岗位", "ROLE"),
                "以哪个岗位签批，如 主管经理（见表中签批一栏）",
                "the role that signs, as in the sign-off table",
                required=True,
            ),
            options.value("--name", ("姓名", "NAME"), "签批人姓名", "who signs", default=""),
            options.value("--date", "YYYY-MM-DD", "签批日期，默认今天", "date, by default today"),
            options.flag(
                "--undo",
                "取消该岗位的签批（只能取消最后一个岗位；几人同签的，加 --name 只取消一人）",
                "take that signature back (the last step only; with --name one of several)",
            ),
            options.verbose(),
        ],
        examples=(
            ("sign 附件3.xlsm --as 客服主管 --name 周建国", "主管今天提交", "the supervisor submits today"),
            (
                "sign *.xlsm --as 总经理 --name 张敏 --date 2024-06-05",
                "几个分公司的表一起批准",
                "approve the summaries of several branches",
            ),
            ("sign 附件3.xlsm --as 总经理 --undo", "取消总经理的签批", "take that signature back"),
        ),
    )
    yield Command(
        "status",
        status,
        "一个文件夹里各表到了哪一步，谁还没交",
        "How far the workbooks of a folder have come, and who is missing",
        [
            options.path_argument("folder", ("文件夹", "DIR"), "下级文件夹也会查看", "folders below it included"),
            options.path(
                "--branches",
                ("文件", "FILE"),
                "应交的分公司名单：.csv 或 .xlsx，有“分公司”一列",
                "list of all branches, with a column 分公司",
            ),
            options.as_json(),
        ],
        examples=(
            ("status 2024-05", "各分公司的状态、问题数和未确认数值", "state, faults and unconfirmed numbers of each"),
            ("status 2024-05 --branches 分公司.csv", "还列出谁没有交", "also tells who handed in nothing"),
        ),
    )


def sign(files: Sequence[Path], role: str, name: str, date: str | None, *, undo: bool, verbose: bool) -> None:
    """Sign workbooks off, or take the last signature back."""
    from xlkpi.cli.files import workbooks_for
    from xlkpi.cli.show import show_faults
    from xlkpi.schemes.sign_off import NAMES

    day = options.day(date)
    if not (undo or name.strip()):
        raise Unusable(sentence("请用 --name 写明签批人姓名", "say with --name who signs"))
    done = []
    meant, others = workbooks_for(files, lambda kind: NAMES in kind.names)
    for named in meant:
        code, faults = _signed(named, role, name.strip(), day, undo=undo)
        show_faults(faults, verbose=verbose)
        done.append((code, faults))
    codes = [code for code, _ in done if code is not None]
    aside = [(others, sentence("个没有签批环节，已跳过", "passed over, being signed off by nobody"))]
    told = [faults for _, faults in done]
    done_ones = sentence("个已取消签批", "taken back") if undo else sentence("个已签批", "signed")
    tell_total(codes, told, len(done) - len(codes), done_ones, aside)
    finish(worst(codes))


def _signed(
    named: Named, role: str, name: str, day: dt.date | None, *, undo: bool
) -> tuple[int | None, Sequence[Fault]]:
    """Sign one file, or take back; return its exit code, none where it was passed over, and faults."""
    from xlkpi.actions.opening import open_book
    from xlkpi.actions.saving import save
    from xlkpi.actions.sign import sign as sign_book
    from xlkpi.actions.sign import take_back
    from xlkpi.cli.files import passed_over

    path = str(named.path)
    try:
        book = open_book(named.path)
        if passed_over(named, book):
            return None, ()
        signed = take_back(book, role, name) if undo else sign_book(book, role, name, day)
        if signed.faults:
            tell(words(f"{path}  没有签批，未写入", f"{path}  not signed; nothing was written"), colour="yellow")
            return FAULTY, signed.faults
        save(book)
    except XlkpiError as error:
        return UNUSABLE, [Fault(path, error.text)]
    if signed.before == signed.after:  # the one who draws it up signs a draft
        zh = f"{path}  {role}{'的签批已取消' if undo else '已签批'}，状态仍是{signed.after}"
        tell(words(zh, f"{path}  {'taken back:' if undo else 'signed by'} {role}, still {signed.after}"))
    else:
        tell(words(f"{path}  {signed.before} → {signed.after}", f"{path}  {signed.before} → {signed.after}"))
    return FINE, [*signed.notices, *book.notices]


def status(folder: Path, branches: Path | None, *, as_json: bool) -> None:
    """Tell how far the workbooks of a folder have come."""
    from xlkpi.actions.folder import workbook_files
    from xlkpi.actions.status import owners_in
    from xlkpi.actions.status import status as look
    from xlkpi.cli.files import need_folder, tell_unread
    from xlkpi.cli.progress import progress

    need_folder(folder)
    tell_unread(folder)
    owners = [] if branches is None else owners_in(branches)
    with progress(len(list(workbook_files(folder))), words("查看", "looking")) as tick:
        seen = look(folder, owners, tick, workers=None, lang=lang())
    if as_json:
        standings = [one.as_json() for one in seen.standings]
        say_json({"workbooks": standings, "silent": seen.silent, "unsubmitted": seen.unsubmitted})
    else:
        _show(seen, folder)
    finish(UNUSABLE if any(one.trouble for one in seen.standings) else FINE)


def _show(seen: Overview, folder: Path) -> None:
    from xlkpi.actions.same_tables import same_tables
    from xlkpi.cli.show import table

    if seen.standings:
        heads = words(
            "单位 考核期 状态 签批日期 定稿 问题 未确认 表 文件",
            "whose period state signed final faults unconfirmed workbook file",
        )
        sides = ("left", "left", "left", "left", "left", "right", "right")
        tell_lines(table(heads.split(), [_row(one) for one in seen.standings], sides))
    else:
        tell(words("没有要签批的表", "no workbook here is signed off"))
    for one in seen.standings:
        if one.stale:
            zh = "{file}  表里的结果不是最新的，请先 xlkpi recompute {path}"
            en = "{file}  the results are out of date; first: xlkpi recompute {path}"
            told = sentence(zh, en, file=one.file, path=as_argument(folder / one.file))
            tell(told, colour="yellow")
    for _, told in same_tables((one.file, one.table) for one in seen.standings):
        tell(told, colour="yellow")
    if seen.others:
        tell(words(f"另有 {seen.others} 个工作簿没有签批环节", f"{seen.others} other workbooks are not signed off"))
    for names, zh, en in (
        (seen.silent, "没有交", "nothing from"),
        (seen.unsubmitted, "还没有提交（草稿）", "only drafts of"),
    ):
        if names:
            tell(words(f"{zh}：{'、'.join(names)}", f"{en}: {', '.join(names)}"), colour="yellow")


def _row(one: Standing) -> tuple[str, ...]:
    from xlkpi.drawing.final_mark import FINALIZED, REOPENED

    if one.trouble:
        return "", "", words("不能读取", "unreadable"), "", "", "", "", one.trouble, one.file
    since = "" if one.since is None else one.since.isoformat()
    final = words(one.closed, {FINALIZED: "final", REOPENED: "reopened"}.get(one.closed, ""))
    told = (one.owner, one.month, _state(one), since, final)
    return *told, str(one.faults), str(one.unconfirmed), one.kind, one.file


def _state(one: Standing) -> str:
    """The state, who has to sign again, and whose signature is missing beside that of others."""
    notes = [
        words(f"{zh}：{'、'.join(who)}", f"{en}: {', '.join(who)}")
        for who, zh, en in ((one.again, "须重签", "to sign again"), (one.missing, "还缺", "still missing"))
        if who
    ]
    return one.state + (words(f"（{'；'.join(notes)}）", f" ({'; '.join(notes)})") if notes else "")
