"""Whether a final workbook is what was finalized: the stamp, every value, and what the kept formulas yield today."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from xlkpi import __version__
from xlkpi.actions.final.freezing import cells_in, changing
from xlkpi.actions.final.meaning import Meaning, Spelling, by_reference, meaning_of, shown
from xlkpi.actions.final.opened import with_formulas
from xlkpi.actions.final.stamp_record import FOLLOWING, GROUPS, INPUTS, PAGES, PARAMETERS, RESULTS, Record, read_record
from xlkpi.actions.results import faults_as_json, split
from xlkpi.books.areas import cell_of, reference_of
from xlkpi.books.file import FileBook
from xlkpi.books.ooxml.value_spelling import moment
from xlkpi.books.ooxml.workbook import WorkbookFile
from xlkpi.drawing.final_mark import RECORD, UNSAID
from xlkpi.drawing.kind import Kind, sounds_like_pay
from xlkpi.errors import Fault, Sentence, XlkpiError, sentence
from xlkpi.records import dataclass
from xlkpi.schemes import recognise

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

WHAT: Mapping[str, Sentence] = {
    INPUTS: sentence("输入", "input"),
    PARAMETERS: sentence("参数", "number of the rulebook"),
    RESULTS: sentence("结果", "result"),
    PAGES: sentence("表中内容", "content of the page"),
}
PRECISION = 1e-12
"""Share by which a number may differ that another program wrote with fewer digits before we computed with it."""


CELLS: Final = re.compile(r"\$?[A-Z]{1,3}\$?[1-9]")
"""A cell that a formula refers to by its place."""
LOOKED_UP: Final = re.compile(r"INDEX\(\w+,(?:\$?[A-Z]{1,3}\$?[1-9][0-9]*|ROWS\([A-Z0-9$:]+\))\)")
"""A row of a named block, counted by a running number or by where the formula stands."""


@dataclass(frozen=True)
class Verified:
    """What came out: the stamp as the workbook bears it (None: it is not final), and what is wrong with it.

    `signature` is "none", "unchecked" (no public key was given), "genuine" or "wrong". `differing` is how many of the
    faults say what stands there now; those behind them are results that may only follow from it.
    """

    file: str
    stamp: Mapping[str, str] | None
    faults: tuple[Fault, ...]
    notices: tuple[Fault, ...] = ()
    signature: str = "none"
    differing: int = 0

    @property
    def genuine(self) -> bool:
        """Whether nothing differs from what was finalized."""
        return not self.faults

    def as_json(self, lang: str = "zh") -> dict[str, Any]:
        """Return it as plain data for JSON."""
        return {
            "file": self.file,
            "genuine": self.genuine,
            "stamp": None if self.stamp is None else dict(self.stamp),
            "signature": self.signature,
            "faults": faults_as_json(self.faults, lang),
            "notices": faults_as_json(self.notices, lang),
        }


def verify(
    file: WorkbookFile, *, public: Ed25519PublicKey | None = None, with_pay: bool = False, afresh: bool = True
) -> Verified:
    """Look at a workbook file; amounts of pay are told only `with_pay`. Raises CannotRead.

    Without `afresh` it is held against its record only: every value is compared, nothing is computed.
    """
    title = file.path.name
    try:
        record = read_record(file)
    except ValueError:
        zh, en = "定稿记录已损坏，无法核对", "the record of the finalized workbook is damaged: nothing can be verified"
        return Verified(title, None, (Fault(title, sentence(zh, en)),))
    if record is None or not record.is_final:
        return Verified(title, None, (_not_final(title, record),))
    found = _Found(file, record, with_pay=with_pay)
    faults = [*_stamp_faults(title, record), *found.structure(), *found.values()]
    differing = len(split(faults)[0])
    faults += found.computed(alone=not faults) if afresh else []
    signature = _signature(record, public)
    faults += [_signature_fault(title, signature)] if signature == "wrong" or (public and signature == "none") else []
    wrong, notices = split(faults)
    return Verified(title, asdict(record.stamps[-1]), wrong, notices, signature, differing)


def _not_final(title: str, record: Record | None) -> Fault:
    if record is None or not record.stamps:
        return Fault(title, sentence("没有定稿，无可核对", "is not final: there is nothing to verify"))
    last = record.stamps[-1]
    zh = "已由 {name} 于 {time} 重新打开（{reason}），不是定稿"
    en = "was reopened by {name} at {time} ({reason}): not final"
    return Fault(title, sentence(zh, en, name=last.name, time=last.time.replace("T", " "), reason=last.reason))


def _stamp_faults(title: str, record: Record) -> Iterator[Fault]:
    """Seals in a row, and digests of what is recorded: neither may have been touched."""
    for stamp in record.broken_seals():
        zh = "定稿章不真：{event}（{time} {name}）的内容被改过，或来自别的文件"
        en = "the stamp is not genuine: {event} ({time} {name}) was changed, or comes from another file"
        yield Fault(title, sentence(zh, en, event=stamp.event, time=stamp.time.replace("T", " "), name=stamp.name))
    last, digests = asdict(record.stamps[-1]), record.digests()
    for group in GROUPS:
        if digests[group] != last[group]:
            zh, en = "定稿记录中的{what}与定稿章不符", "what is recorded as {what} does not go with the stamp"
            yield Fault(title, sentence(zh, en, what=WHAT[group]))
    if digests["kept"] != last["kept"]:
        zh = "定稿时保存的公式、名称或工作表清单被改过"
        en = "the formulas, names or sheets kept when the workbook was finalized were changed"
        yield Fault(title, sentence(zh, en))


def _signature(record: Record, public: Ed25519PublicKey | None) -> str:
    last = record.stamps[-1]
    if not last.signature or public is None:
        return "unchecked" if last.signature else "none"
    from xlkpi.actions.final.signing_keys import is_signed_by

    return "genuine" if is_signed_by(public, last.seal, last.signature) else "wrong"


def _signature_fault(title: str, signature: str) -> Fault:
    if signature == "none":
        zh, en = "没有密钥签名，不能用公钥核对", "bears no signature that a public key could confirm"
    else:
        zh = "签名与这把公钥不符：不是用它的私钥签的，或签名被改过"
        en = "the signature does not go with this public key: another key made it, or it was changed"
    return Fault(title, sentence(zh, en))


class _Found:
    """A final workbook beside what was recorded of it."""

    def __init__(self, file: WorkbookFile, record: Record, *, with_pay: bool) -> None:
        self.file, self.record, self.with_pay = file, record, with_pay
        self.title = file.path.name
        self.now: Meaning = meaning_of(file)
        self.kind: Kind | None = recognise({name.name for name in file.names})
        self.blocks = self._named_cells()
        self.formulas = {(sheet, reference): formula.text for sheet, reference, formula in record.formulas}

    def structure(self) -> Iterator[Fault]:
        """Sheets, names and the date system are those that were finalized."""
        there = [sheet for sheet in self.file.sheets if sheet not in UNSAID]
        recorded = tuple(sheet for sheet in self.record.sheets if sheet not in UNSAID)
        for sheet in recorded:
            if sheet not in there:
                zh, en = "工作表“{sheet}”不见了", "the sheet “{sheet}” is gone"
                yield Fault(self.title, sentence(zh, en, sheet=sheet))
        for sheet in there:
            if sheet not in recorded:
                zh, en = "工作表“{sheet}”是定稿后加的", "the sheet “{sheet}” was added since"
                yield Fault(self.title, sentence(zh, en, sheet=sheet))
        if sorted(there) == sorted(recorded) and tuple(there) != recorded:
            zh, en = "工作表的顺序变了", "the sheets stand in another order"
            yield Fault(self.title, sentence(zh, en))
        if self.file.date1904 != self.record.date1904:
            zh = "日期系统（1900/1904）变了，所有日期错开四年"
            en = "the date system changed: all dates are four years off"
            yield Fault(self.title, sentence(zh, en))
        areas = {name: self.file.resolve(name) for name in self.record.names}
        moved = [name for name, area in areas.items() if ("" if area is None else str(area)) != self.record.names[name]]
        if moved:
            zh = "有 {count} 个名称的位置变了（插入或删除了行、列，或改了名称）：{names}"
            en = "{count} names stand for other cells (rows or columns came or went, or names changed): {names}"
            names = "、".join(moved[:3]) + ("……" if len(moved) > 3 else "")
            yield Fault(self.title, sentence(zh, en, count=len(moved), names=names))
        if self.file.resolve(RECORD) is None:
            zh, en = "名称“{name}”不见了", "the name “{name}” is gone"
            yield Fault(self.title, sentence(zh, en, name=RECORD))

    def values(self) -> Iterator[Fault]:
        """Every cell that says something else than it did, and every formula that stands where none was.

        What people typed comes first: what else differs may follow from it.
        """
        found: list[tuple[int, Fault]] = []
        for sheet in (sheet for sheet in self.record.sheets if sheet in self.now.values):
            passed = changing(self.record, sheet)
            before = {ref: (group, text) for group in GROUPS for ref, text in self._recorded(group, sheet).items()}
            after = {ref: text for ref, text in by_reference(self.now.values[sheet]) if cell_of(ref) not in passed}
            formulas = {reference_of(*place) for place in self.now.formulas[sheet] if place not in passed}
            for reference in sorted({*before, *after, *formulas}, key=cell_of):
                group, old = before.get(reference, (PAGES, ""))
                if old != after.get(reference, "") or reference in formulas:
                    formula = reference in formulas
                    fault = self._differs(sheet, reference, group, old, after.get(reference, ""), formula=formula)
                    found.append((GROUPS.index(group), fault))
        return (fault for _, fault in sorted(found, key=lambda one: one[0]))

    def computed(self, *, alone: bool) -> list[Fault]:
        """Results that do not follow from what stands in the workbook now, by the formulas that were kept.

        Where nothing else differs and another version made the workbook final, that is no more than a notice.
        """
        try:
            book = with_formulas(FileBook(self.file))
            book.recalculate(now=self.record.time)
            computed = WorkbookFile(book.file.with_staged())
            again = meaning_of(computed)
        except (XlkpiError, ValueError) as error:
            zh, en = "不能用保存的公式重算：{why}", "the kept formulas cannot compute it again: {why}"
            why = error.text if isinstance(error, XlkpiError) else str(error)
            return [Fault(self.title, sentence(zh, en, why=why))]
        version = self.record.finalized.version
        notice = alone and version != __version__
        zh, en = "（定稿时版本 {was}，现在 {now}）", " (finalized by version {was}, this is {now})"
        by = sentence(zh, en, was=version, now=__version__)
        found = []
        for sheet, after in again.values.items():
            before, recorded = self.now.values.get(sheet, {}), self._recorded(FOLLOWING, sheet)
            following = set(cells_in(self.record.following, sheet))
            for place in sorted(again.filled[sheet] - set(cells_in(self.record.live, sheet))):
                old, new, reference = before.get(place, ""), after.get(place, ""), reference_of(*place)
                if _same(old, new):
                    continue
                if place in following and recorded.get(reference, "") == old:
                    zh = "按定稿后填写的内容应为 {new}，表中还是 {old}：在表里填写不会更新，请 xlkpi recompute"
                    en = "what was filled in since makes it {new}, the cell says {old}: xlkpi recompute updates it"
                    as_new, as_old = self._told(sheet, reference, (new, old), computed)
                    said = sentence(zh, en, new=as_new, old=as_old)
                    found.append(Fault(f"{sheet}!{reference}", said, notice=True))
                    continue
                zh, en = "重算得 {new}，表中是 {old}{by}", "computes to {new}, the cell says {old}{by}"
                if place in following:
                    zh = "按定稿后填写的内容应为 {new}，表中是 {old}：请 xlkpi recompute，表里打字不会更新"
                    en = "what was filled in since makes it {new}, the cell says {old}: xlkpi recompute updates it"
                if self._hidden(sheet, reference, RESULTS):
                    zh = "重算的结果与表中不同（工资已隐去，加 --with-pay 显示）{by}"
                    en = "computes to something else than the cell says (pay, shown by --with-pay){by}"
                said = sentence(zh, en, new=shown(new), old=shown(old), by=by if notice else "")
                found.append(Fault(f"{sheet}!{reference}", said, notice))
        return found

    def _recorded(self, group: str, sheet: str) -> Mapping[str, Spelling]:
        return self.record.values.get(group, {}).get(sheet, {})

    def _differs(self, sheet: str, reference: str, group: str, old: str, new: str, *, formula: bool) -> Fault:
        name = self.blocks.get((sheet, reference), "")
        whose = sentence("“{name}”", " “{name}”", name=name) if name else ""
        if formula:
            zh, en = "{what}{whose}定稿时是值，现在是公式", "{what}{whose} was a value and is a formula now"
        elif self._hidden(sheet, reference, group):
            zh = "{what}{whose}定稿后被改（工资已隐去，加 --with-pay 显示）"
            en = "{what}{whose} was changed since (pay, shown by --with-pay)"
        else:
            zh, en = "{what}{whose}定稿时是 {old}，现在是 {new}", "{what}{whose} was {old} and is {new} now"
        told = self._told(sheet, reference, (old, new), self.file)
        said = sentence(zh, en, what=WHAT[group], whose=whose, old=told[0], new=told[1])
        return Fault(f"{sheet}!{reference}", said)

    def _told(self, sheet: str, reference: str, values: Sequence[Spelling], file: WorkbookFile) -> list[str]:
        """Write values as one reads them in a cell, numbers as days where that of the file shows a day."""
        cell = file.sheet(sheet).cells.get(cell_of(reference))
        if cell is None or not isinstance(cell.value, dt.date):
            return [shown(text) for text in values]
        days = [
            moment(float(text[1:]), "date", date1904=self.file.date1904) if text[:1] == "n" else "" for text in values
        ]
        return [str(day) if isinstance(day, dt.date) else shown(text) for day, text in zip(days, values, strict=True)]

    def _hidden(self, sheet: str, reference: str, group: str) -> bool:
        """Tell whether a cell may hold somebody's money: it is in a block of pay, or a result without a name."""
        name = self.blocks.get((sheet, reference), "")
        pay = self.kind.pay if self.kind else frozenset()
        if self.with_pay:
            return False
        return (
            name in pay or sounds_like_pay(name) or (not name and group == RESULTS and self._of_pay(sheet, reference))
        )

    def _of_pay(self, sheet: str, reference: str) -> bool:
        """Tell whether the kept formula of a cell may yield money: it names a block of pay, or cells without a name."""
        text = self.formulas.get((sheet, reference), "")
        pay = self.kind.pay if self.kind else frozenset()
        named = {name for name in self.record.names if name in text}
        return (
            not named
            or any(name in pay or sounds_like_pay(name) for name in named)
            or bool(CELLS.search(LOOKED_UP.sub("", text)))
        )

    def _named_cells(self) -> dict[tuple[str, str], str]:
        """Return the name of the block that each cell belongs to, by where the names stood."""
        spans = {entry.name for entry in self.kind.named if entry.role == "span"} if self.kind else set()
        found: dict[tuple[str, str], str] = {}
        for name in self.record.names:
            area = self.file.resolve(name)
            if area is not None and name not in spans:
                for place in cells_in((area,), area.sheet):
                    found.setdefault((area.sheet, reference_of(*place)), name)
        return found


def _same(old: Spelling, new: Spelling) -> bool:
    if old == new:
        return True
    if old[:1] == new[:1] == "n":
        return math.isclose(float(old[1:]), float(new[1:]), rel_tol=PRECISION)
    return False
