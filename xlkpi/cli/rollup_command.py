"""The command rollup: every branch's workbooks into 总公司汇总."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlkpi.cli import options
from xlkpi.cli.ending import FAULTY, FINE, finish
from xlkpi.cli.help_page import Command
from xlkpi.cli.screen import complain, tell
from xlkpi.cli.speech import words
from xlkpi.errors import Unusable, sentence, unsafe

if TYPE_CHECKING:
    from types import TracebackType

    from xlkpi.headoffice.company import Company
    from xlkpi.headoffice.order import Order
    from xlkpi.headoffice.rolling_up import Wanted

MOST_TOLD = 10
"""Faults that are told on the screen; all of them stand on the page 问题清单."""
NOTICES_TOLD = 3
"""Notices, likewise."""


def commands() -> Iterator[Command]:
    """Declare the command of this room."""
    yield Command(
        "rollup",
        rollup,
        "把各分公司交来的表汇总成总公司汇总",
        "Roll all branches' workbooks up to one of the company",
        [
            handed_in(),
            options.out(
                "总公司汇总（.xlsx，或带按钮的 .xlsm）", "the company's workbook (.xlsx, or .xlsm with a button)"
            ),
            options.flag(
                "--again",
                "来源是一份总公司汇总：按其“来源”页再汇总一次，覆盖它",
                "the source is such a workbook: roll up what its page 来源 says, in its place",
            ),
            options.flag(
                "--when-closed",
                "等总公司汇总在 Excel 中关闭后再做，最多等 10 分钟",
                "wait up to 10 minutes until it is closed",
            ),
            options.path(
                "--data",
                ("文件", "FILE"),
                "另把全体人员写成 .csv 或 .parquet",
                "write everybody to a .csv or .parquet, too",
            ),
            *choices(),
            options.value(
                "--verify",
                ("份数|all", "N|all"),
                "抽几份（或全部）用公式重新计算，列出不同",
                "compute N summaries (or all) afresh, list differences",
                default="",
            ),
            options.value(
                "--draw",
                ("条数", "N"),
                "从双周计划中随机抽查几条",
                "draw N lines of the two-week plans for a spot check",
                type=int,
                default=0,
            ),
            options.value(
                "--seed",
                ("文字", "TEXT"),
                "抽查和 --verify 的批次，同一批次抽到同样的，默认月份",
                "the same seed draws the same; default: month",
                default="",
            ),
            options.without_pay("不读、不写任何人的工资", "leave everybody's pay out"),
            options.flag("--resume", "接着上次中断的汇总做，读过的不再读", "go on with an interrupted run"),
            options.value(
                "--scheduler", "tcp://…", "在 Dask 集群上读取", "read on the Dask cluster of this scheduler", default=""
            ),
            options.force(),
        ],
        examples=(
            (
                "rollup 收件箱 -o 总公司汇总.xlsx",
                "文件夹里各分公司的附件3 和双周计划",
                "all summaries and plans of a folder",
            ),
            (
                "rollup 邮件*.zip -o 总公司汇总.xlsx --branches 分公司名单.csv --verify 20 --draw 30",
                "压缩包，查漏交，抽 20 份重算，抽查 30 条计划",
                "archives; missing ones, 20 recomputed, 30 lines drawn",
            ),
            ("rollup 总公司汇总.xlsm --again", "按它记下的来源再汇总一次", "once more, of what it was made of"),
            (
                "rollup 收件箱 -o 总公司汇总.xlsx --without-pay --data 名单.parquet",
                "不含工资，另存全体人员",
                "without pay, everybody as Parquet",
            ),
        ),
    )


def handed_in() -> click.Argument:
    """Everything that branches handed in."""
    return options.argument(
        "sources",
        ("来源...", "SOURCE..."),
        "文件、文件夹（含下级文件夹）、通配符、邮件里的 zip 压缩包，或 s3:// 之类的网址",
        "files, folders (with all folders below), patterns, zip archives as mailed, or URLs like s3://",
        nargs=-1,
        required=True,
    )


def choices() -> list[click.Parameter]:
    """What is rolled up, and what it is held against."""
    return [
        options.value(
            "--month",
            "2024-05",
            "汇总哪个月，默认多数文件的月份",
            "which month; default that of most files",
            default="",
        ),
        options.scheme("汇总哪个方案，默认多数文件的方案", "which scheme; default that of most files"),
        options.path(
            "--branches",
            ("文件", "FILE"),
            "分公司名单，没交的列入例外",
            "list of branches; who did not hand in is an exception",
        ),
        options.path(
            "--budget",
            ("文件", "FILE"),
            "预算表，列：分公司、部门（可无）、预算",
            "budget of pay by branch, or by department, in yuan",
        ),
    ]


def rollup(
    sources: Sequence[str],
    out: Path | None,
    data: Path | None,
    month: str,
    scheme: str,
    branches: Path | None,
    budget: Path | None,
    verify: str,
    draw: int,
    seed: str,
    scheduler: str,
    *,
    without_pay: bool,
    resume: bool,
    force: bool,
    again: bool,
    when_closed: bool,
) -> None:
    """Roll all branches' workbooks up to one of the company."""
    refuse_without_numpy()
    from xlkpi.headoffice.order import Order

    if when_closed:
        from xlkpi.books.placing import wait_until_closed

        wait_until_closed(Path(sources[0]) if again else out or Path())
    paths = {"branches": branches, "budget": budget, "data": data}
    given = Order(
        tuple(sources),
        month=month,
        scheme=scheme,
        verify=verify,
        draw=str(draw or ""),
        seed=seed,
        pay=not without_pay,
        **{key: str(path or "") for key, path in paths.items()},
    )
    order, out = _ordered(given, out, again=again)
    from xlkpi.actions.workers import over
    from xlkpi.cli.progress import rate_and_rest
    from xlkpi.headoffice.cluster import cluster
    from xlkpi.headoffice.rolling_up import roll_up

    data = _path(order.data)
    chosen = wanted(order.month, order.scheme, _path(order.branches), _path(order.budget), pay=order.pay)
    drawn = _count(order.draw, "--draw")
    with ExitStack() as stack:
        stack.push(_told_to_resume)
        map_ = stack.enter_context(cluster(scheduler) if scheduler else nullcontext(over))
        company = roll_up(
            *(
                matching(order.sources),
                out,
                replace(chosen, verify=_count(order.verify, "--verify", all_=True), draw=drawn, seed=order.seed),
            ),
            order,
            data=data,
            resume=resume,
            overwrite=force or (again and out == Path(sources[0])),
            map_=map_,
            begin=lambda total: stack.enter_context(rate_and_rest(total, words("读取", "reading"))),
        )
    tell_company(company)
    finish_without(company)
    tell(words(f"已写入 {out}", f"written to {out}") + (f"、{data}" if data else ""), colour="green")
    finish(code_of_company(company))


def _ordered(given: Order, out: Path | None, *, again: bool) -> tuple[Order, Path]:
    """Return what to roll up (what is given, before what a workbook remembers) and to where.

    Raises Unusable, CannotRead.
    """
    from xlkpi.headoffice.order import order_in

    if not again:
        if out is None:
            zh, en = "请用 -o 写明总公司汇总的文件名", "say with -o what the company's workbook is called"
            raise Unusable(sentence(zh, en))
        return given, out
    if len(given.sources) != 1:
        zh = "--again 只写一份总公司汇总：xlkpi rollup 总公司汇总.xlsm --again"
        en = "--again takes one workbook: xlkpi rollup 总公司汇总.xlsm --again"
        raise Unusable(sentence(zh, en))
    path = Path(given.sources[0])
    told = order_in(path)
    known = {key: value for key, value in vars(given).items() if value and key not in ("pay", "sources")}
    return replace(told, **known, pay=told.pay and given.pay), out or path


def _path(text: str) -> Path | None:
    return Path(text) if text else None


def _told_to_resume(kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
    """Say after Ctrl+C that nothing has to be read again."""
    if kind is KeyboardInterrupt:
        zh, en = "已读的文件已保留，加 --resume 接着做", "what was read is kept: go on with --resume"
        complain(sentence(zh, en))


def refuse_without_numpy(extra: str = "headoffice") -> None:
    """Raise Unusable where what head office needs is not installed; `extra` is what to install for the command."""
    try:
        import numpy  # noqa: F401, ICN001 - whether it is there
    except ImportError as error:
        zh, en = "请先安装：pip install 'xlkpi[{extra}]'", "install first: pip install 'xlkpi[{extra}]'"
        raise Unusable(sentence(zh, en, extra=extra)) from error


def matching(sources: Sequence[str]) -> list[str]:
    """Return the sources with every pattern replaced by what it matches; URLs stay as they are."""
    from xlkpi.actions.folder import is_url
    from xlkpi.cli import files

    found: list[str] = []
    for source in sources:
        found += [source] if is_url(source) else [str(path) for path in files.matching([Path(source)])]
    return found


def wanted(month: str, scheme: str, branches: Path | None, budget: Path | None, *, pay: bool) -> Wanted:
    """Return what is to be rolled up, from the choices of a command line. Raises CannotRead, Unusable."""
    from xlkpi.actions.create import parse_period
    from xlkpi.actions.status import owners_in
    from xlkpi.headoffice.budget_list import read_budget
    from xlkpi.headoffice.rolling_up import Wanted

    return Wanted(
        month=f"{parse_period(month):%Y-%m}" if month else "",
        scheme=_scheme(scheme),
        branches=owners_in(branches) if branches else (),
        budget=read_budget(budget) if budget else None,
        pay=pay,
    )


def finish_without(company: Company) -> None:
    """End the command where nothing that was handed in is to be rolled up."""
    if company.nothing:
        zh = "没有可以汇总的附件3 或双周计划（附件2 请先 xlkpi collect 到附件3），未写入任何内容"
        en = "there is no summary or plan to be rolled up (collect forms first); nothing was written"
        if company.files["files"] > company.files["passed"]:
            zh = "交来的文件一份也不能计入，原因见上，未写入任何内容"
            en = "none of the files counts, for the reasons above; nothing was written"
        tell(sentence(zh, en), bold=True)
        finish(FAULTY)


def code_of_company(company: Company) -> int:
    """Return the exit code: FAULTY where a file is wrong or does not count."""
    wrong = company.more_faults or unsafe(company.faults) or unsafe(one.fault for one in company.odd)
    return FAULTY if wrong else FINE


def _scheme(asked: str) -> str:
    from xlkpi.schemes import systems

    known = [system.id for system in systems()]
    if asked and asked not in known:
        zh, en = "没有方案 {scheme}，可用：{known}", "there is no scheme {scheme}; use {known}"
        raise Unusable(sentence(zh, en, scheme=asked, known="、".join(known)))
    return asked


def _count(asked: str, option: str, *, all_: bool = False) -> int:
    """Return how many are asked for. Raises Unusable."""
    from xlkpi.headoffice.gather import ALL

    if asked == "all" and all_:
        return ALL
    if asked and not (asked.isascii() and asked.isdigit()):
        zh = "{option} 应是份数或 all，而不是“{asked}”" if all_ else "{option} 应是条数，而不是“{asked}”"
        en = "{option} takes a number or all, not “{asked}”" if all_ else "{option} takes a number, not “{asked}”"
        raise Unusable(sentence(zh, en, option=option, asked=asked))
    return int(asked or 0)


def tell_company(company: Company) -> None:
    """Print what came out in a few lines; everything else stands in the workbook or page."""
    files = company.files
    zh = "{files} 个文件：计入 {counted} 个，没有计入 {wrong} 个，无需汇总 {passed} 个"
    en = "{files} files: {counted} count, {wrong} do not, {passed} are nothing to be rolled up"
    wrong = files["broken"] + files["aside"]
    tell(
        sentence(zh, en, files=files["files"], counted=files["counted"], wrong=wrong, passed=files["passed"]), bold=True
    )
    if company.of_all is not None:
        mean = company.of_all.mean(0)
        zh = "{month}：{branches} 个分公司，{departments} 个部门，参评 {heads} 人，平均 {mean} 分"
        en = "{month}: {branches} branches, {departments} departments, {heads} people appraised, mean {mean}"
        values = {"branches": len(company.branches), "departments": int(company.of_all.departments[0])}
        heads = int(company.of_all.heads[0])
        shown = "—" if mean is None else f"{float(mean):.2f}"
        tell(sentence(zh, en, month=company.counted.month, heads=heads, mean=shown, **values))
    kinds = Counter(one.what for one in company.odd)
    if kinds:
        listed = words("，", ", ").join(f"{what} {count}" for what, count in sorted(kinds.items()))
        tell(words(f"例外：{listed}", f"exceptions: {listed}"))
    from xlkpi.cli.show import show_by_file, show_faults

    if company.nothing:  # no page 问题清单 will tell more
        show_by_file(list(company.faults))
        return
    notices = sum(fault.notice for fault in company.faults)
    if notices > NOTICES_TOLD:
        tell(words(f"  另有 {notices} 条提示，见“问题清单”", f"  and {notices} notices, see 问题清单"))
    else:
        show_faults([fault for fault in company.faults if fault.notice])
    show_faults(list(islice((fault for fault in company.faults if not fault.notice), MOST_TOLD)))
    rest = max(0, len(company.faults) - notices - MOST_TOLD) + company.more_faults
    if rest:
        tell(words(f"  另有 {rest} 个错误，见“问题清单”", f"  and {rest} more, see the page 问题清单"))
