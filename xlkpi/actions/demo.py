"""The sample months of a system, end to end: built, filled, collected, recomputed in place, summed up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from xlkpi.actions.collect import collect, read_folder
from xlkpi.actions.create import create, parse_period
from xlkpi.actions.data_files import data_files
from xlkpi.actions.data_tables import fits
from xlkpi.actions.opening import open_book
from xlkpi.actions.period import period
from xlkpi.actions.recompute import recompute
from xlkpi.actions.results import Outcome, split
from xlkpi.books.book import Book, Value
from xlkpi.drawing.kind import Kind
from xlkpi.drawing.system import Sample, System
from xlkpi.drawing.workbook_reading import as_text, is_blank
from xlkpi.errors import CannotRead, Unusable, sentence
from xlkpi.records import dataclass
from xlkpi.schemes import kind_named, systems


@dataclass(frozen=True)
class Shown:
    """A table of results: heads and rows."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class Step:
    """A workbook of the demonstration: its kind, where it lies, what came out (None: only made), a table of results."""

    kind: Kind
    path: Path
    outcome: Outcome | None
    shown: Shown | None = None
    summary: str = ""

    @property
    def title(self) -> str:
        """What the workbook is called: the first word people use for its kind."""
        return self.summary or (self.kind.words[0] if self.kind.words else self.kind.title)


def samples() -> Path:
    """Return the folder of the sample months: inside an installed package, or in the source tree. Raises CannotRead."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "samples", package.parent / "workbooks" / "samples"):
        if folder.is_dir():
            return folder
    raise CannotRead(sentence("找不到示例数据，请重新安装 xlkpi", "the sample data is missing: reinstall xlkpi"))


def _system(scheme: str) -> System:
    system = next((one for one in systems() if one.id == scheme), None)
    if system is None:
        known = "、".join(one.id for one in systems())
        zh, en = "没有方案 {scheme} 的示例，可用：{known}", "there is no sample of the scheme {scheme}; use {known}"
        raise Unusable(sentence(zh, en, scheme=scheme, known=known))
    return system


def count_steps(scheme: str) -> int:
    """Return how often `demo` tells that something begins. Raises Unusable."""
    system = _system(scheme)
    return len(system.samples) + bool(system.quarter)


def demo(scheme: str, folder: Path, tick: Callable[[str], None] = lambda _: None) -> list[Step]:
    """Build the sample workbooks of a system below `folder`. Raises CannotWrite, Unusable."""
    system = _system(scheme)
    steps = [step for sample in system.samples for step in _made(system.id, sample, folder, tick)]
    if system.quarter:
        path = folder / f"{system.quarter}.xlsm"
        tick(path.stem)
        found = period("quarter", [step.path for step in steps if _counts(step)], path, overwrite=True)
        steps.append(Step(steps[0].kind, path, found, summary=system.quarter.split()[0]))
    return steps


def _counts(step: Step) -> bool:
    """Tell whether a workbook of the demonstration is one that a summary of months takes."""
    from xlkpi.schemes import system_of

    rules = system_of(step.kind.scheme).period
    lists = [name for name, _ in rules.lists] if rules else []
    return "考核月份" in step.kind.by_name or any(name in step.kind.by_name for name in lists)


def _made(scheme: str, sample: Sample, folder: Path, tick: Callable[[str], None]) -> list[Step]:
    """Build and fill the workbooks of one sample, then collect and recompute them in place."""
    kind = kind_named(sample.kind)
    assert kind is not None, sample.kind  # noqa: S101 -- declared beside the kinds themselves
    data = [path for path in data_files([samples() / scheme / sample.when]) if fits(path, kind)]
    tick(f"{kind.title} {sample.when}")
    month = parse_period(sample.when) if "-" in sample.when else None
    several = any(source.split for source in kind.sources)
    out = folder if several else folder / f"{kind.title} {sample.when}.xlsm"
    made = create(kind, out, period=month, data=data, overwrite=True)
    if not made.paths:
        return [Step(kind, out, Outcome(out.name, (), (), made.faults))]
    return [_computed(kind, path, sample) for path in made.paths]


def _computed(kind: Kind, path: Path, sample: Sample) -> Step:
    if sample.quiet:
        return Step(kind, path, None)
    book = open_book(path)
    if sample.collects:
        _, faults = collect(book, str(path.parent), read_folder(path.parent), skip=path, strict=True)
        unsafe, _ = split(faults)
        if unsafe:
            return Step(kind, path, Outcome(path.name, (), (), unsafe))
    outcome = recompute(book)
    return Step(kind, path, outcome, shown(book, kind.shown) if kind.shown else None)


def shown(book: Book, names: Sequence[str]) -> Shown:
    """Return named blocks, columns or rows of cells, side by side; a line without a first cell is left out."""
    blocks = [book.read(name) for name in names]
    columns = [block[0] if len(block) == 1 else [row[0] for row in block] for block in blocks]
    rows = tuple(row for row in zip(*columns, strict=True) if not is_blank(row[0]))
    return Shown(tuple(name.partition("_")[2] for name in names), rows)


def cell_text(value: Value) -> str:
    """Write a cell for a table on the screen."""
    if isinstance(value, float) and not value.is_integer():
        return f"{value:,.4f}".rstrip("0").rstrip(".")
    return as_text(value)
