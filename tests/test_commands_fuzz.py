"""No file that somebody hands in gives a traceback: odd files by name, and a bounded number of mutants by seed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import commands_fuzz as fuzz
from commands import run


@pytest.fixture(scope="module")
def branch(month: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(month / "江北分公司", tmp_path_factory.mktemp("month") / "江北分公司")


@pytest.mark.parametrize("verb", fuzz.VERBS)
@pytest.mark.parametrize("case", fuzz.ODD_FILES)
def test_what_is_no_workbook_is_told_in_a_sentence(branch: Path, case: str, verb: str) -> None:
    found = fuzz.use(fuzz.ODD_FILES[case], "附件2.xlsm", branch, (verb,))
    assert not found[f"{verb} 0"]


@pytest.mark.parametrize("case", fuzz.ODD_FILES)
@pytest.mark.parametrize("kind", ["form", "summary", "plan", "weekly"])
def test_what_is_no_table_is_told_in_a_sentence(case: str, kind: str, tmp_path: Path) -> None:
    table = tmp_path / "周.csv"
    table.write_bytes(fuzz.ODD_FILES[case])
    out = tmp_path / "out.xlsm"
    code, said, err = run("new", kind, "-o", str(out), "--period", "2024-05", "--data", str(table))
    assert code in (0, 1, 2)
    assert code == 0 or said + err


@pytest.mark.parametrize("seed", [0, 10_000, 20_000])
def test_mutants(seed: int) -> None:
    assert fuzz.main(seed, 40) == 0
