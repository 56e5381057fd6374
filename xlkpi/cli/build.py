"""Command for those who work on xlkpi: build generated text and the workbooks, or compare them."""

from __future__ import annotations

import typer

from xlkpi.cli.speech import words

CHECK = typer.Option(False, "--check", help=words("只比较，不写入", "only compare"))


def register(app: typer.Typer) -> None:
    """Declare the command of this room."""
    app.command("build", help=words("（开发用）生成代码、文档和模板", "(for developers) write generated files"))(build)


def build(check: bool = CHECK) -> None:
    """Write whatever is stale; with --check only say so, exit code 1."""
    from xlkpi import generate

    stale = generate.check() if check else generate.write()
    for path in stale:
        typer.echo(
            words(f"已过期：{path}", f"stale: {path}") if check else words(f"已写入：{path}", f"written: {path}")
        )
    if check and stale:
        raise typer.Exit(1)
