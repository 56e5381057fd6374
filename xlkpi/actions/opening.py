"""Open a workbook file as a Book whose formulas know our functions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlkpi.books.file import FileBook


def spreadsheet_functions() -> dict[str, Callable[..., Any]]:
    """Return every declared function by name, taking raw cells as positional arguments."""
    from xlkpi.functions import CATALOGUE, call

    def bound(name: str, *arguments: Any) -> Any:
        return call(name, arguments)

    return {name: partial(bound, name) for name in CATALOGUE}


def open_book(path: Path) -> FileBook:
    """Open a workbook file. Raises CannotRead."""
    from xlkpi.books.file import FileBook

    return FileBook.open(path, functions=spreadsheet_functions())
