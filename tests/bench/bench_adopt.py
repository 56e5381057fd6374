"""How well `adopt` understands the layouts of the tests: share right, asked, wrong, by group and in all.

Then how many results of adopted workbooks come out as the rules say, counted by plain arithmetic (tests/adopt/applied.py).

python tests/bench/bench_adopt.py            the open layouts and those that are no appraisal
python tests/bench/bench_adopt.py --aside    also those kept aside, for measuring only: their sums, nothing of a single one
python tests/bench/bench_adopt.py --laws     the open layouts once more after each law
python tests/bench/bench_adopt.py --large    how long a list takes by its rows, beside one of 2,000
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from adopt.applied import applied
from adopt.gathered import GROUPS, OPEN
from adopt.laws import LAWS
from adopt.score import score, table, total
from adopt.writing import save
from xlkpi.adopt.grids_of_file import grids_of
from xlkpi.adopt.understand import understand


def answer(layout, folder):
    """What `adopt --json` says of a layout."""
    return understand(grids_of(save(layout.draw(), folder, layout.name))).as_json()


def listed(path, rows):
    """A list of so many people, written row by row: ten columns, places by RANK over all of them."""
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet, box = book.add_worksheet("汇总"), book.add_format({"border": 1})
        sheet.write(0, 0, "员工绩效考核汇总表")
        sheet.write_row(1, 0, ["序号", "工号", "姓名", "部门", "岗位", "考核得分", "排名", "等级", "系数", "备注"], box)
        for row in range(2, rows + 2):
            total = 100 - row / 2000
            facts = [row - 1, f"K{row:06d}", "陈王李张"[row % 4] + "丽华", f"{row % 40}部", "客服专员", total]
            sheet.write_row(row, 0, facts, box)
            sheet.write_formula(row, 6, f"=RANK(F{row + 1},F$3:F${rows + 2})", box, row - 1)
            sheet.write_row(row, 7, ["B", 1.0, None], box)


def large(folder):
    """Seconds for lists of several sizes, and how many times the smallest each takes."""
    first = None
    for rows in (2_000, 19_000, 100_000):
        path = folder / f"{rows}.xlsx"
        listed(path, rows)
        started = time.perf_counter()
        understood = understand(grids_of(path))
        seconds = time.perf_counter() - started
        first = first or seconds
        told = understood.why[0].say() if understood.why else f"{understood.parts[0].last_row} 行"
        print(f"{rows:>8} rows {seconds:6.1f} s {seconds / first:6.1f} times  {told}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--aside", action="store_true")
    parser.add_argument("--laws", action="store_true")
    parser.add_argument("--large", action="store_true")
    given = parser.parse_args()
    if given.large:
        with tempfile.TemporaryDirectory() as folder:
            large(Path(folder))
        return
    groups = {name: layouts for name, layouts in GROUPS.items() if given.aside or "aside" not in name}
    if given.laws:
        for name, law in LAWS.items():
            groups[name] = [changed for layout in OPEN if (changed := law(layout))]
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        scores = {
            name: [score(layout, answer(layout, Path(folder))) for layout in layouts]
            for name, layouts in groups.items()
        }
        print(table({name: of for name, of in scores.items() if "aside" not in name}))
        for name, of in scores.items():
            if "aside" in name:
                print(f"{name}\n  {total(of)}")
        for name, layouts in groups.items():
            if "foreign" not in name:
                counted = [applied(layout, Path(folder)) for layout in layouts]
                right, cells = (sum(one[at] for one in counted) for at in (0, 1))
                taken = sum(one[1] > 0 for one in counted)
                print(
                    f"{name}: {right} of {cells} adopted cells as the rules say, in {taken} of {len(layouts)} workbooks"
                )
        print(f"{time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
