"""The whole run: find, read, decide what counts, roll up, write."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlkpi.actions.create import FORCE
from xlkpi.actions.workers import over
from xlkpi.errors import CannotRead, CannotWrite, Unusable, sentence
from xlkpi.headoffice.company import Company, company_of
from xlkpi.headoffice.conflicts import decide
from xlkpi.headoffice.exporting import check_export, export
from xlkpi.headoffice.gather import Map, Tick, read_all
from xlkpi.headoffice.incoming import Mailbox
from xlkpi.headoffice.pages import everybody, person_columns, write_company
from xlkpi.headoffice.spool import Spool


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
    *,
    data: Path | None = None,
    resume: bool = False,
    overwrite: bool = False,
    map_: Map = over,
    begin: Callable[[int], Tick] = lambda _: lambda _: None,
) -> Company:
    """Read everything the sources hold, write 总公司汇总 to `out` and everybody to `data`; return what it says.

    `begin` hears how many files there are and returns what hears of each. Raises CannotRead, CannotWrite, Unusable.
    """
    if out.suffix.lower() != ".xlsx":
        raise Unusable(sentence("输出文件应以 .xlsx 结尾：{out}", "the output must end in .xlsx: {out}", out=str(out)))
    for path in (out, *([data] if data else [])):
        if path.exists() and not overwrite:
            raise CannotWrite(sentence(*FORCE, path=str(path)))
    if data is not None:
        check_export(data)
    out.parent.mkdir(parents=True, exist_ok=True)
    with Mailbox() as box:
        box.look(sources, skip=out)
        if not box.files and not box.faults:
            zh, en = (
                "没有找到工作簿（.xlsx、.xlsm）或 zip 压缩包",
                "there is no workbook (.xlsx, .xlsm) and no zip archive",
            )
            raise CannotRead(sentence(zh, en))
        options = f"pay={wanted.pay} verify={wanted.verify} seed={wanted.seed if wanted.verify > 0 else ''}"
        with Spool(out, options, resume=resume) as spool:
            tick = begin(len(box.files))
            read_all(*(box.files, spool), pay=wanted.pay, verify=wanted.verify, seed=wanted.seed, map_=map_, tick=tick)
            counted = decide(spool, wanted.month, wanted.scheme, wanted.branches)
            company = company_of(
                *(spool, counted, box.faults),
                draw=wanted.draw,
                seed=wanted.seed or counted.month,
                budget=wanted.budget,
                pay=wanted.pay,
            )
            if data is not None:
                export(data, person_columns(pay=wanted.pay), everybody(spool, pay=wanted.pay))
            write_company(company, spool, out)
            spool.done()
    return company
