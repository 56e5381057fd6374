"""Commands over workbooks: new, collect, check, recompute, explain, demo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from xlkpi.cli.speech import lang, words
from xlkpi.errors import Fault, Unusable, XlkpiError, sentence, visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlkpi.actions.results import Outcome
    from xlkpi.books.book import Book

FILES = typer.Argument(..., metavar="FILE...", help=words("工作簿文件", "workbook files"))
AS_JSON = typer.Option(False, "--json", help=words("输出 JSON", "print JSON"))


@contextmanager
def progress(total: int | None, what: str) -> Iterator[Callable[[str], None]]:
    """Show a bar on a terminal while several files are worked on; silent elsewhere."""
    from xlkpi.cli.show import console

    screen = console(stderr=True)
    if not screen.is_terminal or total == 1:
        yield lambda _: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=screen) as bar:
        task = bar.add_task(what, total=total)

        def tick(name: str) -> None:
            bar.update(task, advance=1, description=f"{what} {name}")

        yield tick


def finish(code: int) -> None:
    """End the command with an exit code."""
    raise typer.Exit(code)


def worst(codes: Sequence[int]) -> int:
    """Return the exit code of several files: 2 where one could not be read or written, 1 where one has faults."""
    return max(codes, default=0)


def register(app: typer.Typer) -> None:
    """Declare the commands of this room."""
    kinds = words(
        "新建考核表：form 附件2，summary 附件3，plan 双周滚动计划，groups 服务小组，calls 话务，"
        "bids 投标，shop 电商客服，weekly 周指标，rubric 管理人员",
        "Make a new workbook: form, summary, plan, groups, calls, bids, shop, weekly, rubric",
    )
    app.command("new", help=kinds)(new)
    app.command("collect", help=words("把附件2 的总分取到附件3", "Collect the forms of a folder into a summary"))(
        collect
    )
    app.command("check", help=words("校验工作簿，列出全部问题", "Check workbooks and list every fault"))(check)
    app.command("recompute", help=words("重新计算工作簿，就地写入", "Recompute workbooks in place"))(recompute)
    app.command("explain", help=words("说明某人的结果", "Explain a person's result"))(explain)
    app.command("demo", help=words("用示例月份演示全过程", "Run the sample month end to end"))(demo)


def new(
    kind: str = typer.Argument(..., metavar="KIND"),
    out: Path = typer.Option(..., "-o", "--out", help=words("输出文件或文件夹", "output file or folder")),
    scheme: str = typer.Option("", "--scheme", help=words("考核方案", "appraisal scheme")),
    rows: int | None = typer.Option(
        None, "--rows", help=words("附件3 的名单行数，默认 60", "roster rows of a summary")
    ),
    period: str | None = typer.Option(None, "--period", help=words("考核月份，如 2024-05", "month, like 2024-05")),
    data: list[Path] = typer.Option([], "--data", help=words("CSV 数据，可重复", "CSV data, repeatable")),
    force: bool = typer.Option(False, "--force", help=words("覆盖已有文件（留备份）", "overwrite, with a backup")),
) -> None:
    """Make new workbooks, empty or from CSV."""
    from xlkpi.actions.create import KINDS, create, parse_period
    from xlkpi.actions.sheets import create_sheet
    from xlkpi.cli.show import console, show_faults
    from xlkpi.templates.registry import SHEETS

    if kind not in KINDS and kind not in SHEETS:
        zh, en = "没有 {kind} 这种表，可用：{known}", "there is no kind {kind}; use {known}"
        raise Unusable(sentence(zh, en, kind=kind, known=", ".join((*KINDS, *SHEETS))))
    month = None if period is None else parse_period(period)
    if kind in SHEETS:
        made = create_sheet(kind, out, scheme=scheme, period=month, rows=rows, data=data, overwrite=force)
    else:
        made = create(kind, out, scheme=scheme or "gas", rows=rows, period=month, data=data, overwrite=force)
    screen = console()
    show_faults(screen, made.faults)
    for path in made.paths:
        screen.print(words(f"已新建 {path}", f"made {path}"), soft_wrap=True)
    finish(1 if made.faults else 0)


def collect(
    summary: Path = typer.Argument(..., metavar="SUMMARY", help=words("附件3 文件", "the summary workbook")),
    folder: Path = typer.Argument(..., metavar="FORMS_DIR", help=words("附件2 所在文件夹", "folder of the forms")),
) -> None:
    """Collect forms and plans into a summary, recompute and save it."""
    from xlkpi.actions.collect import collect as collect_forms
    from xlkpi.actions.opening import open_book
    from xlkpi.cli.show import console, show_faults
    from xlkpi.errors import CannotRead

    if not folder.is_dir():
        raise CannotRead(sentence("没有文件夹 {path}", "there is no folder {path}", path=str(folder)))
    book = open_book(summary)
    with progress(None, words("取数", "collecting")) as tick:
        collected, faults = collect_forms(book, folder, skip=summary, tick=tick)
    if not _unsafe(faults):
        faults = [*faults, *book.recalculate()]
    screen = console()
    show_faults(screen, faults)
    if _unsafe(faults):
        screen.print(words("有错误，未写入任何内容", "there are faults; nothing was written"))
        finish(1)
    book.save()
    show_faults(screen, book.notices)
    text = words(
        f"已取 {collected.forms} 份附件2、{collected.plans} 份双周计划，写入 {summary}",
        f"collected {collected.forms} forms and {collected.plans} plans into {summary}",
    )
    if collected.elsewhere:
        zh, en = "；跳过其他分公司的 {count} 份", "; passed over {count} of other branches"
        text += sentence(zh, en, count=collected.elsewhere).say(lang())
    screen.print(text, soft_wrap=True)


def _unsafe(faults: Sequence[Fault]) -> bool:
    return any(not fault.notice for fault in faults)


def check(files: list[Path] = FILES, as_json: bool = AS_JSON) -> None:
    """Check workbooks and list every fault."""
    from xlkpi.actions.check import check as check_book
    from xlkpi.actions.opening import open_book
    from xlkpi.actions.results import faults_as_json, split
    from xlkpi.cli.show import console, show_faults

    screen, codes, answers = console(), [], []
    with progress(len(files), words("校验", "checking")) as tick:
        for path in files:
            try:
                found = check_book(open_book(path))
                codes.append(1 if _unsafe(found) else 0)
            except XlkpiError as error:
                found = [Fault(str(path), error.text)]
                codes.append(2)
            tick(path.name)
            faults, notices = split(found)
            answers.append(
                {
                    "file": str(path),
                    "faults": faults_as_json(faults, lang()),
                    "notices": faults_as_json(notices, lang()),
                }
            )
            if not as_json:
                verdict = words("没有问题", "no faults") if not found else ""
                screen.print(f"{path}  {verdict}", soft_wrap=True)
                show_faults(screen, found)
    if as_json:
        from xlkpi.cli.catalogue import say_json

        say_json(answers)
    finish(worst(codes))


def recompute(
    files: list[Path] = FILES,
    out: Path | None = typer.Option(None, "-o", "--out", help=words("写到另一个文件或文件夹", "write elsewhere")),
    engine: str = typer.Option(
        "builtin",
        "--engine",
        help=words("计算引擎：builtin 内置（默认），libreoffice", "what computes: builtin (default), libreoffice"),
    ),
    dry_run: bool = typer.Option(False, "--dry-run", help=words("只计算，不写入", "compute without writing")),
    as_json: bool = AS_JSON,
) -> None:
    """Recompute workbooks with their own formulas, in place."""
    from xlkpi.cli.show import console, show_outcome

    screen, codes, outcomes = console(), [], []
    targets = _targets(files, out)
    with _opener(engine) as opener, progress(len(files), words("计算", "computing")) as tick:
        for path, target in zip(files, targets, strict=True):
            outcome, code = _recomputed(opener, path, target, dry_run=dry_run)
            tick(path.name)
            codes.append(code)
            outcomes.append(outcome)
            if not as_json:
                show_outcome(screen, outcome)
    if as_json:
        from xlkpi.cli.catalogue import say_json

        say_json([outcome.as_json(lang()) for outcome in outcomes])
    finish(worst(codes))


def _targets(files: Sequence[Path], out: Path | None) -> list[Path | None]:
    """Return where each file goes: in place, to the file `out`, or into the folder `out`. Raises Unusable."""
    if out is None:
        return [None] * len(files)
    if out.suffix.lower() in (".xlsx", ".xlsm") and not out.is_dir():
        if len(files) > 1:
            zh = "有 {count} 个文件，-o 请给一个文件夹，而不是 {out}"
            en = "there are {count} files: give -o a folder, not {out}"
            raise Unusable(sentence(zh, en, count=len(files), out=str(out)))
        if out.suffix.lower() != files[0].suffix.lower():
            zh = "{file} 不能改存为 {suffix}，输出文件的扩展名应相同"
            en = "{file} cannot become {suffix}: the output needs the same suffix"
            raise Unusable(sentence(zh, en, file=str(files[0]), suffix=out.suffix))
        return [out]
    if out.suffix and not out.suffix[1:].isdigit() and not out.is_dir():
        zh, en = "-o 应是 .xlsx、.xlsm 文件或文件夹：{out}", "-o takes an .xlsx or .xlsm file, or a folder: {out}"
        raise Unusable(sentence(zh, en, out=str(out)))
    names = [path.name.casefold() for path in files]
    for path in files:
        if names.count(path.name.casefold()) > 1:
            zh = "有两个文件都叫 {name}，放进同一个文件夹会互相覆盖，请分开计算"
            en = "two files are called {name} and would overwrite each other in one folder: recompute them apart"
            raise Unusable(sentence(zh, en, name=path.name))
    return [out / path.name for path in files]


@contextmanager
def _opener(engine: str) -> Iterator[Callable[[Path], Book]]:
    """Yield what opens a workbook for an engine. Raises Unusable."""
    if engine == "builtin":
        from xlkpi.actions.opening import open_book

        yield open_book
        return
    if engine == "libreoffice":
        from xlkpi.libreoffice.engine import one_libreoffice

        with one_libreoffice() as open_in_libreoffice:
            yield open_in_libreoffice
        return
    zh, en = "没有引擎 {engine}，可用：builtin、libreoffice", "there is no engine {engine}; use builtin or libreoffice"
    raise Unusable(sentence(zh, en, engine=engine))


def _recomputed(opener: Callable[[Path], Book], path: Path, to: Path | None, *, dry_run: bool) -> tuple[Outcome, int]:
    """Recompute one file; what stops us with this file is its fault, the others go on."""
    from dataclasses import replace

    from xlkpi.actions.recompute import recompute as recompute_book
    from xlkpi.actions.results import Outcome

    try:
        outcome = recompute_book(opener(path), to, dry_run=dry_run)
    except XlkpiError as error:
        return Outcome(str(path), (), (), (Fault(str(path), error.text),)), 2
    return replace(outcome, file=str(path)), 1 if outcome.faults else 0


def explain(
    file: Path = typer.Argument(..., metavar="FILE", help=words("工作簿文件", "workbook file")),
    person: str | None = typer.Argument(
        None, metavar=words("工号或姓名", "PERSON"), help=words("只说明此人", "only the person with this 工号 or name")
    ),
) -> None:
    """Explain the results of a workbook, of everybody or of one person."""
    from rich.text import Text

    from xlkpi.actions.explain import explain as explain_book
    from xlkpi.actions.opening import open_book
    from xlkpi.cli.show import console, show_faults

    book = open_book(file)
    faults = book.recalculate()
    found, more = explain_book(book, person)
    screen = console()
    for one in found:
        screen.print(Text(visible(one.who), style="bold"))
        for line in one.lines:
            screen.print(Text(f"  {line.say(lang())}"), soft_wrap=True)
    show_faults(screen, [*faults, *more])
    finish(1 if _unsafe([*faults, *more]) else 0)


def demo(
    folder: Path = typer.Argument(Path("xlkpi-demo"), metavar="[DIR]", help=words("放在哪里", "where to put it")),
    scheme: str = typer.Option("gas", "--scheme", help=words("考核方案", "appraisal scheme")),
) -> None:
    """Run the sample month end to end and show the results."""
    if scheme != "gas":
        from xlkpi.cli.schemes import demonstrate

        finish(demonstrate(scheme, folder))
    from xlkpi.actions.demo import demo as run_demo
    from xlkpi.cli.show import console, show_outcome

    screen = console()
    with progress(None, words("生成", "building")) as tick:
        result = run_demo(folder, tick)
    for outcome in result.outcomes:
        show_outcome(screen, outcome)
    text = words(
        f"{len(result.forms)} 份附件2、{len(result.outcomes)} 份附件3 在 {result.folder.resolve()}",
        f"{len(result.forms)} forms and {len(result.outcomes)} summaries lie in {result.folder.resolve()}",
    )
    screen.print(text, soft_wrap=True)
    finish(1 if any(outcome.faults for outcome in result.outcomes) else 0)
