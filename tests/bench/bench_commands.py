"""Whole commands as a user starts them, and the write step beside openpyxl's, as ratios in one run.

Run from the root: `python tests/bench/bench_commands.py`; nothing is asserted. Goals: recompute of 60 people under 2 s and
of 2,000 under 6 s as a whole process, the write step at least 4 times faster than openpyxl's load and save; a month of
320 forms collected into 40 summaries in 1.5 times the processor time of reading the forms.
"""

from __future__ import annotations

import csv
import random
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from measured import filled, processor, timed

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


def process(*arguments: str, rounds: int = 3) -> float:
    """Seconds of a whole `python -m ...` process, best of some rounds."""
    return timed(lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True), rounds)


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


BRANCHES, STAFF = 40, 8
INDICATORS = {"服务满意度": 0.3, "工单及时办结率": 0.3, "安全宣传入户率": 0.2, "培训考试": 0.2}


def month(folder: Path) -> tuple[Path, Path]:
    """Make the scored forms and the empty summaries of a month by the commands; return their folders."""
    chance = random.Random(1)
    branches = [f"第{at:02d}分公司" for at in range(BRANCHES)]
    staff = [(name, f"{name[1:3]}{at:02d}", f"员工{name[1:3]}{at:02d}") for name in branches for at in range(STAFF)]
    tables = {
        "roster": [("分公司", "工号", "姓名", "参评", "绩效基数"), *((*one, "是", 2000) for one in staff)],
        "supervisors": [
            ("分公司", "主管", "计划", "主管经理评分", "客户服务部评分"),
            *((name, f"主管{name}", "五月", chance.randint(80, 99), 90) for name in branches),
        ],
        "forms": [
            ("分公司", "工号", "姓名", "岗位", "指标", "权重", "主管评分"),
            *((*one, "客服", *line, chance.randint(60, 100)) for one in staff for line in INDICATORS.items()),
        ],
    }
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
    forms, sums = folder / "forms", folder / "sums"
    for kind, out, *names in (("附件2", forms, "forms"), ("附件3", sums, "roster", "supervisors")):
        data = [word for name in names for word in ("--data", f"{folder / name}.csv")]
        process("-m", "xlkpi", "new", kind, "-o", str(out), "--period", "2024-05", *data, rounds=1)
    return forms, sums


def collecting(folder: Path) -> None:
    """Print what collecting a month into many summaries costs beside reading its forms, and recomputing them."""
    from xlkpi.actions.collect import collect, read_folder
    from xlkpi.actions.recompute import recompute
    from xlkpi.actions.saving import save

    forms, sums = month(folder)
    summaries = sorted(sums.rglob("*.xlsm"))
    found = read_folder(forms)

    def each(*steps: str) -> None:
        """Do the first steps of what the command does to each summary; only the last of them leaves a trace."""
        for path in summaries:
            book = open_book(path)
            if "match" in steps:
                collect(book, str(forms), found, skip=path)
            if "compute" in steps:
                book.recalculate()
            if "save" in steps:
                save(book)

    read = processor(lambda: read_folder(forms))
    matched, computed = processor(partial(each, "match")), processor(partial(each, "match", "compute"))
    saved = processor(partial(each, "match", "compute", "save"), 1)
    again = processor(lambda: [recompute(open_book(path)) for path in summaries])
    print(f"{len(found)} forms read and computed: {read:.2f} s; collected into {BRANCHES} summaries, processor time:")
    print(f"  the whole / reading the forms alone {(read + saved) / read:.2f}")
    parts = f"matching {matched:.2f} s, computing {computed - matched:.2f} s, writing {saved - computed:.2f} s"
    print(f"  of the {saved:.2f} s that are not reading forms: {parts}")
    print(f"  the {BRANCHES} summaries recomputed alone: {again:.2f} s")


def main() -> None:
    """Measure starting, computing, writing and collecting."""
    with tempfile.TemporaryDirectory() as folder:
        imports(Path(folder))
        for people in (60, 2000):
            write_step(people, Path(folder))
        collecting(Path(folder))


if __name__ == "__main__":
    main()
