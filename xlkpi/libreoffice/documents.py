"""A workbook opened in a LibreOffice of ours: always a copy, so that no lock of the original matters."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from xlkpi.errors import cannot_read
from xlkpi.libreoffice.faults import CannotLoad
from xlkpi.libreoffice.session import Failed, Office
from xlkpi.records import dataclass


@dataclass(frozen=True)
class Document:
    """An open document: ask about it as one asks the Office."""

    office: Office
    number: int
    sheets: tuple[str, ...]

    def ask(self, command: str, **details: Any) -> Any:
        """Ask the client about this document. Raises LibreOfficeTrouble."""
        return self.office.ask(command, document=self.number, **details)


@contextmanager
def opened(office: Office, file: Path, **how: Any) -> Iterator[Document]:
    """Open a copy of a file, close it in the end. Raises CannotRead where it cannot be opened."""
    copy = office.folder / f"{uuid4().hex}{file.suffix}"
    try:
        shutil.copyfile(file, copy)
    except OSError as error:
        raise cannot_read(file, error) from error
    if not copy.stat().st_size:  # Calc would show an empty sheet
        raise CannotLoad(file.name)
    try:
        answer = office.ask("open", url=copy.as_uri(), **how)
    except Failed as failed:
        raise CannotLoad(file.name, failed.said) from failed
    if answer is None:
        raise CannotLoad(file.name)
    try:
        yield Document(office, answer["document"], tuple(answer["sheets"]))
    finally:
        if office.pid is not None:
            office.ask("close", document=answer["document"])
        copy.unlink(missing_ok=True)
