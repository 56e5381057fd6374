"""A workbook as pictures of its printed pages: for mail, for a phone, for looking at."""

from __future__ import annotations

from pathlib import Path

from xlkpi.errors import cannot_write
from xlkpi.libreoffice.pdf import pdf_of
from xlkpi.libreoffice.pdf_pages import pages
from xlkpi.libreoffice.profile import own_office
from xlkpi.libreoffice.session import Office

DOTS_PER_INCH = 110.0
"""An A4 page of about 900 x 1290 pixels: readable on a phone, small enough for mail."""


def preview(file: Path, folder: Path, *, dots_per_inch: float = DOTS_PER_INCH) -> list[Path]:
    """Write every printed page of a workbook as a PNG into a folder.

    Raises LibreOfficeTrouble, CannotRead, CannotWrite.
    """
    with own_office() as office:
        return preview_with(office, file, folder, dots_per_inch=dots_per_inch)


def preview_with(office: Office, file: Path, folder: Path, *, dots_per_inch: float = DOTS_PER_INCH) -> list[Path]:
    """Do the same in a LibreOffice that is running."""
    pdf = pdf_of(office, file)
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, picture in enumerate(pages(pdf, dots_per_inch), 1):
            path = folder / f"{file.stem}-{number}.png"
            path.write_bytes(picture)
            written.append(path)
    except OSError as error:
        raise cannot_write(folder, error) from error
    return written
