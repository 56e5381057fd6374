"""The schemas of ECMA-376 over every part of a workbook: what the standard itself says of elements, order and values.

`.ci/schemas` brings them from Debian's source package of Apache POI. They are those of the first edition (2006), which
every Excel since 2007 reads; what came later stands in places that older programs pass over (part 5, markup
compatibility), and is passed over here in the same way.
"""

from __future__ import annotations

import functools
import os
import re
import tempfile
import zipfile
from pathlib import Path

from lxml import etree

FOLDER = "XLKPI_ECMA_376"
"""The variable that says where the schemas are."""
XSD = "http://www.w3.org/2001/XMLSchema"
XML = "http://www.w3.org/XML/1998/namespace"
MCE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
OFFICE = "http://schemas.openxmlformats.org"
STANDARD = (
    *("spreadsheetml/2006/main", "package/2006/content-types", "package/2006/relationships"),
    *("officeDocument/2006/extended-properties", "officeDocument/2006/custom-properties"),
    *("officeDocument/2006/docPropsVTypes", "officeDocument/2006/relationships", "drawingml/2006/main"),
    *("drawingml/2006/spreadsheetDrawing", "drawingml/2006/chart", "drawingml/2006/chartDrawing"),
    *("drawingml/2006/diagram", "drawingml/2006/lockedCanvas", "drawingml/2006/picture"),
)
"""The namespaces of a workbook; the others are those of documents and of slides."""
OTHERS = frozenset({
    f"{OFFICE}/package/2006/metadata/core-properties",  # its schema asks the network for that of Dublin Core
    "http://schemas.microsoft.com/office/2009/07/customui",  # Microsoft's own: the ribbon
    "",  # VML, a list of shapes without a root of its own, which the standard calls deprecated
})  # fmt: skip


def schemas() -> Path | None:
    """Where the schemas are, None where nobody brought them."""
    folder = os.environ.get(FOLDER)
    return Path(folder) if folder and Path(folder, "sml-sheet.xsd").is_file() else None


@functools.cache
def standard() -> etree.XMLSchema:
    """Return all of the standard as one schema.

    The files import each other one by one, of which libxml2 takes only the first of a namespace: here each namespace is
    imported once, with all its files.
    """
    files = {path: etree.parse(path).getroot().get("targetNamespace") for path in schemas().glob("*.xsd")}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in files:
            text = path.read_text(encoding="utf-8-sig")
            (folder / path.name).write_text(re.sub(r'(<xsd:import [^>]*) schemaLocation="[^"]*"', r"\1", text), "utf-8")
        whole = etree.Element(f"{{{XSD}}}schema")
        for number, namespace in enumerate(f"{OFFICE}/{name}" for name in STANDARD):
            part = etree.Element(f"{{{XSD}}}schema", targetNamespace=namespace)
            for path, of in files.items():
                if of == namespace:
                    etree.SubElement(part, f"{{{XSD}}}include", schemaLocation=path.name)
            (folder / f"all-{number}.xsd").write_bytes(etree.tostring(part))
            etree.SubElement(whole, f"{{{XSD}}}import", namespace=namespace, schemaLocation=f"all-{number}.xsd")
        (folder / "whole.xsd").write_bytes(etree.tostring(whole))
        return etree.XMLSchema(etree.parse(folder / "whole.xsd"))


def findings(path: Path) -> list[str]:
    """What the standard does not allow in the parts of a workbook, each with its part and line."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist() if name.endswith((".xml", ".rels", ".vml"))}
    return [f"{name}:{said}" for name, xml in parts.items() for said in _part(xml)]


def _part(xml: bytes) -> list[str]:
    root = etree.fromstring(xml)
    namespace = etree.QName(root).namespace or ""
    if namespace in OTHERS:
        return []
    schema = standard()
    return [] if schema.validate(as_of_2006(root)) else [f"{error.line}: {error.message}" for error in schema.error_log]


def as_of_2006(root: etree._Element) -> etree._Element:
    """Return the part as a program of 2006 reads it: what may be ignored is gone, alternatives are the fallback.

    xml:space is gone, too: every Excel writes it, and 18.4.12 speaks of it, but the schema forgot it.
    """
    ignored = {root.nsmap[prefix] for prefix in root.get(f"{{{MCE}}}Ignorable", "").split()}
    for choice in list(root.iter(f"{{{MCE}}}AlternateContent")):
        parent, fallback = choice.getparent(), choice.find(f"{{{MCE}}}Fallback")
        for child in list(fallback) if fallback is not None else ():
            choice.addprevious(child)
        parent.remove(choice)
    for element in list(root.iter("*")):
        if etree.QName(element).namespace in ignored and not _extension(element):
            element.getparent().remove(element)
            continue
        for name in list(element.attrib):
            if etree.QName(name).namespace in {*ignored, XML, MCE}:
                del element.attrib[name]
    return root


def _extension(element: etree._Element) -> bool:
    """Whether it stands where the standard lets anybody add what they like, and asks no program to look into it."""
    return any(etree.QName(above).localname == "extLst" for above in element.iterancestors())
