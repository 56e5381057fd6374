"""What a spreadsheet function needs is the standard library alone, and a Python as old as LibreOffice's own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import vermin

ROOT = Path(__file__).resolve().parent.parent
PROBE = """
import json, sys
before = set(sys.modules)
import xlkpi.functions
every = [*xlkpi.functions.CATALOGUE.values()]
loaded = sorted(name for name in set(sys.modules) - before)
example = xlkpi.functions.CATALOGUE["KPI_GRADES"].example
answer = xlkpi.functions.call("KPI_GRADES", example.arguments)
print(json.dumps({"loaded": loaded, "right": answer == example.expected, "path": sys.path}))
"""


def probe() -> dict[str, object]:
    """Import the functions in a bare Python: no site-packages, no environment, only the project's own folder."""
    done = subprocess.run(
        [sys.executable, "-S", "-E", "-c", PROBE],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def ours() -> list[Path]:
    """The files that come with `import xlkpi.functions`."""
    loaded = probe()["loaded"]
    assert isinstance(loaded, list)
    names = [name.replace(".", "/") for name in loaded if name.partition(".")[0] == "xlkpi"]
    candidates = [ROOT / f"{name}{end}" for name in names for end in (".py", "/__init__.py")]
    return [path for path in candidates if path.exists()]


def test_functions_compute_without_site_packages() -> None:
    answer = probe()
    assert answer["right"] is True
    assert not any("site-packages" in str(path) for path in answer["path"])  # type: ignore[attr-defined]


def test_only_the_standard_library_and_the_domain_are_loaded() -> None:
    loaded = probe()["loaded"]
    assert isinstance(loaded, list)
    roots = {name.partition(".")[0] for name in loaded} - {"xlkpi"}
    assert roots <= sys.stdlib_module_names
    rooms = {".".join(name.split(".")[:2]) for name in loaded if name.startswith("xlkpi")}
    assert rooms == {"xlkpi", "xlkpi.errors", "xlkpi.records", "xlkpi.day_zero", "xlkpi.domain", "xlkpi.functions"}


def test_the_functions_start_without_what_costs_time() -> None:
    loaded = probe()["loaded"]
    assert isinstance(loaded, list)
    heavy = {
        "pandas",
        "numpy",
        "openpyxl",
        "lxml",
        "xlsxwriter",
        "xlwings",
        "formulas",
        "sqlite3",
        "asyncio",
        "tomllib",
    }
    assert not heavy & {name.partition(".")[0] for name in loaded}


def test_python_3_8_can_run_every_file_of_the_function_path() -> None:
    """vermin reads the syntax and the standard library's history; annotations are never evaluated."""
    config = vermin.Config()
    config.set_eval_annotations(False)
    files = ours()
    assert ROOT / "xlkpi" / "errors.py" in files
    assert ROOT / "xlkpi" / "domain" / "grade.py" in files
    assert ROOT / "xlkpi" / "functions" / "grades.py" in files
    needed = {}
    for path in files:
        visitor = vermin.visit(path.read_text("utf-8"), config)
        needed[path.relative_to(ROOT).as_posix()] = visitor.minimum_versions()[1]
    assert {name: version for name, version in needed.items() if not version or version > (3, 8)} == {}
    assert all(
        "from __future__ import annotations" in path.read_text("utf-8")
        for path in files
        if len(path.read_text("utf-8")) > 200
    )
