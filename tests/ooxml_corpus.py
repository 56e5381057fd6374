"""What an editor loses: one cell of a workbook changed, the packages compared part by part.

Run over a folder of workbooks, it prints the table of docs/engine.md:

    python tests/ooxml_corpus.py --corpus DIR
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlam")
CONTROL = re.compile(r"ctrlProps/|activeX/")
CARRIED_OTHERWISE = ("sharedStrings+xml", "calcChain+xml")
"""Kinds of parts that an editor may do without: the texts can stand in the cells, the chain is found anew."""
VALUE = 123.25


@dataclass(frozen=True)
class Target:
    """A cell to change: title of its sheet, reference, and the part it is in."""

    sheet: str
    cell: str
    part: str


@dataclass
class Outcome:
    """What one editor did to one workbook."""

    saved: bool
    error: str = ""
    lost: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    results_before: int = 0
    results_after: int = 0
    controls_before: int = 0
    controls_after: int = 0


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as source:
        return {name.lstrip("/"): source.read(name) for name in source.namelist() if not name.endswith("/")}


def local(element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def target(found: dict[str, bytes]) -> Target | None:
    """The first number that no formula computes, on the first worksheet that has one."""
    lower = {name.lower(): name for name in found}
    workbook = next((name for key, name in lower.items() if re.fullmatch(r"(xl/)?workbook\d*\.xml", key)), None)
    if workbook is None:
        return None
    folder = workbook.rpartition("/")[0]
    links = found.get(f"{folder}/_rels/{workbook.rpartition('/')[2]}.rels".lstrip("/"), b"<x/>")
    targets = {link.get("Id"): link.get("Target", "").replace("\\", "/") for link in ET.fromstring(links)}
    fallback = None
    for sheet in ET.fromstring(found[workbook]).iter():
        if local(sheet) != "sheet":
            continue
        identifier = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
        name = targets.get(identifier, "")
        part = lower.get((name.lstrip("/") if name.startswith("/") else f"{folder}/{name}").lower().lstrip("/"))
        if part is None or "worksheets" not in part.lower():
            continue
        root = ET.fromstring(found[part])
        fallback = fallback or Target(sheet.get("name", ""), "A1", part)
        for cell in root.iter():
            if local(cell) != "c" or cell.get("t", "n") != "n" or not cell.get("r"):
                continue
            kinds = [local(child) for child in cell]
            if "v" in kinds and "f" not in kinds:
                return Target(sheet.get("name", ""), cell.get("r", ""), part)
    return fallback


def results(found: dict[str, bytes]) -> int:
    """Formula cells that carry a stored result."""
    count = 0
    for name, data in found.items():
        if re.search(r"worksheets/[^/]+\.xml$", name, re.IGNORECASE):
            for cell in ET.fromstring(data).iter():
                kinds = {local(child): child for child in cell} if local(cell) == "c" else {}
                count += "f" in kinds and "v" in kinds and bool(kinds["v"].text)
    return count


def kinds(found: dict[str, bytes]) -> Counter[str]:
    """How many parts of each content type there are: a part that was only renamed is not lost."""
    defaults, own = {}, {}
    for entry in ET.fromstring(found.get("[Content_Types].xml", b"<x/>")):
        if local(entry) == "Default":
            defaults[entry.get("Extension", "").lower()] = entry.get("ContentType", "")
        elif local(entry) == "Override":
            own[entry.get("PartName", "").lstrip("/").lower()] = entry.get("ContentType", "")
    names = [name.lower() for name in found if not name.endswith(".rels") and name != "[Content_Types].xml"]
    found_kinds = (own.get(name) or defaults.get(name.rpartition(".")[2], name) for name in names)
    return Counter(kind for kind in found_kinds if not kind.endswith(CARRIED_OTHERWISE))


def compare(before: dict[str, bytes], after: dict[str, bytes], outcome: Outcome) -> None:
    low = {name.lower(): data for name, data in after.items()}
    outcome.lost = sorted((kinds(before) - kinds(after)).elements())
    outcome.changed = [name for name, data in before.items() if low.get(name.lower()) != data]
    outcome.results_before, outcome.results_after = results(before), results(after)
    outcome.controls_before = sum(bool(CONTROL.search(name)) for name in before) + buttons(before)
    outcome.controls_after = sum(bool(CONTROL.search(name)) for name in after) + buttons(after)


def buttons(found: dict[str, bytes]) -> int:
    """Buttons drawn in VML."""
    return sum(data.count(b'ObjectType="Button"') for name, data in found.items() if name.lower().endswith(".vml"))


def ours(source: Path, to: Path, where: Target) -> None:
    from xlkpi.books.ooxml import patch

    patch(source, {where.sheet: {where.cell: VALUE}}, to)


def openpyxl(source: Path, to: Path, where: Target) -> None:
    from openpyxl import load_workbook

    book = load_workbook(source, keep_vba=source.suffix.lower() in (".xlsm", ".xltm", ".xlam"))
    book[where.sheet][where.cell] = VALUE
    book.save(to)


EDITORS: dict[str, Callable[[Path, Path, Target], None]] = {"xlkpi": ours, "openpyxl": openpyxl}


def judge(source: Path, edit: Callable[[Path, Path, Target], None], folder: Path) -> Outcome:
    """Let an editor change one cell of a workbook and say what became of the rest."""
    to = folder / f"out{source.suffix}"
    to.unlink(missing_ok=True)
    try:
        before = parts(source)
        where = target(before)
    except (zipfile.BadZipFile, ET.ParseError, KeyError, OSError, RuntimeError, NotImplementedError) as error:
        return Outcome(False, f"unreadable: {error}")
    if where is None:
        return Outcome(False, "unreadable: no worksheet")
    try:
        edit(source, to, where)
    except Exception as error:  # noqa: BLE001 - any failure is what is being counted
        return Outcome(False, f"{type(error).__name__}: {error}")
    outcome = Outcome(True)
    compare(before, parts(to), outcome)
    return outcome


def workbooks(folder: Path) -> list[Path]:
    return sorted(
        path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and not path.name.startswith("~$")
    )


def measure(paths: Iterable[Path]) -> dict[str, dict[Path, Outcome]]:
    with tempfile.TemporaryDirectory() as folder:
        paths = list(paths)
        return {name: {path: judge(path, edit, Path(folder)) for path in paths} for name, edit in EDITORS.items()}


def table(found: dict[str, dict[Path, Outcome]]) -> str:
    """The outcomes as a Markdown table."""
    lines = [
        "| | files | saved | exceptions | >=1 part lost | files whose stored results are lost | controls lost | parts changed, median |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, outcomes in found.items():
        readable = [one for one in outcomes.values() if not one.error.startswith("unreadable")]
        saved = [one for one in readable if one.saved]
        with_results = [one for one in saved if one.results_before]
        losing = sum(one.results_after < one.results_before for one in with_results)
        controls = sum(one.controls_before for one in saved)
        gone = sum(max(0, one.controls_before - one.controls_after) for one in saved)
        median = statistics.median(len(one.changed) for one in saved) if saved else 0
        lines.append(
            f"| {name} | {len(readable)} | {len(saved)} | {len(readable) - len(saved)} | {sum(bool(one.lost) for one in saved)} "
            f"| {losing} of {len(with_results)} | {gone} of {controls} | {median:g} |"
        )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare what editors lose of the workbooks in a folder.")
    parser.add_argument("--corpus", type=Path, help="folder searched for workbooks; without it, our own fixtures")
    parser.add_argument("--verbose", action="store_true", help="say what happened to each file that was not saved")
    options = parser.parse_args()
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(workbooks(options.corpus) if options.corpus else fixtures(Path(folder)))
    print(table(found))
    print(f"\n{time.perf_counter() - started:.0f} s")
    if options.verbose:
        for name, outcomes in found.items():
            for path, outcome in outcomes.items():
                if not outcome.saved:
                    print(f"{name}: {path.name}: {outcome.error}")


def fixtures(folder: Path) -> list[Path]:
    """What XlsxWriter, LibreOffice (where installed) and Excel made."""
    import ooxml_makers as makers

    found = [make(folder) for make in makers.MAKERS.values()]
    if makers.soffice():
        for number, path in enumerate([makers.GOLDEN / "branch.fods", *found[:]]):
            found.append(makers.convert(path, folder / f"lo{number}"))
    return [*found, *sorted(makers.GOLDEN.parent.glob("*/*.xlsx")), *makers.excel_made()]


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))
    main()
