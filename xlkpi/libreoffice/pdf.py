"""Workbooks as PDF, printed as their pages say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import uuid4

from xlkpi.libreoffice.documents import opened
from xlkpi.libreoffice.profile import own_office
from xlkpi.libreoffice.session import Office


def pdf_of(office: Office, file: Path) -> bytes:
    """Return a workbook as PDF, its formulas computed. Raises LibreOfficeTrouble, CannotRead."""
    pdf = office.folder / f"{uuid4().hex}.pdf"
    try:
        with opened(office, file) as document:
            document.ask("recalculate")
            document.ask("pdf", url=pdf.as_uri())
        return pdf.read_bytes()
    finally:
        pdf.unlink(missing_ok=True)


def pdfs(workbooks: Sequence[bytes]) -> Iterator[bytes]:
    """Yield several .xlsx files as PDF, made in one LibreOffice. Raises LibreOfficeTrouble, CannotRead."""
    with own_office() as office:
        file = office.folder / f"{uuid4().hex}.xlsx"
        for data in workbooks:
            file.write_bytes(data)
            yield pdf_of(office, file)
