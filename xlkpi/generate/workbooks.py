"""The checked-in templates: built empty for no particular month, recomputed so that every cached value is true."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from xlkpi.actions.create import build_blank
from xlkpi.actions.sheets import build_sheet
from xlkpi.domain.scheme import load_scheme
from xlkpi.places import ADDIN
from xlkpi.templates.addin import build_addin
from xlkpi.templates.layout import FORM, PLAN, ROSTER_ROWS, SUMMARY
from xlkpi.templates.registry import SHEETS

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
