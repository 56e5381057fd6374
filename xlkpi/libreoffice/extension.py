"""The LibreOffice extension xlkpi.oxt: every function with its help, the files that compute it, and the linking Job."""

from __future__ import annotations

import ast
import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import xlkpi
from xlkpi.errors import cannot_write
from xlkpi.functions import CATALOGUE, ROOMS, Function, Parameter
from xlkpi.libreoffice.addin.addin_names import CELLS, EXTENSION, READY, RELINK, SERVICE, STACK, method_name

FILE = "xlkpi.oxt"
PACKAGE = Path(xlkpi.__file__).parent
ENTRANCES = (
    *(f"xlkpi.functions.{room}" for room in ROOMS),
    *("xlkpi.libreoffice.addin.relink", "xlkpi.libreoffice.addin.reading"),
)
"""What the add-in imports; the files these need are found by following imports."""

FIXED_TIME = (1980, 1, 1, 0, 0, 0)
REGISTRY = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'

READY_HELP = ("公式在这里可以计算", "formulas compute here")
CELLS_HELP = (
    "把单元格原样交给绩效函数（空单元格、错误值、日期不变）；打开工作簿时自动加上",
    "Hands cells to the appraisal functions as they are: empty cells, errors and dates stay what they are",
)
STACK_HELP = (
    "把一个参数的两段单元格上下接起来，同一行的左右接起来；打开工作簿时自动加上",
    "Puts two stretches of one argument below each other, two of one row beside each other",
)
STACKED = [
    ("first", "前段", "first", *STACK_HELP),
    ("second", "后段", "second", *STACK_HELP),
    ("beside", "同一行", "beside", "1：两段在同一行", "1: both stand in one row"),
]


def build(folder: Path) -> Path:
    """Write xlkpi.oxt into a folder. Raises CannotWrite."""
    path = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(extension())
    except OSError as error:
        raise cannot_write(path, error) from error
    return path


def extension() -> bytes:
    """Return the bytes of the extension; the same catalogue gives the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts().items():
            entry = zipfile.ZipInfo(name, FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, content.encode("utf-8"), compresslevel=9)
    return packed.getvalue()


def parts() -> Mapping[str, str]:
    """Return every file of the extension by its path in it."""
    bundled = {f"pythonpath/{path}": (PACKAGE.parent / path).read_text("utf-8") for path in function_path()}
    return {
        "META-INF/manifest.xml": manifest(),
        "description.xml": description(),
        "XKpi.idl": interface(),
        "CalcAddIns.xcu": functions_registry(),
        "Jobs.xcu": jobs_registry(),
        "component.py": (PACKAGE / "libreoffice/addin/component.py").read_text("utf-8"),
        **bundled,
    }


def function_path() -> list[str]:
    """Return the files that computing a function needs, `xlkpi/...`, found by following imports."""
    waiting, found = [*ENTRANCES], set()
    while waiting:
        module = waiting.pop()
        path = _file_of(module)
        if path is None or path in found:
            continue
        found.add(path)
        waiting += _imported(PACKAGE.parent / path)
        package = module.rpartition(".")[0]
        if package:
            waiting.append(package)
    return sorted(found)


def _file_of(module: str) -> str | None:
    """Return the file of a module of ours, None for any other name."""
    base = module.replace(".", "/")
    for path in (f"{base}.py", f"{base}/__init__.py"):
        if module.partition(".")[0] == "xlkpi" and (PACKAGE.parent / path).is_file():
            return path
    return None


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def manifest() -> str:
    """Return what LibreOffice registers, in order: the interface before the component that offers it."""
    entries = (
        ("XKpi.idl", "application/vnd.sun.star.uno-typelibrary;type=RDB"),
        ("component.py", "application/vnd.sun.star.uno-component;type=Python"),
        ("CalcAddIns.xcu", "application/vnd.sun.star.configuration-data"),
        ("Jobs.xcu", "application/vnd.sun.star.configuration-data"),
    )
    lines = [
        f' <manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>' for path, kind in entries
    ]
    head = '<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">'
    return XML + "\n".join([head, *lines, "</manifest:manifest>", ""])


def description() -> str:
    """Return identifier, version and title of the extension."""
    return (
        f"{XML}"
        '<description xmlns="http://openoffice.org/extensions/description/2006">\n'
        f' <identifier value="{EXTENSION}"/>\n'
        f' <version value="{xlkpi.__version__}"/>\n'
        ' <display-name><name lang="en">xlkpi appraisal functions</name>'
        '<name lang="zh">xlkpi 绩效考核函数</name></display-name>\n'
        "</description>\n"
    )


def interface() -> str:
    """Return the UNO interface; the document comes first and is filled in by Calc, users never see it."""
    caller = "[in] com::sun::star::beans::XPropertySet document"
    methods = [f"{method_name(CELLS)}( {caller}, [in] com::sun::star::table::XCellRange cells )"]
    methods.append(f"{method_name(STACK)}( {caller}, [in] any first, [in] any second, [in] any beside )")
    methods.append(f"{method_name(READY)}( {caller} )")
    for function in CATALOGUE.values():
        arguments = [caller, *(f"[in] any {_idl_name(p)}" for p in function.parameters)]
        methods.append(f"{method_name(function.name)}( {', '.join(arguments)} )")
    body = "".join(f"    sequence< sequence< any > > {method};\n" for method in methods)
    return f"module org {{ module xlkpi {{\n  interface XKpi {{\n{body}  }};\n}}; }};\n"


def _idl_name(parameter: Parameter) -> str:
    """Return a parameter's name in the interface: letters only, never a word the interface language keeps."""
    return "the" + "".join(word.capitalize() for word in parameter.name.split("_"))


def functions_registry() -> str:
    """Return CalcAddIns.xcu: names and help of every function and argument in Chinese and English."""
    listed = [_function(function) for function in CATALOGUE.values()]
    listed.append(_node(method_name(CELLS), _titles(CELLS, *CELLS_HELP), [("cells", "单元格", "cells", *CELLS_HELP)]))
    listed.append(_node(method_name(STACK), _titles(STACK, *STACK_HELP), STACKED))
    listed.append(_node(method_name(READY), _titles(READY, *READY_HELP), []))
    body = "".join(listed)
    return (
        f"{XML}<oor:component-data {REGISTRY} "
        'oor:name="CalcAddIns" oor:package="org.openoffice.Office">\n'
        f'<node oor:name="AddInInfo"><node oor:name="{SERVICE}" oor:op="replace"><node oor:name="AddInFunctions">\n'
        f"{body}</node></node></node>\n</oor:component-data>\n"
    )


def _function(function: Function) -> str:
    arguments = []
    for p in function.parameters:
        unit = f"（{p.unit}）" if p.unit else ""
        may = ("，可省略", " (optional)") if p.optional else ("", "")
        arguments.append((_idl_name(p), p.label, p.name, f"{p.zh}{unit}{may[0]}", f"{p.en}{may[1]}"))
    return _node(method_name(function.name), _titles(function.name, function.zh, function.en), arguments)


def _titles(name: str, zh: str, en: str) -> str:
    return (
        _property("DisplayName", name, name)
        + _property("Description", zh, en)
        + '<prop oor:name="Category"><value>Add-In</value></prop>'
        + _property("CompatibilityName", name, name)
    )


def _node(method: str, titles: str, arguments: list[tuple[str, str, str, str, str]]) -> str:
    listed = "".join(
        f'<node oor:name={quoteattr(name)} oor:op="replace">'
        f"{_property('DisplayName', label, title)}{_property('Description', zh, en)}</node>"
        for name, label, title, zh, en in arguments
    )
    return f'<node oor:name="{method}" oor:op="replace">{titles}<node oor:name="Parameters">{listed}</node></node>\n'


def _property(name: str, zh: str, en: str) -> str:
    return (
        f'<prop oor:name="{name}"><value xml:lang="en-US">{escape(en)}</value>'
        f'<value xml:lang="zh-CN">{escape(zh)}</value></prop>'
    )


def jobs_registry() -> str:
    """Return Jobs.xcu: the linking Job runs when a document has been loaded (hidden ones too) or made."""
    events = "".join(
        f'<node oor:name="{event}" oor:op="fuse"><node oor:name="JobList">'
        f'<node oor:name="{RELINK}" oor:op="replace"/></node></node>'
        for event in ("OnLoadFinished", "OnCreate")
    )
    return (
        f"{XML}<oor:component-data {REGISTRY} "
        'oor:name="Jobs" oor:package="org.openoffice.Office">\n'
        f'<node oor:name="Jobs"><node oor:name="{RELINK}" oor:op="replace">'
        f'<prop oor:name="Service"><value>{RELINK}</value></prop></node></node>\n'
        f'<node oor:name="Events">{events}</node>\n'
        "</oor:component-data>\n"
    )
