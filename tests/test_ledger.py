"""The ledger on SQLite and on a real PostgreSQL: versions, writers at once, older ledgers, people erased."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

import pytest
import sqlalchemy as sa

import postgresql
from branches import inbox_of
from commands import INTERRUPTIBLE, run
from test_month import edit
from xlkpi.errors import CannotRead, CannotWrite, Unusable
from xlkpi.headoffice.filed import Filed
from xlkpi.headoffice.recording import _unfit
from xlkpi.ledger import tables
from xlkpi.ledger.ledger import Ledger
from xlkpi.ledger.ledger_records import Person, Workbook

LI = Person("KF001", "李芳", "一部", True, 96.5, 1.0, "A+", 1.2, 240_000)
WANG = Person("KF002", "王强", "一部", True, 88.25, 2.0, "B", 1.0, 200_005)
MAY = Workbook("gas", "summary", "2024-05", "城东分公司", "", "总经理已批", "附件3.xlsm", (LI, WANG))


@pytest.fixture(scope="module")
def running():
    if postgresql.programs() is None and "XLKPI_REQUIRE_LIBREOFFICE" not in os.environ:
        pytest.skip("PostgreSQL is not installed")
    with postgresql.server() as made:
        yield made


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path):
    if request.param == "sqlite":
        yield str(tmp_path / "台账.sqlite")
        return
    server = request.getfixturevalue("running")
    yield server.url
    engine = sa.create_engine(server.url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(sa.text("DROP SCHEMA public CASCADE"))
        connection.execute(sa.text("CREATE SCHEMA public"))
    engine.dispose()


def rows(address, table):
    with Ledger(address) as ledger, ledger.engine.begin() as connection:
        return connection.execute(sa.select(table)).all()


def test_the_same_is_recorded_once_and_a_correction_is_a_new_version(address):
    better = replace(MAY, people=(replace(LI, total=97.0), WANG))
    with Ledger(address) as ledger:
        first = ledger.record(MAY, with_pay=False)
        again = ledger.record(replace(MAY, file="另存.xlsm", state="已备案"), with_pay=False)
        corrected = ledger.record(better, with_pay=False)
        old = ledger.record(MAY, with_pay=False)
        (month,) = ledger.person("KF001", 12)
    assert (first.version, first.new) == (1, True)
    assert (again.version, again.new) == (1, False)
    assert (corrected.version, corrected.new) == (2, True)
    assert (old.version, old.newest, old.new) == (1, 2, False), "an old file that turns up again is the old version"
    assert (month.person.total, month.version) == (97.0, 2)
    assert len(rows(address, tables.WORKBOOKS)) == 2, "the old version stays"
    assert len(rows(address, tables.PEOPLE)) == 4


def test_other_months_branches_and_schemes_are_other_workbooks(address):
    with Ledger(address) as ledger:
        for of in ({}, {"month": "2024-06"}, {"branch": "城西分公司"}, {"scheme": "gubang"}, {"label": "夜班"}):
            assert ledger.record(replace(MAY, **of), with_pay=False).version == 1
        assert [one.month for one in ledger.person("KF001", 12)] == ["2024-05"] * 4 + ["2024-06"]
        assert [one.month for one in ledger.person("KF001", 1)] == ["2024-06"]
        assert ledger.person("KF999", 12) == []


def test_pay_only_where_it_was_asked_for_and_later_if_at_all(address):
    with Ledger(address) as ledger:
        ledger.record(MAY, with_pay=False)
        assert ledger.person("KF002", 1)[0].person.fen is None
        assert ledger.record(MAY, with_pay=True).new is False
        assert ledger.person("KF002", 1)[0].person.fen == 200_005


def test_a_changed_pay_is_a_change_though_the_ledger_does_not_hold_it(address):
    with Ledger(address) as ledger:
        ledger.record(MAY, with_pay=False)
        assert ledger.record(replace(MAY, people=(replace(LI, fen=1), WANG)), with_pay=False).version == 2


def test_an_erased_person_is_gone_from_every_version_and_does_not_come_back(address):
    with Ledger(address) as ledger:
        ledger.record(MAY, with_pay=True)
        ledger.record(replace(MAY, people=(replace(LI, total=97.0), WANG)), with_pay=True)
        ledger.record(replace(MAY, month="2024-06"), with_pay=True)
        assert ledger.erase("KF001", "本人申请", "张敏") == 2
        assert ledger.person("KF001", 12) == []
        assert ledger.erase("KF001", "本人申请", "张敏") == 0
        assert ledger.record(replace(MAY, month="2024-07"), with_pay=True).erased == 1
        assert ledger.record(MAY, with_pay=True).new is False
        assert ledger.person("KF001", 12) == []
        assert [one.month for one in ledger.person("KF002", 12)] == ["2024-05", "2024-06", "2024-07"]
    (trace,) = rows(address, tables.ERASED)
    assert (trace.months, trace.reason, trace.by) == (2, "本人申请", "张敏")
    everything = str([*rows(address, tables.ERASED), *rows(address, tables.PEOPLE), *rows(address, tables.WORKBOOKS)])
    assert "KF001" not in everything
    assert "李芳" not in everything


def one_writer(work):
    address, number = work
    with Ledger(address) as ledger:
        ledger.record(replace(MAY, branch=f"分公司{number}"), with_pay=True)
        return ledger.record(replace(MAY, people=(replace(LI, total=float(number)), WANG)), with_pay=True).version


def test_writers_at_once(address):
    """Also the first to come, each of whom finds no tables."""
    with ProcessPoolExecutor(6) as pool:
        versions = list(pool.map(one_writer, [(address, number) for number in range(24)]))
    assert sorted(versions) == list(range(1, 25))
    assert len(rows(address, tables.PEOPLE)) == 2 * 48


def test_an_older_ledger_is_brought_up_to_date_and_keeps_what_it_has(address):
    with Ledger(address) as ledger:
        ledger.record(MAY, with_pay=False)
        with ledger.engine.begin() as connection:
            tables.META.drop_all(connection, tables=[tables.ERASED])
            connection.execute(tables.STAND.update().values(stand=1))
    with Ledger(address) as ledger:
        assert ledger.erase("KF002", "本人申请", "张敏") == 1
        assert ledger.person("KF001", 12)[0].person == replace(LI, fen=None)
    assert rows(address, tables.STAND) == [(len(tables.STEPS),)]


def test_a_ledger_of_a_newer_version_is_left_alone(address):
    with Ledger(address) as ledger, ledger.engine.begin() as connection:
        connection.execute(tables.STAND.update().values(stand=99))
    with pytest.raises(CannotRead, match="升级"):
        Ledger(address)


def test_a_database_that_goes_away_in_the_middle(running):
    with Ledger(running.url) as ledger:
        ledger.record(replace(MAY, branch="先"), with_pay=False)
        running.stop()
        with pytest.raises(CannotWrite, match="没有完成操作"):
            ledger.record(replace(MAY, branch="后"), with_pay=False)
        running.start()
        ledger.record(replace(MAY, branch="后"), with_pay=False)
        assert {one.branch for one in ledger.person("KF001", 12)} == {"先", "后"}


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("oracle://x", "不能用"),
        ("nonsense://", "不能用"),
        ("postgresql://nobody@/none?host=/nowhere", "没有完成操作"),
        ("/没有/这个文件夹/台账.sqlite", "没有完成操作"),
    ],
)
def test_addresses_that_lead_nowhere(address, said):
    with pytest.raises((Unusable, CannotWrite), match=said):
        Ledger(address)


def test_a_file_that_is_no_ledger(tmp_path):
    path = tmp_path / "照片.sqlite"
    path.write_bytes(b"\xff\xd8 no database" * 100)
    with pytest.raises(CannotWrite):
        Ledger(str(path))
    assert path.read_bytes().startswith(b"\xff\xd8")


def test_a_password_is_never_shown():
    with pytest.raises(CannotWrite) as told:
        Ledger("postgresql://hr:geheim@/none?host=/nowhere")
    assert "geheim" not in told.value.say("zh")


# --- the commands, on sample months -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def month(demonstrated, tmp_path_factory):
    folder = tmp_path_factory.mktemp("month")
    for scheme in ("gas", "gubang", "call_centre", "ecommerce", "gps"):
        shutil.copytree(demonstrated(scheme), folder / scheme)
    return folder


def test_a_month_of_every_scheme(month, tmp_path):
    ledger = str(tmp_path / "台账.sqlite")
    first = run("record", str(month), "--ledger", ledger)
    again = run("record", str(month), "--ledger", ledger)
    assert "新记入 0 份" in again[1], again
    assert "已跳过" in first[1]
    found = {row.scheme for row in rows(ledger, tables.WORKBOOKS)}
    assert found == {"gas", "gubang", "call_centre", "ecommerce", "gps"}
    assert all(row.fen is None for row in rows(ledger, tables.PEOPLE))


def recorded(folder, *more):
    return run("record", str(folder), "--ledger", str(folder / "台账.sqlite"), *more)


@pytest.fixture
def one_branch(month, tmp_path):
    (found,) = month.rglob("附件3 城东分公司.xlsm")
    shutil.copy(found, tmp_path)
    return tmp_path / found.name


def test_what_the_commands_say(one_branch):
    folder = one_branch.parent
    code, said, _ = recorded(folder, "--with-pay")
    assert code == 0
    assert "新记入 1 份" in said
    ledger = str(folder / "台账.sqlite")
    assert "93.78" in run("person", "KF001", "--ledger", ledger)[1]
    assert "绩效工资" not in run("person", "KF001", "--ledger", ledger)[1]
    assert "2200.00" in run("person", "KF001", "--ledger", ledger, "--with-pay")[1], (
        "2000 x 1.1, the base in roster.csv"
    )
    csv = folder / "KF001.csv"
    assert run("person", "KF001", "--ledger", ledger, "--csv", str(csv))[0] == 0
    assert "2024-05,城东分公司" in csv.read_text("utf-8-sig")
    assert run("person", "KF777", "--ledger", ledger)[0] == 2
    assert run("person", "李芳", "--ledger", ledger) == run("person", "KF001", "--ledger", ledger)
    assert run("erase", "KF001", "--ledger", ledger, "--reason", "本人申请", "--by", "张敏")[0] == 0
    assert run("erase", "KF001", "--ledger", ledger, "--reason", "本人申请", "--by", "张敏")[0] == 1
    assert run("person", "KF001", "--ledger", ledger)[0] == 2
    code, said, _ = recorded(folder)
    assert code == 0
    assert "1 人次的结果没有记入：这些人曾应要求从台账删除" in said
    assert "KF001" not in said


def test_two_of_one_name_are_told_apart_by_their_numbers(one_branch):
    folder = one_branch.parent
    edit(one_branch, {"名单_姓名": {4: "李芳"}})
    assert run("recompute", str(one_branch))[0] == 0
    assert recorded(folder)[0] == 0
    code, out, err = run("person", "李芳", "--ledger", str(folder / "台账.sqlite"))
    told = "有几个人叫“李芳”，请写工号：KF001（城东分公司）、KF005（城东分公司）"
    assert (code, told in out + err) == (2, True), out + err
    code, out, err = run("person", "李小芳", "--ledger", str(folder / "台账.sqlite"))
    assert (code, "也没有人叫这个名字" in out + err) == (2, True), out + err


def test_of_two_versions_in_a_folder_neither_is_recorded(one_branch):
    """Which of them corrects the other would be a guess by the order of their names."""
    folder = one_branch.parent
    other = folder / "附件3 更正.xlsm"
    shutil.copy(one_branch, other)
    shutil.copy(one_branch, folder / "再发.xlsm")
    edit(other, {"名单_总分": {0: 12.0}})
    assert run("recompute", str(other))[0] == 0
    code, said, err = recorded(folder)
    assert (code, "新记入 0 份" in said) == (1, True)
    assert "2 个结果不同的版本" in said + err
    other.rename(folder / "更正.bak")
    assert "新记入 1 份，已有 1 份" in recorded(folder)[1]
    one_branch.unlink()
    (folder / "再发.xlsm").rename(folder / "原来.bak")
    (folder / "更正.bak").rename(other)
    assert "更正，第 2 版" in recorded(folder)[1]
    other.unlink()
    (folder / "原来.bak").rename(one_branch)
    assert "较早的第 1 版，台账仍以第 2 版为准" in recorded(folder)[1]


def test_a_database_that_goes_away_while_a_month_is_recorded(running, tmp_path):
    """What was recorded before stays, and the same command records the rest."""
    inbox = inbox_of(tmp_path, 12)
    (first,) = inbox.glob("0.xlsm")
    assert run("record", str(first), "--ledger", running.url)[0] == 0
    engine = sa.create_engine(running.url.replace("postgresql:", "postgresql+psycopg:"))
    command = [sys.executable, "-c", INTERRUPTIBLE, "record", str(inbox), "--ledger", running.url]
    with engine.connect() as held, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        held.execute(sa.text(f"LOCK TABLE {tables.WORKBOOKS.name} IN SHARE MODE"))
        waiting = sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        deadline = time.monotonic() + 60
        while not held.execute(waiting).scalar() and time.monotonic() < deadline:
            time.sleep(0.05)
        running.stop()
        said = b"".join(process.communicate(timeout=60)).decode()
        held.invalidate()
    engine.dispose()
    running.start()
    assert process.returncode == 2, said
    assert "没有完成操作" in said
    assert "Traceback" not in said
    code, said, _ = run("record", str(inbox), "--ledger", running.url)
    assert code == 0
    assert "新记入 11 份，已有 1 份" in said


def test_nobody_erased_nothing_said(one_branch):
    assert "删除" not in recorded(one_branch.parent)[1]


def test_results_that_do_not_follow_from_the_inputs_are_not_recorded(one_branch):
    edit(one_branch, {"名单_总分": {0: 12.0}})
    code, said, told = recorded(one_branch.parent)
    assert "新记入 0 份" in said
    assert "重新计算" in said + told
    assert code == 1


def test_braces_in_a_cell_are_letters_in_what_is_said():
    filed = Filed("附件3.xlsm")
    filed.say("附件3!B7", "“{what}”没有登记", "“{what}” is not listed", what="{b}")
    why = _unfit(filed)
    assert why is not None
    assert "“{b}”没有登记" in why.say()


def test_a_mistyped_ledger_is_not_begun_by_asking_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for command in (["person", "KF001"], ["erase", "KF001", "--reason", "本人申请", "--by", "张敏"]):
        code, _, err = run(*command, "--ledger", "错名.sqlite")
        assert code == 2
        assert "没有台账 错名.sqlite" in err
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_another_make_is_named():
    code, _, err = run("person", "KF001", "--ledger", "mysql://root@localhost/kpi")
    assert code == 2
    assert "不能用 mysql" in err
    assert "No module" not in err


def test_whose_history_is_meant_is_told(tmp_path, monkeypatch):
    """`history` is about a workbook; who asks it for a person hears of `person`."""
    monkeypatch.chdir(tmp_path)
    code, _, err = run("history", "0001000")
    assert code == 2
    assert "xlkpi person 0001000" in err
