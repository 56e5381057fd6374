"""Command for those who work on xlkpi: build generated text and the workbooks, or compare them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from xlkpi.cli import options
from xlkpi.cli.ending import finish
from xlkpi.cli.help_page import Command
from xlkpi.cli.office import build_extension, is_libreoffice
from xlkpi.cli.screen import tell
from xlkpi.cli.speech import words


def commands() -> Iterator[Command]:
    """Declare the command of this room."""
    yield Command(
        "build",
        build,
        "生成代码、文档和模板，或 LibreOffice 扩展",
        "Write generated files, or the LibreOffice extension",
        [
            options.argument(
                "what",
                "[files|libreoffice]",
                "源代码里的生成文件（默认），或 LibreOffice 扩展 xlkpi.oxt",
                "generated files (default), or the extension xlkpi.oxt",
                required=False,
                default="files",
            ),
            options.out("xlkpi.oxt 的输出文件夹", "folder for xlkpi.oxt", folder=True),
            options.flag("--check", "只比较，不写入", "only compare"),
        ],
        examples=(("build --check", "列出过期的生成文件", "list the generated files that are stale"),),
    )


def build(what: str, out: Path | None, *, check: bool) -> None:
    """Write whatever is stale; with --check only say so, exit code 1. Or write the LibreOffice extension."""
    if is_libreoffice(what, "files"):
        build_extension(out or Path())
        return
    from xlkpi.build import check as stale_files
    from xlkpi.build import write
    from xlkpi.cli.command_pages import COMMAND_PAGES

    stale = stale_files(more=COMMAND_PAGES) if check else write(more=COMMAND_PAGES)
    for path in stale:
        tell(words(f"已过期：{path}", f"stale: {path}") if check else words(f"已写入：{path}", f"written: {path}"))
    if check and stale:
        finish(1)
