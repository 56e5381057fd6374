"""The command slips: a page for each person with what concerns this person alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from xlkpi.cli import options
from xlkpi.cli.ending import code_of, finish
from xlkpi.cli.help_page import Command
from xlkpi.cli.screen import tell
from xlkpi.cli.speech import words
from xlkpi.errors import Unusable, sentence, unsafe


def commands() -> Iterator[Command]:
    """Declare the command of this room."""
    yield Command(
        "slips",
        slips,
        "每人一页结果通知单：指标、总分、等级、理由、签收",
        "A page for each person: scores, level, why, signature",
        [
            options.workbook("已计算的汇总表或考核表", "a computed summary"),
            options.out("通知单放进哪个文件夹", "the folder of the slips", required=True, folder=True),
            options.path(
                "--forms",
                ("文件夹", "DIR"),
                "附件2 所在文件夹，通知单列出各项指标",
                "folder of the forms, to tell the indicators",
            ),
            options.with_pay("写上绩效工资和怎么算的", "tell the pay and how it came about"),
            options.value("--only", ("工号或姓名", "PERSON"), "只做一个人的", "for one person only"),
            options.flag("--strips", "一页四条，裁开分发（一个文件）", "four strips a page to be cut, in one file"),
            options.flag(
                "--pdf",
                "另存一个全部人员的 PDF 供打印（需要 LibreOffice）",
                "one PDF of everybody as well, to print (needs LibreOffice)",
            ),
            options.flag(
                "--pdf-each", "另存每人一个 PDF（需要 LibreOffice）", "a PDF for each as well (needs LibreOffice)"
            ),
            options.path(
                "--passwords",
                ("文件", "FILE"),
                "每人的打开密码（.xlsx，加 --pdf-each 时也用于 PDF），CSV 两列：工号,密码",
                "passwords of the workbooks, and of PDFs with --pdf-each: a CSV of 工号 and password",
            ),
            options.value(
                ("--date", "given"),
                "YYYY-MM-DD",
                "告知日期；表里填了的按表里的，都没有的留空由告知人填写",
                "day of telling where none is registered; without it the slip leaves it blank",
            ),
            options.force(),
            options.verbose(),
        ],
        examples=(
            ("slips 附件3.xlsm -o 通知单 --forms 附件2", "每人一份，带指标", "one each, with the indicators"),
            ("slips 附件3.xlsm -o 通知单 --strips --pdf", "一页四条，供打印裁开", "four a page, to print"),
            (
                "slips 附件3.xlsm -o 通知单 --with-pay --passwords 密码.csv",
                "写上工资，每份用本人的密码打开",
                "with pay, each opened by its own password",
            ),
        ),
    )


def slips(
    file: Path,
    out: Path,
    forms: Path | None,
    only: str | None,
    passwords: Path | None,
    given: str | None,
    *,
    with_pay: bool,
    strips: bool,
    pdf: bool,
    pdf_each: bool,
    force: bool,
    verbose: bool,
) -> None:
    """Write a page for each person."""
    from xlkpi.actions.exports import write_files
    from xlkpi.actions.opening import open_book
    from xlkpi.actions.people import roster_of
    from xlkpi.actions.slip_passwords import able_to_lock, locked_files, read_passwords
    from xlkpi.actions.slips import Wanted, slip_files
    from xlkpi.actions.slips import slips as slips_of
    from xlkpi.cli.progress import progress
    from xlkpi.cli.show import show_faults
    from xlkpi.drawing.slip import draw_slips

    if passwords is not None and (strips or pdf):
        zh = "--passwords 不能与 --strips、--pdf 同用：那些文件含全部人员，没有密码；每人一个 PDF 用 --pdf-each"
        en = "--passwords is for a file each, not with --strips or --pdf: those hold everybody; see --pdf-each"
        raise Unusable(sentence(zh, en))
    if strips and pdf_each:
        raise Unusable(sentence("--strips 与 --pdf-each 不能同用", "--strips does not go with --pdf-each"))
    if passwords is not None:
        able_to_lock()
    wanted = Wanted(options.day(given), with_pay, forms, only)
    book = open_book(file)
    count = _forms_in(forms)
    with progress(count, words("读取", "reading")) as tick:
        people, faults = slips_of(book, wanted, tick)
    keys: dict[str, str] = {}
    if passwords is not None and not unsafe(faults):
        keys, more = read_passwords(passwords, people, roster_of(book), alone=only is not None, pdf=pdf_each)
        faults += more
    show_faults(faults, verbose=verbose)
    if unsafe(faults):
        tell(sentence("有错误，未写入任何内容", "there are faults; nothing was written"))
        finish(code_of(faults))
    files: dict[str, bytes] = {}
    if strips:
        files["结果通知条.xlsx"] = draw_slips(people, strips=True)
    else:
        with progress(len(people), words("制作", "making")) as tick:
            files = slip_files(people, tick)
    if pdf or pdf_each:
        files |= _printed(files if strips or pdf_each else {"结果通知单.xlsx": draw_slips(people)})
    if keys:  # the workbooks of everybody, then the PDFs in the same order
        files = locked_files(files, [keys[slip.id] for slip in people] * (2 if pdf_each else 1))
    write_files({out / name: data for name, data in files.items()}, overwrite=force)
    zh, en = "已写入 {count} 人的通知单：{folder}", "the slips of {count} people are in {folder}"
    tell(sentence(zh, en, count=len(people), folder=str(out)), colour="green")
    together = [name for name in files if strips or (pdf and not pdf_each and name.endswith(".pdf"))]
    if together:
        zh, en = "{names} 含全部人员，只供打印，不要外发", "{names} holds everybody: to be printed, not to be sent"
        tell(sentence(zh, en, names="、".join(together)))
    finish(code_of(faults))


def _forms_in(folder: Path | None) -> int:
    """Return how many workbooks a folder of forms holds; those that are passed over are told. Raises CannotRead."""
    from xlkpi.actions.folder import workbook_files
    from xlkpi.cli.files import need_folder, tell_unread

    if folder is None:
        return 0
    need_folder(folder)
    tell_unread(folder)
    return len(list(workbook_files(folder)))


def _printed(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return each workbook as PDF."""
    from xlkpi.cli.progress import progress
    from xlkpi.libreoffice.pdf import pdfs

    made = {}
    with progress(len(files), "PDF") as tick:
        for name, data in zip(files, pdfs(list(files.values())), strict=True):
            made[f"{name.removesuffix('.xlsx')}.pdf"] = data
            tick(name)
    return made
