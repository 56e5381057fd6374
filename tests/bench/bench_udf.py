"""What a formula costs: Python's half of one call against what xlwings itself spends on the same cells.

Run from the root: `python tests/bench/bench_udf.py`. Prints ratios and times of this machine; nothing fails by time.
"""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from measured import timed  # noqa: E402

import fake_excel  # noqa: E402
import pywin32_stub  # noqa: E402

UDFS, WINDOWS, _, _ = pywin32_stub.install()
PEOPLE = 200
REPEATS = 30
RATIO_GOAL = 3
IMPORT_GOAL = 0.1
CALLS_GOAL = 20
"""话务绩效表 has 24, and keeps them: six sheets with rules of their own, each block one function that its formula names.
Joined, one block would answer two columns (rank and level, final level and coefficient), its formula would say so of
neither, and adopted workbooks, which have columns one by one, would need both ways. Four calls cost 16 to 50 ms once,
when the workbook opens; while somebody types, only what depends on that cell is asked."""


def roster() -> list[fake_excel.Range]:
    """The arguments of KPI_GRADES for 200 people of four departments."""
    rows = range(PEOPLE)
    return [
        fake_excel.cells(*[[70 + row * 7 % 300 / 10] for row in rows]),
        fake_excel.cells(*[[("优秀", "良好")[row % 4 % 2]] for row in rows]),
        fake_excel.cells(*[[f"客服{row % 4}部"] for row in rows]),
        fake_excel.cells([None, "A+", "A", "B"], ["优秀", 0.2, 0.3, 0.5], ["良好", 0.1, 0.3, 0.6]),
        fake_excel.cells(*[["是"] for _ in rows]),
    ]


def per_call() -> tuple[float, float]:
    """Seconds of one block call, and of xlwings' conversion of the same cells alone."""
    import xlwings as xw

    arguments = roster()
    caller = fake_excel.cells(*[[None]] * PEOPLE)
    options = {"ndim": 2, "err_to_str": True}

    def call():
        return UDFS.call_udf("udfs.functions", "KPI_GRADES", arguments, None, caller)

    def convert():
        for argument in arguments:
            xw.conversion.read(xw.Range(impl=WINDOWS.Range(xl=argument)), None, options)
        xw.conversion.write([["A+"]] * PEOPLE, None, {})

    return timed(call, REPEATS), timed(convert, REPEATS)


def import_seconds() -> float:
    """Seconds that importing our functions takes beyond xlwings, in a fresh process; the shortest of five."""
    code = "import xlwings, time; t = time.perf_counter(); import udfs.functions; print(time.perf_counter() - t)"
    runs = [
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
        for _ in range(5)
    ]
    return min(float(run.stdout) for run in runs)


def calls_per_workbook() -> dict[str, int]:
    """Formulas that ask Python, by template: a block entered once counts once.

    Not the format on every sheet that asks KPI_READY whether macros run: VBA answers that by itself.
    """
    found = {}
    for path in sorted((ROOT / "workbooks").glob("*.xlsm")):
        with zipfile.ZipFile(path) as package:
            sheets = [
                package.read(name).decode() for name in package.namelist() if name.startswith("xl/worksheets/sheet")
            ]
        found[path.stem] = sum(len(re.findall(r"<f(?:\s[^>]*)?>[^<]*KPI_", sheet)) for sheet in sheets)
    return found


def main() -> None:
    """Print every figure beside its goal."""
    call, convert = per_call()
    print(f"KPI_GRADES, {PEOPLE} rows: {call * 1000:.2f} ms, xlwings' conversion alone {convert * 1000:.2f} ms")
    print(f"ratio {call / convert:.2f} (goal at most {RATIO_GOAL})")
    print(f"import of udfs.functions beyond xlwings: {import_seconds():.3f} s (goal {IMPORT_GOAL})")
    for name, calls in calls_per_workbook().items():
        print(f"{name}: {calls} calls of Python in a full calculation (goal at most {CALLS_GOAL})")


if __name__ == "__main__":
    main()
