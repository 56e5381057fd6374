"""What keeps the house one: no verb knows a kind by name, no circle of imports."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from test_house import FILES, ROOT, imported, named
from xlkpi.schemes import kinds

DECLARATIONS = ("xlkpi/schemes/",)
STRANGERS = ("xlkpi/adopt/", "xlkpi/cli/adoption.py")  # a company's own sheets are called a form or a summary, too
KEYS = {kind.key for kind in kinds()}


def strings_compared(path: Path):
    """Every string that a comparison, a list of keys, a call or a dictionary's key holds against a kind or its key."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any("kind" in ast.unparse(side) for side in sides):
                constants = [c for side in sides for c in ast.walk(side) if isinstance(c, ast.Constant)]
                yield from ((c.value, node.lineno) for c in constants if isinstance(c.value, str))
        if isinstance(node, ast.Dict):
            keys = [key.value for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
            if len(KEYS & set(keys)) > 1:
                yield from ((key, node.lineno) for key in keys)
        if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
            several = [c.value for c in node.elts if isinstance(c, ast.Constant) and c.value in KEYS]
            yield from ((text, node.lineno) for text in several if len(several) > 1)
        if isinstance(node, ast.Call) and "kind" in ast.unparse(node.func):
            inside = [c for given in node.args for c in ast.walk(given) if isinstance(c, ast.Constant)]
            yield from ((c.value, node.lineno) for c in inside if isinstance(c.value, str))


def test_nothing_outside_the_declarations_knows_a_kind_by_its_key():
    wrong = [
        f"{named(path)}:{line} {text}"
        for path in FILES
        if not named(path).startswith((*DECLARATIONS, *STRANGERS))
        for text, line in strings_compared(path)
        if text in KEYS
    ]
    assert wrong == []


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def top_level_imports(path: Path):
    """What a file imports when it is loaded: not inside functions, not for type checkers only."""
    tree = ast.parse(path.read_text("utf-8"))
    lines = {
        line
        for node in tree.body
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    return [dotted for dotted, line in imported(path) if line in lines]


def test_no_circle_of_imports():
    modules = {module_of(path): path for path in FILES}
    graph = {}
    for name, path in modules.items():
        found = set()
        for dotted in top_level_imports(path):
            target = dotted if dotted in modules else dotted.rpartition(".")[0]
            if target in modules and target != name:
                found.add(target)
        graph[name] = found
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise AssertionError(" -> ".join(error.args[1])) from error


def test_every_kind_is_declared_once():
    every = [kind.key for kind in kinds()]
    assert len(every) == len(set(every))
    titles = [kind.title for kind in kinds() if not kind.key.startswith("period")]
    assert len(titles) == len(set(titles))
