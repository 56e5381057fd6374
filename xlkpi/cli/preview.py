"""The command that makes pictures of a workbook's pages."""

from __future__ import annotations

from pathlib import Path

import typer

from xlkpi.cli.speech import words


def register(app: typer.Typer) -> None:
    """Declare the command of this room."""

    @app.command("preview", help=words("把工作簿的打印页存成图片（需要 LibreOffice）", "Pictures of the printed pages"))
    def preview(
        file: Path = typer.Argument(..., metavar="FILE", help=words("工作簿文件", "workbook file")),
        out: Path = typer.Option(Path(), "-o", "--out", metavar="DIR", help=words("输出文件夹", "output folder")),
        resolution: float = typer.Option(
            110, "--dpi", min=30, max=600, help=words("分辨率，默认 110", "dots per inch, 110 by default")
        ),
    ) -> None:
        from xlkpi.libreoffice.preview import preview as make_pictures

        for path in make_pictures(file, out, dots_per_inch=resolution):
            typer.echo(str(path))
