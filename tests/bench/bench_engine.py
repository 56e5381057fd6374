"""The file engine beside openpyxl and beside the floor of unzipping and zipping again: ratios, not records.

    python tests/bench/bench_engine.py [--rows 20000] [--repeat 3]

Every measurement runs in a process of its own, so that its peak memory is its own; the best time of the repetitions
counts. "Busy" is what the main thread had of the processor, which other people's work on the machine changes little; the
engine packs on a thread of its own beside it. The second table compares ways to find the written cells in the sheet's bytes.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SHEET = "xl/worksheets/sheet1.xml"
COLUMNS = (4, 9)
"""Written in every row: a plain number and the result of a formula."""


def make(path: Path, rows: int) -> None:
    """A roster of ten columns: text, numbers, a formula."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Sheet1")
    two = book.add_format({"num_format": "0.00"})
    luck = random.Random(1)
    for row in range(rows):
        cells = [
            row,
            f"员工{row}",
            "客服",
            luck.random() * 100,
            luck.random() * 100,
            luck.random(),
            luck.randrange(5),
            "备注",
        ]
        sheet.write_row(row, 0, cells, two)
        sheet.write_formula(row, 8, f"=D{row + 1}*E{row + 1}", two, 1.5)
        sheet.write_number(row, 9, luck.random())
    book.close()


def edits(rows: int) -> dict[tuple[int, int], float]:
    luck = random.Random(2)
    return {(row, column): luck.random() * 100 for row in range(1, rows + 1) for column in COLUMNS}


# Each of these is one run in its own process: prepare, then return what is to be timed.


def floor(path: Path, rows: int) -> Callable[[], object]:
    out = path.with_name("floor.xlsx")

    def run() -> None:
        with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                target.writestr(name, source.read(name))

    return run


def xlkpi(path: Path, rows: int) -> Callable[[], object]:
    from xlkpi.books.ooxml import WorkbookFile

    values, out = edits(rows), path.with_name("xlkpi.xlsx")

    def run() -> None:
        book = WorkbookFile.open(path)
        book.stage("Sheet1", values)
        book.save(out, backup=False)

    return run


def openpyxl(path: Path, rows: int) -> Callable[[], object]:
    from openpyxl import load_workbook

    values, out = edits(rows), path.with_name("openpyxl.xlsx")

    def run() -> None:
        book = load_workbook(path)
        sheet = book["Sheet1"]
        for (row, column), value in values.items():
            sheet.cell(row, column).value = value
        book.save(out)

    return run


def xml_and_values(path: Path, rows: int) -> tuple[bytes, dict[tuple[int, int], tuple[str, str | None]]]:
    from xlkpi.books.ooxml.value_spelling import encode

    with zipfile.ZipFile(path) as source:
        return source.read(SHEET), {place: encode(value) for place, value in edits(rows).items()}


def loop_search(path: Path, rows: int) -> Callable[[], object]:
    """What the engine does: rows by one expression, cells by byte search, untouched cells never looked at."""
    from xlkpi.books.ooxml.splice import splice
    from xlkpi.books.ooxml.writes import Writes

    xml, values = xml_and_values(path, rows)
    return lambda: splice(xml, Writes(values), lambda: None)


ROW = re.compile(rb"<row\b([^>]*)>(.*?)</row>", re.DOTALL)
CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
FORMULA = re.compile(rb"<f\b[^>]*>.*?</f>", re.DOTALL)


def rewritten(attributes: bytes, inner: bytes, text: str) -> bytes:
    formula = FORMULA.search(inner)
    kept = re.sub(rb' t="\w+"', b"", attributes)
    return b"<c%s>%s<v>%s</v></c>" % (kept, formula[0] if formula else b"", text.encode())


def loop_nested(path: Path, rows: int) -> Callable[[], object]:
    """An expression over rows, and in each row an expression over its cells."""
    from xlkpi.books.areas import cell_of

    xml, values = xml_and_values(path, rows)
    reference = re.compile(rb' r="([A-Z]+[0-9]+)"')

    def cell(found: re.Match[bytes]) -> bytes:
        place = cell_of(reference.search(found[1])[1].decode())
        value = values.get(place)
        return found[0] if value is None else rewritten(found[1], found[2] or b"", value[1] or "")

    def row(found: re.Match[bytes]) -> bytes:
        return b"<row%s>%s</row>" % (found[1], CELL.sub(cell, found[2]))

    return lambda: ROW.sub(row, xml)


def loop_one_pass(path: Path, rows: int) -> Callable[[], object]:
    """One expression over all cells of the sheet, each looked up by its reference."""
    from xlkpi.books.areas import reference_of

    xml, values = xml_and_values(path, rows)
    wanted = {reference_of(*place).encode(): value[1] or "" for place, value in values.items()}
    cell_with_reference = re.compile(rb'<c( r="([A-Z]+[0-9]+)"[^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)

    def cell(found: re.Match[bytes]) -> bytes:
        text = wanted.get(found[2])
        return found[0] if text is None else rewritten(found[1], found[3] or b"", text)

    return lambda: cell_with_reference.sub(cell, xml)


def loop_split(path: Path, rows: int) -> Callable[[], object]:
    """The sheet split at every cell, pieces exchanged by number, joined again."""
    from xlkpi.books.areas import reference_of

    xml, values = xml_and_values(path, rows)
    wanted = {reference_of(*place).encode(): value[1] or "" for place, value in values.items()}

    def run() -> bytes:
        pieces = xml.split(b'<c r="')
        for number, piece in enumerate(pieces):
            text = wanted.get(piece[: piece.find(b'"')]) if number else None
            if text is not None:
                end = piece.find(b"</c>")
                tag, _, inner = piece[:end].partition(b">")
                pieces[number] = rewritten(tag, inner, text)[2:] + piece[end + 4 :]
        return b'<c r="'.join(pieces)

    return run


def loop_tree(path: Path, rows: int) -> Callable[[], object]:
    """The whole sheet as an lxml tree, which is what the engine does with exotic sheets."""
    from xlkpi.books.ooxml.tree_edit import edit_tree
    from xlkpi.books.ooxml.writes import Writes

    xml, values = xml_and_values(path, rows)
    return lambda: edit_tree(xml, "Sheet1", Writes(values))


WHOLE = (floor, xlkpi, openpyxl)
LOOPS = (loop_search, loop_nested, loop_one_pass, loop_split, loop_tree)
RUNS = {run.__name__: run for run in WHOLE + LOOPS}


def peak_mb() -> float:
    """The most memory this process ever had, MB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def child(name: str, path: Path, rows: int) -> None:
    run = RUNS[name](path, rows)
    started, busy = time.perf_counter(), time.thread_time()
    run()
    found = {"seconds": time.perf_counter() - started, "busy": time.thread_time() - busy, "peak": peak_mb()}
    print(json.dumps(found))


def measure(name: str, path: Path, rows: int, repeat: int) -> dict[str, float]:
    found = []
    for _ in range(repeat):
        run = [sys.executable, str(Path(__file__)), "--run", name, "--path", str(path), "--rows", str(rows)]
        done = subprocess.run(run, capture_output=True, text=True, check=True, cwd=ROOT, env=None)
        found.append(json.loads(done.stdout))
    return {key: min(one[key] for one in found) for key in found[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--run", choices=sorted(RUNS), help=argparse.SUPPRESS)
    parser.add_argument("--path", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    if options.run:
        child(options.run, options.path, options.rows)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roster.xlsx"
        make(path, options.rows)
        found = {name: measure(name, path, options.rows, options.repeat) for name in RUNS}
    base, busy, writes = found["floor"]["seconds"], found["floor"]["busy"], options.rows * len(COLUMNS)
    print(f"{writes:,} writes on a {options.rows:,}-row sheet\n")
    print("| | seconds | times the floor | seconds busy | times the floor | peak MB |\n|---|---|---|---|---|---|")
    for run in WHOLE:
        one = found[run.__name__]
        print(
            f"| {run.__name__} | {one['seconds']:.2f} | {one['seconds'] / base:.1f} | {one['busy']:.2f} "
            f"| {one['busy'] / busy:.2f} | {one['peak']:.0f} |"
        )
    for key, words in (("seconds", "the time"), ("busy", "the time busy")):
        print(f"\nopenpyxl / xlkpi: {found['openpyxl'][key] / found['xlkpi'][key]:.1f} times {words}, ", end="")
    print(f"{found['openpyxl']['peak'] / found['xlkpi']['peak']:.1f} times the memory\n")
    print("| finding the cells | seconds | times the engine's |\n|---|---|---|")
    for run in LOOPS:
        one = found[run.__name__]["seconds"]
        print(f"| {run.__name__.removeprefix('loop_')} | {one:.3f} | {one / found['loop_search']['seconds']:.1f} |")


if __name__ == "__main__":
    main()
