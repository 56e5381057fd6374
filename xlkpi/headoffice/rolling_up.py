"""The whole run: find, read, decide what counts, roll up, write."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from xlkpi.actions.create import FORCE
from xlkpi.actions.exports import write_files
from xlkpi.actions.workers import over
from xlkpi.errors import CannotRead, CannotWrite, Unusable, sentence
from xlkpi.headoffice.company import Company, company_of
from xlkpi.headoffice.company_pages import everybody, person_columns, write_company
from xlkpi.headoffice.cross_checks import decide
from xlkpi.headoffice.everybody_table import check_export, export
from xlkpi.headoffice.gather import Map, Tick, read_all
from xlkpi.headoffice.incoming import Mailbox
from xlkpi.headoffice.order import Order
from xlkpi.headoffice.picture import Shown, report
from xlkpi.headoffice.spool import Spool
from xlkpi.ledger.ledger_records import Mean

BOOKS = (".xlsx", ".xlsm")
PAGES = (".html", ".htm")


@dataclass(frozen=True)
class Wanted:
    """What a roll-up shall be of, and what goes into it.

    `verify` is how many workbooks with people are computed afresh (ALL: each), `draw` how many lines of plans are drawn
    for a spot check, both by the `seed`. Month and scheme default to those most files are of.
    """

    month: str = ""
    scheme: str = ""
    branches: Sequence[str] = ()
    budget: Mapping[tuple[str, str], float] | None = None
    verify: int = 0
    draw: int = 0
    seed: str = ""
    pay: bool = True


def roll_up(
    sources: Sequence[str],
    out: Path,
    wanted: Wanted,
    order: Order | None = None,
    *,
    data: Path | None = None,
    resume: bool = False,
    overwrite: bool = False,
    map_: Map = over,
    begin: Callable[[int], Tick] = lambda _: lambda _: None,
) -> Company:
    """Read everything the sources hold, write 总公司汇总 to `out` and everybody to `data`; return what it says.

    `order` is what somebody asked for, which the workbook remembers.
    `begin` hears how many files there are and returns what hears of each. Raises CannotRead, CannotWrite, Unusable.
    """
    if out.suffix.lower() not in BOOKS:
        zh = "输出文件应以 .xlsx 或 .xlsm（带按钮）结尾：{out}"
        en = "the output must end in .xlsx, or .xlsm (button): {out}"
        raise Unusable(sentence(zh, en, out=str(out)))
    for path in (out, *([data] if data else [])):
        if path.exists() and not overwrite:
            raise CannotWrite(sentence(*FORCE, path=str(path)))
    if data is not None:
        check_export(data)
    with gathered(sources, out, wanted, resume=resume, map_=map_, begin=begin) as (company, spool):
        if company.nothing:
            spool.done()
            return company
        if data is not None:
            export(data, person_columns(pay=wanted.pay), everybody(spool, pay=wanted.pay))
        write_company(company, spool, out, order or Order(tuple(sources)))
        spool.done()
    return company


def report_on(
    sources: Sequence[str],
    out: Path,
    wanted: Wanted,
    shown: Shown,
    *,
    overwrite: bool = False,
    begin: Callable[[int], Tick] = lambda _: lambda _: None,
    months: Callable[[Company], Sequence[Mean]] = lambda _: (),
) -> Company:
    """Read everything the sources hold and write it as a page to `out`; return what it says.

    Nothing is written where nothing is to be rolled up.
    `months` yields the means of the months up to the company's. Raises CannotRead, CannotWrite, Unusable.
    """
    if out.suffix.lower() not in PAGES:
        raise Unusable(sentence("输出文件应以 .html 结尾：{out}", "the output must end in .html: {out}", out=str(out)))
    if out.exists() and not overwrite:
        raise CannotWrite(sentence(*FORCE, path=str(out)))
    with gathered(sources, out, wanted, begin=begin, resumable=False) as (company, spool):
        if company.nothing:
            return company
        text = report(company, spool, replace(shown, months=months(company)))
        write_files({out: text.encode()}, overwrite=overwrite)
    return company


@contextmanager
def gathered(
    sources: Sequence[str],
    out: Path,
    wanted: Wanted,
    *,
    resume: bool = False,
    resumable: bool = True,
    map_: Map = over,
    begin: Callable[[int], Tick] = lambda _: lambda _: None,
) -> Iterator[tuple[Company, Spool]]:
    """Read everything the sources hold and roll it up, beside the file to be made of it.

    Of a run that is not `resumable` nothing is left behind.

    Raises CannotRead, CannotWrite, Unusable.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    with Mailbox() as box:
        box.look(sources, skip=out)
        if not box.files and not box.faults:
            zh = "没有找到工作簿（.xlsx、.xlsm）或 zip 压缩包"
            en = "there is no workbook (.xlsx, .xlsm) and no zip archive"
            raise CannotRead(sentence(zh, en))
        options = f"pay={wanted.pay} verify={wanted.verify} seed={wanted.seed if wanted.verify > 0 else ''}"
        with Spool(out, options, resume=resume, resumable=resumable) as spool:
            tick = begin(len(box.files))
            read_all(*(box.files, spool), pay=wanted.pay, verify=wanted.verify, seed=wanted.seed, map_=map_, tick=tick)
            box.files.clear()  # all that is known of them is in the spool
            counted = decide(spool, box.faults, wanted.month, wanted.scheme, wanted.branches)
            spool.settle()
            company = company_of(
                *(spool, counted),
                draw=wanted.draw,
                seed=wanted.seed or counted.month,
                budget=wanted.budget,
                pay=wanted.pay,
            )
            yield company, spool
