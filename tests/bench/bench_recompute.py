"""How long the computation of a summary takes, as ratios to reading the same file with other programs.

Run from the root: `python tests/bench/bench_recompute.py [people ...]`; nothing is asserted.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from measured import filled, timed

from xlkpi.actions.opening import open_book


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
