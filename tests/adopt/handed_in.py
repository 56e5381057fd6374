"""What the product makes of a workbook that a company handed in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from adopt.drawing import Book
from adopt.writing import save
from xlkpi.actions.adopt import adopt
from xlkpi.actions.take_over import take_over
from xlkpi.actions.take_over_record import TakenOver, Wish
from xlkpi.adopt.grids_of_file import grids_of
from xlkpi.adopt.understand import Understanding, understand


def understood(book: Book, folder: Path, stem: str = "表") -> Understanding:
    """What is understood of a drawn workbook, once it is written."""
    return understand(grids_of(save(book, folder, stem)))


def taken_over(path: Path, **wish: Any) -> TakenOver:
    """What comes of taking a file over as it is wished."""
    return take_over(adopt(path), Wish(**wish))
