"""Workbooks of many defined names: what one name costs when there are ten times as many of them. Ratios, not records.

    python tests/bench/bench_names.py [--most 100000]

Looking a name up must not depend on how many there are, so that the last column stays near 1.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def make(path: Path, count: int) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("表")
        sheet.write_row(0, 0, range(10))
        for number in range(count):
            book.define_name(f"名_{number}", f"=表!$A${number + 1}:$C${number + 1}")


def seconds(path: Path) -> float:
    """The time it takes to open a workbook and to find the rectangle behind every name, as every verb does."""
    from xlkpi.books.file import FileBook

    started = time.perf_counter()
    book = FileBook.open(path)
    assert len(book.names()) > 0
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=100_000)
    most = parser.parse_args().most
    sys.path.insert(0, str(ROOT))
    counts = [count for count in (100, 1_000, 10_000, 100_000) if count < most] + [most]
    base = 0.0
    print("| names | seconds | us a name | times the us of 1,000 |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            path = Path(folder, f"{count}.xlsx")
            make(path, count)
            best = min(seconds(path) for _ in range(3))
            each = best / count * 1e6
            base = each if count == 1_000 else base
            print(f"| {count:,} | {best:.2f} | {each:.1f} | {each / base if base else 0:.1f} |")


if __name__ == "__main__":
    main()
