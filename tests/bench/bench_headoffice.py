"""Head office's roll-up beside other ways to the same figures, as ratios in one run; nothing is asserted.

Run from the root: `python tests/bench/bench_headoffice.py [read] [memory] [million] [ten]`, each part alone or all but the
last. Goals on two cores: reading 1,000 summaries of 60 people 25 times faster than an openpyxl loop and at most 1.5 times
as long as calamine; memory flat from 1,000 to 10,000 files; a million people ranked, seated, graded and paid 20 times
faster than by groupby-apply and in at most 1.5 times one numpy.lexsort; ten million within memory.
"""

from __future__ import annotations

import hashlib
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path

import numpy as np
from measured import filled, processor, timed

from xlkpi.actions.opening import open_book
from xlkpi.books.ooxml.workbook import WorkbookFile
from xlkpi.domain.grade import ROUNDINGS
from xlkpi.domain.numbers import share
from xlkpi.domain.scheme import load_scheme
from xlkpi.headoffice.gather import read_all
from xlkpi.headoffice.incoming import Mailbox
from xlkpi.headoffice.rosters import Roster, Rules, pay_all, place_all
from xlkpi.headoffice.spool import Spool

FILES, PEOPLE = 1000, 60
FEW = 20
"""Files of a slow loop; its time is scaled up."""
SHEETS = ["附件3", "汇总", "参数"]
DEPARTMENT_SIZE = 25


def first_summary(folder: Path) -> Path:
    """A computed summary with a full roster of six departments."""
    book = open_book(filled(folder / "空表.xlsm", PEOPLE))
    book.recalculate()
    return book.save(folder / "第一份.xlsm")


def copied(first: Path, folder: Path, at: int) -> None:
    """The same summary of another branch with other people; its results stay what they are."""
    book = open_book(first)
    book.write("分公司", [[f"第{at:05d}分公司"]])
    book.write("名单_工号", [[f"{at:05d}{number:03d}"] for number in range(PEOPLE)])
    book.save(folder / f"{at // 1000}" / f"{at:05d}.xlsm")


def company(folder: Path, count: int) -> Path:
    """So many branches' summaries in a folder."""
    first = first_summary(folder)
    inbox = folder / "收件箱"
    for at in range((count + 999) // 1000):
        (inbox / str(at)).mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor() as pool:
        list(pool.map(partial(copied, first, inbox), range(count), chunksize=25))
    return inbox


def reading() -> None:
    """Reading many summaries beside loops over the same files."""
    import openpyxl
    import pandas as pd
    import python_calamine

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        inbox = company(folder, FILES)
        paths = sorted(inbox.rglob("*.xlsm"))

        def ours() -> None:
            box = Mailbox()
            box.look([str(inbox)])
            with Spool(folder / "汇总.xlsx", "", resume=False) as spool:
                read_all(box.files, spool, pay=True)

        def opened() -> None:
            for path in paths:
                python_calamine.load_workbook(path)

        def read() -> None:
            for path in paths:
                book = python_calamine.load_workbook(path)
                for sheet in SHEETS:
                    book.get_sheet_by_name(sheet).to_python()

        def digests() -> None:
            for path in paths:
                hashlib.sha256(path.read_bytes()).hexdigest()

        def by_openpyxl() -> None:
            for path in paths[:FEW]:
                book = openpyxl.load_workbook(path, data_only=True)
                for sheet in SHEETS:
                    list(book[sheet].values)

        def by_pandas() -> None:
            for path in paths[:FEW]:
                pd.read_excel(path, sheet_name=SHEETS, engine="openpyxl")

        def unpacked() -> None:
            for path in paths:
                file = WorkbookFile.open(path)
                for sheet in SHEETS:
                    file.package.part(file.part_of(sheet))

        mine, openings, bare, told = (processor(work) for work in (ours, opened, unpacked, digests))
        scale = FILES / FEW
        print(f"{FILES} summaries of {PEOPLE} people read by name, checked and kept: {mine:.2f} s of processor time")
        print(f"  an openpyxl loop         / ours {processor(by_openpyxl, 2) * scale / mine:5.1f}")
        print(f"  a pandas.read_excel loop / ours {processor(by_pandas, 2) * scale / mine:5.1f}")
        print(f"  ours / calamine reading the three sheets  {mine / processor(read):.2f}")
        print(f"  ours / calamine opening the files         {mine / openings:.2f}")
        print(f"  bytes and digest alone / calamine opening {told / openings:.2f}")
        print(f"  three sheets unpacked  / calamine opening {bare / openings:.2f}")


def memory() -> None:
    """The largest memory of a whole run over 1,000 and over 10,000 files."""
    told = "import resource,sys\nfrom xlkpi.cli import main\ntry: main()\nexcept SystemExit: pass\n"
    told += (
        "for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN): print(resource.getrusage(who).ru_maxrss // 1024)"
    )
    with tempfile.TemporaryDirectory() as name:
        inbox = company(Path(name), 10 * FILES)
        for sources in ([str(inbox / "0")], [str(inbox)]):
            start = time.perf_counter()
            command = [sys.executable, "-c", told, "rollup", *sources, "-o", f"{name}/汇总.xlsx", "--force"]
            done = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
            files = FILES if sources != [str(inbox)] else 10 * FILES
            taken = time.perf_counter() - start
            print(f"{files} files: {done[-2]} MB, each worker at most {done[-1]} MB, {taken:.0f} s with the workbook")


SCHEME = load_scheme("gas")
SHARES = tuple(tuple(share(q.shares[level.code]) for level in SCHEME.levels) for q in SCHEME.quotas)
COEFFICIENTS = np.array([float(level.coefficient.value) for level in SCHEME.levels])


def roster(people: int) -> tuple[Roster, np.ndarray, np.ndarray]:
    """Departments of 25 in any order; totals of 2 decimals, many tied, one in twenty away; base and attendance."""
    chance = np.random.default_rng(2024)
    department = np.arange(people) // DEPARTMENT_SIZE
    chance.shuffle(department)
    score = np.round(chance.normal(88, 5, people).clip(0, 100) * 20) / 20
    of_departments = np.arange(department.max() + 1) % len(SHARES)
    base = chance.integers(150, 300, people) * 10.0
    attendance = np.where(chance.random(people) < 0.9, 1.0, np.round(chance.random(people), 3))
    return Roster(department, score, chance.random(people) > 0.05, of_departments), base, attendance


def graded(people: Roster, base: np.ndarray, attendance: np.ndarray) -> np.ndarray:
    """Rank, seats, levels and pay of everybody; returns the pay in cents."""
    placed = place_all(people, Rules(SHARES))
    factor = np.where(placed.level >= 0, COEFFICIENTS[placed.level], np.nan)
    return pay_all(base, factor, attendance)


def million() -> None:
    """A million people beside groupby-apply and beside one sort."""
    import pandas as pd

    people, base, attendance = roster(1_000_000)
    mine = timed(lambda: graded(people, base, attendance), 7)
    grades = timed(lambda: place_all(people, Rules(SHARES)), 7)
    sort = timed(lambda: np.lexsort([-people.score, people.department]), 5)
    frame = pd.DataFrame({"department": people.department, "score": people.score, "in": people.takes_part})
    frame["base"], frame["attendance"] = base, attendance
    seats_of = cache(lambda count, row: np.cumsum(ROUNDINGS["half_up"](count, SHARES[row])))

    def one(members: pd.DataFrame) -> pd.Series:
        scores = members.loc[members["in"], "score"]
        seats = seats_of(len(scores), members.name % len(SHARES))
        level = np.searchsorted(seats, scores.rank(method="min", ascending=False), side="left")
        return (members["base"] * COEFFICIENTS[level] if len(level) == len(members) else
                members["base"].reindex(scores.index) * COEFFICIENTS[level]) * members["attendance"]  # fmt: skip

    few = frame[frame["department"] < 4000]
    scale = len(frame) / len(few)
    plain = timed(lambda: few.groupby("department").apply(one), 2) * scale
    print(f"1,000,000 people: rank, seats, levels {grades:.3f} s, with pay {mine:.3f} s")
    print(f"  groupby-apply / ours {plain / mine:.0f}")
    print(
        f"  ours / one numpy.lexsort by department and score: {grades / sort:.2f} without pay, {mine / sort:.2f} with pay"
    )


def ten() -> None:
    """Ten million people, and what memory that takes."""
    people, base, attendance = roster(10_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    taken = timed(lambda: graded(people, base, attendance), 1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"10,000,000 people: {taken:.1f} s, {peak:.1f} GB at most ({before:.1f} GB of them the roster itself)")


PARTS = {"read": reading, "memory": memory, "million": million, "ten": ten}

if __name__ == "__main__":
    for part in sys.argv[1:] or ["read", "million", "ten"]:
        PARTS[part]()
