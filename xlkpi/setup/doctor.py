"""Why does it not work here? Each known pain is one check with its cause and its mend."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xlkpi.errors import Sentence, sentence
from xlkpi.records import dataclass
from xlkpi.setup.machine import Machine

OK, WRONG, NOTICE, NOT_HERE = "ok", "wrong", "notice", "n/a"
MARKS = {OK: "✓", WRONG: "✗", NOTICE: "！", NOT_HERE: "—"}


@dataclass(frozen=True)
class Finding:
    """What one check found: its title, how it stands, what was seen, and what to do."""

    title: Sentence
    state: str
    seen: Sentence | None = None
    mend: Sentence | None = None

    @property
    def wrong(self) -> bool:
        """Whether something must be mended before everything works."""
        return self.state == WRONG

    def lines(self, lang: str = "zh") -> list[str]:
        """The finding as text: title with what was seen, and the mend under it."""
        seen = "" if self.seen is None else ("：" if lang == "zh" else ": ") + self.seen.say(lang)
        first = f"{MARKS[self.state]} {self.title.say(lang)}{seen}"
        mend = "处理：" if lang == "zh" else "mend: "
        return [first] if self.mend is None else [first, f"    {mend}{self.mend.say(lang)}"]


def not_here(title: Sentence) -> Finding:
    """The finding of a check that means nothing on this system."""
    return Finding(title, NOT_HERE, sentence("不适用于本机系统", "does not apply to this system"))


def examine(machine: Machine | None = None, workbook: Path | None = None) -> list[Finding]:
    """Run every check, those of a workbook too where one is given."""
    from xlkpi.setup.checks import CHECKS
    from xlkpi.setup.workbook_checks import WORKBOOK_CHECKS

    here = machine or Machine()
    found = [check(here) for check in CHECKS]
    return found if workbook is None else found + [check(here, workbook) for check in WORKBOOK_CHECKS]


def summary(findings: Sequence[Finding], lang: str = "zh") -> str:
    """What is not in order, or that all is well; for a message box."""
    shown = [finding for finding in findings if finding.state in (WRONG, NOTICE)]
    if not shown:
        return "环境检查：一切正常。" if lang == "zh" else "Everything is in order."
    return "\n".join(line for finding in shown for line in finding.lines(lang))
