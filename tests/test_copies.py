"""What our own commands make of a table - slips, exports, what-ifs - lies in the month's folder without disturbing it.

A clerk keeps one folder for the month and runs every command on it; nothing made of a table is another table.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from commands import run
from samples import SUMMARIES

pytestmark = pytest.mark.usefixtures("chinese")


@pytest.fixture(scope="module")
def whole(month: Path, shared, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The table of a branch, and beside it everything that was made of it, once."""
    folder = tmp_path_factory.mktemp("copies")
    table = folder / "附件3.xlsm"
    shutil.copy(month / SUMMARIES["gas"], table)
    assert run("export", str(table), "-o", str(folder / "上报"), "--values")[0] == 0
    level = ("--level", "城东分公司=良好", "--sheet", "-o", str(folder / "测算.xlsm"))
    assert run("whatif", str(table), *level)[0] == 0
    assert run("slips", str(table), "-o", str(folder / "通知单"))[0] == 0
    return shared(folder)


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "月"))


def lock(path: Path) -> None:
    """Put a password on a workbook, as `slips --passwords` does."""
    from xlkpi.actions.slip_passwords import locked_files

    [data] = locked_files({path.name: path.read_bytes()}, ["secret-8"]).values()
    path.write_bytes(data)


def passed(text: str) -> list[str]:
    return [line for line in text.splitlines() if "副本" in line or "打开密码" in line]


def test_next_month_goes_on_from_the_table_alone(folder: Path, tmp_path: Path) -> None:
    slip = next((folder / "通知单").glob("*.xlsx"))
    lock(slip)
    code, said, aside = run("next", "2024-06", str(folder), "-o", str(tmp_path / "六月"))
    assert code == 0, said
    assert [path.name for path in (tmp_path / "六月").rglob("*.xls*")] == ["附件3.xlsm"]
    one, other = passed(said + aside)
    assert "个文件是本系统另存的副本" in one
    assert "1 个文件设有打开密码" in other
    assert slip.name in other


def test_a_roll_up_counts_the_table_and_not_its_copies(folder: Path, tmp_path: Path) -> None:
    code, said, _ = run("rollup", str(folder), "-o", str(tmp_path / "总.xlsx"))
    assert "两个版本" not in said
    assert "计入 1 个" in said
    assert "另有 2 份是同一张表的副本" in said
    assert code == 0, said


def test_an_export_that_was_handed_in_alone_counts(folder: Path, tmp_path: Path) -> None:
    code, said, _ = run("rollup", str(folder / "上报"), "-o", str(tmp_path / "总.xlsx"))
    assert code == 0
    assert "计入 1 个" in said


def test_a_roll_up_names_what_opens_with_a_password_once(folder: Path, tmp_path: Path) -> None:
    for slip in (folder / "通知单").glob("*.xlsx"):
        lock(slip)
    code, said, aside = run("rollup", str(folder), "-o", str(tmp_path / "总.xlsx"))
    assert code == 1, said  # a branch may be among them
    assert "计入 1 个" in said
    assert len([line for line in (said + aside).splitlines() if "打开密码" in line]) == 1


def test_the_ledger_records_the_table_once(folder: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "台账.sqlite"
    code, said, _ = run("record", str(folder), "--ledger", str(ledger))
    assert code == 0, said
    assert "新记入 1 份" in said
    assert "更正" not in said
    with sqlite3.connect(ledger) as opened:
        [(name,)] = opened.execute("SELECT name FROM sqlite_master WHERE name LIKE '%workbook%' AND type = 'table'")
        assert opened.execute(f"SELECT COUNT(*) FROM {name}").fetchone() == (1,)


def test_every_verb_on_the_folder_says_it_in_one_line(folder: Path) -> None:
    for words in (("check",), ("recompute",), ("status",), ("explain", "KF001"), ("export", "-o", str(folder / "再"))):
        verb, *more = words
        given = [verb, str(folder), *more]
        code, said, aside = run(*given, *(["--values"] if verb == "export" else []))
        assert len(passed(aside)) == 1, (words, code, said, aside)
        assert "测算.xlsm" not in said


def test_a_program_that_reads_json_reads_json_alone(folder: Path) -> None:
    _, said, aside = run("check", str(folder), "--json")
    assert [Path(one["file"]).name for one in json.loads(said)] == ["附件3.xlsm"]
    assert passed(aside)


def test_what_is_named_itself_is_meant(folder: Path) -> None:
    assert run("recompute", str(folder / "测算.xlsm"), "--dry-run")[0] in (0, 1)
    slip = next((folder / "通知单").glob("*.xlsx"))
    lock(slip)
    code, said, aside = run("check", str(slip))
    assert code == 2
    assert "打开密码" in said + aside


def test_the_mark_outlives_a_recompute_and_a_copy(folder: Path) -> None:
    from xlkpi.actions.folder import COPIES, aside

    assert run("recompute", str(folder / "测算.xlsm"))[0] == 0
    assert aside(folder / "测算.xlsm") == COPIES
    assert aside(folder / "附件3.xlsm") == ""


def test_the_table_of_a_month_that_only_begins_is_not_recorded(folder: Path, tmp_path: Path) -> None:
    june, ledger = tmp_path / "六月", str(tmp_path / "台账.sqlite")
    assert run("next", "2024-06", str(folder), "-o", str(june))[0] == 0
    code, said, _ = run("record", str(june), "--ledger", ledger)
    assert (code, "新记入 0 份" in said, "没有人员结果，已跳过" in said) == (0, True, True), said


def test_the_ledger_says_what_is_not_final(folder: Path, tmp_path: Path) -> None:
    said = run("record", str(folder), "--ledger", str(tmp_path / "台账.sqlite"))[1]
    assert "其中 1 份还没有定稿" in said
