"""The command scheme: a company's own numbers as a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from xlkpi.cli import options
from xlkpi.cli.help_page import Command
from xlkpi.cli.screen import tell
from xlkpi.errors import Unusable, as_argument, sentence

EXPORT = ("export", "导出")


def commands() -> Iterator[Command]:
    """Declare the command of this room."""
    yield Command(
        "scheme",
        scheme,
        "把考核数值导出成公司自己的方案文件",
        "Export the numbers of a scheme as the company's own file",
        [
            options.argument("action", "export", "导出（export）", "export"),
            options.argument(
                "source",
                ("方案或工作簿", "SCHEME|FILE"),
                "方案名，如 gas；或有“参数”页的工作簿，已确认的数值随之导出",
                "a scheme like gas, or a workbook with parameters: what was confirmed there stays confirmed",
            ),
            options.out("方案文件（.toml）", "the scheme file (.toml)", required=True),
            options.force(),
        ],
        examples=(
            ("scheme export gas -o 公司.toml", "导出后可用记事本核对、修改", "to be looked at and changed"),
            (
                "scheme export 附件3.xlsm -o 公司.toml",
                "连同“参数”页里改过和已确认的数值",
                "with what was changed and confirmed in it",
            ),
        ),
    )


def scheme(action: str, source: str, out: Path, *, force: bool) -> None:
    """Export the numbers of a scheme or of a workbook."""
    from xlkpi.actions.company_scheme import SUFFIX, exported
    from xlkpi.actions.create import refuse_existing

    if action not in EXPORT:
        zh, en = "scheme 后面应写 export，而不是“{action}”", "scheme takes export, not “{action}”"
        raise Unusable(sentence(zh, en, action=action))
    if out.suffix.lower() != SUFFIX:
        raise Unusable(sentence("输出文件应以 .toml 结尾：{out}", "the output must end in .toml: {out}", out=str(out)))
    text = exported(source)
    refuse_existing([out], overwrite=force)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, "utf-8")
    zh, en = "已导出 {out}；新建时用 --scheme {out}", "exported to {out}; use it with new --scheme {out}"
    tell(sentence(zh, en, out=as_argument(out)))
