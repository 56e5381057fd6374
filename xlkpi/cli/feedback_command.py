"""Command that hands results back: feedback."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from xlkpi.cli import options
from xlkpi.cli.ending import code_of, finish
from xlkpi.cli.help_page import Command
from xlkpi.cli.screen import tell
from xlkpi.cli.speech import words
from xlkpi.errors import sentence, unsafe


def commands() -> Iterator[Command]:
    """Declare the commands of this room."""
    yield Command(
        "feedback",
        feedback,
        "把附件3 的名次、等级和系数填回每人的附件2",
        "Hand the results of a summary back into the forms of its people",
        [
            options.summaries(),
            options.forms_folder(),
            options.dry_run("只看有哪些要填，不写入", "only tell what would be written"),
            options.value(
                "--name",
                ("姓名", "NAME"),
                "经办人，填回已定稿的附件2 时要写",
                "who does it, needed for forms that are final",
                default="",
            ),
            options.private_key(),
            options.verbose(),
        ],
        examples=(
            (
                "feedback 附件3.xlsm 附件2",
                "填回本表人员的附件2，打印后反馈本人",
                "fill the forms in, to be printed for each person",
            ),
            ("feedback 汇总 附件2", "文件夹“汇总”里的附件3 一次填回", "from every summary of a folder"),
            ("feedback 汇总 附件2 --name 王芳", "附件2 已经定稿的也填", "also into forms that are final"),
        ),
    )


def feedback(
    summaries: Sequence[Path], folder: Path, name: str, key: Path | None, *, dry_run: bool, verbose: bool
) -> None:
    """Hand the results of summaries back."""
    from xlkpi.actions.feedback import Stamping
    from xlkpi.actions.feedback import feedback as hand_back
    from xlkpi.actions.folder import workbook_files
    from xlkpi.actions.opening import open_books
    from xlkpi.cli.files import need_both, tell_unread, workbooks_that
    from xlkpi.cli.progress import progress
    from xlkpi.cli.show import show_faults

    need_both(summaries, folder, "feedback")
    private = None
    if key is not None:
        from xlkpi.actions.final.signing_keys import read_private

        private = read_private(key)
    books = list(open_books(workbooks_that(summaries, lambda kind: bool(kind.gives))))
    with progress(len(list(workbook_files(folder))), words("反馈", "handing back")) as tick:
        returned, faults = hand_back(books, folder, tick, stamping=Stamping(name.strip(), private), dry_run=dry_run)
    tell_unread(folder)
    show_faults(faults, verbose=verbose)
    if unsafe(faults):
        tell(sentence("有错误，未写入任何内容", "there are faults; nothing was written"))
    else:
        zh, en = "已填回 {count} 份附件2", "handed back into {count} forms"
        if dry_run:
            zh, en = "有 {count} 份附件2 待填回，未写入", "{count} forms would get results; nothing was written"
        if returned.unchanged:
            zh, en = f"{zh}；{{same}} 份没有变化", f"{en}; {{same}} had them already"
        if returned.elsewhere:
            zh, en = f"{zh}；跳过其他分公司的 {{others}} 份", f"{en}; passed over {{others}} of other branches"
        count = sum(returned.counts.values())
        tell(sentence(zh, en, count=count, same=returned.unchanged, others=returned.elsewhere))
    finish(code_of(faults))
