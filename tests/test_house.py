"""The doors of the house: which room may import which, read from the source, so that imports go one way."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted([*(ROOT / "xlkpi").rglob("*.py"), *(ROOT / "udfs").rglob("*.py")])

DOORS: dict[str, tuple[str, ...]] = {
    "records": (),
    "day_zero": (),
    "errors": (),
    "places": ("errors",),
    "domain": ("errors",),
    "functions": ("domain", "errors"),
    "libreoffice.addin": ("functions", "errors"),
    "generate": ("libreoffice.addin", "functions", "domain", "places", "errors"),
    "libreoffice": ("libreoffice.addin", "generate", "functions", "books", "places", "errors"),
    "books": ("errors",),
    "ledger": ("domain", "errors"),
    "publish": ("errors",),  # pages for people: words and numbers in, HTML and PDF out
    "macros": ("functions", "places", "errors"),
    "drawing": ("macros", "books", "functions", "domain", "errors"),
    "schemes": ("drawing", "macros", "books", "functions", "domain", "errors"),
    "adopt": ("drawing", "books", "functions", "domain", "errors"),  # a stranger's workbook understood, grids in
    "setup": (
        "libreoffice",
        "schemes",
        "drawing",
        "macros",
        "generate",
        "functions",
        "books",
        "domain",
        "places",
        "errors",
    ),
    "actions": (
        *("adopt", "schemes", "drawing", "macros", "books", "functions", "domain", "places", "errors"),
    ),  # macros: an export without them blanks what only macros hide, a company's own workbook gets them
    "headoffice": (
        *("actions", "ledger", "publish", "schemes", "drawing", "macros", "books", "functions", "domain", "errors"),
    ),  # many workbooks at once; macros: their sum has a button
    "build": (
        "actions",
        "schemes",
        "drawing",
        "macros",
        "generate",
        "domain",
        "places",
        "errors",
    ),  # all that is generated
    "cli": (
        *("build", "setup", "headoffice", "actions", "adopt", "libreoffice", "generate", "schemes", "drawing"),
        *("ledger", "books", "functions", "domain", "publish", "places", "errors"),
    ),
    "udfs": ("actions", "headoffice", "drawing", "setup", "books", "functions", "places", "errors"),
}
"""Each room and the rooms it may import; a new room needs a row here and a reason."""

EVERYWHERE = ("records", "day_zero")
"""What every room declares its records with, and the day from which workbooks count."""

OWNERS: dict[str, tuple[str, ...]] = {
    "xlwings": ("xlkpi/books/live.py", "udfs/"),
    "xlsxwriter": ("xlkpi/drawing/", "xlkpi/macros/", "xlkpi/actions/exports.py"),  # and a table given away
    "pyopenvba": ("xlkpi/macros/",),
    "click": ("xlkpi/cli/",),
    "vl_convert": ("xlkpi/publish/",),
    "sqlalchemy": ("xlkpi/ledger",),
    "uno": ("xlkpi/libreoffice/",),
    "openpyxl": ("xlkpi/books/ooxml/edits/formula_text.py",),  # its tokenizer; workbooks are read by ours
    "numpy": ("xlkpi/headoffice/", "xlkpi/cli/rollup_command.py"),
    "pyarrow": ("xlkpi/headoffice/",),
    "fsspec": ("xlkpi/headoffice/",),
    "distributed": ("xlkpi/headoffice/",),
    "csv": ("xlkpi/actions/data_files.py", "xlkpi/actions/exports.py"),  # one reader, one writer
    "xml": ("xlkpi/books/ooxml/", "xlkpi/libreoffice/extension.py", "xlkpi/macros/extending.py"),  # read by one room
    "sqlite3": ("xlkpi/headoffice/spool.py", "xlkpi/headoffice/on_disk.py"),
}
"""Packages that only one room knows."""

DISTRIBUTIONS = {
    "lxml": "lxml",
    "xlsxwriter": "XlsxWriter",
    "pyopenvba": "pyOpenVBA",
    "zlib_ng": "zlib-ng",
    "vl_convert": "vl-convert-python",
    "msoffcrypto": "msoffcrypto-tool",
    "sqlalchemy": "SQLAlchemy",
}
"""Packages whose distribution is called otherwise than what is imported."""

GIVEN = {"uno", "unohelper", "com", "org", "pythoncom", "win32com", "win32api", "pywintypes"}
"""What LibreOffice's own Python has, and what xlwings brings on Windows."""

ONLY_BUILD = {"chinese_calendar", "packaging"}
"""What only `xlkpi build` and `xlkpi bundle` need, in a clone with the extra `test`."""

VAGUE = {"utils", "util", "helpers", "helper", "common", "constants", "models", "services", "managers", "misc", "base"}


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """Every module a file imports, at its top or inside a function, as a dotted name with its line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            yield from ((f"{module}.{alias.name}", node.lineno) for alias in node.names)


def room(dotted: str) -> str | None:
    """The room a dotted name of ours stands in; None for the package itself and for others."""
    top, *rest = dotted.split(".")
    if top == "udfs":
        return "udfs"
    if top != "xlkpi" or not rest:
        return None
    return "libreoffice.addin" if rest[:2] == ["libreoffice", "addin"] else rest[0]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def of_file(path: Path) -> str | None:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return None if parts[-1] == "__main__" or parts == ("xlkpi", "__init__") else room(".".join(parts))


def test_every_package_that_is_imported_is_declared() -> None:
    """A plain `pip install xlkpi` has the dependencies, and each extra what its rooms import: nothing of the tests."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    optional = project["optional-dependencies"]
    wanted = [*project["dependencies"], *(one for extra, of in optional.items() if extra != "test" for one in of)]
    declared = {re.split(r"[\[<>=!~ ;]", one)[0].lower() for one in wanted}
    outside = {
        (dotted.split(".")[0], named(path))
        for path in FILES
        for dotted, _ in imported(path)
        if dotted.split(".")[0] not in {*sys.stdlib_module_names, *GIVEN, *ONLY_BUILD, "xlkpi", "udfs"}
    }
    lacking = [(one, file) for one, file in outside if DISTRIBUTIONS.get(one, one).lower() not in declared]
    assert lacking == []


def test_the_doors_lead_one_way() -> None:
    assert list(TopologicalSorter(DOORS).static_order())


def test_every_room_is_in_the_plan_of_the_house() -> None:
    assert {of_file(path) for path in FILES} - {None} <= set(DOORS)


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_file_imports_only_through_its_doors(path: Path) -> None:
    home = of_file(path)
    if home is None:
        return
    wrong = [
        f"{named(path)}:{line} imports {dotted}"
        for dotted, line in imported(path)
        if (target := room(dotted)) in DOORS and target not in (home, *EVERYWHERE, *DOORS[home])
    ]
    assert wrong == []


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_package_is_known_to_its_owner_only(path: Path) -> None:
    name = named(path)
    wrong = [
        f"{name}:{line} imports {dotted}"
        for dotted, line in imported(path)
        for owners in [OWNERS.get(dotted.partition(".")[0].lower())]
        if owners is not None and not name.startswith(owners)
    ]
    assert wrong == []


def test_imports_are_written_out() -> None:
    relative = [
        named(path)
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


def test_no_room_has_a_vague_name() -> None:
    assert [named(path) for path in FILES if VAGUE & set(path.relative_to(ROOT).with_suffix("").parts)] == []


def test_importing_the_package_loads_nothing_of_it() -> None:
    assert [
        dotted for dotted, _ in imported(ROOT / "xlkpi" / "__init__.py") if not dotted.startswith("__future__")
    ] == []


def test_every_file_says_in_its_first_sentence_what_it_is() -> None:
    untold = [
        named(path)
        for path in FILES
        if path.read_text("utf-8").strip() and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert untold == []


ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")


def test_the_page_of_rooms_lists_every_room() -> None:
    rows = [line.split("|")[1] for line in ARCHITECTURE.splitlines() if line.startswith("| `")]
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == {room.partition(".")[0] for room in DOORS}


def test_every_file_that_the_page_of_rooms_names_is_there() -> None:
    named_there = set(re.findall(r"`((?:\w+/)+\w+(?:\.py)?)`", ARCHITECTURE))
    assert len(named_there) > 10
    lost = [
        name
        for name in named_there
        if not any(
            (ROOT / top / name).with_suffix(".py").is_file() or (ROOT / top / name).is_dir() for top in ("", "xlkpi")
        )
    ]
    assert lost == []


def test_a_file_name_stands_once_so_that_an_editors_tab_tells_which_it_is():
    names = Counter(path.name for path in FILES if path.name not in ("__init__.py", "__main__.py"))
    assert [name for name, count in names.items() if count > 1] == []
