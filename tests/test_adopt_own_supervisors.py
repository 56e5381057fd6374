"""Three shops of one workbook, each sheet with its own manager: nobody is called the manager of all."""

from __future__ import annotations

import openpyxl
import pytest

from adopt.as_text import drawn
from adopt.drawing import Book
from adopt.handed_in import taken_over
from adopt.writing import save

SHOP = """
渝味火锅员工11月考核评级表|<|<|<
店长：{0}|<|<|<
姓名|岗位|得分|等级
{1}一|服务员|96|
{1}二|服务员|88|
{1}三|传菜员|80|
~A级20%，B级60%，C级20%|<|<|<
"""


@pytest.mark.parametrize(("managers", "told"), [(("小段", "小金", "小苏"), None), (("小段", "小段", "小段"), "小段")])
def test_who_leads_one_shop_is_not_named_for_all(managers, told, tmp_path):
    sheets = []
    for name, manager, family in zip(("解放碑店", "观音桥店", "南坪店"), managers, "陈王李"):
        sheet = drawn(SHOP.format(manager, family)).sheets[0]
        sheet.name = name
        sheets.append(sheet)
    done = taken_over(save(Book(sheets), tmp_path, "a"))
    assert done.out is not None, [fault.say() for fault in done.faults]
    names = openpyxl.load_workbook(done.out).defined_names
    assert "主管_姓名" in names
    sheet, _, cells = names["主管_姓名"].attr_text.partition("!")
    page = openpyxl.load_workbook(done.out, data_only=True)[sheet.strip("'")]
    found = {row[0].value for row in page[cells.replace("$", "")]}
    assert found - {None} == ({told} - {None})
