"""Which workbooks a command line means: files, folders, and patterns such as `*.xlsm` that cmd.exe leaves to us."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from xlkpi.errors import CannotRead, Unusable, XlkpiError, sentence
from xlkpi.records import dataclass

if TYPE_CHECKING:
    from xlkpi.books.book import Book
    from xlkpi.drawing.kind import Kind

WORKBOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True)
class Named:
    """A file to work on; `itself` where the command line names this very file, not a folder or a pattern."""

    path: Path
    itself: bool


def workbooks(arguments: Sequence[Path]) -> list[Named]:
    """Return the workbooks that arguments mean, each once, in the order given.

    A folder means the workbooks in it and in all folders below it, as for `collect`. Raises CannotRead where a folder
    or a pattern holds none; a single file that does not exist is left for whoever opens it.
    """
    found: dict[Path, Named] = {}
    for argument in arguments:
        tell_unread(argument)
        for named in _meant(argument):
            found.setdefault(named.path.resolve(), named)
    return list(found.values())


def tell_unread(folder: Path) -> None:
    """Say which workbooks of a folder are passed over: our own copies, such as open with a password, other formats.

    It goes where complaints go: what a program reads stays clean. A path that is no folder is left alone.
    """
    if folder.is_dir():
        from xlkpi.actions.folder import unread
        from xlkpi.cli.show import show_faults

        show_faults(unread(folder), aside=True)


def _meant(argument: Path) -> Iterator[Named]:
    if argument.is_dir():
        within = [Named(path, itself=False) for path in _below(argument)]
        zh, en = "文件夹 {path} 里没有工作簿（.xlsx、.xlsm）", "the folder {path} holds no workbook (.xlsx, .xlsm)"
    elif is_pattern(argument):
        within = [Named(path, itself=False) for match in _matches(argument) for path in _below(match)]
        zh, en = "没有符合 {path} 的工作簿（.xlsx、.xlsm）", "no workbook (.xlsx, .xlsm) matches {path}"
    else:
        yield Named(argument, itself=True)
        return
    if not within:
        raise CannotRead(sentence(zh, en, path=str(argument)))
    yield from within


def _below(path: Path) -> Iterator[Path]:
    from xlkpi.actions.folder import aside, workbook_files

    if path.is_dir():
        yield from workbook_files(path)
    elif path.suffix.lower() in WORKBOOKS and not path.name.startswith(("~$", ".")) and not aside(path):
        yield path


def is_pattern(path: Path) -> bool:
    """Tell whether a path is a pattern; a file whose name holds such characters is itself."""
    from xlkpi.actions.folder import may_match

    return may_match(str(path)) and not path.exists()


def _matches(pattern: Path) -> list[Path]:
    """Return what a pattern matches; a folder that exists under such a name, like `5月[终]`, is itself."""
    base, parts = Path(), list(pattern.parts)
    while (base / parts[0]).exists():
        base /= parts.pop(0)
    try:
        return sorted(base.glob("/".join(parts)))
    except ValueError:  # `**` beside other letters
        return []


def matching(paths: Sequence[Path]) -> list[Path]:
    """Return paths with every pattern among them replaced by the files it matches. Raises CannotRead for none."""
    found = []
    for path in paths:
        matches = _matches(path) if is_pattern(path) else [path]
        if not matches:
            raise CannotRead(sentence("没有符合 {path} 的文件", "no file matches {path}", path=str(path)))
        found += matches
    return found


def workbooks_for(given: Sequence[Path], do: Callable[[Kind], bool]) -> tuple[list[Named], int]:
    """Return the workbooks that are meant, and how many of ours a folder holds whose kind does not do what is asked.

    What is asked for by name is always meant, and so is what cannot be read or is none of ours: whoever opens it says
    so. Raises CannotRead.
    """
    found = list(_with_kinds(given))
    others = sum(kind is not None and not do(kind) for _, kind in found)
    return [named for named, kind in found if kind is None or do(kind)], others


def workbooks_that(given: Sequence[Path], do: Callable[[Kind], bool]) -> list[Path]:
    """Return the workbooks that are meant; of a folder or pattern only those whose kind does something (collects ...).

    Raises CannotRead where there is none.
    """
    kinds = _with_kinds(given)
    found = [named.path for named, kind in kinds if named.itself or (kind is not None and do(kind))]
    if not found:
        raise CannotRead(sentence("没有找到附件3", "there is no summary among these files"))
    return found


def _with_kinds(given: Sequence[Path]) -> Iterator[tuple[Named, Kind | None]]:
    """Yield the workbooks that are meant, each with its kind; None where it was named itself or cannot be told."""
    from xlkpi.actions.opening import kind_of, open_book

    for named in workbooks(given):
        kind = None
        if not named.itself:
            with suppress(XlkpiError):
                kind = kind_of(open_book(named.path).names())
        yield named, kind


def need_folder(folder: Path) -> None:
    """Raise CannotRead where a folder is not there, or a file was given in its place."""
    if folder.is_file():
        zh, en = "{path} 是文件，这里要它所在的文件夹", "{path} is a file: give the folder it lies in"
        raise CannotRead(sentence(zh, en, path=str(folder)))
    if not folder.is_dir():
        raise CannotRead(sentence("没有文件夹 {path}", "there is no folder {path}", path=str(folder)))


def need_both(summaries: Sequence[Path], folder: Path, command: str) -> None:
    """Raise where summaries or the folder of the forms were not given: Unusable, CannotRead."""
    if not summaries:  # a single word went to the folder, which stands last
        zh = "请先写附件3，再写附件2 所在的文件夹，如 xlkpi {command} 附件3.xlsm 附件2"
        en = "give the summary and then the folder of the forms, like xlkpi {command} 附件3.xlsm 附件2"
        raise Unusable(sentence(zh, en, command=command))
    need_folder(folder)


def passed_over(named: Named, book: Book) -> bool:
    """Tell whether a file is none of our workbooks and was not asked for by name: a folder may hold anything."""
    from xlkpi.actions.opening import is_ours

    return not named.itself and not is_ours(book)
