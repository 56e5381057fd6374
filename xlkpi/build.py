"""Everything generated and checked in - code, VBA, reference pages, templates: written, or compared.

`xlkpi build` writes it, `xlkpi build --check` and a test compare it.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from xlkpi.actions.create import build_blank
from xlkpi.actions.sheets import build_sheet
from xlkpi.domain.scheme import load_scheme
from xlkpi.errors import CannotWrite, Unusable, reason_of, sentence
from xlkpi.generate import holidays, reference, udfs, vendor, wrapper
from xlkpi.places import ADDIN
from xlkpi.templates.addin import build_addin
from xlkpi.templates.layout import FORM, PLAN, ROSTER_ROWS, SUMMARY
from xlkpi.templates.registry import SHEETS

ROOT = Path(__file__).resolve().parents[1]
"""The top of the source tree."""


@dataclass(frozen=True)
class Target:
    """One generated file: where it stands under the root, and what makes its text."""

    path: str
    text: Callable[[], str]


TARGETS = (
    Target("xlkpi/domain/holidays_cn.py", holidays.text),
    Target("udfs/functions.py", udfs.text),
    Target("docs/functions.md", reference.english),
    Target("docs/functions.zh-CN.md", reference.chinese),
    Target("xlkpi/templates/macros/xlwings_udfs.bas", wrapper.text),
    Target("xlkpi/templates/macros/xlwings.bas", vendor.trimmed),
    Target("xlkpi/templates/macros/xlwings_addin.bas", vendor.trimmed_for_addin),
)


def check(root: Path = ROOT) -> list[str]:
    """Paths of generated files that are missing or differ from what would be written now.

    Raises Unusable outside a source tree.
    """
    _need_source(root)
    return [*_stale(root), *refresh(root, write=False)]


def write(root: Path = ROOT) -> list[str]:
    """Write what is missing or differs; returns the paths written. Raises CannotWrite, Unusable."""
    _need_source(root)
    stale = _stale(root)
    for target in TARGETS:
        if target.path in stale:
            _write(root / target.path, target.text())
    return [*stale, *refresh(root, write=True)]


def _need_source(root: Path) -> None:
    if root == ROOT and not (root / "pyproject.toml").is_file():
        zh = "这里没有 xlkpi 的源代码，build 只供开发使用"
        en = "there is no source tree of xlkpi here; build is for those who work on it"
        raise Unusable(sentence(zh, en))


def _stale(root: Path) -> list[str]:
    return [target.path for target in TARGETS if _present(root / target.path) != target.text()]


def _present(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8") if path.is_file() else None


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    except OSError as error:
        raise CannotWrite(
            sentence(
                "无法写入“{path}”：{reason}",
                "cannot write “{path}”: {reason}",
                path=str(path),
                reason=reason_of(error),
            ),
        ) from error


FOLDER = "workbooks"


def _blank(kind: str, scheme: str) -> Callable[[Path], object]:
    return lambda path: build_blank(kind, path, load_scheme(scheme), ROSTER_ROWS, None)


def _sheet(kind: str) -> Callable[[Path], object]:
    return lambda path: build_sheet(kind, path)


WORKBOOKS: dict[str, Callable[[Path], object]] = {
    f"{FORM.title}.xlsm": _blank("form", "gas"),
    f"{SUMMARY.title}.xlsm": _blank("summary", "gas"),
    f"{PLAN.title}.xlsm": _blank("plan", "gas"),
    **{f"{sheet.layout.title}.xlsm": _sheet(kind) for kind, sheet in SHEETS.items()},
    ADDIN: build_addin,
}
"""File names under `workbooks/`, and what builds each."""


def contents(path: Path) -> dict[str, bytes]:
    """Return the parts of a package. Compressed bytes depend on the zlib at hand, contents do not."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def refresh(root: Path, *, write: bool) -> list[str]:
    """Return the templates that are missing or differ from what is built now; with `write` put the new ones there."""
    stale = []
    with tempfile.TemporaryDirectory(prefix="xlkpi-") as folder:
        for name, build in WORKBOOKS.items():
            fresh, present = Path(folder, name), root / FOLDER / name
            build(fresh)
            if present.is_file() and contents(present) == contents(fresh):
                continue
            stale.append(f"{FOLDER}/{name}")
            if write:
                present.parent.mkdir(parents=True, exist_ok=True)
                present.write_bytes(fresh.read_bytes())
    return stale
