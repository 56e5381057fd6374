"""The page of the company's month: its figures, and how it looks in a real Chromium, on paper and to a screen reader."""

from __future__ import annotations

import csv
import os
import re
import shutil
from collections import Counter
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pypdfium2
import pytest

from commands import run
from xlkpi.ledger.ledger import Ledger
from xlkpi.ledger.ledger_records import Person, Workbook
from xlkpi.publish.html_page import Section, page
from xlkpi.publish.printing import print_pdf

SAMPLES = Path(__file__).resolve().parent.parent / "workbooks/samples"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
NAMES = {row["姓名"] for row in csv.DictReader((SAMPLES / "gas/2024-05/roster.csv").open(encoding="utf-8-sig"))}
IDS = {row["工号"] for row in csv.DictReader((SAMPLES / "gas/2024-05/roster.csv").open(encoding="utf-8-sig"))}
SUPERVISORS = {
    row["主管"] for row in csv.DictReader((SAMPLES / "gas/2024-05/supervisors.csv").open(encoding="utf-8-sig"))
}
BUDGET = {"城东分公司": "22000", "城西分公司": "20000"}


class Tables(HTMLParser):
    """The tables of a page by the id of their section: rows of texts, the headings first."""

    def __init__(self, text):
        super().__init__()
        self.found, self.section, self.cell = {}, "", None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag == "section":
            self.section = dict(attributes)["id"]
        elif tag == "table":
            self.found[self.section] = []
        elif tag == "tr":
            self.found[self.section].append([])
        elif tag in ("td", "th"):
            self.cell = ""

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.found[self.section][-1].append(self.cell)
            self.cell = None

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data


@pytest.fixture(scope="module")
def month(demonstrated, tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    shutil.copytree(demonstrated("gas"), folder / "交来")
    with (folder / "预算.csv").open("w", encoding="utf-8-sig") as out:
        csv.writer(out).writerows(
            [
                ("分公司", "部门", "预算"),
                *((name, "", amount) for name, amount in BUDGET.items()),
                ("城东分公司", "城东分公司", "9000"),  # of a department: a branch's own budget counts
            ]
        )
    with Ledger(str(folder / "台账.sqlite")) as ledger:
        for of, total in (("2024-02", 70.0), ("2024-03", 80.0), ("2024-04", 90.0)):
            people = tuple(Person(f"{n}", "甲", "", True, total + n, None, "", None, None) for n in range(2))
            ledger.record(Workbook("gas", "summary", of, "城东分公司", "", "", "", people), with_pay=False)
    return folder


@pytest.fixture(scope="module")
def made(month):
    more = ("--budget", str(month / "预算.csv"), "--ledger", str(month / "台账.sqlite"))
    code, _, told = run("report", str(month / "交来"), "-o", str(month / "报告.html"), *more)
    assert code == 0, told
    return month / "报告.html"


@pytest.fixture(scope="module")
def everybody(month):
    """Everybody as `rollup --data` writes him; the figures of the page are summed up from these by hand."""
    path = month / "名单.csv"
    assert run("rollup", str(month / "交来"), "-o", str(month / "汇总.xlsx"), "--data", str(path))[0] == 0
    with path.open(encoding="utf-8-sig") as source:
        return [row for row in csv.DictReader(source) if row["参评"] == "是"]


def test_the_figures_are_those_of_the_people(made, everybody):
    tables = Tables(made.read_text("utf-8")).found
    given = Counter(row["等级"] for row in everybody)
    assert {row[0]: int(row[2]) for row in tables["levels"][1:]} == {
        level: given[level] for level, *_ in tables["levels"][1:]
    }
    for name, heads, mean, _, low, high, *rest in tables["branches"][1:]:
        scores = [Decimal(row["得分"]) for row in everybody if row["分公司"] == name]
        assert int(heads) == len(scores)
        assert abs(Decimal(mean) - sum(scores) / len(scores)) <= Decimal("0.005")
        assert (Decimal(low), Decimal(high)) == (min(scores), max(scores))
        pay = sum(Decimal(row["绩效工资"]) for row in everybody if row["分公司"] == name)
        assert Decimal(rest[-1].replace(",", "")) == pay
        (line,) = [row for row in tables["pay"] if row[0] == name]
        planned = BUDGET.get(name)
        assert [Decimal(cell.replace(",", "")) for cell in line[1:] if cell] == (
            [pay, Decimal(planned), Decimal(planned) - pay] if planned else [pay]
        )
    assert [row[:2] for row in tables["trend"][1:]] == [
        ["2024-02", "70.50"],
        ["2024-03", "80.50"],
        ["2024-04", "90.50"],
    ]
    listed = [(row[2], row[4]) for row in tables["calibration"][1:]]
    assert sorted(listed) == sorted((row["工号"], f"{Decimal(row['得分']):.2f}") for row in everybody)
    names = [row[0] for row in tables["branches"][1:]]
    means = [Decimal(row[2]) for row in tables["branches"][1:]]
    assert means == sorted(means, reverse=True), names


def test_nothing_is_fetched_and_nothing_runs(made):
    text = made.read_text("utf-8")
    assert "<script" not in text
    assert not re.search(r"""(?:src|href)=["'](?!#)""", text)
    assert set(re.findall(r"https?://[^\s\"'<)]+", text)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


def test_without_names_and_pay(month):
    out = month / "职代会.html"
    assert run("report", str(month / "交来"), "-o", str(out), "--without-names", "--without-pay")[0] == 0
    text = out.read_text("utf-8")
    assert not [name for name in NAMES | IDS | SUPERVISORS if name in text]
    assert "工资" not in text
    assert "城东分公司" in text


def test_without_a_budget_there_is_no_column_of_one(month, made):
    assert Tables(made.read_text("utf-8")).found["pay"][0] == ["分公司", "绩效工资（元）", "预算（元）", "结余（元）"]
    out = month / "无预算.html"
    run("report", str(month / "交来"), "-o", str(out))
    assert Tables(out.read_text("utf-8")).found["pay"][0] == ["分公司", "绩效工资（元）"]
    assert "结余" not in out.read_text("utf-8")


def test_what_is_typed_stays_text():
    """A branch may be called anything."""
    evil = '<img src=x onerror=alert(1)>&"'
    text = page(evil, evil, [(evil, evil)], [Section("one", evil, evil, heads=[evil], rows=[[evil]])])
    assert "<img" not in text
    assert Tables(text).found["one"] == [[evil], [evil]]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["-o", "x.pdf"], ".html"),
        (["-o", "{made}"], "--force"),
        (["-o", "x.html", "--scheme", "none"], "没有方案"),
        (["-o", "x.html", "--ledger", "/没有/台账.sqlite"], "台账"),
        (["-o", "x.html", "--budget", "没有.csv"], "没有.csv"),
    ],
)
def test_what_cannot_be_done_is_said(month, made, tmp_path, monkeypatch, more, said):
    monkeypatch.chdir(tmp_path)
    before = made.read_bytes()
    code, _, told = run("report", str(month / "交来"), *(word.format(made=made) for word in more))
    assert code == 2
    assert said in told
    assert made.read_bytes() == before
    assert not list(tmp_path.glob("*.html"))


# --- in a browser -----------------------------------------------------------------------------------------------------

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None and "XLKPI_REQUIRE_LIBREOFFICE" not in os.environ, reason="Chromium is not installed"
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    profile = tmp_path_factory.mktemp("profile")
    for word in ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"):
        options.add_argument(word)
    options.add_argument(f"--user-data-dir={profile}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
    yield driver
    driver.quit()


@needs_chromium
def test_it_opens_without_an_error_and_its_charts_are_drawn(browser, made):
    browser.get(made.as_uri())
    assert browser.get_log("browser") == []
    boxes = browser.execute_script(
        "return [...document.querySelectorAll('figure svg')].map(s => [s.getBoundingClientRect().width,"
        " s.getBoundingClientRect().height, s.querySelectorAll('path, text').length])"
    )
    assert len(boxes) == 7
    assert all(width > 300 and height > 60 and parts > 8 for width, height, parts in boxes)
    words = browser.execute_script("return document.body.innerText")
    assert "各月走势" in words
    font = "return document.fonts.check('15px \"Noto Sans CJK SC\"')"
    assert browser.execute_script(font)
    wide = "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    browser.set_window_size(500, 900)
    assert (
        browser.execute_script(wide)
        or browser.execute_script("return getComputedStyle(document.querySelector('figure')).overflowX") == "auto"
    )


@needs_chromium
def test_a_screen_reader_and_a_keyboard_get_through(browser, made):
    from axe_core_python.selenium import Axe
    from selenium.webdriver.common.keys import Keys

    browser.get(made.as_uri())
    found = Axe().run(browser)
    assert [(one["id"], one["help"], len(one["nodes"])) for one in found["violations"]] == []
    assert "color-contrast" in {one["id"] for one in found["passes"]}
    here = browser.switch_to
    here.active_element.send_keys(Keys.TAB)
    assert here.active_element.text == "跳到正文"
    seen = []
    for _ in range(30):
        here.active_element.send_keys(Keys.TAB)
        seen.append(here.active_element.text)
    assert {"等级与名额", "逐人校准表", "数据"} <= set(seen)


@needs_chromium
def test_it_prints(month):
    out = month / "打印.html"
    assert run("report", str(month / "交来"), "-o", str(out), "--pdf")[0] == 0
    pdf = pypdfium2.PdfDocument(out.with_suffix(".pdf"))
    pages = [one.get_textpage().get_text_range() for one in pdf]
    assert 3 <= len(pages) <= 6
    assert "绩效考核报告" in pages[0]
    assert all(len(text) > 100 for text in pages), "no page with hardly anything on it"
    assert "file:" not in "".join(pages), "no address of the file at the edge of the paper"
    width, height = pdf[0].get_size()
    assert (round(width), round(height)) in {(595, 842), (596, 842)}


@needs_chromium
def test_a_heading_stays_on_the_sheet_of_its_chart(tmp_path):
    """Behind a chart without a table, and where the chart alone would fill a sheet."""

    def chart(name, height):
        return f'<svg width="700" height="{height}" viewBox="0 0 700 {height}"><text x="9" y="{height - 9}">{name}</text></svg>'

    rows = [[str(at), "名"] for at in range(40)]
    sections = [
        Section("a", "第一节", drawing=chart("图一", 500)),
        Section("b", "第二节", drawing=chart("图二", 700), heads=["号", "名"], rows=rows),
        Section("c", "第三节", drawing=chart("图三", 1100), heads=["号", "名"], rows=rows),
    ]
    (tmp_path / "x.html").write_text(page("报告", "", [], sections), "utf-8")
    print_pdf(tmp_path / "x.html", tmp_path / "x.pdf")
    sheets = [sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(tmp_path / "x.pdf")]
    for heading, drawn in (("第一节", "图一"), ("第二节", "图二"), ("第三节", "图三")):
        assert [heading in text for text in sheets] == [drawn in text for text in sheets]


def test_no_browser(month, monkeypatch):
    monkeypatch.setattr("xlkpi.publish.printing.BROWSERS", ())
    monkeypatch.setattr("xlkpi.publish.printing.INSTALLED", ())
    code, _, told = run("report", str(month / "交来"), "-o", str(month / "无.html"), "--pdf")
    assert code == 2
    assert "浏览器" in told
    assert not (month / "无.html").exists()
