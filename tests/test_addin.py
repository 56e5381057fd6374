"""The add-in: a valid package with its ribbon, the same bytes on every run."""

from __future__ import annotations

import re
import zipfile

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from pyopenvba import ExcelFile

from xlkpi.build import ROOT
from xlkpi.macros import addin, vba
from xlkpi.places import ADDIN
from xlkpi.schemes import kinds

CHECKED_IN = ROOT / "workbooks" / ADDIN
RIBBON = "{http://schemas.microsoft.com/office/2009/07/customui}"


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    return addin.build_addin(tmp_path_factory.mktemp("addin") / ADDIN)


def test_the_same_bytes_on_every_run(package, tmp_path):
    assert addin.build_addin(tmp_path / ADDIN).read_bytes() == package.read_bytes()


def test_excel_would_open_it_without_repair(package):
    for path in (package, CHECKED_IN):
        assert not OpenXmlValidator().validate(str(path)).errors


def test_it_is_an_add_in_with_a_ribbon(package):
    with zipfile.ZipFile(package) as parts:
        assert parts.testzip() is None
        types = parts.read("[Content_Types].xml").decode()
        links = parts.read("_rels/.rels").decode()
        ribbon = etree.fromstring(parts.read("customUI/customUI14.xml"))
    assert types.count("application/vnd.ms-excel.addin.macroEnabled.main+xml") == 1
    assert "sheet.macroEnabled.main" not in types
    assert links.count("customUI/customUI14.xml") == 1
    assert ribbon.tag == f"{RIBBON}customUI"
    assert [tab.get("label") for tab in ribbon.iter(f"{RIBBON}tab")] == ["绩效考核"]
    identities = [element.get("id") for element in ribbon.iter() if element.get("id")]
    assert len(set(identities)) == len(identities)


def test_every_button_of_the_ribbon_has_its_macro(package):
    with zipfile.ZipFile(package) as parts:
        ribbon = etree.fromstring(parts.read("customUI/customUI14.xml"))
    with ExcelFile(str(package)) as file:
        assert file.validate() == []
        source = "\n".join(module.source for module in file.vba_project().modules)
    actions = [button.get("onAction") for button in ribbon.iter(f"{RIBBON}button")]
    assert len(actions) == 11
    for action in actions:
        assert re.search(rf"^Public Sub {action}\(control As Object\)", source, re.MULTILINE)


def test_the_ribbon_has_the_verbs_of_the_buttons_and_what_mends(package):
    labels = {item.label for _, items in addin.GROUPS for item in items}
    beside_the_roster = {"排序", "增加人员", "删除人员"}  # what is selected there says by what, and whom
    assert {button.caption for kind in kinds() for button in kind.buttons} - beside_the_roster <= labels
    assert {"环境检查", "重启计算服务", "帮助", "接入本表"} <= labels


def test_it_asks_for_no_calculation_of_everything_when_excel_starts(package):
    """The add-in is opened with every start of Excel; an old calculation version, or the wish, would recompute each time."""
    with zipfile.ZipFile(package) as parts:
        workbook = parts.read("xl/workbook.xml")
    assert b'<calcPr calcId="191029"/>' in workbook
    assert b"fullCalcOnLoad" not in workbook


def test_restarting_makes_every_open_workbook_try_again():
    restart = re.search(r"Public Sub KpiRibbonRestart.*?End Sub", vba.source("KpiRibbon.bas"), re.DOTALL)[0]
    assert re.search(r"KillPy\s+KpiForgiveAll\s+XLPy\.Module", restart)


def test_functions_do_not_live_in_the_add_in():
    """A formula that named it would become a link to a path of one machine."""
    assert "xlwings_udfs" not in vba.addin_modules()


def test_it_works_on_the_workbook_in_front():
    source = vba.addin_modules()["xlwings"]
    assert '"BOOK_CALLER", ActiveWorkbook' in source
    assert '"BOOK_CALLER", ThisWorkbook' not in source
    assert '"|" + ActiveWorkbook.Name' in source
    assert "ThisWorkbook.Name" not in source
