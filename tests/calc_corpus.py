"""How far the evaluator agrees with stored results, by function: every formula of every workbook, from stored inputs.

Each formula is computed alone, all other cells keeping what the file says, so that a difference belongs to the
functions of that formula. Run over a folder of workbooks, it prints the table of docs/engine.md:

    python tests/calc_corpus.py --corpus DIR [--differences FILE] [--seconds 60]
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import multiprocessing
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ooxml_corpus import workbooks
from xlkpi.books.areas import column_letters
from xlkpi.books.calc.calculation import _Calculation
from xlkpi.books.calc.compile import Compiler
from xlkpi.books.calc.engine import Engine, Task
from xlkpi.books.calc.exceptions import NotEvaluated
from xlkpi.books.calc.natives import native
from xlkpi.books.calc.serial_dates import calendar
from xlkpi.books.calc.values import Scalar
from xlkpi.books.calc.work_limit import limited
from xlkpi.books.file import _Computed
from xlkpi.books.ooxml.workbook import WorkbookFile
from xlkpi.errors import CannotRead, CellError

VOLATILE = frozenset({"NOW", "TODAY", "RAND", "RANDBETWEEN", "RANDARRAY"})
"""Their stored results are those of another day."""

BY_STEPS = frozenset({"IRR", "XIRR", "RATE"})
"""Found by approximation: Excel stops at 0.00001 per cent."""

SAVED_BY_EXCEL = re.compile(rb"<(?:\w+:)?Application>\s*Microsoft (?:Macintosh )?Excel(?: Online)?\s*</")


@dataclass
class Verdict:
    """What became of the formulas of one workbook; the counters go by function."""

    file: str
    by_excel: bool = False
    agree: Counter[str] = field(default_factory=Counter)
    differ: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    formulas: Counter[str] = field(default_factory=Counter)
    differences: list[tuple[str, str, str, str]] = field(default_factory=list)
    trouble: str = ""


def same(stored: Scalar, ours: Scalar, *, by_steps: bool = False) -> bool:
    """Whether two results are the same to a reader; programs differ in the last bits, by steps in more."""
    if isinstance(stored, float) and isinstance(ours, float):
        return math.isclose(stored, ours, rel_tol=1e-7 if by_steps else 1e-9, abs_tol=1e-8)
    if stored is None:
        return ours in (None, "", 0.0)
    if isinstance(stored, CellError) and stored is CellError.VALUE and isinstance(ours, CellError):
        return ours in (CellError.VALUE, CellError.SPILL, CellError.CALC)
    return type(stored) is type(ours) and stored == ours


def saved_by_excel(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as package:
            return SAVED_BY_EXCEL.search(package.read("docProps/app.xml")) is not None
    except (KeyError, OSError, zipfile.BadZipFile):
        return False


def judge(path: Path) -> Verdict:
    """Compare every formula of a workbook with its stored result."""
    verdict = Verdict(path.name, saved_by_excel(path))
    try:
        grid = _Computed(WorkbookFile.open(path, allow_signed=True), {}, {})
        with calendar(date1904=grid.date1904), limited():
            engine = Engine(grid, Compiler({}, native), {}, dt.datetime(2024, 5, 31, 18))  # noqa: DTZ001
            calculation = _Calculation(grid, engine, set())
            tasks = [task for sheet in grid.sheets for _, task in calculation.read(sheet)]
            for task in tasks:
                engine.expect(task)
                engine.sheets[task.area.sheet].settle(task.area, None)
            for task in tasks:
                with limited():
                    _compare(verdict, calculation, task)
    except CannotRead as refusal:
        verdict.trouble = refusal.say("en")
    return verdict


def _compare(verdict: Verdict, calculation: _Calculation, task: Task) -> None:
    names = sorted({str(token.value) for token in task.tokens if token.kind == "function"}) or ["(operators only)"]
    sheet, top, left, bottom, right = task.area
    values = calculation.engine.sheets[sheet].values
    stored = [[values.get((row, column)) for column in range(left, right + 1)] for row in range(top, bottom + 1)]
    if VOLATILE & set(names) or all(one is None for line in stored for one in line):
        verdict.formulas["not compared"] += 1
        return
    try:
        ours = calculation.shaped(task, calculation.engine.compute(task))
    except NotEvaluated as error:
        why = error.text.say("en")
    except (TimeoutError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - as the calculation itself does
        why = f"{type(error).__name__}: {error}"
    else:
        pairs = [pair for lines in zip(stored, ours, strict=True) for pair in zip(*lines, strict=True)]
        wrong = next((pair for pair in pairs if not same(*pair, by_steps=bool(BY_STEPS & set(names)))), None)
        verdict.formulas["differ" if wrong else "agree"] += 1
        (verdict.differ if wrong else verdict.agree).update(names)
        if wrong:
            text = calculation.grid.cells(sheet)[top, left].formula.text
            place = f"{sheet}!{column_letters(left)}{top}"
            verdict.differences.append((place, text or "(shared)", shown(wrong[0]), shown(wrong[1])))
        return
    verdict.formulas["refused"] += 1
    verdict.refused.update(names)
    verdict.reasons[why] += 1


def shown(value: Scalar) -> str:
    return f"{value!r}"[:60] if not isinstance(value, CellError) else value.value


def _bounded(job: tuple[str, float]) -> Verdict:
    import signal

    def late(*_: Any) -> None:
        raise TimeoutError

    path = Path(job[0])
    signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, job[1])
    try:
        return judge(path)
    except TimeoutError:
        return Verdict(path.name, trouble="too slow")
    except Exception as error:  # noqa: BLE001 - the table must go on
        return Verdict(path.name, trouble=f"{type(error).__name__}: {error}")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def measure(paths: Iterable[Path], seconds: float = 60.0, processes: int = 1) -> Iterator[Verdict]:
    jobs = [(str(path), seconds) for path in paths]
    with multiprocessing.Pool(processes, maxtasksperchild=200) as pool:
        yield from pool.imap(_bounded, jobs, chunksize=4)


def table(verdicts: Iterable[Verdict]) -> str:
    """The counts by function, most used first; functions that are not supported in one line at the end."""
    agree: Counter[str] = Counter()
    differ: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for one in verdicts:
        agree += one.agree
        differ += one.differ
        refused += one.refused
    names = sorted(agree + differ + refused, key=lambda name: (-(agree + differ + refused)[name], name))
    lines = ["| function | agree | differ | refused |", "|---|---|---|---|"]
    known = [name for name in names if agree[name] + differ[name]]
    lines += [f"| {name} | {agree[name]:,} | {differ[name]:,} | {refused[name]:,} |" for name in known]
    never = [f"{name} {refused[name]:,}" for name in names if name not in known]
    return "\n".join([*lines, "", "Not supported: " + ", ".join(never)])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--differences", type=Path, help="also write every difference into a file")
    parser.add_argument("--seconds", type=float, default=60.0, help="of the processor, for one workbook")
    parser.add_argument("--processes", type=int, default=1)
    options = parser.parse_args()
    verdicts = list(measure(workbooks(options.corpus), options.seconds, options.processes))
    total: Counter[str] = Counter()
    for one in verdicts:
        total += one.formulas
    excel = [one for one in verdicts if one.by_excel]
    print(table(excel))
    in_excel = sum((one.formulas for one in excel), Counter())
    print(f"\n{len(verdicts)} workbooks, formulas: {dict(total)}; {len(excel)} saved by Excel: {dict(in_excel)}")
    reasons = sum((one.reasons for one in verdicts), Counter())
    print("\n".join(f"{count:6} {reason}" for reason, count in reasons.most_common(60)))
    print("\n".join(f"{one.file}: {one.trouble}" for one in verdicts if one.trouble), file=sys.stderr)
    if options.differences:
        with options.differences.open("w", encoding="utf-8") as out:
            for one in verdicts:
                for difference in one.differences:
                    out.write("\t".join([one.file, "Excel" if one.by_excel else "?", *difference]).replace("\n", " "))
                    out.write("\n")


if __name__ == "__main__":
    main()
