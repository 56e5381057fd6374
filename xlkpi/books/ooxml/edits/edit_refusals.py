"""Why the structure of a workbook is not changed: one class for each cause; the file on the disk then stands as it was.

WriteRefusal
├── EditRefused             the workbook as a whole: strict, shared, or of a kind that cannot hold what is asked
├── FormulaRefused          a formula that Excel would not read, or would read otherwise
├── BlockRefused            a formula cannot stand there: a table, a merged cell, a pivot table, part of an array
├── NameRefused             a defined name that Excel would not accept, or that is taken
├── SheetRefused            a new worksheet's name or content
├── NoteRefused             a note that cannot be put on its cell
├── ButtonRefused           a button that cannot be put there
├── FormatRefused           a cell format that Excel would not accept
├── RuleRefused             a data validation or conditional format
└── MacrosRefused           the VBA project cannot take modules
"""

from __future__ import annotations

from xlkpi.books.write_refusals import WriteRefusal


class EditRefused(WriteRefusal):
    """The workbook as a whole cannot take what is asked."""

    zh = "不能改动 {file}：{why}。"
    en = "{file} cannot be changed: {why}."


class FormulaRefused(WriteRefusal):
    """A formula that Excel would not read, or would read otherwise."""

    zh = "{place} 的公式不能写入（{why}）：{formula}"
    en = "The formula of {place} cannot be written ({why}): {formula}"


class BlockRefused(WriteRefusal):
    """A formula cannot stand there."""

    zh = "不能在 {place} 写入公式：{why}。"
    en = "No formula can be written to {place}: {why}."


class NameRefused(WriteRefusal):
    """A defined name that Excel would not accept, or that is taken."""

    zh = "不能定义名称“{name}”：{why}。"
    en = "The name “{name}” cannot be defined: {why}."


class SheetRefused(WriteRefusal):
    """A new worksheet's name or content."""

    zh = "不能添加工作表“{sheet}”：{why}。"
    en = "The worksheet “{sheet}” cannot be added: {why}."


class NoteRefused(WriteRefusal):
    """A note that cannot be put on its cell."""

    zh = "不能给 {place} 添加批注：{why}。"
    en = "No note can be put on {place}: {why}."


class ButtonRefused(WriteRefusal):
    """A button that cannot be put there."""

    zh = "不能在 {place} 添加按钮“{caption}”：{why}。"
    en = "The button “{caption}” cannot be put on {place}: {why}."


class FormatRefused(WriteRefusal):
    """A cell format that Excel would not accept."""

    zh = "单元格格式不能使用：{why}。"
    en = "This cell format cannot be used: {why}."


class RuleRefused(WriteRefusal):
    """A data validation or conditional format that Excel would not accept."""

    zh = "不能给 {place} 添加规则：{why}。"
    en = "No rule can be put on {place}: {why}."


class MacrosRefused(WriteRefusal):
    """The VBA project cannot take modules."""

    zh = "不能给 {file} 添加宏：{why}。"
    en = "No macros can be added to {file}: {why}."
