"""Generated text, checked in: written by `xlkpi build`, compared by `xlkpi build --check` and by a test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from xlkpi.errors import CannotWrite, reason_of, sentence
from xlkpi.generate import holidays, reference, udfs, vendor, workbooks, wrapper

ROOT = Path(__file__).resolve().parents[2]
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
    Target("xlkpi/templates/macros/Dictionary.cls", vendor.dictionary),
)


def check(root: Path = ROOT) -> list[str]:
    """Paths of generated files that are missing or differ from what would be written now."""
    return [*_stale(root), *workbooks.refresh(root, write=False)]


def write(root: Path = ROOT) -> list[str]:
    """Write what is missing or differs; returns the paths written. Raises CannotWrite."""
    stale = _stale(root)
    for target in TARGETS:
        if target.path in stale:
            _write(root / target.path, target.text())
    return [*stale, *workbooks.refresh(root, write=True)]


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
