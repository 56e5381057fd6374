"""Whole commands as a user starts them, and the write step beside openpyxl's, as ratios in one run.

Run from the root: `python tests/bench/bench_commands.py`; nothing is asserted. Goals: recompute of 60 people under 2 s and
of 2,000 under 6 s as a whole process, the write step at least 4 times faster than openpyxl's load and save.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from measured import filled, timed

from xlkpi.actions.opening import open_book

HEAVY = ("pandas", "numpy", "openpyxl", "lxml", "xlsxwriter", "pyopenvba", "xlwings")
COMMANDS = {
    "--version": ("--version",),
    "functions": ("functions",),
    "call": ("call", "KPI_RANK", "[[[1],[2]]]"),
    "check": ("check", "{book}"),
    "recompute": ("recompute", "{book}"),
    "new form": ("new", "form", "-o", "{fresh}"),
}


def process(*arguments: str) -> float:
    """Seconds of a whole `python -m ...` process, best of three."""
    return timed(lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True))


def write_step(people: int, folder: Path) -> None:
    """Print one line: writing changed results in place against openpyxl's load and save."""
    import openpyxl

    path = filled(folder / f"附件3-{people}.xlsm", people)
    book = open_book(path)
    book.recalculate()
    ours = timed(lambda: book.file.save(folder / "ours.xlsm"))
    theirs = timed(lambda: openpyxl.load_workbook(path, keep_vba=True).save(folder / "theirs.xlsm"))
    whole = process("-m", "xlkpi", "recompute", str(path))
    print(f"{people:>5} people: xlkpi recompute {whole:.2f} s as a whole process")
    print(f"      openpyxl load + save / our write step: {theirs / ours:.1f} times ({theirs:.3f} s, {ours:.3f} s)")


def imports(folder: Path) -> None:
    """Print what starting costs, and which heavy packages each command brings in."""
    empty = process("-c", "pass")
    print(f"import xlkpi: {process('-c', 'import xlkpi') - empty:.3f} s beyond an empty Python ({empty:.3f} s)")
    book = filled(folder / "附件3.xlsm", 60)
    for name, command in COMMANDS.items():
        arguments = [word.format(book=book, fresh=folder / "fresh.xlsm") for word in command]
        (folder / "fresh.xlsm").unlink(missing_ok=True)
        said = (
            "import sys\nfrom xlkpi.cli import main\n"
            f"sys.argv[1:] = {arguments!r}\n"
            "try: main()\nexcept SystemExit: pass\n"
            f"sys.stderr.write(' '.join(m for m in {HEAVY!r} if m in sys.modules))"
        )
        done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
        print(f"  xlkpi {name:<10} imports: {done.stderr.strip() or '-'}")


def main() -> None:
    """Measure starting, computing and writing."""
    with tempfile.TemporaryDirectory() as folder:
        imports(Path(folder))
        for people in (60, 2000):
            write_step(people, Path(folder))


if __name__ == "__main__":
    main()
