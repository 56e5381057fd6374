"""How long the computation of a summary takes, as ratios to reading the same file with other programs.

Run from the root: `python tests/bench/bench_recompute.py [people ...]`; nothing is asserted.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from xlkpi.drawing.summary import build_summary

from xlkpi.actions.opening import open_book
from xlkpi.domain.scheme import load_scheme

DEPARTMENTS = 6


def timed(work: Callable[[], object], rounds: int = 3) -> float:
    """Best of some rounds, in seconds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def filled(path: Path, people: int) -> Path:
    """A summary with a full roster."""
    build_summary(path, scheme=load_scheme("gas"), rows=people)
    chance = random.Random(1)
    book = open_book(path)
    departments = [f"{at + 1}部" for at in range(DEPARTMENTS)]
    columns = {
        "名单_工号": [f"G{at:05d}" for at in range(people)],
        "名单_姓名": [f"员工{at}" for at in range(people)],
        "名单_部门": [departments[at % DEPARTMENTS] for at in range(people)],
        "名单_参评": ["是"] * people,
        "名单_总分": [round(chance.uniform(60, 100), 2) for _ in range(people)],
        "名单_绩效基数": [2000.0] * people,
        "名单_出勤率": [1.0] * people,
        "主管_部门": departments,
        "计划_部门": departments,
        "计划_名称": ["五月"] * DEPARTMENTS,
        "计划_主管经理评分": [90.0 + at for at in range(DEPARTMENTS)],
        "计划_客户服务部评分": [91.0] * DEPARTMENTS,
    }
    for name, values in columns.items():
        book.write(name, [[value] for value in values])
    return book.save(path)


def report(people: int, folder: Path) -> None:
    """Print one line per measurement."""
    import openpyxl
    import python_calamine

    path = filled(folder / f"附件3-{people}.xlsm", people)

    def recompute() -> None:
        book = open_book(path)
        book.recalculate()
        book.save(folder / "结果.xlsm")

    def calculate_only() -> None:
        open_book(path).recalculate()

    first = time.perf_counter()
    calculate_only()
    first = time.perf_counter() - first
    calamine = timed(
        lambda: [python_calamine.load_workbook(path).get_sheet_by_index(at).to_python() for at in range(3)]
    )
    openpyxl_seconds = timed(lambda: openpyxl.load_workbook(path), 1)
    alone, whole = timed(calculate_only), timed(recompute)
    print(
        f"{people} people: first calculation with imports {first:.3f} s, again {alone:.3f} s, with save {whole:.3f} s"
    )
    print(f"  open + calculate + save : openpyxl load (no calculation)  {whole / openpyxl_seconds:.2f}")
    print(f"  open + calculate        : calamine reading of the values  {alone / calamine:.1f}")


def main() -> None:
    """Measure a branch and a company."""
    with tempfile.TemporaryDirectory() as folder:
        for people in [int(one) for one in sys.argv[1:]] or [60, 2000]:
            report(people, Path(folder))


if __name__ == "__main__":
    main()
