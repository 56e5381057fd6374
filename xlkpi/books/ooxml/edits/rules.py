"""Data validations and conditional formats put on areas of a worksheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from xlkpi.books.areas import Area
from xlkpi.books.ooxml.edits.added_names import external_workbooks
from xlkpi.books.ooxml.edits.added_styles import Styles
from xlkpi.books.ooxml.edits.cells import area_of_reference
from xlkpi.books.ooxml.edits.edit import Highlight, Validation
from xlkpi.books.ooxml.edits.edit_refusals import RuleRefused
from xlkpi.books.ooxml.edits.formula_text import checked
from xlkpi.books.ooxml.edits.package_draft import Draft
from xlkpi.books.ooxml.markup import Markup, Node
from xlkpi.books.ooxml.spelling import attribute, text_of
from xlkpi.errors import sentence

SHEET_ORDER: Final = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
    *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells"),
    *("phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins"),
    *("pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors"),
    *("smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls"),
    *("webPublishItems", "tableParts", "extLst"),
)
"""Children of the worksheet element in the schema's order."""

FORMULA_LIMIT: Final = 255
TEXT_LIMIT: Final = 255
"""Characters of a validation's formula or list, and of its messages; Excel allows no more."""
KINDS: Final = ("list", "whole", "decimal", "date", "textLength", "custom")
OPERATORS: Final = (
    *("between", "notBetween", "equal", "notEqual", "lessThan", "lessThanOrEqual", "greaterThan"),
    "greaterThanOrEqual",
)


def add_rules(draft: Draft, validations: Sequence[Validation], highlights: Sequence[Highlight], styles: Styles) -> None:
    """Put validations and conditional formats on sheets; those that are there already are left alone.

    Raises SheetMissing, RuleRefused, FormulaRefused, FormatRefused.
    """
    rules: list[Validation | Highlight] = [*validations, *highlights]
    for rule in rules:
        part = draft.sheet_part(rule.sheet)
        area = area_of_reference(rule.area, rule.sheet)
        with draft.markup(part, sheet=True) as page:
            if isinstance(rule, Validation):
                _validate(draft, page, rule, area)
            else:
                _highlight(draft, page, rule, area, styles)


def _validate(draft: Draft, page: Markup, rule: Validation, area: Area) -> None:
    def refuse(zh: str, en: str) -> RuleRefused:
        return RuleRefused(place=str(area), why=sentence(zh, en))

    if rule.kind not in KINDS or rule.operator not in OPERATORS:
        raise refuse("没有这种验证", "there is no such validation")
    two = rule.kind not in ("list", "custom") and rule.operator in ("between", "notBetween")
    if two != bool(rule.second):
        raise refuse("缺少或多出一个界限", "a limit is missing or one too many")
    if max(len(rule.error), len(rule.prompt)) > TEXT_LIMIT:
        raise refuse("提示文字超过 255 个字符", "a message has over 255 characters")
    own = attribute("type", rule.kind)
    if rule.kind not in ("list", "custom"):
        own += attribute("operator", rule.operator)
    own += ' allowBlank="1" showInputMessage="1" showErrorMessage="1"'
    own += attribute("error", rule.error) if rule.error else ""
    own += attribute("prompt", rule.prompt) if rule.prompt else ""
    formulas = ""
    sheets, workbooks = [title for title, _, _ in draft.titles()], external_workbooks(draft)
    for number, text in enumerate((rule.first, rule.second)[: 1 + two], 1):
        formula = checked(text, str(area), sheets, workbooks=workbooks)
        if len(formula) > FORMULA_LIMIT:
            raise refuse("公式或清单超过 255 个字符", "a formula or list has over 255 characters")
        formulas += f"<formula{number}>{text_of(formula)}</formula{number}>"
    xml = f"<dataValidation{own}{attribute('sqref', area.reference)}>{formulas}</dataValidation>"
    holder = page.root.find("dataValidations")
    if holder is None:
        whole = f'<dataValidations count="1">{xml}</dataValidations>'
        page.place(page.root, whole, "dataValidations", SHEET_ORDER)
        return
    for node in holder.children:
        if any(area.meets(other) for other in _areas(node)):
            if _same(page, node, rule, area):
                return
            raise refuse("那里已有数据验证", "there is a validation already")
    page.count(holder, 1)
    page.append(holder, xml)


def _same(page: Markup, node: Node, rule: Validation, area: Area) -> bool:
    """Whether a validation that is there is the very one asked for."""
    first = node.find("formula1")
    return (
        [other.reference for other in _areas(node)] == [area.reference]
        and node.attributes.get("type") == rule.kind
        and first is not None
        and page.inner(first) == text_of(rule.first.strip().removeprefix("="))
    )


def _highlight(draft: Draft, page: Markup, rule: Highlight, area: Area, styles: Styles) -> None:
    sheets, workbooks = [title for title, _, _ in draft.titles()], external_workbooks(draft)
    formula = checked(rule.formula, str(area), sheets, workbooks=workbooks)
    look = styles.difference(rule.format)
    rules = [node for node in page.root.walk() if node.tag == "cfRule"]
    for group in page.root.children:
        if group.tag == "conditionalFormatting" and group.attributes.get("sqref") == area.reference:
            for node in group.children:
                found = node.find("formula")
                if found is not None and page.inner(found) == text_of(formula):
                    return
    # Priorities are the sheet's own order of rules and must differ; those of extensions count too.
    taken = [int(node.attributes["priority"]) for node in rules if node.attributes.get("priority", "").isdecimal()]
    own = f' type="expression" dxfId="{look}" priority="{max(taken, default=0) + 1}"'
    xml = (
        f"<conditionalFormatting{attribute('sqref', area.reference)}><cfRule{own}>"
        f"<formula>{text_of(formula)}</formula></cfRule></conditionalFormatting>"
    )
    page.place(page.root, xml, "conditionalFormatting", SHEET_ORDER)


def _areas(node: Node) -> list[Area]:
    found = []
    for reference in node.attributes.get("sqref", "").split():
        try:
            found.append(Area.parse(reference, ""))
        except ValueError:
            continue  # whole columns are written A:A nowhere in a validation
    return found
