"""Commands that make and look at workbooks: new, check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlkpi.cli import options
from xlkpi.cli.ending import FINE, UNUSABLE, code_of, finish, tell_total, worst
from xlkpi.cli.help_page import Command
from xlkpi.cli.screen import say_json, tell
from xlkpi.cli.speech import lang, words
from xlkpi.errors import Fault, Sentence, Unusable, XlkpiError, sentence, unsafe
from xlkpi.records import dataclass

if TYPE_CHECKING:
    from xlkpi.actions.agreement import Form
    from xlkpi.actions.same_tables import Table
    from xlkpi.cli.files import Named


def commands() -> Iterator[Command]:
    """Declare the commands of this room."""
    yield Command(
        "new",
        new,
        "新建考核表，空白的，或按 CSV 数据每人、每分公司一份",
        "Make workbooks, empty or one per person or branch of a CSV",
        [
            options.argument("kind", ("表", "KIND"), "哪种表，见下", "which, see below", shell_complete=_kinds_begun),
            options.out("输出文件（.xlsm）；几份表时为文件夹", "the file (.xlsm); for several a folder", required=True),
            options.scheme(
                "考核方案，如 gas，或公司自己的 .toml 文件", "appraisal scheme, like gas, or a company's .toml file"
            ),
            options.value(
                "--rows",
                "N",
                "名单行数，默认够用即可，附件3 至少 60",
                "roster rows; by default enough, at least 60 in 附件3",
                type=int,
            ),
            options.value("--period", "YYYY-MM", "考核月份，如 2024-05 或 2024年5月", "month, like 2024-05 or 2024/5"),
            options.path(
                ("--data", "--roster"),
                ("文件", "FILE"),
                "名单、评分等数据：.csv、.xlsx 或制表符分隔的文本，可写几次",
                "data: .csv, .xlsx or tab-separated text, several times if need be",
                multiple=True,
            ),
            options.path(
                ("begin", "--from", "--indicators"),
                ("文件", "FILE"),
                "由另一份表生成：附件2 由指标库（加 --roster 名单）或上月附件2 的文件夹，双周计划由上一期",
                "begin from a library of indicators (with --roster), last month's folder of forms, or the last plan",
            ),
            options.flag(
                "--plain",
                "不含宏的 .xlsx，任何表格软件和手机都能打开；附件2、指标库可用",
                "an .xlsx without macros that opens anywhere; for forms and libraries",
            ),
            options.force(),
            options.verbose(),
        ],
        examples=(
            ("new 附件2 -o 附件2.xlsm --period 2024-05", "一份空白的员工考核表", "one empty form"),
            (
                "new 附件2 -o 附件2 --period 2024-05 --data forms.csv",
                "按 CSV 每人一份，放进文件夹“附件2”",
                "one form per person of a CSV, into the folder 附件2",
            ),
            (
                "new 附件2 -o 附件2 --plain --period 2024-05 --data forms.csv",
                "同上，但不含宏，可以发邮件",
                "the same without macros, to be mailed",
            ),
            (
                "new 附件3 -o 附件3.xlsm --period 2024-05 --data roster.csv --data supervisors.csv",
                "带名单和双周计划评分的汇总表",
                "a summary with its roster and the supervisors' plans",
            ),
            (
                "new 附件2 -o 附件2 --period 2024-05 --indicators 指标库.xlsm --roster roster.csv",
                "按岗位从指标库生成每人一份",
                "one form per person with the indicators of the post",
            ),
            (
                "new 附件2 -o 六月 --period 2024-06 --from 五月",
                "由文件夹“五月”里的附件2 新建六月的，评分清空",
                "June's forms from those of May, without scores",
            ),
            (
                "new 双周计划 -o 第2期.xlsm --from 第1期.xlsm",
                "由上一期滚动出下一期",
                "the next plan, with the lines of the last one",
            ),
        ),
        more=_kinds_listed,
    )
    yield Command(
        "check",
        check,
        "校验工作簿，一次列出全部问题，写明单元格",
        "Check workbooks and list every fault, each with its cell",
        [options.files(), options.verbose(), options.as_json()],
        examples=(
            ("check 附件3.xlsm", "校验一个汇总表", "check one summary"),
            ("check 附件2", "校验文件夹“附件2”里的全部考核表", "check every workbook in the folder 附件2"),
        ),
    )


def _kinds_begun(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[str]:
    """Return the kinds that a shell offers to complete."""
    from xlkpi.cli.kind_words import titles

    return [word for kind, title in titles().items() for word in (kind, title.split()[0]) if word.startswith(typed)]


def _kinds_listed() -> str:
    from xlkpi.cli.kind_words import titles

    listed = words("、", ", ").join(f"{kind} {title}" for kind, title in titles().items())
    return words(
        f"可以新建的表：{listed}。写英文词或中文名都行，如 附件2、附件3、双周计划。",
        f"Kinds: {listed}. The Chinese names will do as well: 附件2, 附件3, 双周计划.",
    )


def new(
    kind: str,
    out: Path,
    scheme: str,
    rows: int | None,
    period: str | None,
    data: Sequence[Path],
    begin: Path | None,
    *,
    plain: bool,
    force: bool,
    verbose: bool,
) -> None:
    """Make new workbooks, empty, from CSV or from another workbook."""
    from xlkpi.actions.create import create, far_month, parse_period
    from xlkpi.actions.folder import NAMED
    from xlkpi.cli.files import matching
    from xlkpi.cli.kind_words import kind_of
    from xlkpi.cli.progress import progress
    from xlkpi.cli.show import show_faults, tell_made

    month = None if period is None else parse_period(period)
    if begin is not None and begin.is_dir():
        if month is None or rows is not None or data or plain:
            zh = "由文件夹里上月的表新建时，写 --period 和 -o，不写 --data、--rows、--plain"
            en = "from a folder of last month's workbooks: give --period and -o, and no --data, --rows or --plain"
            raise Unusable(sentence(zh, en))
        from xlkpi.cli.next_command import make_next

        make_next(month, begin, out, scheme, only=kind_of(kind).key, force=force, verbose=verbose)
        return
    tables = matching(data)
    made = create(
        kind_of(kind),
        out,
        scheme=scheme,
        rows=rows,
        period=month,
        data=tables,
        begin=begin,
        overwrite=force,
        plain=plain,
        watch=lambda count: progress(count, words("新建", "making")),
    )
    show_faults([*([] if month is None else far_month(month)), *made.faults], verbose=verbose)
    if len(made.paths) > NAMED and not verbose:
        tell_made(len(made.paths), out)
    else:
        for path in made.paths:
            tell(words(f"已新建 {path}", f"made {path}"))
    finish(code_of(made.faults) if made.paths else 1)


@dataclass(frozen=True)
class Result:
    """What came out of one file: exit code (none where it was passed over), faults, and a line about it."""

    path: Path
    code: int | None
    faults: Sequence[Fault]
    text: str | Sentence = ""
    table: Table | None = None


def check(files: Sequence[Path], *, verbose: bool, as_json: bool) -> None:
    """Check workbooks and list every fault."""
    from xlkpi.actions.same_tables import same_tables
    from xlkpi.cli.files import workbooks
    from xlkpi.cli.progress import progress

    meant = workbooks(files)
    forms: list[Form] = []
    done: list[Result] = []
    try:
        with progress(len(meant), words("校验", "checking")) as tick:
            for named in sorted(meant, key=_collects) if len(meant) > 1 else meant:
                done.append(_checked(named, forms, alone=len(meant) == 1))
                tick(named.path.name)
        order = {named.path: at for at, named in enumerate(meant)}
        done.sort(key=lambda one: order[one.path])
        twice = same_tables((str(one.path), one.table) for one in done)
        more = {file: [Fault(Path(file).name, told)] for files, told in twice for file in files}
        done = [_added(one, more.get(str(one.path), [])) for one in done]
    finally:
        if as_json:
            say_json([_as_json(one) for one in done if one.code is not None])
        else:
            _show_checks(done, verbose=verbose)
    finish(worst([one.code or FINE for one in done]))


def _collects(named: Named) -> bool:
    """Whether a file is a summary: held against the forms that lie beside it, it is read after them."""
    from xlkpi.actions.opening import kind_of, open_book

    with suppress(XlkpiError):
        kind = kind_of(open_book(named.path).names())
        return kind is not None and bool(kind.takes)
    return False


def _added(one: Result, more: Sequence[Fault]) -> Result:
    """Add faults that only other files show; they stand in place of what is open in the same cell."""
    if not more:
        return one
    told = {fault.place for fault in more}
    found = [*(fault for fault in one.faults if not (fault.open and fault.place in told)), *more]
    return replace(one, code=code_of(found), faults=found, text="")


def _checked(named: Named, forms: list[Form], *, alone: bool) -> Result:
    """Check one file; what stops us with this file is its fault, the others go on.

    Of several, what others collect is added to `forms`, and a summary is held against what is there.
    """
    from xlkpi.actions.check import check as check_book
    from xlkpi.actions.opening import open_book
    from xlkpi.cli.files import passed_over

    try:
        book = open_book(named.path)
        if passed_over(named, book):
            return Result(named.path, None, (), words("不是考核表，已跳过", "no workbook of ours; passed over"))
        found = check_book(book)
    except XlkpiError as error:
        return Result(named.path, UNUSABLE, [Fault(named.path.name, error.text)])
    done = Result(named.path, code_of(found), found, "" if found else words("没有问题", "no faults"))
    if alone:
        return done
    from xlkpi.actions.agreement import disagreements, forms_in
    from xlkpi.actions.opening import read_parts
    from xlkpi.actions.same_tables import table_of

    readings = read_parts(book)[0]
    forms += () if unsafe(found) else forms_in(readings, named.path.name)
    table = table_of(readings[0]) if readings else None
    return _added(replace(done, table=table), disagreements(readings, forms))


def _as_json(checked: Result) -> dict[str, object]:
    from xlkpi.actions.results import faults_as_json, split

    faults, notices = split(checked.faults)
    told = {"faults": faults_as_json(faults, lang()), "notices": faults_as_json(notices, lang())}
    return {"file": str(checked.path), **told}


def _show_checks(done: Sequence[Result], *, verbose: bool) -> None:
    """Print the files with something to tell; those without it are counted, what many share is told once."""
    from xlkpi.actions.fault_groups import common_faults
    from xlkpi.cli.show import show_common, show_faults

    every = [one.faults for one in done]
    rest, common = (every, []) if verbose or len(done) == 1 else common_faults(every)
    for one, told in zip(done, rest, strict=True):
        if len(told) == 1 and len(done) > 1 and not verbose:
            place = str(one.path) if told[0].place == one.path.name else f"{one.path} {told[0].place}"
            show_faults([replace(told[0], place=place)])
        elif told or verbose or len(done) == 1:
            tell(f"{one.path}  {one.text}".rstrip())
            show_faults(told, verbose=verbose)
    show_common(common)
    codes = [one.code for one in done if one.code is not None]
    tell_total(codes, every, len(done) - len(codes), sentence("个没有错误", "without faults"))
