"""What goes to paper: areas that follow the people, nobody cut off, no page without rows."""

from __future__ import annotations

import datetime as dt
import math
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import coordinate_to_tuple, range_boundaries

from xlkpi.actions.check import check
from xlkpi.actions.create import build_blank
from xlkpi.actions.opening import open_book
from xlkpi.actions.recompute import recompute
from xlkpi.actions.saving import save
from xlkpi.books.areas import Area
from xlkpi.books.ooxml.names import DefinedName
from xlkpi.books.ooxml.print_areas import read_print_areas, with_print_areas
from xlkpi.books.ooxml.row_heights import read_heights, with_heights
from xlkpi.drawing.paper import first_rows, pixels, printable, room, scale
from xlkpi.drawing.spec import Table
from xlkpi.schemes import kind_named, kinds
from xlkpi.schemes.period_sheet import of_months, period_kind

SMALLEST = 0.6
"""Ten points at six tenths are a little more than 小六 (6.5 points is the smallest size of printed Chinese forms, GB)."""
GROWING = [(kind, page) for kind in kinds() for page in kind.pages if page.growing is not None]


def area_of(path: Path, page: str) -> str:
    return openpyxl.load_workbook(path)[page].print_area.rpartition("!")[2].replace("$", "")


@pytest.fixture(scope="module")
def blank(tmp_path_factory) -> Path:
    return build_blank(
        kind_named("summary"), tmp_path_factory.mktemp("blank") / "附件3.xlsm", period=dt.date(2024, 5, 1)
    )


def with_people(blank: Path, out: Path, count: int) -> Path:
    book = open_book(blank)
    book.write("分公司", [["城东分公司"]])
    book.write("主管_部门", [["客服部"]])
    book.write("名单_工号", [[f"{n:03d}"] for n in range(1, count + 1)])
    book.write("名单_姓名", [[f"员工{n}"] for n in range(1, count + 1)])
    book.write("名单_部门", [["客服部"]] * count)
    book.recalculate()
    return book.save(out)


@pytest.mark.parametrize(("kind", "page"), GROWING, ids=lambda one: getattr(one, "key", getattr(one, "title", "")))
def test_only_the_last_table_of_a_page_has_spare_rows(kind, page):
    assert [part for part in page.parts if isinstance(part, Table) and part.grows] == [page.growing]


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.key)
def test_an_empty_template_prints_no_more_spare_rows_than_one_sheet_holds(kind, tmp_path):
    path = build_blank(kind, tmp_path / "空.xlsm")
    book = open_book(path)
    for page in kind.pages:
        if page.growing is None or page.growing.keys[0].name in PRESET:
            continue
        square = any(column.square for column in page.growing.columns)
        meant = page.of_rows(page.growing.shown) if square else page
        assert page.growing.shown <= first_rows(meant)
        assert book.printed(next(column.name for column in page.growing.columns if column.name)) == min(
            first_rows(meant), page.growing.rows
        )


PRESET = ("条目评分_条目", "助理条目评分_条目")
"""Lists that a new workbook fills itself."""


@pytest.mark.parametrize(
    ("people", "area"), [(0, "A2:S30"), (1, "A2:S30"), (24, "A2:S30"), (25, "A2:S31"), (60, "A2:S66")]
)
def test_the_printed_rows_follow_the_people(blank, tmp_path, people, area):
    path = with_people(blank, tmp_path / "表.xlsm", people)
    book = open_book(path)
    save(book)
    assert area_of(path, "附件3") == area


def test_a_page_that_repeats_the_people_prints_all_of_them(blank, tmp_path):
    path = with_people(blank, tmp_path / "表.xlsm", 60)
    save(open_book(path))
    assert area_of(path, "告知") == "A2:K65"


def test_it_shrinks_again_when_people_leave(blank, tmp_path):
    path = with_people(blank, tmp_path / "表.xlsm", 40)
    save(open_book(path))
    assert area_of(path, "附件3") == "A2:S46"
    book = open_book(path)
    for name in ("名单_工号", "名单_姓名", "名单_部门"):
        book.write(name, book.read(name)[:5])
    book.recalculate()
    save(book)
    assert area_of(path, "附件3") == "A2:S29"  # five rows are a little higher, for why there is no level yet


def test_people_outside_the_print_area_are_a_fault_until_the_workbook_is_recomputed(blank, tmp_path):
    path = with_people(blank, tmp_path / "表.xlsm", 27)  # typed in Excel: nobody moved the print area
    faults = [fault for fault in check(open_book(path)) if "打印区域之外" in fault.say()]
    assert [(fault.place, fault.notice) for fault in faults] == [("附件3!B31", False), ("告知!F22", False)]
    assert "3 行" in faults[0].say()
    book = open_book(path)
    for name in ("名单_总分", "名单_绩效基数"):
        book.write(name, [[90.0]] * 27)
    book.write("主管_姓名", [["周建国"]])
    book.write("计划_部门", [["客服部"]])
    book.write("计划_名称", [["第1期"]])
    book.write("计划_主管经理评分", [[95.0]])
    book.write("计划_客户服务部评分", [[95.0]])
    assert recompute(book).written_to
    assert not [fault for fault in check(open_book(path)) if "打印区域之外" in fault.say()]


def test_a_page_whose_print_area_a_user_took_off_or_split_stays_so(blank, tmp_path):
    path = with_people(blank, tmp_path / "表.xlsm", 40)
    for meant in (None, "A2:P10,A20:P30"):
        book = openpyxl.load_workbook(path, keep_vba=True)
        book["附件3"].print_area = meant
        book.save(tmp_path / "改.xlsm")
        changed = open_book(tmp_path / "改.xlsm")
        before = area_of(tmp_path / "改.xlsm", "附件3")
        save(changed)
        assert area_of(tmp_path / "改.xlsm", "附件3") == before


def test_everybody_by_everybody_prints_the_columns_of_the_people_too(tmp_path):
    kind = kind_named("calls")
    path = build_blank(kind, tmp_path / "话务.xlsm")
    assert area_of(path, "优秀员工").startswith("A2:Q")  # five columns and the twelve that are always drawn
    book = open_book(path)
    book.write("坐席_工号", [[f"{n:03d}"] for n in range(1, 31)])
    book.write("坐席_姓名", [[f"员工{n}"] for n in range(1, 31)])
    book.recalculate()
    save(book)
    assert area_of(path, "优秀员工").startswith("A2:AI")


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.key)
def test_no_page_is_shrunk_until_nobody_can_read_it(kind):
    for page in kind.pages:
        if page.widths or any(isinstance(part, Table) for part in page.parts):
            assert scale(page.of_rows(12)) >= SMALLEST, page.title


def test_the_paper_is_turned_and_large_as_the_page_says():
    pages = {page.title: page for page in kind_named("calls").pages}
    assert printable(pages["工作计划"])[0] < printable(pages["话务绩效"])[0] <= printable(pages["干部考核"])[0]


def test_print_areas_are_read_with_every_spelling_of_a_sheet():
    names = [
        DefinedName("_xlnm.Print_Area", "附件3", "附件3!$A$2:$P$26"),
        DefinedName("_xlnm.Print_Area", "a,b", "'a,b'!$A$1:$B$2,'a,b'!$D$4"),
        DefinedName("_xlnm.Print_Area", "算", "OFFSET(算!$A$1,0,0,3,3)"),
        DefinedName("_xlnm.Print_Titles", "附件3", "附件3!$5:$5"),
    ]
    assert read_print_areas(names, ["附件3", "a,b", "算"]) == {
        "附件3": (Area("附件3", 2, 1, 26, 16),),
        "a,b": (Area("a,b", 1, 1, 2, 2), Area("a,b", 4, 4, 4, 4)),
    }


def test_only_the_area_asked_for_changes():
    xml = (
        b'<workbook><sheets><sheet name="one"/><sheet name="it\'s"/></sheets><definedNames>'
        b'<definedName name="_xlnm.Print_Area" localSheetId="0">one!$A$1:$B$2</definedName>'
        b"<definedName name=\"_xlnm.Print_Area\" localSheetId=\"1\">'it''s'!$A$1:$B$2</definedName>"
        b"</definedNames></workbook>"
    )
    changed = with_print_areas(xml, {"it's": Area("it's", 1, 1, 9, 2)}, file="x", part="y")
    assert changed == xml.replace(b"'it''s'!$A$1:$B$2", b"'it''s'!$A$1:$B$9")


WORKBOOKS = sorted((Path(__file__).parents[1] / "workbooks").glob("*.xlsm"))
TALLEST_FROZEN = 300
"""Pixels of frozen rows that leave half of a laptop's screen (768 pixels, less Excel's ribbon) to the rows below."""


def widths_of(page):
    """Widths as they were asked for (the file adds the cell's padding), 0 for hidden columns; one entry a column."""
    found = {}
    for column in page.column_dimensions.values():
        width = 0 if column.hidden else column.width - 5 / 7
        found.update(dict.fromkeys(range(column.min, column.max + 1), width))
    return [found[column] for column in sorted(found)]


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_every_page_fits_a_laptop(path):
    for page in openpyxl.load_workbook(path):
        if page.sheet_state != "visible":
            continue
        zoom = page.sheet_view.zoomScale or 100
        frozen = coordinate_to_tuple(page.freeze_panes)[0] - 1 if page.freeze_panes else 0
        high = sum(page.row_dimensions[row].height or 15 for row in range(1, frozen + 1)) / 0.75
        assert high * zoom / 100 <= TALLEST_FROZEN, page.title
        _, _, last, _ = range_boundaries(page.print_area.rpartition("!")[2].replace("$", ""))
        wide = sum(pixels(width) for width in widths_of(page)[:last])
        assert zoom >= 75
        assert wide * zoom / 100 <= 1366 or zoom == 75, page.title


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_no_sheet_of_parameters_ends_with_a_heading_or_is_overfull(path):
    for page in openpyxl.load_workbook(path):
        heads = [cell.row for cell in page["A"] if page.cell(cell.row, page.max_column).value == "已确认"]
        if not heads:
            continue
        ends = [one.id for one in page.row_breaks.brk]
        assert not {row - 1 for row in heads} & set(ends), page.title  # the title of a section
        assert not {*heads, *(row + 1 for row in heads)} & set(ends), page.title
        widths = widths_of(page)
        _, _, _, bottom = range_boundaries(page.print_area.rpartition("!")[2].replace("$", ""))
        for first, last in zip([1, *(end + 1 for end in ends)], [*ends, bottom], strict=True):
            high = sum(page.row_dimensions[row].height or 15 for row in range(first, last + 1))
            assert high <= room(widths) * 1.01, (page.title, first)


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_a_section_of_parameters_that_fits_a_sheet_is_not_cut(path):
    """The first one stands below the title of the page and may have to flow on."""
    for page in openpyxl.load_workbook(path):
        heads = [cell.row for cell in page["A"] if page.cell(cell.row, page.max_column).value == "已确认"]
        if len(heads) < 2:
            continue
        _, _, _, bottom = range_boundaries(page.print_area.rpartition("!")[2].replace("$", ""))
        for start, end in zip(heads[1:], [*(head - 2 for head in heads[2:]), bottom], strict=True):
            high = sum(page.row_dimensions[row].height or 15 for row in range(start - 1, end + 1))
            cut = [one.id for one in page.row_breaks.brk if start - 1 <= one.id < end]
            assert not cut or high > room(widths_of(page)) - 40, (page.title, start)


@pytest.mark.parametrize(("page", "heading"), [("细则条目", "条目"), ("考核标准", "项目")])
def test_a_long_list_has_its_headings_on_every_sheet_once(page, heading):
    """Headings that print at the top of every sheet are not drawn again where a further section begins there."""
    (path,) = (one for one in WORKBOOKS if one.stem.startswith("管理人员"))
    sheet = openpyxl.load_workbook(path)[page]
    assert [cell.row for cell in sheet["A"] if cell.value == heading] == [4]
    assert [cell.value for cell in sheet["A"] if str(cell.value).startswith("二、")]
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.freeze_panes == "A5"


PADDING, INDENTED = 5, 9
"""Pixels of a cell that Excel leaves free beside a text, and those of one step of indent."""
LATIN, CHINESE, LINE = 0.55, 1.0, 1.3
"""Width of a digit, width of a Chinese character and height of a line in sizes of the type, 微软雅黑."""


def lines_of(text, points, wide):
    """Lines that a text takes in a cell `wide` points wide."""
    lengths = [sum(CHINESE if ord(letter) > 0x2FF else LATIN for letter in part) * points for part in text.split("\n")]
    return sum(max(1, math.ceil(length / wide)) for length in lengths)


def printed_texts(page):
    """Each text that stands in a template, not computed, with the width and the height of its cell in points."""
    last_column, last_row = range_boundaries(page.print_area.rpartition("!")[2].replace("$", ""))[2:]
    merged = {(one.min_row, one.min_col): one for one in page.merged_cells.ranges}
    widths = widths_of(page)
    for cell in (cell for row in page.iter_rows(2, last_row, 1, last_column) for cell in row):
        area = merged.get((cell.row, cell.column))
        columns = widths[cell.column - 1 : area.max_col if area else cell.column]
        if not isinstance(cell.value, str) or cell.value.startswith("=") or not any(columns):
            continue
        wide = sum(pixels(width) for width in columns if width) - PADDING - INDENTED * int(cell.alignment.indent)
        rows = range(cell.row, (area.max_row if area else cell.row) + 1)
        yield cell, wide * 0.75, sum(page.row_dimensions[row].height or 15 for row in rows)


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_no_words_of_a_template_are_cut_at_the_widths_that_excel_gives_its_columns(path):
    """LibreOffice without Calibri (or a font as wide) draws columns a third wider than Excel: pictures do not show it."""
    cut = []
    for page in openpyxl.load_workbook(path):
        if page.sheet_state != "visible" or not page.print_area:
            continue
        for cell, wide, high in printed_texts(page):
            lines = lines_of(cell.value, cell.font.sz, wide)
            one_line = not cell.alignment.wrap_text
            runs_on = cell.alignment.horizontal in (None, "left") and page.cell(cell.row, cell.column + 1).value is None
            if one_line and lines > 1 and not (cell.alignment.shrink_to_fit or runs_on):
                cut.append((page.title, cell.coordinate, cell.value))
            if not one_line and lines * cell.font.sz * LINE > high + 1:
                cut.append((page.title, cell.coordinate, cell.value))
    assert not cut


SIGNED = {"附件2": ("员工签名", "签名日期"), "附件3": ("签批_姓名", "签批_日期")}
MILLIMETRE = 72 / 25.4
SEAL = 40
"""Millimetres across a company's usual round seal."""


def area_named(book, name):
    [(sheet, cells)] = book.defined_names[name].destinations
    first = book[sheet][cells.replace("$", "").partition(":")[0]]
    merged = next((one for one in book[sheet].merged_cells if first.coordinate in one), None)
    return book[sheet], first, merged


def on_paper(page):
    """Share of its size at which a page is printed: one sheet wide, and one high where it says so."""
    _, top, last, bottom = range_boundaries(page.print_area.rpartition("!")[2].replace("$", ""))
    wide = sum(pixels(width) * 0.75 for width in widths_of(page)[:last])
    high = sum(page.row_dimensions[row].height or 15 for row in range(top, bottom + 1))
    paper = (595.3, 841.9) if page.page_setup.orientation == "portrait" else (841.9, 595.3)
    margins = page.page_margins
    shares = [1.0, (paper[0] - 72 * (margins.left + margins.right)) / wide]
    shares += [(paper[1] - 72 * (margins.top + margins.bottom)) / high] if page.page_setup.fitToHeight == 1 else []
    return min(shares)


def millimetres(page, first, merged):
    last = merged.max_col if merged else first.column
    wide = sum(pixels(width) * 0.75 for width in widths_of(page)[first.column - 1 : last])
    return wide * on_paper(page) / MILLIMETRE


def seal_place(path, book, name):
    """The cell below the heading 盖章, and the rows of the block."""
    page, first, _ = area_named(book, name)
    [head] = [cell for row in page.iter_rows(max_row=first.row) for cell in row if cell.value == "盖章"]
    merged = next((one for one in page.merged_cells if head.coordinate in one), None)
    rows = 3 if "附件2" in path.stem else len(open_book(path).read("签批_姓名"))
    return head, merged, range(head.row + 1, head.row + 1 + rows)


@pytest.mark.parametrize(
    "path",
    [one for one in WORKBOOKS if not one.stem.startswith(("双周", "指标库", "期间", "周指标"))],
    ids=lambda p: p.stem,
)
def test_a_signature_by_hand_its_date_and_a_seal_have_room(path):
    book = openpyxl.load_workbook(path)
    name, day = SIGNED.get(path.stem[:3], SIGNED["附件3"])
    for block, least in ((name, 33), (day, 22)):
        page, first, merged = area_named(book, block)
        assert millimetres(page, first, merged) >= least, block
        assert page.row_dimensions[first.row].height * on_paper(page) / MILLIMETRE >= 12, block
    head, merged, rows = seal_place(path, book, name)
    assert millimetres(page, head, merged) >= SEAL
    assert sum(page.row_dimensions[row].height for row in rows) * on_paper(page) / MILLIMETRE >= SEAL


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_who_signs_at_the_foot_of_a_sheet_has_room_to(path):
    """The foot stands 0.3 inches above the edge: a signature needs 12 mm over it, a seal 40 mm."""
    for page in openpyxl.load_workbook(path):
        foot = page.oddFooter.left.text or ""
        if "：＿" in foot:
            above = (page.page_margins.bottom - page.page_margins.footer) * 25.4
            assert above >= (SEAL if "盖章" in foot else 12), page.title


@pytest.mark.parametrize("months", [3, 12])
def test_a_summary_of_few_months_prints_its_spare_rows_on_one_sheet(months, tmp_path):
    """Three months are printed larger than twelve: fewer rows fit, and a second sheet would hold blank ones only."""
    kind = of_months(period_kind(None), months)
    book = open_book(build_blank(kind, tmp_path / "汇总.xlsm", rows=12))
    book.write("期间_月份", [[dt.date(2024, month, 1) for month in range(1, months + 1)]])
    book.write("期间_工号", [[f"{n:03d}"] for n in range(1, 6)])
    book.recalculate()
    page = openpyxl.load_workbook(save(book))["期间汇总"]
    top, last = (range_boundaries(page.print_area.rpartition("!")[2].replace("$", ""))[at] for at in (1, 3))
    high = sum(page.row_dimensions[row].height for row in range(top, last + 1))
    held = 595.3 - 72 * (page.page_margins.top + page.page_margins.bottom)
    assert high * on_paper(page) <= held
    assert last >= 10 + 5  # nobody is cut off


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_no_money_and_no_date_becomes_hash_signs(path):
    """Excel draws #### where a number or a date is wider than its cell, unless it may shrink it; wrapping does not help."""
    for page in openpyxl.load_workbook(path):
        for cell in (cell for row in page.iter_rows() for cell in row):
            if "yyyy" in cell.number_format or '"月"' in cell.number_format or "#,##0.00" in cell.number_format:
                assert cell.alignment.shrink_to_fit, (page.title, cell.coordinate)


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_no_number_ends_with_a_point(path):
    """TEXT(12,"0.##") is "12." in Excel and "12" in LibreOffice: neither a cell nor a chart asks for it."""
    with zipfile.ZipFile(path) as parts:
        told = [parts.read(name) for name in parts.namelist() if name == "xl/styles.xml" or "/charts/chart" in name]
    assert told
    assert not [
        code for part in told for code in re.findall(rb'formatCode="([^"]*)"', part) if re.search(rb"[0#]\.#", code)
    ]


def test_duties_that_a_company_adds_are_printed(tmp_path):
    path = build_blank(kind_named("rubric"), tmp_path / "评分.xlsm")
    assert area_of(path, "细则条目") == "A1:F96"
    book = open_book(path)
    labels = book.read("助理条目_名称")
    used = sum(row[0] is not None for row in labels)
    book.write("助理条目_名称", [*labels[:used], ["另加一条"]])
    assert any("客服主任助理各项条目有 1 行在打印区域之外" in fault.say() for fault in check(book))
    save(book)
    assert area_of(path, "细则条目") == "A1:F97"


REASON = "协助改造老旧小区燃气表，预约回访三百四十余件，无一投诉，经主管提名、主管经理复核，" * 2
"""80 characters and more: what clerks write where a level is raised."""


def with_reason(blank: Path, out: Path, people: int, row: int, reason: str) -> Path:
    book = open_book(with_people(blank, out, people))
    book.write("名单_调整原因", [[reason if at == row else None] for at in range(60)])
    book.recalculate()
    return save(book)


def heights(path: Path, page: str) -> list[float]:
    dimensions = openpyxl.load_workbook(path)[page].row_dimensions
    return [dimensions[row].height for row in range(7, 67)]


def test_a_row_is_as_high_as_its_longest_text(blank, tmp_path):
    """A column of 20 characters holds 11 Chinese ones of 8.5 points (140 px are 105 points): 80 need 8 lines of 11 points."""
    assert len(REASON) >= 80
    found = heights(with_reason(blank, tmp_path / "表.xlsm", 5, 2, REASON), "附件3")
    assert 8 * 11 <= found[2] <= 14 * 12
    assert {height for row, height in enumerate(found) if row != 2} <= {24, 28}


def test_it_is_low_again_when_the_text_goes_and_keeps_the_height_that_somebody_gave_all_rows(blank, tmp_path):
    path = with_reason(blank, tmp_path / "表.xlsm", 5, 2, REASON)
    book = open_book(path)
    book.set_row_heights("名单_工号", [33.0] * 60)
    book.write("名单_调整原因", [])
    save(book)
    assert set(heights(path, "附件3")) == {33}


def test_high_rows_leave_room_for_fewer_spare_ones_on_the_first_sheet(blank, tmp_path):
    path = with_reason(blank, tmp_path / "表.xlsm", 5, 2, REASON)
    last = int(area_of(path, "附件3").rpartition("S")[2])
    assert 30 - 6 <= last <= 30 - 3  # 64 to 144 points are 3 to 6 rows of 24


def test_a_row_of_the_printed_list_of_adjustments_is_high_enough_too(blank, tmp_path):
    """Its cells have no name of their own and are merged of seven."""
    book = open_book(with_people(blank, tmp_path / "表.xlsm", 5))
    many = [[None]] * 5
    book.write("计划_部门", [["客服部"]])
    book.write("计划_主管经理评分", [[96.0]])
    book.write("计划_客户服务部评分", [[96.0]])
    book.write("名单_总分", [[95.0 - at] for at in range(5)])
    for name, value in (("名单_调整等级", "B"), ("名单_调整原因", REASON * 2), ("名单_批准人", "王总")):
        book.write(name, [[value], *many[1:]])
    book.recalculate()
    path = save(book)
    sheet = openpyxl.load_workbook(path, data_only=True)["汇总"]
    [row] = [cell.row for cell in sheet["A"] if cell.value == "001"]
    assert REASON in str(sheet.cell(row, 5).value)
    assert 5 * 11 <= sheet.row_dimensions[row].height <= 90
    assert sheet.row_dimensions[row + 1].height == 20.25  # 20 points in whole pixels


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'<row r="2" spans="1:3" ht="24" customHeight="1">', b'<row r="2" spans="1:3" ht="61.5" customHeight="1">'),
        (b'<row r="2" customFormat="false" ht="24" hidden="false" customHeight="true">',
         b'<row r="2" customFormat="false" hidden="false" ht="61.5" customHeight="1">'),
        (b'<row r="2"/>', b'<row r="2" ht="61.5" customHeight="1"/>'),
        (b'<row r="22" ht="24">', b'<row r="22" ht="24">'),
        (b'<x:row r="2" ht="24">', b'<x:row r="2" ht="24">'),
    ],
)  # fmt: skip
def test_a_row_gets_its_height_in_any_program_s_spelling(before, after):
    around = b'<sheetData>%s<c r="A2"><v>24</v></c>'
    assert with_heights(around % before, {2: 61.5}) == around % after
    assert read_heights(around % after).get(2) == (61.5 if b'"61.5"' in after and b"<row" in after else None)
