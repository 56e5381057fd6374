"""Command for those who work on xlkpi: build generated text and the workbooks, or compare them."""

from __future__ import annotations

from pathlib import Path

import typer

from xlkpi.cli.office import build_extension, is_libreoffice
from xlkpi.cli.speech import words

WHAT = typer.Argument(
    "files",
    metavar="[files|libreoffice]",
    help=words("源代码里的生成文件，或 LibreOffice 扩展 xlkpi.oxt", "generated files, or the extension xlkpi.oxt"),
)
OUT = typer.Option(Path(), "-o", "--out", metavar="DIR", help=words("xlkpi.oxt 的输出文件夹", "folder for xlkpi.oxt"))
CHECK = typer.Option(False, "--check", help=words("只比较，不写入", "only compare"))


def register(app: typer.Typer) -> None:
    """Declare the command of this room."""
    app.command("build", help=words("（开发用）生成代码、文档和模板", "(for developers) write generated files"))(build)


def build(what: str = WHAT, out: Path = OUT, check: bool = CHECK) -> None:
    """Write whatever is stale; with --check only say so, exit code 1. Or write the LibreOffice extension."""
    if is_libreoffice(what, "files"):
        build_extension(out)
        return
    from xlkpi.build import check as stale_files
    from xlkpi.build import write

    stale = stale_files() if check else write()
    for path in stale:
        typer.echo(
            words(f"已过期：{path}", f"stale: {path}") if check else words(f"已写入：{path}", f"written: {path}")
        )
    if check and stale:
        raise typer.Exit(1)
