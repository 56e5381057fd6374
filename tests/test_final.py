"""finalize, verify, reopen over the sample months of every scheme: what changes, what does not, what is refused."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sys
from pathlib import Path

import openpyxl
import pytest

from commands import run
from samples import SAMPLES
from xlkpi.actions.final.meaning import meaning_of
from xlkpi.actions.opening import open_book, read_book
from xlkpi.actions.sign import next_role
from xlkpi.books.generations import generations
from xlkpi.books.ooxml import Package, WorkbookFile, patch
from xlkpi.books.ooxml.edits.package_draft import Draft
from xlkpi.books.ooxml.edits.protection import protection_of
from xlkpi.domain.signing import Signature
from xlkpi.drawing.final_mark import RECORD_SHEET
from xlkpi.schemes.sign_off import signatures


@pytest.fixture
def copy(ready, tmp_path: Path):
    return lambda name: Path(shutil.copy(ready(name), tmp_path))


@pytest.fixture
def final(finals, ready, tmp_path: Path):
    return lambda name: Path(shutil.copy(finals(name), tmp_path / ready(name).name))


def said(path: Path) -> dict[str, object]:
    """Values, formulas, open cells and protection of every sheet but the record."""
    file = WorkbookFile.open(path)
    meaning = meaning_of(file)
    draft = Draft(Package.open(path))
    return {
        sheet: (
            meaning.values[sheet],
            meaning.formulas[sheet],
            file.looks(sheet).unlocked,
            protection_of(draft, sheet),
        )
        for sheet in meaning.values
    }


@pytest.mark.parametrize("name", SAMPLES)
def test_final_then_open_again_is_the_workbook_as_it_was(name: str, copy) -> None:
    path = copy(name)
    before = said(path)
    assert any(formulas for _, formulas, _, _ in before.values()) or name == "library"
    assert run("finalize", str(path), "--name", "王芳")[0] == 0
    frozen = said(path)
    for sheet, (values, formulas, unlocked, protection) in frozen.items():
        assert formulas == {}, sheet
        # 盖章 and 意见 of two roles are merged cells; 告知 has five columns in which people are told and sign, and
        # appeals are registered and answered afterwards
        assert len(unlocked) <= {"告知": 5 * 60, "申诉": 400}.get(sheet, 40), sheet
        assert 'sheet="1"' in protection
        # one sentence beside the buttons says that the workbook is final, every other value is what it was
        different = {
            place for place in {*values, *before[sheet][0]} if values.get(place) != before[sheet][0].get(place)
        }
        assert {values[place][:4] for place in different} <= {"s已定稿"}, sheet
    code, out, _ = run("verify", str(path), "--json")
    [told] = json.loads(out)
    assert (code, told["genuine"], told["stamp"]["name"]) == (0, True, "王芳"), out
    code, out, _ = run("reopen", str(path), "--name", "李强", "--reason", "申诉成立需要更正")
    assert code == 0, out
    assert said(path) == before
    code, out, _ = run("recompute", str(path))
    assert code == 0, out
    assert said(path) == before


@pytest.mark.parametrize("name", ["summary", "groups", "form"])
def test_parts_that_finalizing_does_not_touch_keep_every_byte(name: str, copy) -> None:
    path = copy(name)
    before = Package.open(path)
    assert run("finalize", str(path), "--name", "王芳")[0] == 0
    after = Package.open(path)
    sheets = {f"xl/worksheets/sheet{number}.xml" for number in range(1, 20)}
    touched = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", *sheets}
    assert set(before.names()) - set(after.names()) <= {"xl/calcChain.xml"}
    assert len(set(after.names()) - set(before.names())) == 1  # the sheet of the record
    assert {part for part in before.names() if after.has(part) and before.part(part) != after.part(part)} <= touched


def test_cells_that_hold_no_formula_keep_their_bytes_but_for_the_lock(copy) -> None:
    from lxml import etree

    def cells(path: Path) -> dict[str, str]:
        package = Package.open(path)
        part = WorkbookFile(package).part_of("附件3")
        found = {}
        for cell in etree.fromstring(package.part(part)).iter("{*}c"):
            cell.attrib.pop("s", "")
            found[cell.get("r")] = etree.tostring(cell).decode()
        return found

    path = copy("summary")
    before = cells(path)
    formulas = said(path)["附件3"][1]
    computed = {ref for ref, xml in before.items() if "<f" in xml}
    assert formulas
    assert run("finalize", str(path), "--name", "王芳")[0] == 0
    after = cells(path)
    changed = {ref for ref in before if before[ref] != after.get(ref)}
    inputs = {f"{column}{row}" for column in "BCDEFGHPQ" for row in range(7, 67)}
    assert computed <= changed
    assert not inputs & changed


def test_everything_but_later_signatures_is_locked(final) -> None:
    file = WorkbookFile.open(final("summary"))
    names = file.resolve("签批_姓名")
    unlocked = file.looks(names.sheet).unlocked
    rows = {row for row, _ in unlocked}
    assert rows == {names.bottom - 1, names.bottom}  # 客户服务部, 人力资源部
    assert (names.bottom, names.left) in unlocked
    told = ("告知_日期", "告知_告知人", "告知_意见", "告知_说明", "告知_签字")
    assert {column for _, column in file.looks("告知").unlocked} == {file.resolve(name).left for name in told}
    others = [sheet for sheet in file.sheets if sheet not in (names.sheet, "告知", "申诉", RECORD_SHEET, "kpi.help")]
    assert all(not file.looks(sheet).unlocked for sheet in others)


def test_a_sheet_that_was_not_protected_is_and_is_not_again(copy) -> None:
    from xlkpi.books.ooxml.edits import Edit, edit_workbook

    path = copy("form")
    edit_workbook(path, Edit(protection={"附件2": ""}))
    assert run("recompute", str(path))[0] == 0
    before = said(path)
    assert before["附件2"][3] == ""
    assert run("finalize", str(path), "--name", "王芳")[0] == 0
    assert 'sheet="1"' in said(path)["附件2"][3]
    assert run("reopen", str(path), "--name", "王芳", "--reason", "改错别字一处")[0] == 0
    assert said(path) == before


def test_numbers_that_nobody_confirmed_are_in_the_way(tmp_path: Path, ready) -> None:
    path = Path(shutil.copy(ready("summary"), tmp_path / "附件3.xlsm"))
    book = open_book(path)
    reading, _ = read_book(book)
    name = next(iter(reading.kind.confirmed))
    book.write(name, [["否"] for _ in reading.column(name)])
    book.save()
    code, out, _ = run("finalize", str(path), "--name", "王芳")
    assert code == 1
    assert "假定" in out
    assert "没有定稿" in out


def test_who_has_not_signed_is_in_the_way(copy) -> None:
    path = copy("summary")
    file = WorkbookFile.open(path)
    names, dates = file.resolve("签批_姓名"), file.resolve("签批_日期")
    row = names.top + 3
    patch(path, {names.sheet: {f"C{row}": None, f"F{row}": None}})
    assert (names.left, dates.left) == (3, 6)
    before = path.read_bytes()
    code, out, _ = run("finalize", str(path), "--name", "王芳")
    assert code == 1
    assert "总经理还没有签批" in out
    assert path.read_bytes() == before


def test_a_missing_score_is_in_the_way(copy) -> None:
    path = copy("form")
    patch(path, {"附件2": {"H8": None}})
    code, out, _ = run("finalize", str(path), "--name", "王芳")
    assert code == 1
    assert "H8" in out


def test_an_empty_workbook_is_not_final(tmp_path: Path) -> None:
    path = tmp_path / "空.xlsm"
    assert run("new", "附件2", "-o", str(path), "--period", "2024-05")[0] == 0
    code, out, _ = run("finalize", str(path), "--name", "王芳")
    assert code == 1
    assert "空的" in out


def test_a_strangers_workbook_is_not_final(tmp_path: Path) -> None:

    path = tmp_path / "别人的.xlsx"
    openpyxl.Workbook().save(path)
    code, out, _ = run("finalize", str(path), "--name", "王芳")
    assert (code, "不是本系统的考核表" in out) == (1, True)
    code, out, _ = run("verify", str(path))
    assert (code, "没有定稿" in out) == (1, True)


# a plan is never asked to be final; what a missing signature means is told once for all of them
def test_of_a_folder_plans_are_passed_over_and_the_missing_key_is_told_once(
    final, demonstrated, tmp_path: Path
) -> None:
    folder = tmp_path / "月"
    folder.mkdir()
    for name in ("form", "summary"):
        shutil.copy(final(name), folder)
    plan = next(demonstrated("gas").rglob("双周滚动计划*.xlsm"))
    shutil.copy(plan, folder)
    code, out, _ = run("verify", str(folder))
    assert code == 0, out
    assert out.count("没有密钥签名") == 1
    assert "2 个没有密钥签名" in out
    assert "2 个与定稿一致，1 个没有个人结果，没有定稿" in out
    code, out, _ = run("verify", str(folder / plan.name))  # named by itself it is answered
    assert (code, "没有定稿，无可核对" in out) == (1, True)
    shutil.copy(next(demonstrated("gas").rglob("附件3*.xlsm")), folder / "没定稿.xlsm")
    assert run("verify", str(folder))[0] == 1


def test_twice_is_a_fault_that_names_the_way_back(final) -> None:
    path = final("form")
    before = path.read_bytes()
    code, out, _ = run("finalize", str(path), "--name", "李强")
    assert code == 1
    assert "已由 王芳" in out
    assert "xlkpi reopen" in out
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--name", "王芳"), "--reason"),
        (("--name", "王芳", "--reason", "改错"), "至少 5 个字"),
        (("--name", "王芳", "--reason", "  改 "), "至少 5 个字"),
        (("--name", " ", "--reason", "申诉成立需要更正"), "--name"),
        (("--reason", "申诉成立需要更正"), "--name"),
    ],
)
def test_reopening_needs_a_name_and_a_reason(arguments: tuple[str, ...], words: str, final) -> None:
    path = final("form")
    before = path.read_bytes()
    code, out, err = run("reopen", str(path), *arguments)
    assert code == 2
    assert words in out + err
    assert path.read_bytes() == before


def test_what_is_not_final_cannot_be_reopened(copy) -> None:
    path = copy("form")
    code, out, _ = run("reopen", str(path), "--name", "王芳", "--reason", "申诉成立需要更正")
    assert (code, "没有定稿" in out) == (1, True)
    code, out, _ = run("verify", str(path))
    assert (code, "没有定稿" in out) == (1, True)


def test_verify_says_who_reopened_it_and_why(final) -> None:
    path = final("form")
    assert run("reopen", str(path), "--name", "李强", "--reason", "申诉成立需要更正")[0] == 0
    code, out, _ = run("verify", str(path))
    assert code == 1
    assert "李强" in out
    assert "申诉成立需要更正" in out


@pytest.mark.parametrize("verb", ["recompute", "collect", "undo"])
def test_no_verb_changes_a_final_summary(verb: str, copy) -> None:
    path = copy("summary")
    assert run("finalize", str(path), "--name", "王芳")[0] == 0
    before = path.read_bytes()
    code, out, err = run(verb, str(path), *([str(path.parent)] if verb == "collect" else []))
    assert code in (1, 2)
    assert "xlkpi reopen" in out + err
    assert path.read_bytes() == before


def test_results_of_a_final_summary_go_back_into_forms_but_not_into_final_ones(ready, tmp_path: Path) -> None:
    summary = Path(shutil.copy(ready("summary"), tmp_path / "附件3.xlsm"))
    assert run("finalize", str(summary), "--name", "王芳")[0] == 0
    folder = tmp_path / "forms"
    folder.mkdir()
    for name in ("附件2 KF001 李芳.xlsm", "附件2 KF002 张娜.xlsm"):
        shutil.copy(ready("form").with_name(name), folder / name)
    code, out, _ = run("feedback", str(summary), str(folder))
    assert (code, "已填回 2 份" in out) == (0, True), out
    form = folder / "附件2 KF001 李芳.xlsm"
    assert run("finalize", str(form), "--name", "王芳")[0] == 0
    assert run("reopen", str(summary), "--name", "王芳", "--reason", "更正李芳的总分")[0] == 0
    totals = WorkbookFile.open(summary).resolve("名单_总分")
    patch(summary, {totals.sheet: {f"H{totals.top}": 80.0}})  # the last of eleven now
    assert run("recompute", str(summary))[0] == 0
    before = [path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()]
    code, out, _ = run("feedback", str(summary), str(folder))
    assert (code, "附件2 KF001 李芳.xlsm" in out, "xlkpi reopen" in out) == (1, True, True), out
    assert [path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()] == before


def test_a_final_form_is_collected_and_a_tampered_one_is_not(ready, tmp_path: Path) -> None:
    summary = Path(shutil.copy(ready("summary"), tmp_path / "附件3.xlsm"))
    folder = tmp_path / "forms"
    folder.mkdir()
    form = Path(shutil.copy(ready("form"), folder / "附件2 KF001 李芳.xlsm"))
    assert run("finalize", str(form), "--name", "王芳")[0] == 0
    _, out, _ = run("collect", str(summary), str(folder))
    assert "1 份" in out
    total = WorkbookFile.open(form).resolve("总分")
    patch(form, {total.sheet: {total.reference: 99.5}})
    code, out, _ = run("collect", str(summary), str(folder))
    assert code == 1
    assert "附件2 KF001" in out
    file = WorkbookFile.open(summary)
    totals = file.resolve("名单_总分")
    assert file.sheet(totals.sheet).cells[totals.top, totals.left].value == 93.78  # rules A1, see test_month


def test_history_tells_stamps_and_no_pay_of_the_record(copy) -> None:
    path = copy("summary")
    assert run("finalize", str(path), "--name", "王芳")[0] == 0
    assert run("reopen", str(path), "--name", "李强", "--reason", "申诉成立需要更正")[0] == 0
    assert run("finalize", str(path), "--name", "赵敏")[0] == 0
    code, out, _ = run("history", str(path))
    assert code == 0
    assert [line.split()[2:] for line in out.splitlines()[:3]] == [
        ["定稿", "赵敏"],
        ["重新打开", "李强：申诉成立需要更正"],
        ["定稿", "王芳"],
    ]
    assert RECORD_SHEET not in out
    assert len(generations(path)) == 3
    alone = Path(shutil.copy(path, path.with_name("另存.xlsm")))
    assert run("history", str(alone))[1].splitlines()[0].split()[2:] == ["定稿", "赵敏"]


def test_differences_in_pay_are_told_without_amounts(final) -> None:
    path = final("summary")
    file = WorkbookFile.open(path)
    pay = file.resolve("名单_绩效工资")
    patch(path, {pay.sheet: {f"R{pay.top}": 9876.0}})
    assert pay.left == 18
    code, out, _ = run("verify", str(path))
    assert (code, "R7" in out, "9876" in out, "2200" in out) == (1, True, False, False)
    _, out, _ = run("verify", str(path), "--json")
    assert "9876" not in out
    _, out, _ = run("verify", str(path), "--with-pay")
    assert "9876" in out
    assert "2200" in out


def test_what_changed_is_told_with_its_cell_and_what_it_was(final) -> None:
    path = final("form")
    patch(path, {"附件2": {"H7": 95.0}})
    code, out, _ = run("verify", str(path), "--json")
    [told] = json.loads(out)
    places = {fault["place"]: fault["message"] for fault in told["faults"]}
    assert code == 1
    assert "92" in places["附件2!H7"]
    assert "95" in places["附件2!H7"]
    total = WorkbookFile.open(path).resolve("总分")
    # 95 in place of 92 at 25% is 0.75 more than 93.775: 94.525, half away from zero 94.53
    assert "94.53" in places[f"附件2!{total.reference}"]


def test_an_older_stamp_that_this_version_computes_otherwise_is_a_notice(final, monkeypatch) -> None:
    import xlkpi.actions.final.verify as module

    path = final("form")
    monkeypatch.setattr(module, "__version__", "99.0")
    code, out, _ = run("verify", str(path))
    assert code == 0, out


class TestKeys:
    @pytest.fixture
    def keys(self, tmp_path: Path) -> tuple[Path, Path]:
        pytest.importorskip("cryptography")
        key = tmp_path / "人力.key"
        assert run("keygen", str(key))[0] == 0
        return key, tmp_path / "人力.key.pub"

    @pytest.fixture
    def stamped(self, keys, copy) -> Path:
        """A form that was made final with the key."""
        path = copy("form")
        code, out, _ = run("finalize", str(path), "--name", "王芳", "--key", str(keys[0]))
        assert code == 0, out
        return path

    def test_a_genuine_signature(self, keys, stamped) -> None:
        code, out, _ = run("verify", str(stamped), "--public", str(keys[1]), "--json")
        assert (code, json.loads(out)[0]["signature"]) == (0, "genuine")
        code, out, _ = run("verify", str(stamped))
        assert (code, "没有核对" in out) == (0, True)

    def test_a_wrong_key_is_told(self, stamped, tmp_path: Path) -> None:
        other = tmp_path / "别人.key"
        assert run("keygen", str(other))[0] == 0
        code, out, _ = run("verify", str(stamped), "--public", f"{other}.pub")
        assert (code, "签名与这把公钥不符" in out) == (1, True)

    def test_a_stamp_that_somebody_made_anew_has_no_signature(self, keys, stamped) -> None:
        assert run("reopen", str(stamped), "--name", "某人", "--reason", "偷偷改一个分")[0] == 0
        patch(stamped, {"附件2": {"H7": 99.0}})
        assert run("finalize", str(stamped), "--name", "王芳")[0] == 0
        assert run("verify", str(stamped))[0] == 0
        code, out, _ = run("verify", str(stamped), "--public", str(keys[1]))
        assert (code, "没有密钥签名" in out) == (1, True)

    def test_without_a_key_it_says_what_that_means(self, final) -> None:
        assert "防不了有意伪造" in run("verify", str(final("form")))[1]

    def test_keys_are_never_overwritten(self, keys) -> None:
        before = keys[0].read_bytes()
        code, _, err = run("keygen", str(keys[0]))
        assert (code, "不覆盖" in err, keys[0].read_bytes()) == (2, True, before)

    @pytest.mark.parametrize("option", ["--key", "--public"])
    def test_what_is_no_key(self, option: str, keys, copy, tmp_path: Path) -> None:
        path = copy("form")
        wrong = tmp_path / "不是.key"
        for content in (b"", b"abc", keys[1 if option == "--key" else 0].read_bytes()):
            wrong.write_bytes(content)
            verb = ("finalize", str(path), "--name", "王芳") if option == "--key" else ("verify", str(path))
            code, _, err = run(*verb, option, str(wrong))
            assert (code, "不是" in err) == (2, True)

    def test_without_the_package_it_says_what_to_install(self, copy, tmp_path: Path, monkeypatch) -> None:
        monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.serialization", None)
        key = tmp_path / "k"
        key.write_text("x")
        code, _, err = run("finalize", str(copy("form")), "--name", "王芳", "--key", str(key))
        assert (code, "pip install xlkpi[signing]" in err) == (2, True)
        assert run("keygen", str(tmp_path / "n"))[0] == 2


class TestSignedAfterwards:
    def test_filing_and_feeding_back_stay_genuine(self, final) -> None:
        path = final("summary")
        for role, state in (("客户服务部", "已备案"), ("人力资源部", "已反馈")):
            code, out, _ = run("sign", str(path), "--as", role, "--name", "赵敏")
            assert code == 0, out
            reading, _ = read_book(open_book(path))
            assert reading.field("状态") == state
            assert run("verify", str(path))[0] == 0
        assert run("sign", str(path), "--as", "人力资源部", "--undo")[0] == 0
        assert read_book(open_book(path))[0].field("状态") == "已备案"
        assert run("verify", str(path))[0] == 0

    @pytest.mark.parametrize("more", [("--name", "李强"), ("--undo",)])
    def test_the_steps_before_are_closed(self, more: tuple[str, ...], final) -> None:
        path = final("summary")
        before = path.read_bytes()
        code, out, _ = run("sign", str(path), "--as", "总经理", *more)
        assert (code, "xlkpi reopen" in out) == (1, True)
        assert path.read_bytes() == before

    def test_a_tampered_one_is_not_filed(self, final) -> None:
        path = final("summary")
        patch(path, {"附件3": {"H8": 99.0}})
        code, out, _ = run("sign", str(path), "--as", "客户服务部", "--name", "赵敏")
        assert (code, "H8" in out) == (1, True), out

    def test_a_signature_typed_into_the_sheet_is_genuine_and_the_state_said_to_be_behind(self, final) -> None:
        import datetime as dt

        path = final("summary")
        names = WorkbookFile.open(path).resolve("签批_姓名")
        row = names.bottom - 1
        patch(path, {names.sheet: {f"C{row}": "赵敏", f"F{row}": dt.date(2024, 6, 5)}})
        code, out, _ = run("verify", str(path))
        assert (code, "应为 已备案" in out) == (0, True), out

    def test_an_appeal_is_tried_out_on_the_kept_formulas(self, final) -> None:
        path = final("summary")
        code, out, _ = run("appeals", str(path), "--try", "KF002=A")
        assert (code, "B → A" in out) == (0, True), out


def test_a_workbook_that_is_open_is_waited_for(copy, monkeypatch) -> None:
    from xlkpi.books import placing

    path = copy("form")
    lock = path.with_name(f"~${path.name}")
    lock.write_bytes(b"")
    code, out, _ = run("finalize", str(path), "--name", "王芳")
    assert (code, lock.name in out) == (1, True), out
    monkeypatch.setattr(placing.time, "sleep", lambda _: lock.unlink())
    assert run("finalize", str(path), "--name", "王芳", "--when-closed")[0] == 0


def test_many_files_in_one_call(ready, tmp_path: Path) -> None:
    for number in range(9):
        shutil.copy(ready("form"), tmp_path / f"{number}.xlsm")
    (tmp_path / "坏的.xlsx").write_bytes(b"PK")
    code, out, _ = run("finalize", str(tmp_path), "--name", "王芳")
    assert code == 1
    assert "9 个已定稿" in out
    code, out, _ = run("verify", str(tmp_path))
    assert "9 个与定稿一致" in out


def test_head_office_counts_a_final_workbook_only_as_it_was_finalized(ready, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    summary = Path(shutil.copy(ready("summary"), folder / "附件3.xlsm"))
    assert run("finalize", str(summary), "--name", "王芳")[0] == 0
    _, said, _ = run("rollup", str(folder), "-o", str(tmp_path / "a.xlsx"), "--verify", "all")
    assert "计入 1 个，没有计入 0 个" in said
    totals = WorkbookFile.open(summary).resolve("名单_总分")
    patch(summary, {totals.sheet: {f"H{totals.top}": 99.99}})
    _, said, told = run("rollup", str(folder), "-o", str(tmp_path / "b.xlsx"), "--verify", "all")
    assert "计入 0 个，没有计入 1 个" in said
    assert "附件3.xlsm" in said + told
    ledger = str(tmp_path / "台账.sqlite")
    assert "新记入 0 份" in run("record", str(folder), "--ledger", ledger)[1]


class TestResultsAfterwards:
    """A supervisor may make a form final before the summary is computed: its results come later, and then the signature."""

    ROW = ("结果_名次", "结果_人数", "结果_等级", "结果_系数")
    MINE = (4, 11, "A", 1.1)  # 李芳, 4th of 11 where 优秀 gives A+2 A3 B6 (rules A4): 93.78 is an A, 1.1

    @pytest.fixture
    def handed(self, ready, tmp_path: Path):
        """The summary, and a folder with two forms of its people that have no results yet, the first of them final."""

        def make(*more: str) -> tuple[Path, Path, Path]:
            summary = Path(shutil.copy(ready("summary"), tmp_path / "附件3.xlsm"))
            folder = tmp_path / "forms"
            folder.mkdir()
            for name in ("附件2 KF001 李芳.xlsm", "附件2 KF002 张娜.xlsm"):
                form = Path(shutil.copy(ready("form").with_name(name), folder / name))
                book = open_book(form)
                assert all(book.read(one) == [[None]] for one in self.ROW)
            form = folder / "附件2 KF001 李芳.xlsm"
            assert run("finalize", str(form), "--name", "周建国", *more)[0] == 0
            return summary, folder, form

        return make

    def results(self, form: Path) -> tuple[object, ...]:
        book = open_book(form)
        return tuple(book.read(name)[0][0] for name in self.ROW)

    def test_they_are_written_with_a_stamp_and_the_employee_signs_after_that(self, handed) -> None:
        import datetime as dt

        summary, folder, form = handed()
        code, out, _ = run("feedback", str(summary), str(folder), "--name", "赵敏")
        assert (code, "已填回 2 份" in out) == (0, True), out
        assert self.results(form) == self.MINE
        assert self.results(folder / "附件2 KF002 张娜.xlsm")[0] is not None
        code, out, _ = run("verify", str(form))
        assert (code, "与 赵敏 于" in out, "填回结果时一致" in out) == (0, True, True), out
        file = WorkbookFile.open(form)
        places = {name: file.resolve(name) for name in ("反馈日期", "反馈_意见", "反馈_签收")}
        unlocked = file.looks("附件2").unlocked
        assert {(area.top, area.left) for area in places.values()} <= unlocked
        assert len(unlocked) == len(places)
        signed = {places["反馈日期"].reference: dt.date(2024, 6, 6), places["反馈_意见"].reference: "同意"}
        patch(form, {"附件2": {**signed, places["反馈_签收"].reference.split(":")[0]: "李芳"}})
        assert run("verify", str(form))[0] == 0
        code, out, _ = run("feedback", str(summary), str(folder), "--name", "赵敏")
        assert (code, "2 份没有变化" in out) == (0, True), out
        told = [line.split()[2:] for line in run("history", str(form))[1].splitlines()[:2]]
        assert told == [["填回结果", "赵敏"], ["定稿", "周建国"]]
        patch(form, {"附件2": {file.resolve("结果_等级").reference: "A+"}})
        code, out, _ = run("verify", str(form))
        assert (code, "定稿时是 A，现在是 A+" in out) == (1, True), out

    def test_open_again_it_has_its_formulas_and_keeps_the_results(self, handed, ready) -> None:
        summary, folder, form = handed()
        assert run("feedback", str(summary), str(folder), "--name", "赵敏")[0] == 0
        assert run("finalize", str(form), "--name", "王芳")[0] == 1
        assert run("recompute", str(form))[0] == 1
        assert run("reopen", str(form), "--name", "王芳", "--reason", "申诉成立需要更正")[0] == 0
        before, after = said(ready("form"))["附件2"], said(form)["附件2"]
        assert after[1:] == before[1:]
        assert self.results(form) == self.MINE
        assert run("recompute", str(form))[0] == 0
        assert run("finalize", str(form), "--name", "王芳")[0] == 0
        assert run("verify", str(form))[0] == 0

    def test_who_does_it_is_asked_for_and_nothing_is_written_before(self, handed) -> None:
        summary, folder, _ = handed()
        before = [path.read_bytes() for path in sorted(folder.glob("*.xlsm"))]
        for name in ((), ("--name", " ")):
            code, out, _ = run("feedback", str(summary), str(folder), *name)
            assert (code, "1 份附件2 已经定稿" in out, "--name" in out) == (1, True, True), out
        assert [path.read_bytes() for path in sorted(folder.glob("*.xlsm"))] == before
        code, out, _ = run("feedback", str(summary), str(folder), "--dry-run", "--name", "赵敏")
        assert (code, "有 2 份附件2 待填回" in out) == (0, True)
        assert [path.read_bytes() for path in sorted(folder.glob("*.xlsm"))] == before

    def test_one_result_that_stands_there_already_is_enough_to_ask_for_reopening(self, ready, tmp_path: Path) -> None:
        summary = Path(shutil.copy(ready("summary"), tmp_path / "附件3.xlsm"))
        folder = tmp_path / "forms"
        folder.mkdir()
        form = Path(shutil.copy(ready("form"), folder / "附件2 KF001 李芳.xlsm"))
        book = open_book(form)
        book.write("结果_等级", [["B"]])  # typed by somebody; the summary says A
        book.save()
        assert run("finalize", str(form), "--name", "周建国")[0] == 0
        before = form.read_bytes()
        code, out, _ = run("feedback", str(summary), str(folder), "--name", "赵敏")
        assert (code, "xlkpi reopen" in out) == (1, True), out
        assert form.read_bytes() == before

    def test_a_tampered_form_gets_no_results_and_no_new_stamp(self, handed) -> None:
        summary, folder, form = handed()
        patch(form, {"附件2": {"B7": "另一个指标"}})
        before = [path.read_bytes() for path in sorted(folder.glob("*.xlsm"))]
        code, out, _ = run("feedback", str(summary), str(folder), "--name", "赵敏")
        assert (code, "B7" in out, "另一个指标" in out) == (1, True, True), out
        assert [path.read_bytes() for path in sorted(folder.glob("*.xlsm"))] == before

    def test_what_a_key_signed_is_signed_with_a_key_again(self, handed, tmp_path: Path) -> None:
        pytest.importorskip("cryptography")
        key = str(tmp_path / "人力.key")
        assert run("keygen", key)[0] == 0
        summary, folder, form = handed("--key", key)
        before = form.read_bytes()
        code, out, _ = run("feedback", str(summary), str(folder), "--name", "赵敏")
        assert (code, "请加 --key" in out) == (1, True), out
        assert form.read_bytes() == before
        assert run("feedback", str(summary), str(folder), "--name", "赵敏", "--key", key)[0] == 0
        code, out, _ = run("verify", str(form), "--public", f"{key}.pub", "--json")
        [told] = json.loads(out)
        assert (code, told["signature"], told["stamp"]["event"]) == (0, "genuine", "填回结果")


@pytest.mark.parametrize("name", ["summary", "calls", "rubric"])
def test_who_was_told_is_written_down_in_a_final_summary(name: str, final) -> None:
    import datetime as dt

    path = final(name)
    file = WorkbookFile.open(path)
    told, says, last = (file.resolve(f"告知_{what}") for what in ("日期", "意见", "申诉截止"))
    assert {(row, told.left) for row in range(told.top, told.bottom + 1)} <= file.looks(told.sheet).unlocked
    day = f"{told.reference.split(':')[0]}"
    patch(path, {told.sheet: {day: dt.date(2024, 6, 5), says.reference.split(":")[0]: "同意"}})
    code, out, _ = run("verify", str(path))
    assert (code, "xlkpi recompute" in out) == (0, True), out
    assert run("sign", str(path), "--as", next_role(open_book(path)), "--name", "赵敏")[0] == 0
    assert run("verify", str(path), "--json")[1].count('"place"') == 0
    cell = WorkbookFile.open(path).sheet(last.sheet).cells[last.top, last.left].value
    # five working days after Wednesday 5 June 2024: 6, 7, 11, 12, 13 June; Monday 10 June is 端午节 (State Council 2024)
    assert str(cell)[:10] in ("2024-06-13", "45456.0")
    patch(path, {last.sheet: {last.reference.split(":")[0]: dt.date(2024, 7, 1)}})
    assert run("verify", str(path))[0] == 1


@pytest.mark.parametrize("name", SAMPLES)
def test_check_recompute_and_finalize_tell_the_same_notices(name: str, ready) -> None:
    from xlkpi.actions.check import check
    from xlkpi.actions.final.finalize import readiness
    from xlkpi.actions.recompute import recompute

    checked = {(one.place, one.say(), one.notice) for one in check(open_book(ready(name)))}
    recomputed = recompute(open_book(ready(name)), dry_run=True)
    assert {(one.place, one.say(), one.notice) for one in recomputed.told} == checked
    final = readiness(open_book(ready(name)))
    assert {(one.place, one.say(), one.notice) for one in (*final.faults, *final.notices)} == checked


def test_of_a_folder_every_verb_counts_the_same(ready, tmp_path: Path) -> None:
    for number, name in enumerate(("summary", "summary", "form")):
        shutil.copy(ready(name), tmp_path / f"{number}.xlsm")
    for path in (tmp_path / "0.xlsm", tmp_path / "1.xlsm"):
        book = open_book(path)
        reading, _ = read_book(book)
        book.write("分公司", [[f"第{path.stem}分公司"]])  # two files of one branch would be a fault
        for block in reading.kind.confirmed:  # twenty numbers, which a screen tells in one line
            book.write(block, [["否"] for _ in reading.column(block)])
        book.recalculate()
        book.save()
    for verb in ("check", "recompute"):
        assert "共 3 个文件：3 个" in run(verb, str(tmp_path))[1]
        assert "错误 0 处，提示 2 处" in run(verb, str(tmp_path))[1]
    assert run("check", str(tmp_path), "-v")[1].splitlines()[-1].endswith("错误 0 处，提示 2 处")
    code, out, _ = run("finalize", str(tmp_path), "--name", "王芳")
    assert (code, out.splitlines()[-1]) == (1, "共 3 个文件：1 个已定稿，2 个有错误；错误 2 处，提示 0 处")


def test_of_a_folder_what_is_final_or_empty_is_no_fault(ready, tmp_path: Path) -> None:
    shutil.copy(ready("form"), tmp_path / "1.xlsm")
    assert run("new", "附件2", "-o", str(tmp_path / "空.xlsm"), "--period", "2024-05")[0] == 0
    assert run("finalize", str(tmp_path), "--name", "王芳")[0] == 0
    code, out, _ = run("finalize", str(tmp_path), "--name", "王芳")
    assert (code, out) == (0, "共 2 个文件：1 个早已定稿，1 个还没有填写，已跳过；错误 0 处，提示 0 处\n")


def test_rows_that_stand_outside_the_print_area_are_printed_once_it_is_final(copy) -> None:
    path = copy("summary")
    book = open_book(path)
    for name in [one.name for one in read_book(book)[0].kind.named if one.name == "名单_工号"]:
        book.print_to(name, 3)
    book.save()
    assert "在打印区域之外" in run("check", str(path))[1]
    assert run("finalize", str(path), "--name", "王芳")[0] == 0
    assert open_book(path).printed("名单_工号") >= 12
    assert run("verify", str(path))[0] == 0


PAYING_OUT = {
    "export": ("--payroll", "-o"),
    "slips": ("-o",),
    "budget": ("--budget", "99999999", "--csv"),
}


@pytest.mark.parametrize("verb", PAYING_OUT)
def test_nothing_is_handed_out_of_a_final_workbook_that_was_changed(verb: str, final, tmp_path: Path) -> None:
    path, to = final("summary"), tmp_path / "out"
    assert run(verb, str(path), *PAYING_OUT[verb], str(to))[0] == 0
    assert to.exists()
    pay = WorkbookFile.open(path).resolve("名单_绩效工资")
    patch(path, {pay.sheet: {f"R{pay.top}": 9876.0}})
    to = tmp_path / "again"
    code, out, _ = run(verb, str(path), *PAYING_OUT[verb], str(to))
    assert (code, "R7" in out, "定稿后被改" in out, "9876" in out) == (1, True, True, False), out
    assert not to.exists()


def test_head_office_does_not_count_a_final_summary_that_was_changed(final, tmp_path: Path) -> None:
    """Two people exchanged below frozen results have each other's rank, level and pay."""
    path = final("summary")
    shutil.move(path, Path(tmp_path, "收件箱.xlsm"))
    book = open_book(tmp_path / "收件箱.xlsm")
    ids, names = book.read("名单_工号"), book.read("名单_姓名")
    for block, rows in (("名单_工号", ids), ("名单_姓名", names)):
        book.write(block, [rows[1], rows[0], *rows[2:]])
    book.save()
    code, said, err = run("rollup", str(tmp_path / "收件箱.xlsm"), "-o", str(tmp_path / "汇总.xlsx"))
    assert "计入 0 个" in said + err
    assert code != 0
    assert not (tmp_path / "汇总.xlsx").exists()
    assert any("名单_姓名" in line and "定稿" in line for line in said.splitlines())


def test_the_hint_to_reopen_can_be_typed_as_it_stands(final) -> None:
    path = final("summary")  # its name holds a blank
    code, out, err = run("people", str(path), "--sort", "总分")
    assert code == 1
    told = re.search(r"xlkpi (reopen .*? --name )姓名 --reason 原因", " ".join((out + err).split()))
    assert told is not None, out
    typed = shlex.split(told[1])
    assert typed == ["reopen", str(path), "--name"]
    assert run(*typed, "王芳", "--reason", "更正名单顺序")[0] == 0


@pytest.mark.parametrize("name", ["summary", "groups", "calls", "bids", "shop", "rubric"])
def test_a_month_by_commands_alone_from_draft_over_final_to_fed_back_and_reopened(
    name: str, copy, tmp_path: Path
) -> None:
    path = copy(name)

    def steps() -> list[Signature]:
        return signatures(read_book(open_book(path))[0])

    for step in reversed(steps()):
        if step.signed:
            assert run("sign", str(path), "--as", step.role, "--undo")[0] == 0
    assert "草稿" in run("status", str(path.parent))[1]
    assert run("finalize", str(path), "--name", "王芳")[0] == 1
    before = [step.role for step in steps() if not step.after_final]
    for role in before:
        code, out, _ = run("sign", str(path), "--as", role, "--name", "赵敏")
        assert code == 0, out
    code, out, _ = run("finalize", str(path), "--name", "王芳")
    assert code == 0, out
    assert run("sign", str(path), "--as", before[0], "--undo")[0] == 1
    for step in steps():
        if step.after_final:
            assert run("sign", str(path), "--as", step.role, "--name", "李强")[0] == 0
    assert run("verify", str(path))[0] == 0
    assert "已反馈" in run("status", str(path.parent))[1]
    slips = run("slips", str(path), "-o", str(tmp_path / "单"), "--date", "2024-06-05")
    assert slips[0] == (1 if name == "bids" else 0), slips  # bids are about projects, not people
    assert run("export", str(path), "-o", str(tmp_path / "出"), "--values")[0] == 0
    assert run("reopen", str(path), "--name", "王芳", "--reason", "申诉成立需要更正")[0] == 0
    assert all(step.signed for step in steps())
    assert run("recompute", str(path))[0] == 0
    assert run("finalize", str(path), "--name", "王芳")[0] == 0
    assert run("verify", str(path))[0] == 0
