"""An Edit carried out on a workbook's package, all of it or nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from xlkpi.books.generations import Keep
from xlkpi.books.ooxml.content import Cell
from xlkpi.books.ooxml.edits.added_names import add_names
from xlkpi.books.ooxml.edits.added_sheets import add_sheets
from xlkpi.books.ooxml.edits.added_styles import Styles
from xlkpi.books.ooxml.edits.cells import edit_cells
from xlkpi.books.ooxml.edits.edit import Edit
from xlkpi.books.ooxml.edits.elements import put_elements
from xlkpi.books.ooxml.edits.form_buttons import add_buttons
from xlkpi.books.ooxml.edits.macros import ProjectMaker, add_modules, refuse_suffix
from xlkpi.books.ooxml.edits.notes import add_notes
from xlkpi.books.ooxml.edits.package_draft import Draft
from xlkpi.books.ooxml.edits.protection import protect, restyle
from xlkpi.books.ooxml.edits.read_back import prove
from xlkpi.books.ooxml.edits.rules import add_rules
from xlkpi.books.ooxml.package import Package
from xlkpi.books.ooxml.package_saving import save_package
from xlkpi.books.ooxml.rewrite import with_full_calculation
from xlkpi.books.placing import refuse_if_open
from xlkpi.records import dataclass


@dataclass(frozen=True, slots=True)
class Edited:
    """What an Edit came to."""

    package: Package
    """The workbook as it is to be; `saving.save_package` writes it."""
    kept: tuple[str, ...]
    """Cells that were left alone, because a formula stands there and was not to be replaced: `表!B2`."""
    before: Mapping[str, Cell]
    """What stood in the cells that were written, by `表!B2`; empty ones left out."""


def edit_package(
    package: Package, edit: Edit, *, make_project: ProjectMaker | None = None, allow_signed: bool = False
) -> Edited:
    """Carry out an Edit on a workbook that was read; the package given stays as it is.

    `make_project` makes the VBA project and is needed where the Edit has modules; `allow_signed` lets it take the
    signature off one. Raises subclasses of CannotWrite (see `edit_refusals.py`) and of CannotRead, and Unusable for a
    reference that is none: then nothing was done.
    """
    draft = Draft(package)
    styles = Styles(draft)
    without_result = add_sheets(draft, edit.sheets, styles)
    add_names(draft, edit.names, replace=edit.replace_names)
    draft.refresh()
    cells = edit_cells(draft, edit.cells, styles, replace=edit.replace_formulas)
    restyle(draft, edit.looks, styles)
    add_rules(draft, edit.validations, edit.highlights, styles)
    styles.flush()
    protect(draft, edit.protection)
    put_elements(draft, "headerFooter", edit.headers)
    add_notes(draft, edit.notes)
    add_buttons(draft, edit.buttons)
    add_modules(draft, edit.modules, make_project, replace=edit.replace_modules, allow_signed=allow_signed)
    calculate = edit.full_calculation
    if calculate or (calculate is None and (without_result or cells.without_result)):
        draft.package.replace(draft.workbook, with_full_calculation(draft.package.part(draft.workbook)))
    prove(draft, edit, set(cells.kept))
    return Edited(draft.package, tuple(cells.kept), cells.before)


def edit_workbook(
    path: str | os.PathLike[str],
    edit: Edit,
    out: str | os.PathLike[str] | None = None,
    *,
    make_project: ProjectMaker | None = None,
    allow_signed: bool = False,
    backup: bool = True,
) -> Edited:
    """Carry out an Edit on a file, in place or to `out`; a workbook that gets its first macros has to become an .xlsm.

    Saved as `patch` saves: checked, then put in its place in one step, the previous version becoming a generation
    (unless `backup` is off). Raises as `edit_package` does, and the other
    subclasses of CannotWrite; then the file is what it was.
    """
    destination = Path(out if out is not None else path)
    refuse_if_open(Path(os.path.realpath(destination)))
    package = Package.open(path, allow_signed=allow_signed)
    done = edit_package(package, edit, make_project=make_project, allow_signed=allow_signed)
    refuse_suffix(Draft(package), Draft(done.package), destination)
    save_package(done.package, destination, keep=Keep() if backup else None)
    return done
