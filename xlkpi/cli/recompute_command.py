"""The command recompute: workbooks computed with their own formulas, in place or elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from xlkpi.cli import options
from xlkpi.cli.ending import FAULTY, FINE, UNUSABLE, finish, tell_total, worst
from xlkpi.cli.help_page import Command
from xlkpi.cli.screen import say_json
from xlkpi.cli.speech import lang, words
from xlkpi.errors import Fault, Unusable, XlkpiError, sentence

if TYPE_CHECKING:
    from xlkpi.actions.results import Outcome
    from xlkpi.books.book import Book
    from xlkpi.cli.files import Named

    Job: TypeAlias = tuple[Named, Path | None]
    Done: TypeAlias = tuple[Outcome, int] | None


def commands() -> Iterator[Command]:
    """Declare the command of this room."""
    yield Command(
        "recompute",
        recompute,
        "用工作簿自己的公式重新计算，就地写入",
        "Recompute workbooks with their own formulas, in place",
        [
            options.files(),
            options.out("写到另一个文件或文件夹", "write elsewhere, to a file or a folder"),
            options.value(
                "--engine",
                "builtin|libreoffice",
                "计算引擎：builtin 内置（默认），libreoffice",
                "what computes: builtin (default), libreoffice",
                default="builtin",
            ),
            options.dry_run("只计算，不写入", "compute without writing"),
            options.verbose(),
            options.as_json(),
        ],
        examples=(
            ("recompute 附件3.xlsm", "就地计算，原文件留作备份", "in place; the previous version is saved beside it"),
            ("recompute *.xlsm -o 结果", "都算，写进文件夹“结果”，原文件不动", "all of them, into the folder 结果"),
            ("recompute 附件3.xlsm --dry-run --json", "只算不写，输出 JSON", "compute only, print JSON"),
        ),
    )


def recompute(
    files: Sequence[Path], out: Path | None, engine: str, *, dry_run: bool, verbose: bool, as_json: bool
) -> None:
    """Recompute workbooks with their own formulas, in place."""
    from xlkpi.cli.files import workbooks
    from xlkpi.cli.progress import progress

    meant = workbooks(files)
    targets = _targets([named.path for named in meant], out)
    jobs = list(zip(meant, targets, strict=True))
    outcomes: list[Outcome] = []
    codes: list[int] = []
    skipped = 0
    try:
        with _worker(engine, dry_run=dry_run) as work, progress(len(meant), words("计算", "computing")) as tick:
            for named, done in zip(meant, work(jobs), strict=True):
                tick(named.path.name)
                if done is None:
                    skipped += 1
                    continue
                outcomes.append(done[0])
                codes.append(done[1])
    finally:  # what was written is told even where something stops us in the middle
        if as_json:
            say_json([outcome.as_json(lang()) for outcome in outcomes])
        else:
            _show(outcomes, codes, skipped, verbose=verbose)
    finish(worst(codes))


def _show(outcomes: Sequence[Outcome], codes: Sequence[int], skipped: int, *, verbose: bool) -> None:
    from xlkpi.actions.fault_groups import common_faults
    from xlkpi.cli.show import show_common, show_outcome, show_shortly

    every = [outcome.told for outcome in outcomes]
    rest, common = common_faults(every)
    if verbose or len(outcomes) == 1:
        for outcome in outcomes:
            show_outcome(outcome, verbose=verbose)
    else:
        for outcome, told in zip(outcomes, rest, strict=True):
            show_shortly(outcome, told)
        show_common(common)
    tell_total(codes, every, skipped, sentence("个已计算", "computed"))


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
def _worker(engine: str, *, dry_run: bool) -> Iterator[Callable[[Sequence[Job]], Iterator[Done]]]:
    """Yield what computes many workbooks with an engine, in their order. Raises Unusable."""
    if engine == "builtin":
        from xlkpi.actions.workers import over

        yield partial(over, partial(_recomputed_here, dry_run=dry_run))
        return
    if engine == "libreoffice":
        from xlkpi.libreoffice.office_book import one_libreoffice

        with one_libreoffice() as open_in_libreoffice:  # one program computes one workbook at a time
            yield partial(map, partial(_recomputed, open_in_libreoffice, dry_run=dry_run))
        return
    zh, en = "没有引擎 {engine}，可用：builtin、libreoffice", "there is no engine {engine}; use builtin or libreoffice"
    raise Unusable(sentence(zh, en, engine=engine))


def _recomputed_here(job: Job, *, dry_run: bool) -> Done:
    """Recompute one file with the built-in engine, in whatever process this is."""
    from xlkpi.actions.opening import open_book

    return _recomputed(open_book, job, dry_run=dry_run)


def _recomputed(opener: Callable[[Path], Book], job: Job, *, dry_run: bool) -> Done:
    """Recompute one file; what stops us with this file is its fault, the others go on. None: it was passed over."""
    named, to = job
    from xlkpi.actions.recompute import recompute as recompute_book
    from xlkpi.actions.results import Outcome
    from xlkpi.cli.files import passed_over

    path = str(named.path)
    try:
        book = opener(named.path)
        if passed_over(named, book):
            return None
        outcome = recompute_book(book, to, dry_run=dry_run)
    except XlkpiError as error:
        return Outcome(path, (), (), (Fault(path, error.text),)), UNUSABLE
    return replace(outcome, file=path), FAULTY if outcome.faults else FINE
