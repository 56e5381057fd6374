"""The sample month end to end: forms and summaries as real workbooks, collected, recomputed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from xlkpi.actions.collect import collect
from xlkpi.actions.create import create, parse_period
from xlkpi.actions.opening import open_book
from xlkpi.actions.recompute import recompute
from xlkpi.actions.results import Outcome
from xlkpi.actions.tables import grouped, read_table
from xlkpi.errors import CannotRead, Fault, sentence

PERIOD = "2024-05"


@dataclass(frozen=True)
class Demo:
    """Where the workbooks of the sample month lie and what came out."""

    folder: Path
    forms: tuple[Path, ...]
    outcomes: tuple[Outcome, ...]


def samples() -> Path:
    """Return the folder of the sample month: inside an installed package, or in the source tree. Raises CannotRead."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "samples", package.parent / "workbooks" / "samples"):
        if (folder / PERIOD / "forms.csv").is_file():
            return folder
    raise CannotRead(sentence("找不到示例数据，请重新安装 xlkpi", "the sample data is missing: reinstall xlkpi"))


def steps() -> int:
    """Return how often `demo` tells that something begins: forms, rosters, and each branch's summary."""
    return 2 + len(grouped(read_table(samples() / PERIOD / "roster.csv")[0], "分公司"))


def demo(folder: Path, tick: Callable[[str], None] = lambda _: None) -> Demo:
    """Build the sample month below `folder`, collect the forms, recompute the summaries. Raises CannotWrite."""
    source, period = samples() / PERIOD, parse_period(PERIOD)
    tick("附件2")
    forms = create("form", folder, period=period, data=[source / "forms.csv"], overwrite=True)
    tick("附件3")
    tables = [source / "roster.csv", source / "supervisors.csv"]
    summaries = create("summary", folder, period=period, data=tables, overwrite=True)
    outcomes = []
    for path in summaries.paths:
        tick(path.stem)
        outcomes.append(_finish(path))
    return Demo(folder, forms.paths, tuple(outcomes))


def _finish(path: Path) -> Outcome:
    book = open_book(path)
    _, faults = collect(book, path.parent, skip=path)
    unsafe: list[Fault] = [fault for fault in faults if not fault.notice]
    if unsafe:
        return Outcome(path.name, (), (), tuple(unsafe))
    return recompute(book)
