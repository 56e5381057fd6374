"""What is to change in a workbook's structure, in plain words and before anything is touched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Literal, TypeAlias

from xlkpi.books.book import Value
from xlkpi.books.ooxml.content import Formula
from xlkpi.records import dataclass

State: TypeAlias = Literal["visible", "hidden", "veryHidden"]
Horizontal: TypeAlias = Literal["left", "center", "right"]
Kind: TypeAlias = Literal["list", "whole", "decimal", "date", "textLength", "custom"]
Operator: TypeAlias = Literal[
    "between", "notBetween", "equal", "notEqual", "lessThan", "lessThanOrEqual", "greaterThan", "greaterThanOrEqual"
]


@dataclass(frozen=True, slots=True)
class NewFormula:
    """A formula without `=`, as the file spells it, and its result if that is known already."""

    text: str
    result: Value | int = None


@dataclass(frozen=True, slots=True)
class NewArray:
    """One formula that fills a whole area (Ctrl+Shift+Enter), and its results by row if they are known already."""

    text: str
    results: Sequence[Sequence[Value | int]] = ()


@dataclass(frozen=True, slots=True)
class Returned:
    """A formula put back as it once stood in the cell or, an array formula, in the area; it is not judged anew."""

    formula: Formula
    results: Sequence[Sequence[Value | int]]


@dataclass(frozen=True, slots=True)
class Format:
    """How a cell looks: whatever is None stays as it is in the cell's present format. Colours are RRGGBB."""

    number_format: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    color: str | None = None
    fill: str | None = None
    border: bool | None = None
    """A thin line on all four sides, or none."""
    horizontal: Horizontal | None = None
    wrap: bool | None = None
    locked: bool | None = None


@dataclass(frozen=True, slots=True)
class Styled:
    """What goes into a cell, and how the cell is to look."""

    content: Value | int | NewFormula | NewArray | Returned
    format: Format


Content: TypeAlias = "Value | int | NewFormula | NewArray | Returned | Styled"


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A worksheet put behind the last one; cells by reference, widths by column letter in characters.

    With `landscape` it is printed on A4 across, as wide as one page.
    """

    name: str
    cells: Mapping[str, Content] = field(default_factory=dict)
    widths: Mapping[str, float] = field(default_factory=dict)
    merged: Sequence[str] = ()
    state: State = "visible"
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A note (the old kind of comment) on a cell; behind the text of one that is there already."""

    sheet: str
    cell: str
    text: str
    author: str = "xlkpi"


@dataclass(frozen=True, slots=True)
class Button:
    """A form-control button that covers an area of cells and runs a macro of the workbook."""

    sheet: str
    area: str
    caption: str
    macro: str


@dataclass(frozen=True, slots=True)
class Validation:
    """What may be entered in an area; `first` and `second` are formulas, a list of words is `"甲,乙"` in quotes."""

    sheet: str
    area: str
    kind: Kind
    first: str
    second: str = ""
    operator: Operator = "between"
    error: str = ""
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A conditional format: how an area's cells look where a formula, written for its first cell, is true."""

    sheet: str
    area: str
    formula: str
    format: Format


@dataclass(frozen=True, slots=True)
class Edit:
    """All that is to change in one workbook, done together or not at all.

    `cells` by sheet and reference (an area's reference for a NewArray); `names` of the whole workbook, name -> what it
    stands for; `modules` of VBA, name -> source, where ThisWorkbook means the workbook's own module.
    Formulas that stand in the cells are kept unless `replace_formulas`; a name that stands for something else and a
    module of other code are refused unless `replace_names`, `replace_modules`. `full_calculation` makes Excel compute
    everything on opening; None does so where a new formula comes without its result.
    `looks` are formats of cells, by sheet and area, whose content stays; cells that are not in the file are left out.
    `protection` is by sheet the element by which it is protected, "" for none (see protection.PROTECTED), `headers`
    that of what is printed above and below it.
    """

    cells: Mapping[str, Mapping[str, Content]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    sheets: Sequence[NewSheet] = ()
    notes: Sequence[Note] = ()
    buttons: Sequence[Button] = ()
    validations: Sequence[Validation] = ()
    highlights: Sequence[Highlight] = ()
    modules: Mapping[str, str] = field(default_factory=dict)
    looks: Mapping[str, Mapping[str, Format]] = field(default_factory=dict)
    protection: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    replace_formulas: bool = False
    replace_names: bool = False
    replace_modules: bool = False
    full_calculation: bool | None = None
