"""What the add-in costs when LibreOffice starts, and when it opens its first workbook.

Run from the root: `python tests/bench/bench_libreoffice.py [rounds]`; nothing is asserted. The goal is a start at most
0.5 s later than without the add-in.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from xlkpi.libreoffice.documents import opened
from xlkpi.libreoffice.profile import bare, prepared
from xlkpi.libreoffice.program import find_libreoffice
from xlkpi.libreoffice.session import Office

WORKBOOKS = Path(__file__).resolve().parents[2] / "workbooks"


def measure(profile: Path, workbook: Path) -> tuple[float, float]:
    """Seconds until LibreOffice answers, and until the first workbook is open."""
    start = time.perf_counter()
    with Office(find_libreoffice(), profile) as office:
        ready = time.perf_counter()
        with opened(office, workbook):
            return ready - start, time.perf_counter() - ready


def main() -> None:
    """Measure in turns, so that a busy machine is busy for both."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    workbook = max(WORKBOOKS.glob("*.xlsm"), key=lambda path: path.stat().st_size)
    with tempfile.TemporaryDirectory() as folder:
        without, with_ = bare(Path(folder) / "without"), Path(folder) / "with"
        shutil.copytree(prepared(find_libreoffice()), with_)
        pairs = [(measure(without, workbook), measure(with_, workbook)) for _ in range(rounds + 1)][1:]
    for place, what in enumerate(("start", "first workbook")):
        one, other = (statistics.median(pair[which][place] for pair in pairs) for which in (0, 1))
        print(f"{what}: without {one:.2f} s, with {other:.2f} s, difference {other - one:+.2f} s")


if __name__ == "__main__":
    main()
