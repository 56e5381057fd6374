"""What was understood of a workbook, as records and as the one object that `adopt --json` prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from xlkpi.adopt.row_formula import Made
from xlkpi.books.areas import cell_of, column_letters, column_number
from xlkpi.errors import Sentence

if TYPE_CHECKING:
    from xlkpi.adopt.lexicon import Role

Kind: TypeAlias = Literal["form", "summary", "not_ours"]
Marks: TypeAlias = Literal["weighted", "full", "unknown"]
"""How a form adds up: weight times score, or scores out of full marks."""
FULL_MARKS: Final = ("分值", "满分", "标准分", "配分")
"""Words of weights that are full marks."""


LevelRule: TypeAlias = Literal["", "thresholds", "quotas", "whole", "own"]
"""What gives people their levels: stated points, shares of each department or of everybody, or the company itself."""


@dataclass(frozen=True)
class Question:
    """What a person has to decide: a key, the places that come into question, and why it is not clear."""

    field: str
    sheet: str
    candidates: tuple[str, ...]
    why: Sentence

    def as_json(self, lang: str = "zh") -> dict[str, Any]:
        """Return the question as plain data."""
        return {
            "field": self.field,
            "candidates": list(self.candidates),
            "sheet": self.sheet,
            "why": self.why.say(lang),
        }


@dataclass(frozen=True)
class Conflict:
    """A cell whose standing value contradicts the rest; `stands` and `follows` as people write them."""

    sheet: str
    cell: str
    stands: str
    follows: str
    why: Sentence
    waiting: bool = False
    """Whether it is only blank because this person's form has not come: nothing to be decided."""

    def as_json(self, lang: str = "zh") -> dict[str, Any]:
        """Return the contradiction as plain data."""
        return {
            "sheet": self.sheet,
            "cell": self.cell,
            "stands": self.stands,
            "follows": self.follows,
            "why": self.why.say(lang),
        }


@dataclass(frozen=True)
class Unread:
    """Something with a heading and contents that is not used; `column` is its letter, its row or its cell."""

    column: str
    header: str

    def as_json(self) -> dict[str, str]:
        """Return it as plain data."""
        return {"column": self.column, "header": self.header}


@dataclass(frozen=True)
class Term:
    """A column (of a turned table the number of a row) that a sum is made of, and what it counts for: 0.4, or -1."""

    column: str
    header: str
    factor: float
    cell: str = ""
    """Where its weight stands, as a formula of its sheet spells it; empty where words or nothing tell it."""
    points: bool = False
    """Whether that weight stands there out of a hundred."""
    extra: bool = False
    """Whether it is added or taken off for some only."""
    called: str = ""
    """What it is called where it is a row of a turned table, whose number says nothing in a sum."""


@dataclass(frozen=True)
class Sum:
    """A column of a list that is made of others, each with a weight or as it is; `base` is added to everybody."""

    column: str
    terms: tuple[Term, ...]
    why: Sentence
    base: float = 0.0
    digits: int = 2
    """Decimals to which it is rounded."""
    mean: bool = False
    """Whether it is the mean of what stands there, and blanks do not count."""
    trimmed: bool = False
    """Whether the best and the worst do not count in that mean, which then waits for all."""
    blanks: bool = False
    """Whether it stands there for somebody who lacks one: what is blank counts nothing."""
    proved: bool = True
    """Whether it comes out in most rows, or nothing stands there yet; else the weights that are told do not give it."""
    by_post: str = ""
    """Where the weights stand, where they go by the person's post."""
    rows: Mapping[int, Mapping[str, float]] = field(default_factory=dict)
    """Of such a sum what each column counts for, by entry; of the others `terms` say it."""
    faults: tuple[tuple[str, str, str, float], ...] = ()
    """Posts whose weights are not the whole: sheet, cell, post, what they add up to."""

    @property
    def said(self) -> str:
        """How it is made, as people write it: D×40%+E×60%−F."""
        if self.by_post:
            return f"{'、'.join(term.column for term in self.terms)} 按各岗位的权重（{self.by_post}）"
        if self.mean:
            most = "−最高−最低" if self.trimmed else ""
            count = len(self.terms) - 2 * self.trimmed
            return f"({'+'.join(term.called or term.column for term in self.terms)}{most})÷{count}"
        found = "".join(_counted(term) for term in self.terms)
        return (f"{self.base:g}{found}" if self.base else found.removeprefix("+")).replace("-", "−")


@dataclass(frozen=True)
class OwnPay:
    """Pay that a company makes of more than base, coefficient and attendance: its further columns, and how.

    Each is a factor or added, as formulas or numbers tell; or a sentence says how it is made, and ours does so too.
    """

    columns: tuple[str, ...]
    sign: Literal["*", "+", "-"] = "*"
    """How they count where the numbers tell it and no formula does."""
    formula: str = ""
    """The company's own formula of it, as it stands in one of its cells; empty where only numbers stand."""
    told: str = ""
    """The cell whose sentence says how it is made, where all of that was understood."""
    made: Made | None = None
    """What the sentence makes it of, to so many `digits`."""
    digits: int = 2


@dataclass(frozen=True)
class Bases:
    """Bases of pay that a sentence tells in the place of a column: the cell, and the amount of each post."""

    where: str
    by_post: Mapping[str, float]
    """The amount of the post "" is everybody's."""

    @property
    def said(self) -> str:
        """The bases as people write them: 班长 2000、收费员 1600."""
        return "、".join(f"{post or '每人'} {amount:g}" for post, amount in self.by_post.items())

    def of(self, post: str) -> float | None:
        """The base of somebody with a post."""
        return self.by_post.get("", self.by_post.get(post))


def _counted(term: Term) -> str:
    sign, size = "-" if term.factor < 0 else "+", abs(term.factor)
    return f"{sign}{term.called or term.column}" + ("" if size == 1 else f"×{size * 100:.4g}%")


@dataclass(frozen=True)
class Part:
    """One form or table."""

    kind: Kind
    sheet: str
    fields: Mapping[str, str] = field(default_factory=dict)
    """Key and the cell of its value."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Key and the letter of its column."""
    first_row: int | None = None
    last_row: int | None = None
    skip: tuple[int, ...] = ()
    """Rows between these that are no entry."""
    across: Mapping[str, int] = field(default_factory=dict)
    """Key and its row, where people or indicators stand side by side."""
    first_column: str = ""
    last_column: str = ""
    """The columns in which the entries of `across` stand."""
    skip_columns: tuple[int, ...] = ()
    """Columns between these that are no entry: the mean of a group."""
    questions: tuple[Question, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    confidence: Mapping[str, float] = field(default_factory=dict)
    evidence: Mapping[str, tuple[Sentence, ...]] = field(default_factory=dict)
    marks: Marks = "unknown"
    points: Mapping[str, str] = field(default_factory=dict)
    """Of a form that takes points off: the letters of the columns `taken` and perhaps `added`."""
    extras: Mapping[str, str] = field(default_factory=dict)
    """Of a form with several rows of points added and taken off below its lines: each cell and how it counts."""
    level_rule: LevelRule = ""
    """What gives the levels of a list, as answered or told; nothing where neither was needed."""
    level_lines: tuple[tuple[str, float], ...] = ()
    """Of a form whose level is blank: the levels, best first, with the lowest points of each, where they are told."""
    headings: Mapping[str, str] = field(default_factory=dict)
    """Key and the words of its label, for the fingerprint."""
    labels: tuple[str, ...] = ()
    """All words of the header, those of no key too."""
    label_columns: tuple[int, ...] = ()
    """The columns (of a turned table the rows) over which they stand."""
    sums: tuple[Sum, ...] = ()
    """What the total of a list is made of, and steps towards it."""
    bases: Bases | None = None
    """Bases of pay that a sentence tells, where the list has no column of them."""
    factors: Bases | None = None
    """The coefficient of each level as a sentence tells it, where a list with bases has no column of coefficients."""
    own_pay: OwnPay | None = None
    """What pay is made of, where it is of more than the rules say."""
    unread: tuple[Unread, ...] = ()
    """What is not used of its range; it stays as it is."""

    @property
    def entries(self) -> list[int]:
        """The rows that are entries."""
        if self.first_row is None or self.last_row is None:
            return []
        skipped = set(self.skip)
        return [row for row in range(self.first_row, self.last_row + 1) if row not in skipped]

    def words_over(self, key: str) -> str:
        """The words over the column of a key; the head may have a field of the same key with others."""
        at = column_number(self.columns[key])
        words = (label for label, column in zip(self.labels, self.label_columns) if column == at)
        return next(words, self.headings.get(key, ""))

    @property
    def role(self) -> Role:
        """As what its headings are looked up: those of a form, or else of a summary."""
        return "form" if self.kind == "form" else "summary"

    @property
    def lines(self) -> list[int]:
        """The entries, each a row, or in a turned table a column."""
        return self.entries if self.columns else self.people

    @property
    def matrix(self) -> bool:
        """Whether people stand across and what they are rated on below each other."""
        return bool(self.columns and self.first_column) and "name" in self.across

    @property
    def people(self) -> list[int]:
        """The columns in which people or indicators of `across` stand."""
        if not self.first_column:
            return []
        whole = range(column_number(self.first_column), column_number(self.last_column) + 1)
        return [column for column in whole if column not in self.skip_columns]

    def cells_of(self, at: str) -> list[tuple[int, int]]:
        """Row and column of every cell of a column, a row of what stands across, or a cell of its own."""
        if at.isalpha():
            return [(row, column_number(at)) for row in self.entries]
        return [(int(at), column) for column in self.people] if at.isdecimal() else [cell_of(at)]

    @property
    def body(self) -> range:
        """The rows from the first entry to the last one; none of a turned table."""
        return range(self.first_row or 0, (self.last_row or 0) + 1)

    @property
    def sure(self) -> float:
        """The confidence of the least sure choice."""
        return min(self.confidence.values(), default=0.0)

    def as_json(self, lang: str = "zh") -> dict[str, Any]:
        """Return the part as plain data."""
        shown: dict[str, Any] = {
            "kind": self.kind,
            "sheet": self.sheet,
            "fields": dict(self.fields),
            "columns": dict(self.columns),
        }
        if self.first_row is not None:
            shown |= {"first_row": self.first_row, "last_row": self.last_row, "skip": list(self.skip)}
        if self.across:
            shown["across"] = dict(self.across)
        if self.skip_columns:
            shown["skip_columns"] = [column_letters(column) for column in self.skip_columns]
        if self.points:
            shown["points"] = dict(self.points)
        if self.extras:
            shown["extras"] = dict(self.extras)
        if self.level_rule:
            shown["level_rule"] = self.level_rule
        if made := [one for one in self.sums if one.proved and not one.by_post]:
            shown["made_of"] = {one.column: _made_of(one) for one in made}
        if trimmed := [one.column for one in self.sums if one.trimmed]:
            shown["trimmed"] = trimmed
        return shown | {
            "questions": [question.as_json(lang) for question in self.questions],
            "conflicts": [conflict.as_json(lang) for conflict in self.conflicts],
            "unread": [one.as_json() for one in self.unread],
            "marks": self.marks,
            "confidence": round(self.sure, 2),
            "evidence": {key: [told.say(lang) for told in why] for key, why in self.evidence.items()},
        }


def _made_of(one: Sum) -> dict[str, float]:
    terms = {term.column: round(term.factor, 6) for term in one.terms}
    return {**terms, "": one.base} if one.base else terms


@dataclass(frozen=True)
class Understanding:
    """Everything understood of one workbook; without parts it is not ours, and `why` says so."""

    parts: tuple[Part, ...] = ()
    why: tuple[Sentence, ...] = ()
    questions: tuple[Question, ...] = ()
    """Questions about the workbook as a whole."""
    left_out: tuple[Question, ...] = ()
    """Sheets beside the parts that may be appraisals too: told, and read once somebody says what they are."""

    @property
    def kind(self) -> Kind:
        """What the workbook is: that of its first part."""
        return self.parts[0].kind if self.parts else "not_ours"

    @property
    def asked(self) -> tuple[Question, ...]:
        """Every question, of the workbook and of its parts."""
        return (*self.questions, *(question for part in self.parts for question in part.questions))

    @property
    def contradictions(self) -> tuple[Conflict, ...]:
        """Every contradiction."""
        return tuple(conflict for part in self.parts for conflict in part.conflicts)

    def with_parts(self, parts: Sequence[Part]) -> Understanding:
        """The same with other parts."""
        return replace(self, parts=tuple(parts))

    def as_json(self, lang: str = "zh") -> dict[str, Any]:
        """Return one object: the part itself, or several under `parts`."""
        if not self.parts:
            return {
                "kind": "not_ours",
                "questions": [question.as_json(lang) for question in self.questions],
                "conflicts": [],
                "why": [told.say(lang) for told in self.why],
            }
        if len(self.parts) == 1:
            return self.parts[0].as_json(lang)
        return {"kind": self.kind, "parts": [part.as_json(lang) for part in self.parts]}
