"""A file is written beside its place first and then renamed onto it; what a cut-off run leaves is known by its name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO, Final

PREFIX: Final = ".~"
SUFFIX: Final = ".xlkpi-draft"


def draft_beside(path: Path) -> Path:
    """The path of a new draft of `path`."""
    return path.with_name(f"{PREFIX}{path.name}.{os.urandom(4).hex()}{SUFFIX}")


def open_draft(path: Path) -> BinaryIO:
    """Open a new draft beside `path` that only its owner may read; its own path is `Path(draft.name)`.

    As `tempfile` does, which takes longer to load than the file to write. Raises OSError.
    """
    return open(draft_beside(path), "xb", opener=lambda name, flags: os.open(name, flags, 0o600))


def is_draft_of(path: Path, found: Path) -> bool:
    """Whether a file is a draft that was to become `path`."""
    return found.name.startswith(f"{PREFIX}{path.name}.") and found.name.endswith(SUFFIX)
