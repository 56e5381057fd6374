"""Generated files are checked in; what stands there is what would be written now."""

from __future__ import annotations

import pytest

from commands import run
from compare_workbooks import differences
from xlkpi import build
from xlkpi.errors import CannotWrite
from xlkpi.functions import CATALOGUE
from xlkpi.generate import reference


def test_what_is_checked_in_is_up_to_date():
    assert build.check() == []
    assert run("build", "--check")[0] == 0


@pytest.mark.parametrize("name", [name for name in build.workbooks() if name.endswith(".xlsm")])
def test_a_template_that_changed_is_told_by_sheet_and_cell(name, tmp_path):
    """Whoever moves a declaration sees here which names, cells, looks, rules and pages of which template changed."""
    build.workbooks()[name](tmp_path / name)
    assert list(differences(build.ROOT / build.FOLDER / name, tmp_path / name)) == []


def test_a_stale_or_missing_file_is_named_and_written(tmp_path):
    assert len(build.write(tmp_path)) > len(build.TARGETS), "nothing is there at first"
    (tmp_path / "udfs/functions.py").write_text("edited by hand", encoding="utf-8")
    (tmp_path / "docs/functions.md").unlink()
    assert set(build.check(tmp_path)) == {"udfs/functions.py", "docs/functions.md"}
    assert set(build.write(tmp_path)) == {"udfs/functions.py", "docs/functions.md"}
    assert build.check(tmp_path) == []


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "udfs").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(CannotWrite):
        build._write(tmp_path / "udfs" / "functions.py", "text")


@pytest.mark.parametrize("page", [reference.english, reference.chinese])
def test_the_reference_has_every_function_with_parameters_and_example(page):
    text = page()
    for name, function in CATALOGUE.items():
        assert text.count(f"\n## {name}\n") == 1
        assert f"`={name}(" in text
        assert all(f"`{parameter.name}`" in text for parameter in function.parameters)


@pytest.mark.parametrize(
    ("value", "written"),
    [(None, ""), (True, "TRUE"), (0.4, "0.4"), (95.0, "95"), ("A+", '"A+"'), ([[1, 2], [3, None]], "{1,2;3,}")],
)
def test_constants_are_written_as_in_a_formula(value, written):
    assert reference._literal(value) == written
