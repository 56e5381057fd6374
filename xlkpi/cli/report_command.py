"""The command report: every branch's month as one page to look at, to mail and to print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from xlkpi.cli import options
from xlkpi.cli.ending import finish
from xlkpi.cli.help_page import Command
from xlkpi.cli.rollup_command import (
    choices,
    code_of_company,
    finish_without,
    handed_in,
    matching,
    refuse_without_numpy,
    tell_company,
    wanted,
)
from xlkpi.cli.screen import tell
from xlkpi.cli.speech import words

if TYPE_CHECKING:
    from xlkpi.headoffice.company import Company
    from xlkpi.ledger.ledger_records import Mean

MONTHS = 12
"""Months that are drawn of the ledger."""


def commands() -> Iterator[Command]:
    """Declare the command of this room."""
    yield Command(
        "report",
        report,
        "把各分公司交来的表做成一页报告（网页、PDF）",
        "All branches' month as one page (HTML, PDF)",
        [
            handed_in(),
            options.out("报告（.html）", "the page (.html)", required=True),
            options.flag("--pdf", "另打印成 PDF（需要 Edge 或 Chrome）", "print it to PDF, too"),
            *choices(),
            options.value(
                "--ledger",
                ("文件或地址", "FILE|URL"),
                "从台账取前几个月，画各月走势",
                "the ledger, for the trend of the months before",
                default="",
            ),
            options.flag("--without-names", "不出现任何人的姓名、工号", "no name and no 工号"),
            options.without_pay("不读、不写任何人的工资", "leave everybody's pay out"),
            options.force(),
        ],
        examples=(
            ("report 收件箱 -o 报告.html", "一个文件，可以邮寄、打印", "one file, to mail and to print"),
            (
                "report 收件箱 -o 职代会.html --pdf --without-names --without-pay",
                "给职工代表大会：没有姓名和工资",
                "for the works meeting: no names, no pay",
            ),
        ),
    )


def report(
    sources: Sequence[str],
    out: Path,
    month: str,
    scheme: str,
    branches: Path | None,
    budget: Path | None,
    ledger: str,
    *,
    pdf: bool,
    without_names: bool,
    without_pay: bool,
    force: bool,
) -> None:
    """Write all branches' month as one page."""
    refuse_without_numpy("report")
    from xlkpi.cli.progress import rate_and_rest
    from xlkpi.headoffice.picture import Shown
    from xlkpi.headoffice.rolling_up import report_on
    from xlkpi.publish.printing import find_browser, print_pdf

    if pdf:
        find_browser()
    chosen = wanted(month, scheme, branches, budget, pay=not without_pay)

    def months(company: Company) -> Sequence[Mean]:
        from xlkpi.headoffice.recording import open_ledger

        if not ledger:
            return ()
        with open_ledger(ledger) as opened:
            return opened.means(company.counted.scheme, company.counted.month, MONTHS)

    with ExitStack() as stack:
        company = report_on(
            *(matching(sources), out, chosen, Shown(names=not without_names, pay=not without_pay)),
            overwrite=force,
            begin=lambda total: stack.enter_context(rate_and_rest(total, words("读取", "reading"))),
            months=months,
        )
    tell_company(company)
    finish_without(company)
    tell(words(f"已写入 {out}", f"written to {out}"), colour="green")
    if pdf:
        print_pdf(out, out.with_suffix(".pdf"))
        tell(words(f"已写入 {out.with_suffix('.pdf')}", f"written to {out.with_suffix('.pdf')}"), colour="green")
    finish(code_of_company(company))
