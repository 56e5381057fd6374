"""The buttons, from the press to the message, over a real 附件2 and 附件3 open in a stand-in for Excel."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest

import fake_excel
import pywin32_stub
from adopt import gathered as adopt_gathered
from adopt import month as adopt_month
from adopt import writing as adopt_writing
from commands import run as run_command
from udfs import asking, buttons, closing, press, verbs
from xlkpi.actions.checks.torn_rows import roster_columns
from xlkpi.actions.create import build_blank, create
from xlkpi.actions.demo import samples
from xlkpi.actions.opening import open_book
from xlkpi.books import patience
from xlkpi.books.live import LiveBook
from xlkpi.errors import Fault, sentence
from xlkpi.schemes import kind_named

_, WINDOWS, _, _ = pywin32_stub.install()
from calculating_excel import calculate, live  # noqa: E402 - xlwings' Windows half must be there

MAY = dt.date(2024, 5, 1)
BRANCH = "城东分公司"


def of_one_branch(source: Path, target: Path) -> Path:
    """A table of the sample month, for one branch only."""
    with source.open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8-sig", newline="") as table:
        writer = csv.DictWriter(table, list(rows[0]))
        writer.writeheader()
        writer.writerows(row for row in rows if row["分公司"] == BRANCH)
    return target


@pytest.fixture(scope="module")
def month(tmp_path_factory):
    """One branch's folder of the sample month: its forms and its summary, not collected yet."""
    folder = tmp_path_factory.mktemp("考核")
    tables = [
        of_one_branch(samples() / "gas" / "2024-05" / f"{name}.csv", folder / "csv" / f"{name}.csv")
        for name in ("forms", "roster", "supervisors")
    ]
    create(kind_named("form"), folder, period=MAY, data=tables[:1])
    create(kind_named("summary"), folder / "附件3.xlsm", period=MAY, data=tables[1:])
    return folder


@pytest.fixture(autouse=True)
def in_a_clean_place(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(patience, "PAUSE", 0.0)
    pywin32_stub.MESSAGES.clear()
    press._pending.clear()
    verbs._written.clear()


@pytest.fixture
def excel(month, tmp_path):
    """The summary open in Excel, its formulas computed by the file engine whenever Excel calculates."""
    return opened(shutil.copy(month / "附件3.xlsm", tmp_path / "附件3.xlsm"), month)


def opened(path, folder):
    workbook = fake_excel.Workbook(path)
    workbook.Application.folder = folder
    workbook.Application.on_calculate = lambda: calculate(workbook, path)
    WINDOWS.BOOK_CALLER = workbook
    return workbook


def pressed(verb):
    """Press a button as its macro does: the verb, then Excel calculates, then the report; returns the message."""
    getattr(buttons, verb)()
    WINDOWS.BOOK_CALLER.Application.on_calculate()
    buttons.report()
    assert len(pywin32_stub.MESSAGES) == 1
    return pywin32_stub.MESSAGES.pop()[0]


def cells_of(workbook):
    return {(sheet.Name, place): value for sheet in workbook.sheets for place, value in sheet.values.items()}


def as_before(workbook, cells):
    """The workbook's cells are as they were, and Excel is as the user had it."""
    assert cells_of(workbook) == cells
    settings = workbook.Application.settings
    assert settings["ScreenUpdating"] is True
    assert settings["StatusBar"] is False
    assert settings["Calculation"] == -4105


def select(workbook, name, row):
    book = live(workbook)
    area = book._area(name)
    sheet = next(one for one in workbook.sheets if one.Name == area.sheet)
    workbook.Application.Selection = fake_excel.Range(sheet, area.top + row, 5, area.top + row, 5)


def test_collect_fills_the_totals_and_says_so_once(excel):
    said = pressed("collect")
    assert said.startswith("取数完成：附件2 11 份")
    totals = [row[0] for row in live(excel).read("名单_总分")]
    assert sum(isinstance(total, float) for total in totals) == 11
    levels = {row[0] for row in live(excel).read("名单_等级")} - {None, ""}
    assert levels - {"不参评"} <= {"A+", "A", "B", "C", "C-"}
    assert "A+" in levels
    assert excel.saved == 0, "saving is the user's business"
    told = [value for name, value in excel.Application.history if name == "StatusBar"]
    assert told[0] == "取数……"
    assert told[-1] is False


def test_collect_can_be_undone(excel):
    before = live(excel).read("名单_总分")
    pressed("collect")
    assert live(excel).read("名单_总分") != before
    assert pressed("undo") == "已撤销，恢复为按下按钮前的内容。"
    assert live(excel).read("名单_总分") == before
    assert pressed("undo") == "没有可以撤销的操作。"


def test_a_closed_picker_changes_nothing(excel):
    excel.Application.folder = None
    cells = cells_of(excel)
    buttons.collect()
    buttons.report()
    assert pywin32_stub.MESSAGES[0][0] == "没有选择文件夹，表未改动。"
    as_before(excel, cells)


def test_a_wrong_form_is_named_and_the_others_are_taken(excel, month, tmp_path):
    folder = shutil.copytree(month, tmp_path / "folder")
    form = next(path for path in sorted(folder.rglob("附件2*.xlsm")))
    book = open_book(form)
    book.write("主管评分", [["九十"]])
    book.save()
    excel.Application.folder = folder
    buttons.collect()
    buttons.report()
    said = pywin32_stub.MESSAGES[0][0]
    assert said.startswith("取数完成：附件2 10 份")
    assert form.name in said
    totals = [row[0] for row in live(excel).read("名单_总分")[:12]]
    assert totals.count(None) == 2  # the wrong form, and one person who is not appraised


def test_check_names_faults_with_their_places(excel):
    live(excel).write("名单_出勤率", [[1.5]])
    said = pressed("check")
    assert "处问题" in said.splitlines()[0]
    assert "附件3!" in said
    assert len(said.splitlines()) <= press.MORE_FAULTS + 3


def test_recompute_reports_people_and_saves_nothing(excel):
    pressed("collect")
    assert pressed("recompute").startswith("重新计算完成：12 人，其中 11 人已排名定级")
    assert excel.saved == 0


def test_explain_speaks_of_the_selected_person(excel):
    pressed("collect")
    book = live(excel)
    select(excel, "名单_工号", 2)
    said = pressed("explain")
    assert said.splitlines()[0].startswith(str(book.read("名单_工号")[2][0]))
    assert "总分：" in said
    select(excel, "名单_工号", 55)
    assert pressed("explain") == "请先在名单中选中一个人所在的行，再按“说明”。"
    excel.Application.Selection = None
    assert pressed("explain") == "请先在名单中选中一个人所在的行，再按“说明”。"


def test_a_form_explains_itself(month, tmp_path):
    form = next(path for path in sorted(month.rglob("附件2*.xlsm")))
    workbook = opened(shutil.copy(form, tmp_path / form.name), None)
    said = pressed("explain")
    assert "总分（四舍五入到 2 位小数）" in said
    pressed("recompute")
    assert workbook.saved == 0


def test_doctor_says_what_is_amiss(excel):
    assert pressed("doctor")


@pytest.fixture
def exchanges(excel, monkeypatch):
    """Everything that is asked of Excel's objects, each of which crosses between two processes, by its name."""
    counted = Counter()
    around = WINDOWS.COMRetryObjectWrapper

    def note(method, called):
        original = getattr(around, method)

        def noted(self, *words):
            counted[called(*words)] += 1
            return original(self, *words)

        monkeypatch.setattr(around, method, noted)

    note("__getattr__", lambda name: name)
    note("__setattr__", lambda name, _: f"{name} =")
    note("__call__", lambda *_: "()")
    WINDOWS.BOOK_CALLER = around(excel)
    return counted


@pytest.mark.parametrize(
    ("verb", "pieces", "written"),
    [("check", 1, 0), ("explain", 1, 0), ("recompute", 3, 6), ("sign", 3, 6), ("add", 3, 20)],
)
def test_each_sheet_is_read_in_one_piece(excel, exchanges, verb, pieces, written):
    """However many blocks it has: check alone asked 2,901 times for a summary, and signing 8,206 times.

    Of a name its number, its text and what it stands for are asked; a piece that is read or a block that is written takes a dozen.
    """
    select(excel, "名单_工号", 2)
    excel.Application.answer = ["021", "赵磊"] if verb == "add" else "赵敏"
    getattr(buttons, verb)()
    buttons.report()
    assert "没有完成" not in pywin32_stub.MESSAGES[0][0]
    sheets, names = len(excel.sheets), len(excel.names)
    assert exchanges["Value"] <= pieces * sheets
    assert exchanges["Formula"] <= sheets
    assert exchanges["Value ="] <= written
    assert exchanges["NumberFormat"] <= exchanges["Value ="]
    assert sum(exchanges.values()) <= 3 * names + 12 * (pieces + 1) * sheets + 30 * written + 60


def test_an_untouched_sheet_is_not_read_again_after_a_write(excel, exchanges):
    book = live(WINDOWS.BOOK_CALLER)
    book.read("签批_姓名"), book.read("名单_总分")
    before = exchanges["Value"]
    book.write("名单_总分", [[90.0]] * 60)
    book.read("签批_姓名"), book.read("名单_工号")
    assert exchanges["Value"] == before
    assert book.read("名单_总分")[0] == [90.0]
    assert book.read("名单_总分")[0] == [90.0]
    assert exchanges["Value"] == before + 1


def test_check_reads_a_second_time_only_what_is_sorted(excel, monkeypatch):
    asked, read = [], LiveBook.read
    monkeypatch.setattr(LiveBook, "read", lambda book, name: asked.append(name) or read(book, name))
    verbs.check(live(excel))
    sorted_ones = {column.name for column in roster_columns(kind_named("summary"))}
    assert {"名单_等级", "名额比例"} <= set(asked)
    assert {name for name in asked if asked.count(name) > 1} <= {*sorted_ones, "kpi_rows"}


# --- what goes wrong -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["check", "collect", "recompute", "explain"])
@pytest.mark.parametrize("code", [fake_excel.BUSY, fake_excel.EDITING])
def test_a_busy_excel_gets_a_sentence_and_keeps_the_workbook(excel, verb, code):
    cells = cells_of(excel)
    book = live(excel)
    excel.Application.busy_code = code
    excel.Application.busy = 10_000
    message = press._done("按钮", getattr(verbs, verb), book)
    excel.Application.busy = 0
    assert "Excel 正忙" in message.text
    assert "Esc" in message.text
    as_before(excel, cells)


def test_a_short_wait_is_waited_out(excel):
    book = live(excel)
    excel.Application.busy = patience.ATTEMPTS - 1
    assert book.read("名单_总分")


def test_waiting_ends(excel):
    excel.Application.busy = patience.ATTEMPTS
    with pytest.raises(patience.ExcelBusy):
        live(excel).names()


def test_excel_closed_in_the_middle():
    def closed():
        raise pywin32_stub.ComError(-2147023174, "The RPC server is unavailable.", None, None)

    with pytest.raises(patience.ExcelGone) as gone:
        patience.patiently(closed)
    assert "重新打开" in str(gone.value)


def test_a_protected_sheet(excel):
    for sheet in excel.sheets:
        sheet.unlocked.clear()
    cells = cells_of(excel)
    buttons.collect()
    buttons.report()
    said = pywin32_stub.MESSAGES[0][0]
    assert said.startswith("取数没有完成：Excel 拒绝了操作")
    assert "撤销保护" in said
    as_before(excel, cells)


def test_a_failure_after_the_first_block_puts_it_back(excel, monkeypatch):
    cells = cells_of(excel)
    book = live(excel)

    def half(book):
        book.write("名单_总分", [[1.0]] * 60)
        raise fake_excel.refuse("disk full")

    message = press._done("取数", half, book)
    assert "没有完成" in message.text
    as_before(excel, cells)


def test_an_unexpected_failure_goes_to_the_log_not_to_the_user(excel, tmp_path):
    message = press._done("校验", lambda _: 1 / 0, live(excel))
    assert message.warning
    assert "ZeroDivisionError" not in message.text
    assert "xlkpi doctor" in message.text
    assert "ZeroDivisionError" in (tmp_path / "state" / "xlkpi" / "xlkpi.log").read_text(encoding="utf-8")


def test_a_renamed_sheet_does_not_matter(excel):
    for sheet in excel.sheets:
        if sheet.Name == "附件3":
            sheet.Name = "五月"
    for name in excel.names:
        name.RefersTo = name.RefersTo.replace("附件3!", "五月!").replace("'附件3'", "'五月'")
    excel.Application.on_calculate = lambda: None
    assert pressed("collect").startswith("取数完成")


def test_a_deleted_name_is_named(excel):
    select(excel, "名单_工号", 0)
    excel.names = [name for name in excel.names if name.Name != "名单_绩效基数"]
    cells = cells_of(excel)
    for verb in ("check", "collect", "recompute", "explain"):
        getattr(buttons, verb)()
        buttons.report()
        said = pywin32_stub.MESSAGES.pop()[0]
        assert "名单_绩效基数" in said
        assert "备份" in said
        as_before(excel, cells)


def test_a_deleted_sheet_leaves_names_that_stand_for_nothing(excel):
    for name in excel.names:
        name.RefersTo = "=#REF!"
    buttons.check()
    buttons.report()
    assert "xlkpi" in pywin32_stub.MESSAGES[0][0]


def test_a_workbook_that_is_not_ours(tmp_path):
    workbook = fake_excel.Workbook()
    workbook.sheets.append(fake_excel.Sheet(workbook, "Sheet1"))
    WINDOWS.BOOK_CALLER = workbook
    workbook.Application.folder = tmp_path
    for verb in ("check", "collect", "recompute", "explain"):
        getattr(buttons, verb)()
        buttons.report()
    said = [text for text, _ in pywin32_stub.MESSAGES]
    assert len(said) == 4
    assert all("不是" in text or "重新计算完成" in text for text in said)
    assert workbook.saved == 0


def test_two_workbooks_open_are_kept_apart(excel, month, tmp_path):
    other = opened(shutil.copy(month / "附件3.xlsm", tmp_path / "另一张.xlsm"), month)
    cells = cells_of(other)
    WINDOWS.BOOK_CALLER = excel
    pressed("collect")
    assert cells_of(other) == cells
    WINDOWS.BOOK_CALLER = other
    assert pressed("undo") == "没有可以撤销的操作。"
    assert pywin32_stub.MESSAGES == []


def test_a_workbook_in_the_cloud(excel):
    excel.FullName = "https://d.docs.live.net/0123456789abcdef/考核/附件3.xlsm"
    book = live(excel)
    assert book.title == "附件3.xlsm"
    assert book.path is None
    assert pressed("collect").startswith("取数完成")


def test_a_user_with_a_chinese_name(excel):
    excel.FullName = "C:\\Users\\张三\\文档\\附件3.xlsm"
    assert live(excel).title == "附件3.xlsm"
    assert pressed("check").startswith("校验完成")


@pytest.mark.parametrize(
    "name",
    [
        "附件3[1].xlsm",
        "张三's & 100% 考核 (2).xlsm",
        "附件3 😀.xlsm",
        "%PATH%^!~$.xlsm",
        f"{'长' * 200}.xlsm",
        "-附件3.xlsm",
    ],
)
def test_a_file_may_be_called_anything(month, tmp_path, monkeypatch, name):
    """Mail and browsers make brackets; what waits for the file to be closed gets its path as one word."""
    workbook = opened(shutil.copy(month / "附件3.xlsm", tmp_path / name[-80:]), month)
    workbook.FullName = f"C:\\考核 & 资料\\{name}"
    commands = []
    monkeypatch.setattr(closing.subprocess, "Popen", lambda command, **_: commands.append(command))
    assert pressed("collect").startswith("取数完成：附件2 11 份")
    select_cell(workbook, "名单_总分", 2)
    assert pressed("sort").startswith("已按总分排序")
    assert live(workbook).title == name
    closing.when_closed("people", Path(workbook.FullName), "--rows", "80")
    assert commands[0][3:5] == ["people", workbook.FullName]


def test_a_second_press_while_running_does_nothing(excel, monkeypatch):
    presses = []

    def slow(book):
        presses.append("first")
        buttons.collect()
        return press.Message("完成")

    monkeypatch.setattr(verbs, "check", slow)
    cells = cells_of(excel)
    buttons.check()
    buttons.report()
    assert presses == ["first"]
    assert [text for text, _ in pywin32_stub.MESSAGES] == ["完成"]
    as_before(excel, cells)


def test_the_report_is_shown_once():
    buttons.report()
    assert pywin32_stub.MESSAGES == []


# --- on a Mac --------------------------------------------------------------------------------------------------------


@pytest.fixture
def mac(monkeypatch):
    """Our modules believe to be on a Mac; the rest of the machine does not."""
    for module in (press, verbs, asking):
        monkeypatch.setattr(module, "sys", SimpleNamespace(platform="darwin"))


def test_a_mac_computes_in_the_file_and_opens_it_again(month, tmp_path, mac):
    form = next(path for path in sorted(month.rglob("附件2*.xlsm")))
    path = shutil.copy(form, tmp_path / form.name)
    book = open_book(path)
    book.write("加减分", [[1.5]])
    book.save()  # as Excel for Mac saves it: the new input beside the old total
    before = openpyxl_value(path, "总分")
    workbook = opened(path, None)
    buttons.recompute()
    assert workbook.saved == 1
    assert workbook.closed
    assert [text.startswith("重新计算完成") for text, _ in pywin32_stub.MESSAGES] == [True]
    assert openpyxl_value(path, "总分") == pytest.approx(before + 1.5)


def openpyxl_value(path, name):
    book = openpyxl.load_workbook(path, data_only=True)
    sheet, _, cell = book.defined_names[name].attr_text.rpartition("!")
    return book[sheet.strip("'")][cell.replace("$", "")].value


def test_a_mac_leaves_the_workbook_open_where_there_are_faults(month, tmp_path, mac):
    form = next(path for path in sorted(month.rglob("附件2*.xlsm")))
    path = shutil.copy(form, tmp_path / form.name)
    book = open_book(path)
    book.write("主管评分", [["九十"]])
    book.save()
    data = path.read_bytes()
    workbook = opened(path, None)
    buttons.recompute()
    assert not workbook.closed
    assert path.read_bytes() == data
    assert "处问题" in pywin32_stub.MESSAGES[0][0]


def test_a_mac_needs_a_file_of_this_machine(excel, mac):
    excel.FullName = "https://d.docs.live.net/0123456789abcdef/附件3.xlsm"
    buttons.recompute()
    assert pywin32_stub.MESSAGES[0][0].startswith("请先把工作簿保存到本机文件夹")


def test_a_second_press_in_another_process_does_nothing(excel, mac):
    held = press._only_one("附件3.xlsm")
    assert held is not None
    buttons.check()
    assert pywin32_stub.MESSAGES == []
    held.close()
    buttons.check()
    assert len(pywin32_stub.MESSAGES) == 1


@pytest.mark.parametrize(
    ("code", "said", "picked"), [(0, "/Users/z/考核/\n", Path("/Users/z/考核")), (1, "", None), (0, "\n", None)]
)
def test_a_mac_asks_with_its_own_picker(excel, mac, monkeypatch, code, said, picked):
    asked = []

    def run(command, **_):
        asked.append(command)
        return SimpleNamespace(returncode=code, stdout=said)

    monkeypatch.setattr(asking, "subprocess", SimpleNamespace(run=run))
    assert asking.choose_folder(live(excel)) == picked
    assert "choose folder" in asked[0][-1]


@pytest.mark.parametrize(("answer", "name"), [("赵敏", "赵敏"), (" 赵敏 ", "赵敏"), (False, None), ("", None)])
def test_signing_asks_who_signs_the_step_that_is_due(excel, answer, name):
    excel.Application.answer = answer
    said = pressed("sign")
    assert excel.Application.asked["Prompt"] == "以「制表人」签批，请输入姓名："
    if name is None:
        assert said == "没有输入姓名，表未改动。"
    else:  # the summary has no totals yet: nobody answers for it
        assert said.startswith("没有签批，请先处理下列问题")
    assert live(excel).read("签批_姓名")[0] == [None]
    if name is None:
        return
    pressed("collect")
    said = pressed("sign")
    assert said.startswith("制表人赵敏已签批")
    assert "→" not in said, "it stays a draft until the supervisor signs"
    assert live(excel).read("签批_姓名")[0] == [name]
    today = live(excel).read("签批_日期")[0][0]
    assert isinstance(today, dt.date)
    pressed("sign")
    assert excel.Application.asked["Prompt"].startswith("以「客服主管」签批")


def test_after_a_change_the_button_asks_the_first_who_signed_once_more(excel):
    excel.Application.answer = "赵敏"
    for verb in ("collect", "sign", "sign"):
        pressed(verb)
    book = live(excel)
    assert [row[0] for row in book.read("签批_姓名")[:2]] == ["赵敏", "赵敏"]
    bases = book.read("名单_绩效基数")
    book.write("名单_绩效基数", [[bases[0][0] + 100], *bases[1:]])
    assert "签批后内容有变" in pressed("check")
    pressed("sign")
    assert excel.Application.asked["Prompt"].startswith("以「制表人」签批")
    assert [row[0] for row in live(excel).read("签批_姓名")[:2]] == ["赵敏", None]


def test_a_mac_asks_for_a_name_with_its_own_dialog(excel, mac, monkeypatch):
    asked = []

    def run(command, **_):
        asked.append(command)
        return SimpleNamespace(returncode=0, stdout="赵敏\n")

    monkeypatch.setattr(asking, "subprocess", SimpleNamespace(run=run))
    assert asking.ask(live(excel), "请输入姓名：") == "赵敏"
    assert 'display dialog "请输入姓名："' in asked[0][-1]


def test_a_message_joins_neighbouring_cells_and_counts_each():
    faults = [Fault(f"附件3!F{row}", sentence("{name} 还没有总分", "", name=f"员工{row}")) for row in (7, 8)]
    assert verbs._told("校验完成", faults).splitlines() == [
        "校验完成：2 处问题。",
        "",
        "附件3!F7:F8  共2格：员工7、员工8 还没有总分",
    ]


# --- 定稿 ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def scored(month, tmp_path):
    """A form of the sample month that nothing keeps from being final."""
    from final_files import make_ready

    form = next(path for path in sorted(month.rglob("附件2*.xlsm")))
    path = Path(shutil.copy(form, tmp_path / form.name))
    make_ready(path)
    return path


def test_what_is_in_the_way_of_a_final_workbook_is_said_and_nobody_is_asked(month, tmp_path, monkeypatch):
    form = next(path for path in sorted(month.rglob("附件2*.xlsm")))
    path = shutil.copy(form, tmp_path / form.name)
    book = open_book(path)
    book.write("主管评分", [["九十"]])
    book.save()
    opened(path, None)
    monkeypatch.setattr(verbs, "ask", lambda *_: pytest.fail("asked"))
    buttons.finalize()
    buttons.report()
    assert pywin32_stub.MESSAGES[0][0].startswith("还不能定稿：")


def test_excel_lets_go_of_the_workbook_first(scored, monkeypatch):
    workbook = opened(scored, None)
    workbook.Application.answer = " 王芳 "
    started = []
    monkeypatch.setattr(closing.subprocess, "Popen", lambda command, **_: started.append(command))
    buttons.finalize()
    buttons.report()
    assert [command[1:] for command in started] == [
        ["-m", "xlkpi", "finalize", str(scored), "--name", "王芳", "--when-closed"]
    ]
    assert (workbook.saved, workbook.closed) == (1, False)
    assert "请关闭本表" in pywin32_stub.MESSAGES[0][0]


def test_a_workbook_that_is_open_read_only_is_not_saved(scored, monkeypatch):
    """Somebody else has it open on the share: Excel would ask in a window where to save it."""
    waiting = []
    monkeypatch.setattr(closing.subprocess, "Popen", lambda command, **_: waiting.append(command))
    workbook = opened(scored, scored.parent)
    workbook.Application.answer = "王芳"
    workbook.ReadOnly = True
    assert "只读" in pressed("finalize")
    assert (workbook.saved, waiting) == (0, [])


BEFORE_FINAL = {
    "summary": "制表人 客服主管 主管经理 总经理",
    "groups": "制表人 客服主管",
    "calls": "制表人 部门经理 总经理",
    "bids": "制表人 投标管理科 总经理",
    "shop": "制表人 店长 客户服务部经理",
    "rubric": "制表人 评分人 总经理",
}
"""Who signs each kind before it is final; head office's 备案 and 反馈 come afterwards."""


@pytest.mark.parametrize(("key", "before"), BEFORE_FINAL.items())
def test_a_month_is_signed_made_final_filed_and_fed_back_by_buttons(key, before, sample, monkeypatch):
    """Every system; what Excel does between the buttons, saving and letting go of the file, is done for it."""
    from test_sign_off import confirm_all
    from xlkpi.actions.final.finalize import finalize
    from xlkpi.actions.final.verify import verify
    from xlkpi.books.ooxml import WorkbookFile

    path = sample(key)
    confirm_all(path)
    workbook = opened(path, path.parent)
    workbook.Application.answer = "赵敏"
    said, signed = pressed("sign"), 0
    while "已签批" in said:
        said, signed = pressed("sign"), signed + 1
    assert signed == len(before.split()), said
    assert "在定稿之后：请先定稿（按钮“定稿”" in said
    monkeypatch.setattr(closing.subprocess, "Popen", lambda *_, **__: None)
    assert "请关闭本表：关闭后自动定稿" in pressed("finalize")
    calculate(workbook, path).save()
    assert finalize(path, "赵敏").written_to
    workbook = opened(path, path.parent)
    assert "请直接在" in pressed("sign")
    book = live(workbook)
    left = [row for row, (name,) in enumerate(book.read("签批_姓名")) if name is None]
    assert left
    for name, value in (("签批_姓名", "李强"), ("签批_日期", fake_excel.moment(2026, 1, 5))):
        area = book._area(name)
        sheet = next(one for one in workbook.sheets if one.Name == area.sheet)
        for row in left:
            assert (area.top + row, area.left) in sheet.unlocked
            book_row = sheet.Range(sheet.Cells(area.top + row, area.left), sheet.Cells(area.top + row, area.left))
            book_row.Value = value
    calculate(workbook, path).save()
    assert run_command("recompute", str(path))[0] == 0
    assert open_book(path).read("状态") == [["已反馈"]]
    assert verify(WorkbookFile.open(path)).faults == ()


def test_a_name_that_is_not_given_ends_it(scored, monkeypatch):
    workbook = opened(scored, None)
    workbook.Application.answer = False
    monkeypatch.setattr(verbs, "when_closed", lambda *_: pytest.fail("finalized"))
    buttons.finalize()
    buttons.report()
    assert (workbook.saved, pywin32_stub.MESSAGES[0][0]) == (0, "没有填写姓名，没有定稿。")


def test_a_mac_finalizes_in_the_file_and_opens_it_again(scored, mac, monkeypatch):
    workbook = opened(scored, None)
    monkeypatch.setattr(
        asking, "subprocess", SimpleNamespace(run=lambda *_, **__: SimpleNamespace(returncode=0, stdout="王芳\n"))
    )
    buttons.finalize()
    assert workbook.closed
    assert pywin32_stub.MESSAGES[0][0].startswith("定稿完成")
    workbook = opened(scored, None)
    buttons.finalize()
    assert "xlkpi reopen" in pywin32_stub.MESSAGES[1][0]


def test_buttons_that_compute_say_that_a_workbook_is_final(scored):
    from xlkpi.actions.final.finalize import finalize

    assert finalize(scored, "王芳").written_to
    before = scored.read_bytes()
    opened(scored, None)
    for button in (buttons.recompute, buttons.finalize, buttons.collect):
        button()
        buttons.report()
    assert all("定稿" in text or "没有选择文件夹" in text for text, _ in pywin32_stub.MESSAGES)
    # 重新计算 and 定稿 say how to open it again; 取数 asked for a folder first
    assert sum("xlkpi reopen" in text for text, _ in pywin32_stub.MESSAGES) == 2
    said = pywin32_stub.MESSAGES[0][0]
    assert "已由 王芳 于" in said
    assert "完成" not in said
    assert len(said.splitlines()) == 1
    assert scored.read_bytes() == before


def test_people_are_sorted_by_the_selected_column_and_back(excel):
    pressed("collect")
    book = live(excel)
    before = {
        row[0]: base[0] for row, base in zip(book.read("名单_工号"), book.read("名单_绩效基数"), strict=True) if row[0]
    }
    order = [row[0] for row in book.read("名单_工号")]
    select_cell(excel, "名单_总分", 2)
    assert pressed("sort") == "已按总分排序，名单现有 12 人。"
    book = live(excel)
    totals = [row[0] for row in book.read("名单_总分") if isinstance(row[0], float)]
    assert totals == sorted(totals, reverse=True)
    assert totals != []
    after = zip(book.read("名单_工号"), book.read("名单_绩效基数"), strict=True)
    assert {row[0]: base[0] for row, base in after if row[0]} == before
    pressed("undo")
    assert [row[0] for row in live(excel).read("名单_工号")] == order


def test_the_person_in_the_selected_row_is_deleted(excel):
    first = live(excel).read("名单_工号")[0][0]
    select_cell(excel, "名单_姓名", 0)
    assert pressed("remove") == f"已删去 {first}，名单现有 11 人。"
    ids = [row[0] for row in live(excel).read("名单_工号")]
    assert first not in ids
    assert ids[11] is None


def test_somebody_who_joins_stands_below_the_last_one_with_everything_computed(excel):
    pressed("collect")
    excel.Application.answer = [" ０２１ ", "赵　磊"]
    assert pressed("add") == "赵磊已加在名单末尾，还要填写：总分、绩效基数，名单现有 13 人。"
    book = live(excel)
    row = {name: book.read(f"名单_{name}")[12][0] for name in ("工号", "姓名", "部门", "绩效基数", "总分")}
    assert row == {"工号": "021", "姓名": "赵磊", "部门": BRANCH, "绩效基数": None, "总分": None}
    assert book.printed("名单_工号") >= 13
    assert all(line[0] for line in book.computes("名单_绩效工资"))
    pressed("undo")
    assert live(excel).read("名单_工号")[12][0] is None


@pytest.mark.parametrize(
    ("department", "said"),
    [("二部", "戊已加在名单末尾"), ("三部", "没有“三部”这个部门；有 客服部、二部"), (False, "没有输入，名单未改动")],
)
def test_where_there_are_several_departments_that_is_asked_too(excel, department, said):
    live(excel).write("主管_部门", [["客服部"], ["二部"]])
    excel.Application.answer = ["021", "戊", department]
    assert said in pressed("add")
    assert "客服部、二部" in excel.Application.asked["Prompt"]
    assert live(excel).read("名单_部门")[12][0] == ("二部" if department == "二部" else None)


@pytest.mark.parametrize("answers", [[False], ["021", False]])
def test_a_question_that_is_not_answered_adds_nobody(excel, answers):
    before = cells_of(excel)
    excel.Application.answer = answers
    buttons.add()
    buttons.report()
    assert pywin32_stub.MESSAGES[0][0] == "没有输入，名单未改动。"
    as_before(excel, before)


def test_nobody_is_added_twice(excel):
    first, name = (live(excel).read(f"名单_{what}")[0][0] for what in ("工号", "姓名"))
    excel.Application.answer = [first, name]
    assert f"工号 {first} 已在名单中" in pressed("add")


@pytest.mark.parametrize(("answer", "started"), [("是", True), ("", False)])
def test_a_full_roster_is_made_longer_when_it_is_closed(month, tmp_path, monkeypatch, answer, started):
    path = tmp_path / "附件3.xlsm"
    create(kind_named("summary"), path, period=MAY, rows=12, data=[month / "csv" / "roster.csv"])
    workbook = opened(path, None)
    workbook.Application.answer = answer
    commands = []
    monkeypatch.setattr(closing.subprocess, "Popen", lambda command, **_: commands.append(command))
    said = pressed("add")
    asked = [["-m", "xlkpi", "people", str(path), "--rows", "32", "--when-closed"]]
    assert ([command[1:] for command in commands], "请关闭本表" in said) == (asked if started else [], started)
    assert "12 行已满" in workbook.Application.asked["Prompt"]


def test_a_mac_makes_a_full_roster_longer_at_once(month, tmp_path, mac, monkeypatch):
    path = tmp_path / "附件3.xlsm"
    create(kind_named("summary"), path, period=MAY, rows=12, data=[month / "csv" / "roster.csv"])
    opened(path, None)
    answer = SimpleNamespace(returncode=0, stdout="是\n")
    monkeypatch.setattr(asking, "subprocess", SimpleNamespace(run=lambda *_, **__: answer))
    buttons.add()
    assert pywin32_stub.MESSAGES[0][0].startswith("名单已加长到 32 行")
    assert len(open_book(path).read("名单_工号")) == 32


@pytest.mark.parametrize("verb", ["sort", "remove"])
def test_nothing_is_moved_while_nothing_of_the_roster_is_selected(excel, verb):
    people = live(excel).read("名单_工号")
    excel.Application.Selection = None
    assert "请先" in pressed(verb)
    assert live(excel).read("名单_工号") == people


def test_a_sort_of_part_of_the_columns_is_told_and_stays_as_it_is(excel):
    select_cell(excel, "名单_姓名", 0)
    pressed("remove")  # the rows are remembered now
    book = live(excel)
    bases = book.read("名单_绩效基数")
    right = {row[0]: base[0] for row, base in zip(book.read("名单_工号"), bases, strict=True)}
    for name in ("名单_工号", "名单_姓名", "名单_部门"):
        rows = book.read(name)
        book.write(name, [*rows[:11][::-1], *rows[11:]])
    assert "没有跟着工号、姓名移动" in pressed("check")
    select_cell(excel, "名单_总分", 0)
    assert "名单未改动" in pressed("sort")
    excel.Application.answer = "放回"
    owners = dict(zip([row[0] for row in book.read("名单_工号")], [row[0] for row in bases], strict=True))
    # the eleven stand the other way round: 8 posts are others', 2 of 参评 and of 出勤率, 6 bases
    back = "已把岗位、参评、绩效基数、出勤率放回本人名下：10 人，18 格"
    assert pressed("check") == f"{back}，名单现有 11 人。"
    book = live(excel)
    after = dict(
        zip([row[0] for row in book.read("名单_工号")], [row[0] for row in book.read("名单_绩效基数")], strict=True)
    )
    assert after != owners
    assert after == right


def test_a_question_too_long_for_excels_dialog_is_told_before_and_asked(excel):
    book = live(excel)
    excel.Application.answer = "是"
    listed = "\n".join(f"附件3!H{row}  第 {row} 行错位" for row in range(40))
    assert book.ask(f"{listed}\n\n确是有意的请输入“确认”：") == "是"
    assert pywin32_stub.MESSAGES[0][0].startswith(listed)
    assert excel.Application.asked["Prompt"] == "确是有意的请输入“确认”："
    departments = f"请输入部门（{'、'.join(f'客服{n}部' for n in range(90))}）："
    assert book.ask(departments) == "是"
    assert departments.startswith(excel.Application.asked["Prompt"])


def test_what_is_selected_in_another_workbook_is_nothing_of_this_one(excel, month, tmp_path):
    """The macros of every open workbook can be run from Excel's list while another one is in front."""
    other = fake_excel.Workbook(shutil.copy(month / "附件3.xlsm", tmp_path / "另一张.xlsm"), excel.Application)
    select_cell(other, "名单_姓名", 0)
    people = live(excel).read("名单_工号")
    for verb in ("remove", "sort", "explain"):
        assert "请先" in pressed(verb)
    assert live(excel).read("名单_工号") == people


def test_bases_that_were_exchanged_on_purpose_are_confirmed(excel):
    pressed("collect")
    book = live(excel)
    bases = book.read("名单_绩效基数")
    book.write("名单_绩效基数", [bases[1], bases[0], *bases[2:]])
    excel.Application.answer = "确认"
    assert pressed("check").startswith("已确认各行就是现在这样")
    assert "互相对调" in excel.Application.asked["Prompt"]
    excel.Application.asked = {}
    pressed("check")
    assert excel.Application.asked == {}


def test_recomputing_lets_the_print_area_follow(excel):
    pressed("collect")
    book = live(excel)
    for name in ("名单_工号", "名单_姓名", "名单_部门", "名单_总分"):
        rows = [row for row in book.read(name) if row[0]]
        more = [[f"新{n}" if name != "名单_总分" else 80.0] if name != "名单_部门" else rows[0] for n in range(20)]
        book.write(name, [*rows[:11], *more])
    assert "打印区域之外" in pressed("check")
    pressed("recompute")
    sheet = next(one for one in excel.sheets if one.Name == "附件3")
    assert sheet.PageSetup.PrintArea.replace("$", "") in ("A2:S37", "A2:S38")


def select_cell(workbook, name, row):
    book = live(workbook)
    area = book._area(name)
    sheet = next(one for one in workbook.sheets if one.Name == area.sheet)
    place = area.top + row, area.left
    workbook.Application.Selection = fake_excel.Range(sheet, *place, *place)


def test_the_ribbon_takes_a_company_s_own_workbook_over(tmp_path):
    path = adopt_writing.save(adopt_month.summary(), tmp_path, "汇总表")
    opened(path, tmp_path)
    assert "已生成“汇总表.xlsm”" in pressed("adopt")
    assert open_book(tmp_path / "汇总表.xlsm").read("名单_总分") == [[None]] * 12
    workbook = WINDOWS.BOOK_CALLER
    assert workbook.closed


def test_the_ribbon_says_what_keeps_a_workbook_from_being_taken_over(tmp_path):
    drawn = adopt_gathered.named("total_typed_over")
    path = adopt_writing.save(drawn.draw(), tmp_path, "考核表")
    opened(path, tmp_path)
    told = pressed("adopt")
    assert "没有接入" in told
    assert "考核表!E10" in told
    assert not (tmp_path / "考核表.xlsm").exists()
    opened(adopt_writing.save(adopt_gathered.FOREIGN[0].draw(), tmp_path, "考勤"), tmp_path)
    assert "没有接入" in pressed("adopt")


def adopted(folder):
    path = adopt_writing.save(adopt_month.summary(), folder, "汇总表")
    opened(path, folder)
    pressed("adopt")
    return folder / "汇总表.xlsm"


def a_form(folder):
    return build_blank(kind_named("form"), folder / "附件2.xlsm", period=MAY)


@pytest.mark.parametrize(
    ("made", "why"), [(adopted, "公司自己的表请在 Excel 里按整行排序"), (a_form, "没有可以增减的人员名单")]
)
def test_where_nobody_can_join_nobody_is_asked_for(tmp_path, made, why):
    workbook = opened(made(tmp_path), tmp_path)
    workbook.Application.answer = ["021", "戊"]
    assert why in pressed("add")
    assert workbook.Application.asked == {}
