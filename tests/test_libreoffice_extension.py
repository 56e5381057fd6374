"""The LibreOffice extension as a file: complete, the same bytes every time, and in need of nothing but Python."""

import io
import json
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest

from xlkpi.errors import CannotWrite
from xlkpi.functions import CATALOGUE
from xlkpi.libreoffice.extension import build, extension, function_path, interface

OOR = "{http://openoffice.org/2001/registry}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

EVERY_EXAMPLE = """
import json, sys
import xlkpi
from xlkpi.errors import CellError
from xlkpi.functions import CATALOGUE, call

def plain(value):
    return [[plain(c) for c in row] for row in value] if isinstance(value, list) else (
        value if value is None or isinstance(value, (bool, int, float, str)) else str(value))

print(json.dumps({
    "from": xlkpi.__file__,
    "others": sorted(name for name in sys.modules if "site-packages" in (getattr(sys.modules[name], "__file__", "") or "")),
    "results": {name: plain(call(name, f.example.arguments)) for name, f in CATALOGUE.items()},
}))
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("oxt")
    with zipfile.ZipFile(io.BytesIO(extension())) as archive:
        archive.extractall(folder)
    return folder


def test_the_same_bytes_every_time(tmp_path):
    assert extension() == extension()
    assert build(tmp_path / "new folder").read_bytes() == extension()


def test_it_cannot_be_written_where_a_file_is_in_the_way(tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(CannotWrite, match="无法写入"):
        build(tmp_path / "taken")


def test_every_function_is_declared_with_help_in_both_languages(unpacked):
    registry = ET.parse(unpacked / "CalcAddIns.xcu")
    functions = {}
    for node in registry.iter("node"):
        titles = {p.get(f"{OOR}name"): {v.get(LANG): v.text for v in p} for p in node.findall("prop")}
        if "CompatibilityName" in titles:
            arguments = node.findall("node/node")
            functions[titles["DisplayName"]["en-US"]] = (titles, arguments)
    assert set(functions) == {*CATALOGUE, "KPI_CELLS", "KPI_STACK", "KPI_READY"}
    for name, (titles, arguments) in functions.items():
        assert titles["DisplayName"] == titles["CompatibilityName"] == {"en-US": name, "zh-CN": name}
        assert all(titles["Description"][language] for language in ("en-US", "zh-CN"))
        for argument in arguments:
            texts = [value.text for value in argument.iter("value")]
            assert len(texts) == 4
            assert all(texts)
    for name, function in CATALOGUE.items():
        assert len(functions[name][1]) == len(function.parameters)


def test_the_interface_takes_the_arguments_of_the_catalogue():
    lines = {line.split("(")[0].split()[-1]: line for line in interface().splitlines() if "(" in line}
    assert lines["kpiTotal"].count("[in] any") == 3
    assert len(lines) == len(CATALOGUE) + 3


def test_every_part_listed_in_the_manifest_is_there(unpacked):
    manifest = ET.parse(unpacked / "META-INF/manifest.xml").getroot()
    listed = [entry.get(f"{{{manifest.tag[1:].partition('}')[0]}}}full-path") for entry in manifest]
    assert listed
    assert all((unpacked / name).is_file() for name in listed)


def test_it_bundles_what_a_function_needs_and_nothing_else():
    bundled = function_path()
    assert "xlkpi/errors.py" in bundled
    assert "xlkpi/domain/grade.py" in bundled
    assert not [
        path for path in bundled if path.startswith(("xlkpi/books", "xlkpi/actions", "xlkpi/cli", "xlkpi/drawing"))
    ]
    assert "xlkpi/domain/scheme.py" not in bundled


def test_the_bundle_computes_with_every_installed_package_hidden(unpacked):
    bare = [
        sys.executable,
        "-I",
        "-S",
        "-c",
        f"import sys; sys.path.insert(0, {str(unpacked / 'pythonpath')!r})\n{EVERY_EXAMPLE}",
    ]
    said = json.loads(subprocess.run(bare, capture_output=True, text=True, check=True, cwd=unpacked).stdout)
    assert said["from"].startswith(str(unpacked))
    assert said["others"] == []
    for name, function in CATALOGUE.items():
        expected = json.loads(json.dumps(function.example.expected, default=str))
        assert said["results"][name] == expected, name


def test_the_bundle_runs_on_the_oldest_python_inside_libreoffice(unpacked):
    files = [*unpacked.glob("pythonpath/**/*.py"), unpacked / "component.py"]
    checked = subprocess.run(
        [Path(sys.executable).with_name("vermin"), "--target=3.8-", "--violations", "--no-tips", *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
